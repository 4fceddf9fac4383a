"""What is right: pure functions over frozen values, readable by a lawyer."""
