"""Sentences of the project's own: whole ones labelled by GUIDELINE.md, and marked pairs labelled by PAIRS.md."""
