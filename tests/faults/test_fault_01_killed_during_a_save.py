"""Fault 1: kill -9 at every statement of a save, and at any moment at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from pi_desktop.records import RECORD_TYPES, Allocation, Appointment, Baby, Caregiver, ContactDetails, Family
from pi_desktop.store.checking import check
from pi_desktop.store.search import search
from pi_desktop.store.store import Store
from tests.families import RAW_KEY, MadeFamily, make_appointment, make_family, new_store, open_again
from tests.faults.dying import die, die_at, start, tell, told, was_killed

AFTER_THE_COMMIT = 0
PARTS = (Family, Baby, Caregiver, ContactDetails, Allocation, Appointment)


def save_a_family(store: Store) -> MadeFamily:
    """One action of many parts: six records, an edit and a draft."""
    with store.unit_of_work() as uow:
        made = make_family(uow, surname="Whitlock", mobile="07700 900142")
        booked = make_appointment(uow, made)
        uow.edit(booked, minutes=90)
        uow.keep_draft(made.id, "note", {"words": "She said that"})
    return made


def save_and_die(folder: Path, ledger: Path, statement: int) -> None:
    """Saves, says so, and dies at a statement; also between the commit and saying so."""
    store = open_again(folder)
    die_at(store.writing, statement)
    made = save_a_family(store)
    if statement == AFTER_THE_COMMIT:
        die()
    tell(ledger, made.id)
    store.close()


def save_for_ever(folder: Path, telling: Connection) -> None:
    """Saves one family after the other, and says so each time, until the process is killed."""
    store = open_again(folder)
    while True:
        telling.send(save_a_family(store).id)


def expect_everything_told_and_nothing_by_halves(folder: Path, ledger: list[str]) -> None:
    store = open_again(folder)
    reader = store.reader
    here = {family.id for family in reader.find(Family)}
    assert set(ledger) <= here
    for part in PARTS:
        owners = [record.family_id for record in reader.find(part)]
        assert sorted(owners) == sorted(here), part
    assert {booked.minutes for booked in reader.find(Appointment)} <= {90}
    assert {draft.subject_id for draft in reader.drafts()} == here

    logged = reader.rows("SELECT n, record_id FROM operation ORDER BY n")
    assert [n for n, _ in logged] == list(range(1, len(logged) + 1))
    kept = {record_id for name in RECORD_TYPES for (record_id,) in reader.rows(f'SELECT id FROM "{name}"')}
    assert {record_id for _, record_id in logged} == kept
    assert len(search(store.reading, "whitlock")) == min(50, 3 * len(here))
    store.close()
    assert check(folder / "records.db", RAW_KEY) == ()


def test_killed_at_every_statement_of_a_save(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    ledger = tmp_path / "told"

    kills = next(n for n in count(1) if not was_killed(save_and_die, tmp_path, ledger, n)) - 1
    assert kills > 50
    assert was_killed(save_and_die, tmp_path, ledger, AFTER_THE_COMMIT)

    expect_everything_told_and_nothing_by_halves(tmp_path, told(ledger))


def test_killed_at_any_moment(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    ledger: list[str] = []
    for turn in range(130):
        listening, telling = Pipe(duplex=False)
        process = start(save_for_ever, tmp_path, telling)
        telling.close()
        ledger += [listening.recv() for _ in range(turn % 3 + 1)]
        process.kill()
        ledger += the_rest(listening)
        process.join()
    expect_everything_told_and_nothing_by_halves(tmp_path, ledger)


def the_rest(listening: Connection) -> Iterator[str]:
    """What was still told before the end; half a message is not told."""
    with listening, suppress(EOFError, OSError):
        while True:
            yield listening.recv()
