"""How people reach it: translate in, make one call, translate out. Only here is the clock read."""
