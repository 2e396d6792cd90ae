"""Sentences of the project's own, labelled by GUIDELINE.md, to train and to test the reading of single sentences."""
