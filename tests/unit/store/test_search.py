"""Search as one types: by any name in any script, baby's name, postcode, phone number, words of notes."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pi_desktop.records import Caregiver, ContactDetails, Family, Note
from pi_desktop.store.search import MOST_SHOWN, search
from pi_desktop.store.store import Store
from tests.families import MadeFamily, make_family


@pytest.fixture
def okafor(store: Store) -> MadeFamily:
    with store.unit_of_work() as uow:
        return make_family(uow, mobile="07700 900142", address="12 Elm Grove", postcode="CV34 5QT")


def kinds_found(store: Store, typed: str) -> set[str]:
    return {found.record_type for found in search(store.reading, typed)}


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("okafor", "family"),
        ("Oka", "family"),
        ("leo", "baby"),
        ("maria oka", "caregiver"),
        ("cv34 5qt", "contact_details"),
        ("CV345QT", "contact_details"),
        ("cv34 5", "contact_details"),
        ("07700 900142", "contact_details"),
        ("07700900", "contact_details"),
        ("+44 7700 900142", "contact_details"),
        ("0044 7700 900", "contact_details"),
        ("elm grove", "contact_details"),
    ],
)
def test_a_family_is_found_by_what_one_knows_of_it(store: Store, okafor: MadeFamily, typed: str, kind: str) -> None:
    found = search(store.reading, typed)
    assert kind in {each.record_type for each in found}
    assert {each.family_id for each in found} == {okafor.id}


def test_every_typed_word_must_be_there(store: Store, okafor: MadeFamily) -> None:
    assert search(store.reading, "maria price") == ()
    assert search(store.reading, "rafoko") == ()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Zdeňka Nováková", "zdenka nova"),
        ("Zdeňka Nováková", unicodedata.normalize("NFD", "Nováková")),
        ("ليلى ابراهيم", "ليلى"),
        ("О’Брайен Олена", "олена"),
        ("王小明", "王小"),
        ("O’Brien-Walsh", "brien walsh"),
    ],
)
def test_a_name_is_found_with_and_without_its_accents_in_any_script(store: Store, name: str, typed: str) -> None:
    with store.unit_of_work() as uow:
        made = make_family(uow, surname=name)
    assert made.id in {found.family_id for found in search(store.reading, typed)}


def test_a_note_is_found_by_its_words_with_the_passage_around_them(store: Store, okafor: MadeFamily) -> None:
    words = "We talked for a long time. " * 20 + "Then she spoke of the lighthouse where her mother worked."
    with store.unit_of_work() as uow:
        uow.make(Note, family_id=okafor.id, staff_id=uow.actor, about=uow.clock.now(), words=words)
    (found,) = search(store.reading, "lighth")
    assert found.record_type == "note"
    assert "lighthouse where her mother" in found.passage
    assert len(found.passage) < 150


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(alphabet=st.characters(), max_size=40) | st.text(alphabet='"*()^:-+ NEARaO0', max_size=30))
def test_nothing_that_can_be_typed_breaks_the_search(store: Store, typed: str) -> None:
    assert search(store.reading, typed) == ()


def test_what_was_changed_is_found_as_it_is_now(store: Store, okafor: MadeFamily) -> None:
    with store.unit_of_work() as uow:
        uow.edit(okafor.caregivers[0], given_name="Ngozi")
        contact = uow.edit(okafor.contacts[0], mobile="07700 900555")
    assert search(store.reading, "maria") == ()
    assert kinds_found(store, "ngozi") == {"caregiver"}
    assert [found.record_id for found in search(store.reading, "07700 900555")] == [contact.id]
    assert search(store.reading, "07700 900142") == ()


def test_the_newest_fifty_come_first(store: Store) -> None:
    with store.unit_of_work() as uow:
        made = make_family(uow)
        notes = [
            uow.make(
                Note,
                family_id=made.id,
                staff_id=uow.actor,
                about=uow.clock.now() + timedelta(days=number),
                words=f"visit number {number}",
            )
            for number in range(MOST_SHOWN + 20)
        ]
    found = search(store.reading, "visit")
    assert [each.record_id for each in found] == [note.id for note in reversed(notes[20:])]


def test_two_babies_of_one_name_are_both_found(store: Store) -> None:
    with store.unit_of_work() as uow:
        made = make_family(uow, babies=("Gwen", "Gwen"))
    assert {each.record_id for each in search(store.reading, "gwen")} == {baby.id for baby in made.babies}


def test_search_finds_records_and_names_their_families(store: Store, okafor: MadeFamily) -> None:
    by_type = {found.record_type: found.record_id for found in search(store.reading, "okafor")}
    assert store.reader.get(Family, by_type["family"]) == okafor.family
    assert store.reader.get(Caregiver, by_type["caregiver"]) == okafor.caregivers[0]
    assert store.reader.find(ContactDetails) == okafor.contacts
