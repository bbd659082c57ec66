"""Fault 23: two programs on one vault."""

from __future__ import annotations

from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from pi_desktop.records import Family
from pi_desktop.store.errors import InUse
from tests.families import make_family, new_store, open_again
from tests.faults.dying import start


def hold_open(folder: Path, telling: Connection) -> None:
    """Saves a family, says so, and keeps the records open until the process is killed."""
    store = open_again(folder)
    with store.unit_of_work() as uow:
        made = make_family(uow)
    telling.send(made.id)
    telling.recv()


def test_the_second_program_is_turned_away_until_the_first_has_ended_in_any_way(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    here, there = Pipe()
    first = start(hold_open, tmp_path, there)
    family_id = here.recv()

    with pytest.raises(InUse) as refused:
        open_again(tmp_path)
    assert refused.value.sentence.startswith("The records are open in another window of this program.")

    first.kill()
    first.join()
    store = open_again(tmp_path)
    assert [family.id for family in store.reader.find(Family)] == [family_id]
    assert store.ended_uncleanly
    store.close()


def test_the_records_open_again_after_they_were_closed(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with pytest.raises(InUse):
        open_again(tmp_path)
    store.close()
    open_again(tmp_path).close()


def test_an_opening_that_fails_keeps_nobody_out(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        uow.set_setting("canary", "something else")
    store.close()
    for _ in range(2):
        with pytest.raises(Exception, match="RecordsDamaged"):
            open_again(tmp_path)
