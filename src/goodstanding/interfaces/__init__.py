"""How people reach the house: translate in, make one call, translate out. Only here is the clock read."""
