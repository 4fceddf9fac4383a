"""Cases that a policy's owner writes beside it, in plain words: facts, and what should follow."""
