"""Scoring the reader on labelled reports. `python -m eval --help`."""
