"""Scoring the reader on labelled sets (`python -m eval --help`), and its floors (`python -m eval.gate --help`)."""
