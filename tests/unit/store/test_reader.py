"""Finding records by what their fields hold."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from pi_desktop.records import Appointment, Family, NextStep, Staff
from pi_desktop.store.reader import Between, OneOf
from pi_desktop.store.store import Store
from tests.families import TODAY, MadeFamily, make_appointment, make_family


@pytest.fixture
def okafor(store: Store) -> MadeFamily:
    with store.unit_of_work() as uow:
        made = make_family(uow)
        for days in range(-3, 4):
            make_appointment(uow, made, day=TODAY + timedelta(days=days), at=time(9 + abs(days)))
    return made


def days(found: tuple[Appointment, ...]) -> list[int]:
    return [(appointment.day - TODAY).days for appointment in found]


def test_records_are_found_by_equal_fields_in_a_given_order(store: Store, okafor: MadeFamily) -> None:
    reader = store.reader
    assert days(reader.find(Appointment, day=TODAY)) == [0]
    assert days(reader.find(Appointment, at=time(10), order_by="day")) == [-1, 1]
    assert days(reader.find(Appointment, family_id=okafor.id, order_by="-day", limit=2)) == [3, 2]


def test_records_are_found_between_two_days_both_included(store: Store, okafor: MadeFamily) -> None:
    week = Between(TODAY - timedelta(days=1), TODAY + timedelta(days=1))
    assert days(store.reader.find(Appointment, day=week, order_by="day")) == [-1, 0, 1]


def test_records_are_found_by_one_of_several_and_by_none(store: Store, okafor: MadeFamily) -> None:
    assert days(store.reader.find(Appointment, at=OneOf((time(9), time(12))), order_by="day")) == [-3, 0, 3]
    assert store.reader.find(Appointment, at=OneOf(())) == ()


def test_records_are_found_by_a_field_that_is_empty(store: Store, okafor: MadeFamily) -> None:
    with store.unit_of_work() as uow:
        open_step = uow.make(NextStep, family_id=okafor.id, what="Ring Maria")
        uow.make(NextStep, family_id=okafor.id, what="Write to her GP", done_on=date(2026, 11, 20))
    assert store.reader.find(NextStep, done_on=None) == (open_step,)


def test_records_of_the_team_itself_belong_to_no_family(store: Store, okafor: MadeFamily) -> None:
    assert [staff.name for staff in store.reader.find(Staff, family_id=None)] == ["Asha Rahman"]
    assert store.reader.find(Family, family_id=None) == ()


def test_nobody_finds_a_record_that_is_not_there(store: Store, okafor: MadeFamily) -> None:
    assert store.reader.get(Family, None) is None
    assert store.reader.get(Family, okafor.caregivers[0].id) is None


@pytest.mark.parametrize("typed", ["' OR 1=1 --", '"; DROP TABLE family; --', "%", "_", "Okafor\0"])
def test_what_is_asked_for_is_a_value_and_never_sql(store: Store, okafor: MadeFamily, typed: str) -> None:
    assert store.reader.find(Family, surname=typed) == ()
    assert store.reader.find(Family, surname="Okafor") == (okafor.family,)
