"""The library as it ships."""

import pytest

from pi_desktop.measures.library import Library
from tests.unit.measures.places import MEASURES


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.load(MEASURES)
