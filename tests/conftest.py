"""
What all tests share: the slow ones wait for `--slow`, and one reader is loaded a process.

Laws are tried on the same examples each time, so that a change is judged by itself alone; to look for examples that
nobody has seen yet, run with `--hypothesis-profile wild`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from demarche.reading import Reader

settings.register_profile("steady", derandomize=True)
settings.register_profile("wild", print_blob=True)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the slow tests, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--slow"):
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="slow; run with --slow"))


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The default reader, loaded once a process."""
    from demarche.reading import load_reader

    return load_reader()
