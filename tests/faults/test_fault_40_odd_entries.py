"""Fault 40: giant notes, ten thousand pasted rows, odd characters, twins of one name, dates that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pi_desktop.ids import derived
from pi_desktop.records import Allocation, Baby, Caregiver, Family, Goal, Note
from pi_desktop.records.kinds import NotADate, TooLong, Unreadable
from pi_desktop.records.record import Refused
from pi_desktop.store.outbox import next_batch
from pi_desktop.store.search import search
from pi_desktop.store.store import Store
from tests.families import TODAY, MadeFamily, make_family, new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def okafor(store: Store) -> MadeFamily:
    with store.unit_of_work() as uow:
        return make_family(uow)


def write_note(store: Store, made: MadeFamily, words: str) -> Note:
    with store.unit_of_work() as uow:
        return uow.make(Note, family_id=made.id, staff_id=uow.actor, about=uow.clock.now(), words=words)


def refusal(store: Store, made: MadeFamily, words: str) -> Refused:
    with pytest.raises(Refused) as refused:
        write_note(store, made, words)
    return refused.value


def test_a_giant_note_is_refused_whole_or_kept_whole(store: Store, okafor: MadeFamily) -> None:
    fault = refusal(store, okafor, "She looked. " * 1_000_000)
    assert isinstance(fault.by_field["words"], TooLong)
    assert store.reader.find(Note) == ()

    longest = ("She looked at him. " * 2200)[:40_000]
    note = write_note(store, okafor, longest)
    kept = store.reader.get(Note, note.id)
    assert kept is not None
    assert kept.words == longest


def test_ten_thousand_pasted_rows_are_a_note_and_are_found(store: Store, okafor: MadeFamily) -> None:
    rows = "\r\n".join(f"{number}\tx" for number in range(5_000, 10_000))
    note = write_note(store, okafor, rows[:40_000])
    assert "\r" not in (note.words or "")
    assert [found.record_id for found in search(store.reading, "5123")] == [note.id]

    assert isinstance(refusal(store, okafor, "\n".join("a row" for _ in range(10_000))).by_field["words"], TooLong)


def test_what_no_file_can_hold_is_dropped_or_refused_with_a_sentence(store: Store, okafor: MadeFamily) -> None:
    assert write_note(store, okafor, "before\0after").words == "beforeafter"
    fault = refusal(store, okafor, "half a pair \udc00")
    assert isinstance(fault.by_field["words"], Unreadable)


@pytest.mark.parametrize("odd", ["\u202eoiraM", "Ma\u200bria", "\ufeffMaria", "Maria\u2066", "M\x08aria"])
def test_a_name_has_nothing_in_it_that_nobody_sees(store: Store, okafor: MadeFamily, odd: str) -> None:
    with store.unit_of_work() as uow:
        made = uow.make(Caregiver, family_id=okafor.id, given_name=odd, role="mother")
    assert made.given_name in ("Maria", "oiraM")
    assert made in store.reader.find(Caregiver, given_name=made.given_name)


def test_twins_of_one_name_born_on_one_day_are_two_babies(store: Store) -> None:
    with store.unit_of_work() as uow:
        made = make_family(uow, surname="Hughes", babies=("Gwen", "Gwen"))
        uow.edit(made.babies[0], sex="female")
    first, second = store.reader.find(Baby, family_id=made.id, order_by="birth_order")
    assert (first.given_name, first.sex) == ("Gwen", "female")
    assert (second.given_name, second.sex) == ("Gwen", None)
    assert len(search(store.reading, "gwen")) == 2


def test_a_baby_without_a_name_and_a_due_date_in_the_past_are_kept(store: Store) -> None:
    with store.unit_of_work() as uow:
        made = make_family(uow, babies=(None,), born_on=None, due_on=date(2026, 11, 1))
    assert store.reader.find(Baby, given_name=None) == made.babies


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1026, 4, 20), date(2999, 1, 1), "30 February", 20260420])
def test_a_birth_date_that_cannot_be_is_refused_with_a_sentence(store: Store, okafor: MadeFamily, day: object) -> None:
    with pytest.raises(Refused) as refused, store.unit_of_work() as uow:
        uow.edit(okafor.babies[0], born_on=day)
    assert isinstance(refused.value.by_field["born_on"], NotADate)
    assert store.reader.get(Baby, okafor.babies[0].id) == okafor.babies[0]


def test_what_somebody_outside_the_team_wrote_or_does_is_kept_under_their_id(store: Store, okafor: MadeFamily) -> None:
    stranger = derived("a locum", "test")
    with store.unit_of_work(actor=stranger) as uow:
        uow.make(Allocation, family_id=okafor.id, staff_id=stranger, part="second_practitioner", since=TODAY)
        goal = uow.make(Goal, family_id=okafor.id, words="Play together", set_on=TODAY, state="active")
    assert goal.made_by == stranger
    assert {operation.by for operation in next_batch(store.writing)} == {store.owner, stranger}
    assert store.reader.get(Family, okafor.id) == okafor.family
