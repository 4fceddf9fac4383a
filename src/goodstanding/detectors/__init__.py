"""What looks wrong: relations in, suspicions out. One detector a file."""
