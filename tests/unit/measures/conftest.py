"""The library as it ships."""

from pathlib import Path

import pytest

from pi_desktop.measures.library import Library

MEASURES = Path(__file__).parents[3] / "resources" / "measures"


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.load(MEASURES)
