"""Statements of reasons as the European Commission's transparency database takes them.

DSA-17, DSA-24.5. `checking` judges a statement, `making` makes one from the facts of a decision.
"""
