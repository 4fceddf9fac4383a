"""What the whole record says, told to the world outside."""
