"""What is due comes to the person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from pi_desktop.practice.needs_you import Need, needs_of
from pi_desktop.practice.visit_drafts import visit_id_of
from pi_desktop.records.engagement import NextStep
from pi_desktop.records.family import Caregiver
from pi_desktop.records.referral import Referral
from pi_desktop.records.visit import Note, Visit
from pi_desktop.store.store import Store
from tests.colleague import also_wrote, make_colleague
from tests.families import TODAY, make_appointment, make_family, new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path)
    yield store
    store.close()


def needs(store: Store) -> tuple[Need, ...]:
    return needs_of(store.reader, staff_id=store.owner, today=TODAY)


def test_nothing_waits_in_an_empty_file(store: Store) -> None:
    assert needs(store) == ()


def test_steps_come_on_their_day_to_whoever_has_them(store: Store) -> None:
    karen = make_colleague(store)
    with store.unit_of_work() as uow:
        okafor, whitlock = make_family(uow), make_family(uow, surname="Whitlock", stage="engaging")
        uow.make(NextStep, family_id=okafor.id, what="ring the midwife", due_on=TODAY - timedelta(1))
        uow.make(NextStep, family_id=whitlock.id, what="call", due_on=TODAY, staff_id=uow.actor)
        uow.make(NextStep, family_id=okafor.id, what="done", due_on=TODAY, done_on=TODAY)
        uow.make(NextStep, family_id=okafor.id, what="later", due_on=TODAY + timedelta(1))
        uow.make(NextStep, family_id=okafor.id, what="hers", due_on=TODAY, staff_id=karen.id)
    told = [(need.kind, need.words, need.surname) for need in needs(store) if need.words]
    assert told == [
        ("step", "ring the midwife", "Okafor"),
        ("attempt", "call", "Whitlock"),
    ]


def test_an_entry_changed_in_two_places_asks_for_a_choice(store: Store) -> None:
    karen = make_colleague(store)
    with store.unit_of_work() as uow:
        maria = make_family(uow).caregivers[0]
    also_wrote(store, maria, "name", karen, given_name="Marie", surname="Okafor")
    assert [(need.kind, need.count) for need in needs(store)] == [("conflicts", 1)]
    current = store.reader.get(Caregiver, maria.id)
    with store.unit_of_work() as uow:
        uow.edit(current, given_name="Marie", surname="Okafor")
    assert needs(store) == ()


def test_a_referrer_waits_for_a_reply_in_working_days(store: Store) -> None:
    with store.unit_of_work() as uow:
        family = make_family(uow, surname="Evans")
        uow.make(Referral, family_id=family.id, received_on=TODAY - timedelta(6), source="gp")
        told = {"referrer_told_on": TODAY, "source": "gp"}
        uow.make(Referral, family_id=make_family(uow).id, received_on=TODAY - timedelta(6), **told)
    [need] = needs(store)
    assert (need.kind, need.surname, need.count) == ("reply", "Evans", 4)


def test_my_unsigned_notes_wait_and_lead_to_their_visit(store: Store) -> None:
    karen = make_colleague(store)
    with store.unit_of_work() as uow:
        family = make_family(uow)
        appointment = make_appointment(uow, family, TODAY - timedelta(4), outcome="attended")
        facts = {"family_id": family.id, "about": uow.clock.now() - timedelta(4)}
        started = {"appointment_id": appointment.id, "started_at": facts["about"], "staff_id": uow.actor}
        visit = uow.make(Visit, id=visit_id_of(appointment.id), family_id=family.id, **started)
        uow.make(Note, **facts, staff_id=uow.actor, words="Leo slept.", visit_id=visit.id)
        uow.make(Note, **facts, staff_id=karen.id, words="Hers.")
        uow.make(Note, **facts, staff_id=uow.actor, words="Signed.", signed_at=uow.clock.now())
    [need] = needs(store)
    assert (need.kind, need.record_id, need.day) == ("note", appointment.id, TODAY - timedelta(4))


def test_an_appointment_of_which_nobody_said_what_came_waits(store: Store) -> None:
    with store.unit_of_work() as uow:
        family = make_family(uow)
        missing = make_appointment(uow, family, TODAY - timedelta(1))
        make_appointment(uow, family, TODAY - timedelta(2), outcome="attended")
        make_appointment(uow, family, TODAY)
    assert [(need.kind, need.record_id) for need in needs(store)] == [("outcome", missing.id)]


def test_a_family_that_was_not_reached_in_time_waits_for_a_decision(store: Store) -> None:
    with store.unit_of_work() as uow:
        make_family(uow, surname="Novák", stage="engaging")
    assert [(need.kind, need.surname, need.day) for need in needs(store)] == [("limit", "Novák", date(2026, 10, 13))]
