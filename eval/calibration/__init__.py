"""
Whether forecasts hold where the game is right: truth drawn from the prior, played, seen through reports, forecast.

    python -m eval.calibration     the tables and figures of docs/calibration.md, from a seed alone

Nothing of the world enters: the study tells whether filter, weights and bands do what they say, not whether the game
or the table of evidence is right.
"""
