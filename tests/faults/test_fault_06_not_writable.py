"""Fault 6: a folder that may only be read, and permission that is lost while the records are open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pi_desktop.records import Family
from pi_desktop.store.errors import NotWritable, StoreError
from tests.families import make_family, new_store, open_again
from tests.faults.file_systems import no_longer_writable, open_to_all


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "vault").mkdir()
    with open_to_all(tmp_path / "vault"):
        yield tmp_path / "vault"


def test_records_in_a_folder_that_may_only_be_read_say_so_and_stay_as_they_are(folder: Path) -> None:
    store = new_store(folder)
    with store.unit_of_work() as uow:
        made = make_family(uow)
    store.close()
    before = {path: path.read_bytes() for path in folder.iterdir()}

    with no_longer_writable(folder), pytest.raises(NotWritable) as refused:
        open_again(folder)

    assert refused.value.sentence == (
        "This laptop does not let the records be written, so nothing new can be saved. What was saved is still there."
    )
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    again = open_again(folder)
    assert again.reader.get(Family, made.id) == made.family
    again.close()


def test_no_records_are_made_where_nothing_may_be_written(folder: Path) -> None:
    with no_longer_writable(folder), pytest.raises(StoreError):
        new_store(folder)
    assert list(folder.iterdir()) == []


def test_permission_that_is_lost_while_the_records_are_open_loses_nothing(folder: Path) -> None:
    store = new_store(folder)
    told = []
    with no_longer_writable(folder):
        for number in range(20):
            with store.unit_of_work() as uow:
                made = make_family(uow, surname=f"Family {number}")
            told.append(made.family)
        store.close()

    again = open_again(folder)
    assert list(again.reader.find(Family)) == told
    again.close()
