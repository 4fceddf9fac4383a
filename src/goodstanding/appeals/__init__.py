"""A second person looks again."""
