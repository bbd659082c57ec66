"""The day of a practitioner: what is booked, what is due and missing, and that a long past does not slow it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from pi_desktop.clock import local_instant
from pi_desktop.measures.library import Library
from pi_desktop.practice import needs_you, today, working_days
from pi_desktop.practice.today import Day
from pi_desktop.practice.visit_drafts import visit_id_of
from pi_desktop.records.consent import Consent
from pi_desktop.records.family import Alert, SchoolRun
from pi_desktop.records.measure import MeasureDue
from pi_desktop.records.reminder import Reminder
from pi_desktop.records.visit import Note, Visit
from pi_desktop.store.store import Store
from tests.colleague import make_colleague
from tests.families import TODAY, make_appointment, make_family, new_store

MEASURES = Library.load(Path(__file__).parents[3] / "resources" / "measures")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path)
    yield store
    store.close()


def day_of(store: Store, at: time = time(9)) -> Day:
    return today.day_of(store.reader, staff_id=store.owner, now=local_instant(TODAY, at), measures=MEASURES)


def kinds(store: Store) -> list[str]:
    [planned] = day_of(store).planned
    return [mark.kind for mark in planned.marks]


def test_the_day_is_told_in_its_order_with_the_family_and_the_session(store: Store) -> None:
    with store.unit_of_work() as uow:
        okafor, price = make_family(uow), make_family(uow, surname="Price", babies=[None], born_on=None)
        make_appointment(uow, okafor, TODAY - timedelta(7), outcome="attended")
        make_appointment(uow, okafor, at=time(14), place="childrens_centre", place_words="Room 2")
        make_appointment(uow, price, at=time(11), purpose="first", minutes=90)
    day = day_of(store)
    told = [(each.at.hour, each.title, each.session, each.place) for each in day.planned]
    assert told == [(11, "Baby of Maria Price", 1, "home"), (14, "Leo & Maria Okafor", 2, "childrens_centre")]
    assert day.at_home == 1


def test_a_colleagues_appointments_are_not_mine_unless_i_come_along(store: Store) -> None:
    karen = make_colleague(store)
    with store.unit_of_work() as uow:
        family = make_family(uow)
        make_appointment(uow, family, staff_id=karen.id)
        mine = make_appointment(uow, family, at=time(13), staff_id=karen.id, with_staff=(uow.actor,))
    assert [each.appointment_id for each in day_of(store).planned] == [mine.id]


@pytest.mark.parametrize(("at", "nxt"), [(time(8), 0), (time(9, 59), 0), (time(10, 20), 1), (time(18), 0)])
def test_next_is_what_is_not_over_and_at_the_days_end_what_has_no_outcome(store: Store, at: time, nxt: int) -> None:
    with store.unit_of_work() as uow:
        family = make_family(uow)
        booked = [make_appointment(uow, family), make_appointment(uow, family, at=time(11))]
    assert day_of(store, at).next_id == booked[nxt].id


def test_a_visit_that_was_begun_comes_before_all_others(store: Store) -> None:
    with store.unit_of_work() as uow:
        family = make_family(uow)
        make_appointment(uow, family)
        begun = make_appointment(uow, family, at=time(16))
        visit = {"appointment_id": begun.id, "staff_id": uow.actor, "started_at": uow.clock.now()}
        uow.make(Visit, id=visit_id_of(begun.id), family_id=family.id, **visit)
    day = day_of(store)
    assert day.next_id == begun.id
    assert [each.begun for each in day.planned] == [False, True]


def test_an_address_that_is_to_be_hidden_is_never_told(store: Store) -> None:
    address = {"address": "4 Hidden Close", "postcode": "CV34 5QT", "address_hidden": True}
    with store.unit_of_work() as uow:
        make_appointment(uow, make_family(uow, **address))
    day = day_of(store)
    assert day.planned[0].address_withheld
    assert "Hidden Close" not in repr(day)


def test_what_is_missing_comes_first_and_what_is_well_comes_last(store: Store) -> None:
    with store.unit_of_work() as uow:
        family = make_family(uow, interpreter=True, language="Urdu")
        appointment = make_appointment(uow, family, at=time(14, 30))
        uow.make(MeasureDue, family_id=family.id, measure="phq9", appointment_id=appointment.id)
        uow.make(Alert, family_id=family.id, kind="dog")
        uow.make(Alert, family_id=family.id, kind="no_parking", until=TODAY - timedelta(1))
        uow.make(SchoolRun, family_id=family.id, child="brother, 7", leaves_at=time(15, 15), back_at=time(15, 45))
        reminder = {"caregiver_id": family.caregivers[0].id, "due_at": uow.clock.now(), "state": "delivered"}
        uow.make(Reminder, family_id=family.id, appointment_id=appointment.id, **reminder)
    found = kinds(store)
    assert found == [
        "consent_missing",
        "school_run",
        "measure_due",
        "interpreter_missing",
        "alert_dog",
        "reminder_delivered",
    ]


def test_no_reminder_is_explained_by_the_missing_agreement(store: Store) -> None:
    with store.unit_of_work() as uow:
        family = make_family(uow)
        make_appointment(uow, family)
    assert "no_text" in kinds(store)


@pytest.mark.parametrize(
    ("service", "measures", "mark"),
    [
        ("given", "refused", "consents_current"),
        ("given", None, "consent_to_ask"),
        ("refused", "given", "consent_refused"),
        ("withdrawn", None, "consent_withdrawn"),
    ],
)
def test_consents_are_current_when_the_service_is_agreed_and_measures_were_asked(
    store: Store, service: str, measures: str | None, mark: str
) -> None:
    with store.unit_of_work() as uow:
        family = make_family(uow)
        make_appointment(uow, family)
        for purpose, decision in (("service", service), ("outcome_measures", measures)):
            if decision:
                said = {"caregiver_id": family.caregivers[0].id, "purpose": purpose, "decision": decision}
                uow.make(Consent, family_id=family.id, at=uow.clock.now(), **said)
    assert mark in kinds(store)


def test_goals_are_to_be_fixed_by_the_third_session(store: Store) -> None:
    with store.unit_of_work() as uow:
        family = make_family(uow)
        for weeks in (1, 2):
            make_appointment(uow, family, TODAY - timedelta(weeks=weeks), outcome="attended")
        make_appointment(uow, family)
    assert "goals_to_fix" in kinds(store)


def test_after_friday_comes_monday_with_whom_to_ring(store: Store) -> None:
    friday = TODAY + timedelta(3)
    with store.unit_of_work() as uow:
        make_appointment(uow, make_family(uow), friday + timedelta(3))
    now = local_instant(friday, time(9))
    day = today.day_of(store.reader, staff_id=store.owner, now=now, measures=MEASURES)
    assert (day.coming.day.isoformat(), day.coming.appointments) == ("2026-11-30", 1)
    assert day.coming.to_ring == ("Maria Okafor",)


def test_working_days_leave_weekends_out() -> None:
    assert working_days.working_days_after(date(2026, 11, 20), date(2026, 11, 24)) == 2
    assert working_days.working_days_after(TODAY, TODAY) == 0


def steps(store: Store) -> int:
    """How many thousand steps the database takes to answer all that Today asks."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    store.reading.set_progress_handler(count, 1000)
    day_of(store)
    needs_you.needs_of(store.reader, staff_id=store.owner, today=TODAY)
    store.reading.set_progress_handler(None, 0)
    return counted


def test_a_long_past_does_not_slow_the_day(store: Store) -> None:
    with store.unit_of_work() as uow:
        make_appointment(uow, make_family(uow))
    before = steps(store)
    with store.unit_of_work() as uow:
        for _ in range(20):
            family = make_family(uow, stage="ended")
            for week in range(1, 50):
                made = make_appointment(uow, family, TODAY - timedelta(weeks=week), outcome="attended")
                at = datetime.combine(made.day, made.at, store.clock.now().tzinfo)
                note = {"about": at, "words": "Leo slept. " * 200, "signed_at": at, "staff_id": uow.actor}
                uow.make(Note, family_id=family.id, **note)
    assert steps(store) < before + 30
