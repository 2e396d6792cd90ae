"""Estimation: rationality and payoffs from observed play, by maximum likelihood."""
