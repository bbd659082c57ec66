"""A new encrypted file of Asha Rahman's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pi_desktop.store.store import Store
from tests.families import new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()
