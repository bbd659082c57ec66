"""Changed in two places: both versions are shown, and a choice is an edit like any other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pi_desktop.practice import conflicts
from pi_desktop.practice.conflicts import Conflict
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.consent import Consent
from pi_desktop.records.family import ContactDetails
from pi_desktop.records.record import Refused
from pi_desktop.records.team import Staff
from pi_desktop.store.store import Store
from tests.colleague import also_wrote, make_colleague
from tests.families import MadeFamily, make_appointment, make_family, new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def karen(store: Store) -> Staff:
    return make_colleague(store)


@pytest.fixture
def okafor(store: Store) -> MadeFamily:
    with store.unit_of_work() as uow:
        return make_family(uow, mobile="07700 900214", address="14 Elm Grove", postcode="CV34 5QT", may_text=True)


def only(store: Store) -> Conflict:
    [conflict] = conflicts.open_conflicts(store.reader)
    assert conflicts.count_open(store.reader) == 1
    return conflict


def contact(store: Store) -> ContactDetails:
    return store.reader.find(ContactDetails)[0]


def test_both_versions_say_who_wrote_them_where_and_when(store: Store, karen: Staff, okafor: MadeFamily) -> None:
    also_wrote(store, okafor.contacts[0], "mobile", karen, mobile="+447700900142")
    conflict = only(store)
    theirs, mine = conflict.versions
    assert (conflict.about, conflict.what) == ("Maria Okafor", "mobile number")
    assert (theirs.words, theirs.by, theirs.role, theirs.mine) == ("07700 900 142", "Karen Doyle", "keyworker", False)
    assert (mine.words, mine.mine, mine.here) == ("07700 900 214", True, True)
    assert theirs.received is not None
    assert theirs.at < theirs.received


@pytest.mark.parametrize(("chosen", "kept"), [(0, "+447700900142"), (1, "+447700900214")])
def test_either_version_can_be_taken_and_the_choice_answers_both(
    store: Store, karen: Staff, okafor: MadeFamily, chosen: int, kept: str
) -> None:
    also_wrote(store, okafor.contacts[0], "mobile", karen, mobile="+447700900142")
    conflict = only(store)
    with store.unit_of_work() as uow:
        conflicts.choose(uow, conflict=conflict, version=conflict.versions[chosen])
    assert contact(store).mobile == kept
    assert conflicts.open_conflicts(store.reader) == ()
    [(body,)] = store.reader.rows("SELECT body FROM operation WHERE state = 'waiting'")
    bases, values = json.loads(body)["edit"]["mobile"]
    assert set(bases) >= {rival["op"] for rival in okafor_rivals(conflict)}
    assert values == {"mobile": kept}


def okafor_rivals(conflict: Conflict) -> list[dict[str, str]]:
    return list(conflict.record.rivals["mobile"])


def test_a_third_can_be_written_and_what_is_no_number_is_refused_beside_its_field(
    store: Store, karen: Staff, okafor: MadeFamily
) -> None:
    also_wrote(store, okafor.contacts[0], "mobile", karen, mobile="+447700900142")
    conflict = only(store)
    assert conflict.writable == {"mobile": "07700 900 142"}
    with pytest.raises(Refused) as refused, store.unit_of_work() as uow:
        conflicts.write_another(uow, conflict=conflict, written={"mobile": "0770"})
    assert "phone number" in refused.value.by_field["mobile"].sentence
    with store.unit_of_work() as uow:
        conflicts.write_another(uow, conflict=conflict, written={"mobile": "07700 900999"})
    assert contact(store).mobile == "+447700900999"
    assert conflicts.open_conflicts(store.reader) == ()


def test_what_merges_as_one_is_chosen_as_one(store: Store, karen: Staff, okafor: MadeFamily) -> None:
    with store.unit_of_work() as uow:
        appointment = make_appointment(uow, okafor)
    values = {"day": "2026-12-01", "at": "14:00", "minutes": 90, "place": "childrens_centre"}
    also_wrote(store, appointment, "when_and_where", karen, **values)
    conflict = only(store)
    assert conflict.what == "appointment 1 Dec 14:00 · date, time and place"
    assert [version.words for version in conflict.versions] == [
        "1 Dec 2026, 14:00, 90 min, children’s centre",
        "24 Nov 2026, 09:15, 60 min, home visit",
    ]
    assert conflict.writable == {}
    with store.unit_of_work() as uow:
        conflicts.choose(uow, conflict=conflict, version=conflict.versions[1])
    kept = store.reader.get(type(appointment), appointment.id)
    assert kept is not None
    assert (kept.day, kept.at, kept.minutes, kept.place) == (
        appointment.day,
        appointment.at,
        appointment.minutes,
        appointment.place,
    )


def test_an_empty_entry_is_a_version_too(store: Store, karen: Staff, okafor: MadeFamily) -> None:
    also_wrote(store, okafor.contacts[0], "address", karen)
    conflict = only(store)
    assert [version.words for version in conflict.versions] == ["Nothing", "14 Elm Grove, CV34 5QT"]
    with store.unit_of_work() as uow:
        conflicts.choose(uow, conflict=conflict, version=conflict.versions[0])
    assert (contact(store).address, contact(store).postcode) == (None, None)


def test_two_decisions_of_one_person_on_one_purpose_are_a_choice_and_the_refusal_counts_meanwhile(
    store: Store, okafor: MadeFamily
) -> None:
    facts = {"family_id": okafor.id, "purpose": "texts", "caregiver_id": okafor.caregivers[0].id}
    with store.unit_of_work() as uow:
        for decision in ("given", "refused"):
            uow.make(Consent, **facts, decision=decision, at=uow.clock.now(), means="spoken")
    conflict = only(store)
    assert conflict.careful
    assert (conflict.about, conflict.what) == ("Maria Okafor", "consent · texts")
    assert [version.words for version in conflict.versions] == ["Refused, spoken", "Given, spoken"]
    with store.unit_of_work() as uow:
        conflicts.choose(uow, conflict=conflict, version=conflict.versions[1])
    assert conflicts.open_conflicts(store.reader) == ()
    latest = store.reader.find(Consent, order_by="-id", limit=1)[0]
    assert (latest.decision, len(latest.supersedes)) == ("given", 2)


def test_a_decision_that_follows_another_is_no_conflict(store: Store, okafor: MadeFamily) -> None:
    facts = {"family_id": okafor.id, "purpose": "texts", "caregiver_id": okafor.caregivers[0].id}
    with store.unit_of_work() as uow:
        first = uow.make(Consent, **facts, decision="given", at=uow.clock.now())
        uow.make(Consent, **facts, decision="withdrawn", at=uow.clock.now(), supersedes=(first.id,))
    assert conflicts.open_conflicts(store.reader) == ()
    assert conflicts.count_open(store.reader) == 0


def test_a_removal_against_an_edit_asks_whether_the_record_stays(
    store: Store, karen: Staff, okafor: MadeFamily
) -> None:
    with store.unit_of_work() as uow:
        appointment = make_appointment(uow, okafor)
    also_wrote(store, appointment, "removed", karen, removed="entered in error")
    conflict = only(store)
    assert [version.words for version in conflict.versions] == ["Taken back: entered in error", "Kept"]
    with store.unit_of_work() as uow:
        conflicts.choose(uow, conflict=conflict, version=conflict.versions[1])
    kept = store.reader.get(type(appointment), appointment.id)
    assert kept is not None
    assert kept.removed is None


def test_looking_for_choices_reads_no_whole_table(store: Store) -> None:
    for name, record_type in RECORD_TYPES.items():
        if record_type.chain is not None:
            plan = store.reader.rows(f"EXPLAIN QUERY PLAN {conflicts._candidates(name, record_type.chain)}")
            reads = [step for *_, step in plan if step.startswith(("SCAN", "SEARCH"))]
            assert [step for step in reads if "INDEX" not in step and "subquery" not in step] == []
