"""The people of the journeys and the doors they use: no operation of ours is called for them."""
