"""The team's console: the queue, the case, the appeal, and what stands around them."""
