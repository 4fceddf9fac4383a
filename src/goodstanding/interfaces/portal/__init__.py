"""Where a member sees where they stand, reads, answers and appeals; also while suspended."""
