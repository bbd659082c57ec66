"""A practitioner's day: the appointments with what is due and missing at each, and the next working day's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pi_desktop.clock import LONDON, local_instant
from pi_desktop.ids import Id
from pi_desktop.measures.library import Library
from pi_desktop.practice import families, naming
from pi_desktop.practice.appointments import session_number
from pi_desktop.practice.before_visit import Mark, marks
from pi_desktop.practice.consent_standing import agreed_to
from pi_desktop.practice.visit_drafts import visit_id_of
from pi_desktop.practice.working_days import next_working_day
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.family import Baby, Caregiver, ContactDetails
from pi_desktop.records.reminder import Reminder
from pi_desktop.records.team import Team
from pi_desktop.records.visit import Visit
from pi_desktop.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Planned:
    """An appointment of the day with everything its card says.

    `session` counts booked work with the family up to this, `of` the sessions until the first review where the team has
    set that. `address` is empty where it is unknown, and where it is hidden: then `address_withheld`.
    """

    appointment_id: Id
    family_id: Id
    title: str
    due_on: date | None
    at: time
    minutes: int
    purpose: str
    session: int
    of: int | None
    place: str
    place_words: str | None
    address: str
    address_withheld: bool
    also_invited: str | None
    interpreter: str | None
    outcome: str | None
    begun: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ComingDay:
    """The next working day in a few figures. `texts_at` is when the first of the planned texts goes out."""

    day: date
    appointments: int
    texts: int
    texts_at: datetime | None
    to_ring: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The day's appointments in their order; `next_id` is the one that comes next or is under way."""

    day: date
    planned: tuple[Planned, ...]
    next_id: Id | None
    coming: ComingDay

    @property
    def at_home(self) -> int:
        """How many of the appointments are home visits."""
        return sum(each.place == "home" for each in self.planned)


def day_of(reader: Reader, *, staff_id: Id, now: datetime, measures: Library) -> Day:
    """The day on which `now` lies, as a wall clock in the United Kingdom has it."""
    local = now.astimezone(LONDON)
    today = local.date()
    planned = tuple(_planned(reader, each, measures) for each in _appointments(reader, staff_id, today))
    return Day(today, planned, _next_id(planned, today, now), _coming(reader, staff_id, next_working_day(today)))


def _appointments(reader: Reader, staff_id: Id, day: date) -> list[Appointment]:
    found = reader.find(Appointment, day=day, order_by="at")
    return [each for each in found if staff_id == each.staff_id or staff_id in each.with_staff]


def _next_id(planned: Sequence[Planned], day: date, now: datetime) -> Id | None:
    """The visit that was begun, else the first whose time is not over, else the first without an outcome."""
    open_ = [each for each in planned if each.outcome is None]
    begun = [each for each in open_ if each.begun]
    not_over = [each for each in open_ if local_instant(day, each.at) + timedelta(minutes=each.minutes) > now]
    return next((each.appointment_id for each in (*begun, *not_over, *open_)), None)


def _planned(reader: Reader, appointment: Appointment, measures: Library) -> Planned:
    family_id = appointment.family_id or Id("")
    babies = reader.find(Baby, family_id=family_id)
    session = session_number(reader, appointment)
    visit = reader.get(Visit, visit_id_of(appointment.id))
    address, withheld = _address(reader, appointment)
    return Planned(
        appointment_id=appointment.id,
        family_id=family_id,
        title=families.title(reader, family_id),
        due_on=next((baby.due_on for baby in babies if baby.born_on is None), None),
        at=appointment.at,
        minutes=appointment.minutes,
        purpose=appointment.purpose,
        session=session,
        of=_sessions_to_review(reader, session),
        place=appointment.place,
        place_words=appointment.place_words,
        address=address,
        address_withheld=withheld,
        also_invited=appointment.also_invited,
        interpreter=appointment.interpreter,
        outcome=appointment.outcome,
        begun=visit is not None and visit.finished_at is None,
        marks=() if appointment.outcome else marks(reader, appointment, session=session, measures=measures),
    )


def _sessions_to_review(reader: Reader, session: int) -> int | None:
    team = next(iter(reader.find(Team, limit=1)), None)
    every = team.reviews_every_sessions if team else None
    return every if every and session <= every else None


def _address(reader: Reader, appointment: Appointment) -> tuple[str, bool]:
    """Where a home visit goes, and whether that is withheld. An address that anybody wants hidden is."""
    if appointment.place != "home":
        return "", False
    people = {each.id: each for each in reader.find(Caregiver, family_id=appointment.family_id)}
    contacts = [
        each
        for each in reader.find(ContactDetails, family_id=appointment.family_id)
        if each.address and _at_home(people.get(each.caregiver_id))
    ]
    contacts.sort(key=lambda each: each.caregiver_id not in appointment.invited)
    if not contacts:
        return "", False
    home = contacts[0]
    hidden = any(each.address_hidden for each in contacts if each.address == home.address)
    return ("", True) if hidden else (", ".join(filter(None, (home.address, home.postcode))), False)


def _at_home(caregiver: Caregiver | None) -> bool:
    return caregiver is not None and caregiver.until_day is None and caregiver.lives_with_baby is not False


def _coming(reader: Reader, staff_id: Id, day: date) -> ComingDay:
    appointments = _appointments(reader, staff_id, day)
    planned = [
        reminder
        for each in appointments
        for reminder in reader.find(Reminder, family_id=each.family_id, appointment_id=each.id, state="planned")
    ]
    to_ring = [each for each in appointments if not agreed_to(reader, each.family_id, "texts")]
    return ComingDay(
        day=day,
        appointments=len(appointments),
        texts=len(planned),
        texts_at=min((reminder.due_at for reminder in planned), default=None),
        to_ring=tuple(dict.fromkeys(_short_name(reader, each.family_id) for each in to_ring)),
    )


def _short_name(reader: Reader, family_id: Id | None) -> str:
    caregivers = reader.find(Caregiver, family_id=family_id)
    return naming.caregiver_name(caregivers[0]) if caregivers else families.title(reader, family_id)
