"""Booked work with a family: which session it is, when the next could be, and what it would clash with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pi_desktop.clock import local_day, local_instant
from pi_desktop.ids import Id
from pi_desktop.practice import visit_drafts
from pi_desktop.practice.days import clock_time, read_day, read_time
from pi_desktop.practice.families import title
from pi_desktop.practice.working_days import is_working_day
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.appointment import SEEN, Appointment
from pi_desktop.records.family import SchoolRun
from pi_desktop.records.kinds import FieldError
from pi_desktop.records.record import Refused
from pi_desktop.records.visit import Visit
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

SECTION = "next"
WEEKS_AHEAD = (1, 2, 3, 4)
_IN_WEEKS = ("Next week", "In two weeks", "In three weeks", "In four weeks")


class DayGone(FieldError):
    """This day has gone by: please give one from now on."""


class Draft(visit_drafts.Draft, frozen=True):
    """The next appointment as it was typed, right or not. `id`: what it will be called once it is booked."""

    id: Id
    day: str = ""
    at: str = ""
    minutes: int = 60
    place: str = "home"
    place_words: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A time to offer: "Next week", Tue 1 Dec 09:15."""

    words: str
    day: date
    at: time
    clashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment that is booked already."""

    id: Id
    day: date
    at: time
    minutes: int
    place: str
    place_words: str | None


@dataclass(frozen=True, slots=True)
class NextAppointment:
    """What is booked after this one, what could be offered, and what is being filled in.

    `typed_…`: as it was typed. `when`: what that means, None while it is no date and time to come. `wrong`: a sentence
    for each of "day", "at" and "place_words" that will not do. `clashes` warn and forbid nothing.
    """

    booked: tuple[Booked, ...]
    suggestions: tuple[Suggestion, ...]
    typed_day: str
    typed_at: str
    minutes: int
    place: str
    place_words: str
    when: tuple[date, time] | None
    wrong: dict[str, str]
    clashes: tuple[str, ...]


def session_number(reader: Reader, appointment: Appointment) -> int:
    """Which session with its family an appointment is: those that took place before it, and itself."""
    earlier = reader.find(Appointment, family_id=appointment.family_id)
    return 1 + sum(each.outcome in SEEN and (each.day, each.at) < (appointment.day, appointment.at) for each in earlier)


def next_appointment(reader: Reader, *, appointment: Appointment, now: datetime) -> NextAppointment:
    """The section in which the next appointment is agreed. Its place and length are those of this one by default."""
    draft = visit_drafts.kept(reader, appointment.id, SECTION, Draft) or _unfilled(appointment)
    when, wrong = _read(draft, now)
    return NextAppointment(
        booked=_booked_after(reader, appointment),
        suggestions=tuple(_suggestions(reader, appointment, now)),
        typed_day=draft.day,
        typed_at=draft.at,
        minutes=draft.minutes,
        place=draft.place,
        place_words=draft.place_words,
        when=when,
        wrong=wrong,
        clashes=tuple(clashes(reader, appointment, *when, draft.minutes)) if when else (),
    )


def plan(
    uow: UnitOfWork,
    *,
    appointment_id: Id,
    day: str,
    at: str,
    place: str,
    place_words: str = "",
    minutes: int | None = None,
) -> None:
    """Keeps the next appointment as it is typed; what will not do yet is kept too, and said beside the field."""
    appointment = visit_drafts.appointment_of(uow, appointment_id)
    earlier = visit_drafts.kept(uow, appointment_id, SECTION, Draft)
    draft = Draft(
        id=earlier.id if earlier else uow.ids.new(),
        day=day,
        at=at,
        minutes=minutes or appointment.minutes,
        place=place,
        place_words=place_words,
    )
    visit_drafts.keep(uow, appointment_id, SECTION, draft)


def settle(uow: UnitOfWork, visit: Visit, draft: Draft) -> bool:
    """Books what was filled in; False where it will not do yet, and must stay as it was typed."""
    when, wrong = _read(draft, uow.clock.now())
    if not draft.day and not draft.at:
        return True
    if when is None or wrong:
        return False
    before = visit_drafts.appointment_of(uow, visit.appointment_id)
    uow.make(
        Appointment,
        id=draft.id,
        family_id=before.family_id,
        day=when[0],
        at=when[1],
        minutes=draft.minutes,
        place=draft.place,
        place_words=draft.place_words,
        purpose="intervention" if before.purpose in ("first", "assessment") else before.purpose,
        staff_id=before.staff_id,
        with_staff=before.with_staff,
        invited=before.invited,
        interpreter=before.interpreter,
    )
    return True


def take_back(uow: UnitOfWork, *, appointment_id: Id) -> None:
    """Takes a booking back as entered in error."""
    uow.remove(visit_drafts.appointment_of(uow, appointment_id), "entered in error")


def clashes(reader: Reader, appointment: Appointment, day: date, at: time, minutes: int) -> Iterator[str]:
    """What else is at that time, in words: the practitioner's own diary, the family's, and the school run."""
    for other in reader.find(Appointment, day=day, order_by="at"):
        if other.id == appointment.id or other.outcome or not _overlap(at, minutes, other.at, other.minutes):
            continue
        span = f"{clock_time(other.at)} to {clock_time(_end(other.at, other.minutes))}"
        if other.family_id == appointment.family_id:
            yield f"This family has an appointment from {span}"
        elif appointment.staff_id in (other.staff_id, *other.with_staff):
            yield f"You are with {title(reader, other.family_id or Id(''))} from {span}"
    for run in reader.find(SchoolRun, family_id=appointment.family_id):
        length = _minutes(run.back_at) - _minutes(run.leaves_at)
        if is_working_day(day) and _overlap(at, minutes, run.leaves_at, length):
            whose = f" ({run.child})" if run.child else ""
            yield f"School run{whose} from {clock_time(run.leaves_at)} to {clock_time(run.back_at)}"


def _unfilled(appointment: Appointment) -> Draft:
    return Draft(
        id=appointment.id,
        minutes=appointment.minutes,
        place=appointment.place,
        place_words=appointment.place_words or "",
    )


def _read(draft: Draft, now: datetime) -> tuple[tuple[date, time] | None, dict[str, str]]:
    """What was typed, and a sentence for each field that will not do; an empty field is no fault yet."""
    wrong: dict[str, str] = {}
    day = at = None
    try:
        day = read_day(draft.day, local_day(now)) if draft.day.strip() else None
        if day and day < local_day(now):
            raise DayGone
    except FieldError as fault:
        wrong["day"] = fault.sentence
    try:
        at = read_time(draft.at) if draft.at.strip() else None
        if day and at and "day" not in wrong and local_instant(day, at) <= now:
            raise DayGone
    except FieldError as fault:
        wrong["at"] = fault.sentence
    wrong = {**_refused(draft, day, at), **wrong}
    return ((day, at) if day and at and not {"day", "at"} & wrong.keys() else None), wrong


def _refused(draft: Draft, day: date | None, at: time | None) -> dict[str, str]:
    """Why the appointment could not be kept as it stands, field by field."""
    values = {"place": draft.place, "place_words": draft.place_words, "minutes": draft.minutes}
    when = {name: value for name, value in (("day", day), ("at", at)) if value is not None}
    try:
        RECORD_TYPES["appointment"].check({**values, **when})
    except Refused as refused:
        return {name: fault.sentence for name, fault in refused.by_field.items()}
    return {}


def _booked_after(reader: Reader, appointment: Appointment) -> tuple[Booked, ...]:
    return tuple(
        Booked(each.id, each.day, each.at, each.minutes, each.place, each.place_words)
        for each in reader.find(Appointment, family_id=appointment.family_id, order_by="day", outcome=None)
        if (each.day, each.at) > (appointment.day, appointment.at)
    )


def _suggestions(reader: Reader, appointment: Appointment, now: datetime) -> Iterator[Suggestion]:
    """The same weekday and time, some weeks on; where the visit lies back, from this week on."""
    start = appointment.day
    while start + timedelta(weeks=WEEKS_AHEAD[0]) <= local_day(now):
        start += timedelta(weeks=1)
    for words, weeks in zip(_IN_WEEKS, WEEKS_AHEAD, strict=True):
        day = start + timedelta(weeks=weeks)
        found = tuple(clashes(reader, appointment, day, appointment.at, appointment.minutes))
        yield Suggestion(words, day, appointment.at, found)


def _overlap(at: time, minutes: int, other: time, other_minutes: int) -> bool:
    return _minutes(at) < _minutes(other) + other_minutes and _minutes(other) < _minutes(at) + minutes


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _end(at: time, minutes: int) -> time:
    hour, minute = divmod(min(_minutes(at) + minutes, 24 * 60 - 1), 60)
    return time(hour, minute)
