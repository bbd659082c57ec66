"""The next appointment: suggested, typed, warned about, never lost."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from pi_desktop.clock import LONDON
from pi_desktop.practice import appointments
from pi_desktop.practice.appointments import NextAppointment, session_number
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.family import SchoolRun
from pi_desktop.records.kinds import NotADate, NotATime
from tests.families import TODAY, make_appointment, make_family
from tests.unit.practice.visiting import Visiting


def plan(visit: Visiting, day: str = "1 Dec", at: str = "09:15", **facts: object) -> NextAppointment:
    visit.do(appointments.plan, day=day, at=at, **{"place": "home", **facts})
    return visit.shows().next


def booked(visit: Visiting) -> list[Appointment]:
    return [each for each in visit.store.reader.find(Appointment) if each.id != visit.appointment.id]


def test_the_same_weekday_and_time_is_suggested_for_the_coming_weeks(visit: Visiting) -> None:
    offered = visit.shows().next.suggestions
    assert [(each.words, each.day, each.at) for each in offered[:2]] == [
        ("Next week", date(2026, 12, 1), time(9, 15)),
        ("In two weeks", date(2026, 12, 8), time(9, 15)),
    ]


def test_a_visit_written_up_weeks_later_suggests_days_to_come(visit: Visiting) -> None:
    visit.clock.move_to(visit.clock.now() + timedelta(weeks=3, days=1))
    assert visit.shows().next.suggestions[0].day == date(2026, 12, 22)


def test_what_was_agreed_is_booked_when_the_section_is_left(visit: Visiting) -> None:
    shown = plan(visit, place="childrens_centre", place_words="Room 2")
    assert shown.when == (date(2026, 12, 1), time(9, 15))
    visit.leave()
    [made] = booked(visit)
    assert (made.day, made.at, made.minutes, made.place, made.place_words) == (
        date(2026, 12, 1), time(9, 15), 60, "childrens_centre", "Room 2",
    )  # fmt: skip
    assert made.invited == visit.appointment.invited
    assert [each.id for each in visit.shows().next.booked] == [made.id]


@pytest.mark.parametrize(
    ("day", "at", "field", "sentence"),
    [
        ("soon", "09:15", "day", NotADate().sentence),
        ("31 Nov", "09:15", "day", NotADate().sentence),
        ("1 Dec", "25:00", "at", NotATime().sentence),
        ("1 Dec", "after lunch", "at", NotATime().sentence),
        ("1 Dec 2500", "09:15", "day", NotADate().sentence),
        ("23 Nov", "09:15", "day", "This day has gone by: please give one from now on."),
        ("24 Nov", "08:00", "at", "This day has gone by: please give one from now on."),
    ],
)
def test_what_will_not_do_is_said_beside_its_field_and_stays_as_it_was_typed(
    visit: Visiting, day: str, at: str, field: str, sentence: str
) -> None:
    shown = plan(visit, day, at)
    assert shown.wrong == {field: sentence}
    assert shown.when is None
    visit.leave()
    visit.start_again()
    assert booked(visit) == []
    assert (visit.shows().next.typed_day, visit.shows().next.typed_at) == (day, at)


def test_a_place_too_long_is_said_and_not_booked(visit: Visiting) -> None:
    shown = plan(visit, place_words="x" * 201)
    assert "200 characters" in shown.wrong["place_words"]
    visit.leave()
    assert booked(visit) == []


def test_half_of_a_time_is_no_fault_yet(visit: Visiting) -> None:
    assert plan(visit, at="").wrong == {}
    visit.leave()
    assert booked(visit) == []
    assert visit.shows().next.typed_day == "1 Dec"


def test_emptied_fields_book_nothing_and_leave_nothing(visit: Visiting) -> None:
    plan(visit)
    plan(visit, "", "")
    visit.leave()
    assert visit.store.reader.drafts() == ()
    assert booked(visit) == []


def test_a_clash_in_ones_own_diary_is_said_and_not_forbidden(visit: Visiting) -> None:
    def book_the_twins(uow: object) -> None:
        twins = make_family(uow, surname="Malik", babies=["Iqra", "Zayn"])  # type: ignore[arg-type]
        make_appointment(uow, twins, date(2026, 12, 1), time(9, 0), minutes=30)  # type: ignore[arg-type]

    visit.write(book_the_twins)  # type: ignore[arg-type]
    assert plan(visit).clashes == ("You are with Twins Iqra & Zayn Malik from 09:00 to 09:30",)
    assert plan(visit, at="09:30").clashes == ()
    plan(visit)
    visit.leave()
    assert date(2026, 12, 1) in [each.day for each in booked(visit) if each.family_id == visit.family.id]


def test_the_school_run_is_minded_on_school_days(visit: Visiting) -> None:
    visit.write(
        lambda uow: uow.make(
            SchoolRun, family_id=visit.family.id, child="brother, 7", leaves_at=time(8, 30), back_at=time(9, 30)
        )
    )
    assert plan(visit).clashes == ("School run (brother, 7) from 08:30 to 09:30",)
    assert plan(visit, day="5 Dec").clashes == ()


def test_a_booking_can_be_taken_back(visit: Visiting) -> None:
    plan(visit)
    visit.leave()
    [made] = booked(visit)
    visit.write(lambda uow: appointments.take_back(uow, appointment_id=made.id))
    assert booked(visit) == []
    assert visit.shows().next.booked == ()


def test_the_wall_clock_stays_across_a_change_of_clocks(visit: Visiting) -> None:
    plan(visit, day="30 March 2027")
    visit.leave()
    [made] = booked(visit)
    assert (made.day, made.at) == (date(2027, 3, 30), time(9, 15))
    assert datetime.combine(made.day, made.at, LONDON).utcoffset() == timedelta(hours=1)


def test_sessions_that_took_place_are_counted(visit: Visiting) -> None:
    for weeks, outcome in ((3, "attended"), (2, "not_attended"), (1, "late_but_seen")):
        day = TODAY - timedelta(weeks=weeks)
        visit.write(lambda uow, day=day, outcome=outcome: make_appointment(uow, visit.family, day, outcome=outcome))  # type: ignore[misc]
    assert session_number(visit.store.reader, visit.appointment) == 3
