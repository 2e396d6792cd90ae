"""
What the history of crises tells before a crisis is played out: base rates, and what can be predicted at the start.

    python -m eval.icb [FOLDER]     the tables of docs/history.md, from the two files of [ICB14]

The data are not part of the package and are never committed: without them the command says so and stops.
"""
