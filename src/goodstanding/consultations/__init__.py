"""Consultations: members say what they think of a policy before it binds them."""
