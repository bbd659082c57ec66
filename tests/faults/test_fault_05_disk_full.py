"""Fault 5: the disk is full during a save, and when the write-ahead log is to be emptied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pi_desktop.records import Note
from pi_desktop.store.checking import check
from pi_desktop.store.errors import DiskFull, NotWritable, StoreError
from pi_desktop.store.store import Store, empty_log
from tests.families import RAW_KEY, MadeFamily, make_family, new_store, open_again
from tests.faults.file_systems import small_disk

LONG = "She looked at him and waited. " * 1000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, type[StoreError]]]:
    """A folder that four megabytes fill, and how the laptop says so."""
    with small_disk(tmp_path / "disk", megabytes=4) as mounted:
        yield tmp_path / "disk", DiskFull if mounted else NotWritable


def save_until_full(store: Store, made: MadeFamily) -> tuple[list[str], StoreError]:
    """The ids of the notes that were told saved, and what the person read then."""
    told: list[str] = []
    while True:
        try:
            with store.unit_of_work() as uow:
                note = uow.make(Note, family_id=made.id, staff_id=uow.actor, about=uow.clock.now(), words=LONG)
        except StoreError as fault:
            return told, fault
        told.append(note.id)


def test_what_was_saved_before_the_disk_was_full_is_all_there(disk: tuple[Path, type[StoreError]]) -> None:
    folder, how = disk
    ballast = folder / "holiday pictures"
    ballast.write_bytes(bytes(1024 * 1024))
    store = new_store(folder)
    with store.unit_of_work() as uow:
        made = make_family(uow)

    told, fault = save_until_full(store, made)

    assert type(fault) is how
    assert len(told) > 5
    assert [note.id for note in store.reader.find(Note)] == told
    assert store.reader.rows("SELECT count(*) FROM operation WHERE record_id IN (SELECT id FROM note)") == [
        (len(told),)
    ]

    ballast.unlink()
    if how is DiskFull:
        with store.unit_of_work() as uow:  # the same entry, from the screen that still shows it
            kept = uow.make(Note, family_id=made.id, staff_id=uow.actor, about=uow.clock.now(), words=LONG)
        told.append(kept.id)
    store.close()

    again = open_again(folder)
    assert [note.id for note in again.reader.find(Note)] == told
    again.close()
    assert check(folder / "records.db", RAW_KEY) == ()


def test_the_sentence_says_that_this_was_not_saved_and_where_the_typing_is() -> None:
    assert DiskFull().sentence == (
        "This laptop is full, so this was not saved. Please free some space; what you typed is still here."
    )


def test_a_log_that_cannot_be_emptied_loses_nothing_and_closing_goes_on(disk: tuple[Path, type[StoreError]]) -> None:
    folder, _ = disk
    store = new_store(folder)
    with store.unit_of_work() as uow:
        made = make_family(uow)
    told, _ = save_until_full(store, made)

    with pytest.raises(StoreError):
        empty_log(store.writing)
    store.close()

    again = open_again(folder)
    assert [note.id for note in again.reader.find(Note)] == told
    again.close()


def test_records_that_do_not_fit_are_not_begun(disk: tuple[Path, type[StoreError]]) -> None:
    folder, how = disk
    (folder / "holiday pictures").write_bytes(bytes(4 * 1024 * 1024 - 64 * 1024 if how is DiskFull else 1))
    if how is DiskFull:
        with pytest.raises(DiskFull):
            new_store(folder)
        assert not (folder / "records.db").exists()
    (folder / "holiday pictures").unlink()
    new_store(folder).close()
