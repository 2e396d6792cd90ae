"""Readings of the small crises: each is read once a session, and weighed anew where a test changes something."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from tests.forecasting import crises

from demarche.reading import Reader
from demarche.record import Reading, Record
from demarche.weighing import weigh_readings


@pytest.fixture(scope="session")
def readings(reader: Reader) -> Callable[[str], tuple[Reading, ...]]:
    """Readings of a crisis by the name of its reports in `crises`."""
    return cache(lambda name: tuple(crises.read(reader, getattr(crises, name))))


@pytest.fixture(scope="session")
def records(readings: Callable[[str], tuple[Reading, ...]]) -> Callable[[str], Record]:
    """Record of a crisis by the name of its reports in `crises`."""
    return cache(lambda name: weigh_readings(readings(name)))
