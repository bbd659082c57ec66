"""The file is looked through daily and after an end that was not clean; nothing is changed by looking."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pi_desktop.clock import FixedClock
from pi_desktop.records import Note
from pi_desktop.store.checking import check, is_due, note_checked
from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import transaction
from tests.families import NINE_O_CLOCK, RAW_KEY, make_family, new_store, open_again

PAGE = 4096


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A closed file with some hundred pages."""
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        made = make_family(uow)
        for number in range(200):
            words = f"visit {number} " * 100
            uow.make(Note, family_id=made.id, staff_id=uow.actor, about=uow.clock.now(), words=words)
    store.close()
    return tmp_path / "records.db"


def test_a_sound_file_has_no_findings_and_is_not_changed(records: Path) -> None:
    before = records.read_bytes()
    assert check(records, RAW_KEY) == ()
    assert records.read_bytes() == before


def test_a_sound_file_is_found_sound_while_somebody_writes(records: Path) -> None:
    store = open_again(records.parent)
    with store.unit_of_work() as uow:
        make_family(uow, surname="Price")
        assert check(records, RAW_KEY) == ()
    store.close()


def test_an_altered_page_that_nobody_reads_is_found(records: Path) -> None:
    altered = bytearray(records.read_bytes())
    altered[-PAGE + 100] ^= 1
    records.write_bytes(altered)

    findings = check(records, RAW_KEY)

    assert f"HMAC verification failed for page {len(altered) // PAGE}" in findings
    assert len(findings) <= 40  # at most twenty of each check
    assert not any("visit" in finding for finding in findings)


def test_rows_that_are_not_what_their_table_says_are_found(records: Path) -> None:
    """Every page decrypts, so only the database's own check can see it."""
    store = open_again(records.parent)
    store.writing.execute("PRAGMA writable_schema = ON")
    another = "replace(sql, 'born TEXT', 'born TEXT NOT NULL')"
    store.writing.execute(f"UPDATE sqlite_master SET sql = {another} WHERE name = 'note'")
    store.close()

    assert "NULL value in note.born" in check(records, RAW_KEY)


def test_a_check_is_due_at_first_then_daily(tmp_path: Path) -> None:
    clock = FixedClock(NINE_O_CLOCK)
    store = new_store(tmp_path, clock)
    assert is_due(store)
    with transaction(store.writing):
        note_checked(store.writing, clock)

    clock.move_to(NINE_O_CLOCK + timedelta(hours=23))
    assert not is_due(store)
    clock.move_to(NINE_O_CLOCK + timedelta(hours=24))
    assert is_due(store)
    store.close()


def test_a_check_is_due_after_an_end_that_was_not_clean(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with transaction(store.writing):
        note_checked(store.writing, store.clock)
    end_uncleanly(store)

    again = open_again(tmp_path)
    assert is_due(again)
    again.close()
    store.reading.close()
    store.writing.close()


def end_uncleanly(store: Store) -> None:
    """All that the next opening sees of the end of a process: the lock is free and the log is still there."""
    store.lock.let_go()
