"""A file with a hundred notes in it, and what becomes of it when it is damaged."""

from __future__ import annotations

from pathlib import Path

from pi_desktop.records import Note
from pi_desktop.store.checking import check
from pi_desktop.store.errors import RecordsDamaged, WrongKey
from tests.families import RAW_KEY, make_family, new_store, open_again

PAGE = 4096
NOTES = ["She looked at him and waited. " * 100] * 100


def records_with_notes(folder: Path) -> Path:
    store = new_store(folder)
    with store.unit_of_work() as uow:
        made = make_family(uow)
        for words in NOTES:
            uow.make(Note, family_id=made.id, staff_id=uow.actor, about=uow.clock.now(), words=words)
    store.close()
    return folder / "records.db"


def expect_damage_to_be_told(records: Path, damaged: bytes) -> None:
    """The check sees it, and whoever reads gets a sentence or what was written, and never anything else.

    The file is neither mended nor shortened; when it is put right, all is there.
    """
    whole = records.read_bytes()
    records.write_bytes(damaged)
    assert is_found_out(records)
    assert read(records) in (None, NOTES)
    assert records.stat().st_size == len(damaged)
    records.write_bytes(whole)
    assert read(records) == NOTES


def is_found_out(records: Path) -> bool:
    try:
        return check(records, RAW_KEY) != ()
    except (RecordsDamaged, WrongKey):
        return True


def read(records: Path) -> list[str | None] | None:
    """The words of all notes, or None where the person reads that the file is damaged."""
    try:
        store = open_again(records.parent)
    except (RecordsDamaged, WrongKey):
        return None
    try:
        return [note.words for note in store.reader.find(Note)]
    except RecordsDamaged:
        return None
    finally:
        store.close()
