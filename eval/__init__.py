"""Scoring the reader on labelled sets: `python -m eval --help`; the floors that it must keep: `python -m eval.gate --help`."""
