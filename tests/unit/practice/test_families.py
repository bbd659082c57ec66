"""The list of families, and finding one of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from pi_desktop.practice import families
from pi_desktop.practice.families import FamilyRow
from pi_desktop.records.referral import Referral
from pi_desktop.records.team import Allocation
from pi_desktop.records.visit import Note
from pi_desktop.store.store import Store
from tests.colleague import make_colleague
from tests.families import TODAY, make_appointment, make_family, new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path)
    yield store
    store.close()


def mine(store: Store) -> tuple[FamilyRow, ...]:
    return families.mine(store.reader, staff_id=store.owner, today=TODAY)


def find(store: Store, typed: str) -> list[str]:
    found = families.find(store.reader, typed=typed, staff_id=store.owner, today=TODAY)
    return [family.title for family in found]


def test_a_row_tells_who_they_are_and_when_they_are_seen_next(store: Store) -> None:
    with store.unit_of_work() as uow:
        family = make_family(uow, caregivers=[("Maria", "mother"), ("Daniel", "father")])
        make_appointment(uow, family, TODAY + timedelta(7), at=time(14))
        make_appointment(uow, family, TODAY + timedelta(3), at=time(11))
        make_appointment(uow, family, TODAY - timedelta(3))
    [row] = mine(store)
    assert (row.title, row.ages, row.people) == (
        "Leo & Maria Okafor",
        "7 months",
        "with Maria (mother) and Daniel (father)",
    )
    assert (row.next_day, row.next_at, row.practitioner) == (TODAY + timedelta(3), time(11), "Asha Rahman")


def test_mine_are_those_allocated_now_and_the_teams_are_all_that_have_not_ended(store: Store) -> None:
    karen = make_colleague(store)
    with store.unit_of_work() as uow:
        make_family(uow)
        over = make_family(uow, surname="Hart")
        make_family(uow, surname="Ended", stage="ended")
        allocation = uow.find(Allocation, family_id=over.id)[0]
        uow.edit(allocation, until=TODAY - timedelta(1))
        facts = {"staff_id": karen.id, "part": "lead_practitioner", "since": TODAY}
        uow.make(Allocation, family_id=over.id, **facts)
    team = families.whole_team(store.reader, staff_id=store.owner, today=TODAY)
    assert [row.title for row in mine(store)] == ["Leo & Maria Ended", "Leo & Maria Okafor"]
    assert [(row.title, row.mine, row.practitioner) for row in team] == [
        ("Leo & Maria Hart", False, "Karen Doyle"),
        ("Leo & Maria Okafor", True, "Asha Rahman"),
    ]


@pytest.mark.parametrize(
    "typed",
    ["oka", "leo", "Leo Okafor", "CV34 5", "cv345qt", "07700 900", "07700900142", "+447700900142", "turned tow"],
)
def test_a_family_is_found_by_what_one_knows_of_it(store: Store, typed: str) -> None:
    with store.unit_of_work() as uow:
        contact = {"mobile": "07700 900142", "address": "14 Elm Grove", "postcode": "CV34 5QT"}
        family = make_family(uow, **contact)
        note = {"about": uow.clock.now(), "staff_id": uow.actor, "words": "Leo turned towards her voice."}
        uow.make(Note, family_id=family.id, **note)
        make_family(uow, surname="Price", babies=["Ada"], caregivers=[("Hannah", "mother")])
    assert find(store, typed) == ["Leo & Maria Okafor"]


@pytest.mark.parametrize("typed", ['"', "*", "NEAR(", "leo OR ada", "' --", "%", "_", "   "])
def test_what_is_typed_is_never_a_command(store: Store, typed: str) -> None:
    with store.unit_of_work() as uow:
        make_family(uow)
    assert find(store, typed) == []


@pytest.mark.parametrize(("name", "typed"), [("Zdeňka", "zdenka"), ("مريم", "مريم"), ("小明", "小明"), ("Siân", "Sia")])
def test_names_of_any_script_are_found(store: Store, name: str, typed: str) -> None:
    with store.unit_of_work() as uow:
        make_family(uow, surname="Ng", caregivers=[(name, "mother")])
    assert len(find(store, typed)) == 1


def test_who_bears_a_name_comes_before_whoever_is_written_about(store: Store) -> None:
    with store.unit_of_work() as uow:
        ada = make_family(uow, surname="Lovelace", babies=["Ada"])
        other = make_family(uow)
        note = {"about": uow.clock.now(), "staff_id": uow.actor, "words": "Played with Ada from next door."}
        uow.make(Note, family_id=other.id, **note)
        uow.make(Referral, family_id=other.id, received_on=TODAY, source="gp", concern="Sister Ada")
    found = families.find(store.reader, typed="ada", staff_id=store.owner, today=TODAY)
    assert [row.family_id for row in found] == [ada.id, other.id]
    assert found[0].passage is None
    assert "Ada" in (found[1].passage or "")


def test_a_family_is_found_by_its_baby_however_often_notes_speak_of_others_of_that_name(store: Store) -> None:
    with store.unit_of_work() as uow:
        make_family(uow)
        other = make_family(uow, surname="Price", babies=["Ada"])
        for _ in range(60):
            uow.make(Note, family_id=other.id, about=uow.clock.now(), staff_id=uow.actor, words="Leo came along.")
    assert find(store, "leo")[0] == "Leo & Maria Okafor"


def test_a_single_letter_finds_names_and_does_not_wait_for_the_notes(store: Store) -> None:
    with store.unit_of_work() as uow:
        make_family(uow)
        price = make_family(uow, surname="Price", babies=["Ada"], caregivers=[("Hannah", "mother")])
        uow.make(Note, family_id=price.id, about=uow.clock.now(), staff_id=uow.actor, words="Looked at a lamp.")
    assert find(store, "l") == ["Leo & Maria Okafor"]
    assert find(store, "h") == ["Ada & Hannah Price"]
    assert find(store, "leo o") == ["Leo & Maria Okafor"]


def test_an_address_is_found_by_and_never_shown(store: Store) -> None:
    with store.unit_of_work() as uow:
        make_family(uow, address="4 Hidden Close", address_hidden=True)
    found = families.find(store.reader, typed="hidden clo", staff_id=store.owner, today=TODAY)
    assert [row.found_in for row in found] == ["contact"]
    assert "Close" not in repr(found)


def test_a_baby_without_a_name_and_twins_of_one_name_have_titles(store: Store) -> None:
    with store.unit_of_work() as uow:
        expected = {"born_on": None, "due_on": date(2027, 1, 19)}
        make_family(uow, surname="Price", babies=[None], caregivers=[("Hannah", "mother")], **expected)
        make_family(uow, surname="Hughes", babies=["Gwen", "Gwen"])
    assert [(row.title, row.ages) for row in mine(store)] == [
        ("Twins Gwen & Gwen Hughes", "7 months"),
        ("Baby of Hannah Price", "due 19 Jan"),
    ]
