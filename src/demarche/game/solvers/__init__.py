"""Solvers: each takes a game or a tree, and returns a `Solution`."""
