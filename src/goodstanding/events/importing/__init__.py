"""Read files of a marketplace into the vocabulary."""
