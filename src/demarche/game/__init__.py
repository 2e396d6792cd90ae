"""The crisis game: actors with hidden intentions, solved for its agent logit quantal response equilibrium."""
