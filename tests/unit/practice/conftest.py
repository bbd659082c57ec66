"""What stories about a visit share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.practice.visiting import Visiting, visiting


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visiting]:
    with visiting(tmp_path) as visit:
        yield visit
