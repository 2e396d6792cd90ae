from __future__ import annotations

import pytest

from demarche.reading.english import Pipeline, load_pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return load_pipeline()
