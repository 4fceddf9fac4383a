"""What the console shows and does, a file a subject: translate in, one call, translate out."""
