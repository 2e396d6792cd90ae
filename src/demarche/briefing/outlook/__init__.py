"""
A forecast's place in the brief: judgements, hypotheses and evidence, outcomes by date, what to watch, how it was made.

`build.py` is the way in; `model.py` is what is printed.
"""
