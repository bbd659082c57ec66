"""A visit as a whole: everything its screen shows, turning drafts into records, and finishing."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import msgspec

from pi_desktop.errors import DeskError
from pi_desktop.ids import Id
from pi_desktop.measures.library import Library
from pi_desktop.practice import administrations, appointments, attendance, consent, goals, notes, sheets, visit_drafts
from pi_desktop.practice.appointments import NextAppointment
from pi_desktop.practice.attendance import Attendance
from pi_desktop.practice.consent import CaregiverConsent
from pi_desktop.practice.families import title
from pi_desktop.practice.goals import Goals
from pi_desktop.practice.keep_in_mind import Reminded, keep_in_mind
from pi_desktop.practice.notes import LastTime, VisitNote
from pi_desktop.practice.sheets import Measures
from pi_desktop.records.visit import Visit
from pi_desktop.store.reader import Draft, Reader
from pi_desktop.store.unit_of_work import UnitOfWork


class AttendanceMissing(DeskError):
    """Please say first what came of the appointment, under Who was there."""


class OthersNotKept(DeskError):
    """The words about others who were there cannot be kept as they are: please change them, under Who was there."""


class SafetyAnswerMissing(DeskError):
    """An answer asks for attention: please say first, under Measures, what was done about it."""


AT_ONCE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything that the visit workspace shows.

    `session` counts from 1. `saved_at`: when something at this visit was last kept on this laptop without having become
    a record yet. `finished_at`: empty while the visit is open.
    """

    appointment_id: Id
    family_id: Id | None
    title: str
    day: date
    at: time
    place: str
    place_words: str | None
    session: int
    saved_at: datetime | None
    finished_at: datetime | None
    attendance: Attendance
    consents: tuple[CaregiverConsent, ...]
    goals: Goals
    measures: Measures
    note: VisitNote
    next: NextAppointment
    last_time: LastTime | None
    in_mind: tuple[Reminded, ...]

    @property
    def with_whom(self) -> tuple[str, ...]:
        """Caregivers, then babies, who are there or expected to be."""
        return tuple(person.words for person in (*self.attendance.caregivers, *self.attendance.babies) if person.here)

    @property
    def consent_missing(self) -> bool:
        """Somebody who is there has not been asked yet whether they agree to the service."""
        return any(
            standing.purpose == consent.SERVICE and standing.counts is None
            for caregiver in self.consents
            for standing in caregiver.standings
        )


def workspace(reader: Reader, *, appointment_id: Id, author: Id, now: datetime, library: Library) -> Workspace:
    """The visit of an appointment as its author sees it now. Raises AppointmentGone."""
    appointment = visit_drafts.appointment_of(reader, appointment_id)
    visit = reader.get(Visit, visit_drafts.visit_id_of(appointment_id))
    drafts = reader.drafts(visit_drafts.visit_id_of(appointment_id))
    return Workspace(
        appointment_id=appointment_id,
        family_id=appointment.family_id,
        title=title(reader, appointment.family_id),
        day=appointment.day,
        at=appointment.at,
        place=appointment.place,
        place_words=appointment.place_words,
        session=appointments.session_number(reader, appointment),
        saved_at=max((datetime.fromisoformat(draft.saved_at) for draft in drafts), default=None),
        finished_at=visit.finished_at if visit else None,
        attendance=attendance.attendance(reader, appointment=appointment),
        consents=consent.consents(reader, appointment=appointment),
        goals=goals.goals(reader, appointment=appointment),
        measures=sheets.measures(reader, appointment=appointment, library=library),
        note=notes.note(reader, appointment=appointment, author=author),
        next=appointments.next_appointment(reader, appointment=appointment, now=now),
        last_time=notes.last_time(reader, appointment=appointment),
        in_mind=keep_in_mind(reader, appointment=appointment),
    )


def settle(uow: UnitOfWork, *, visit_id: Id, section: str | None = None) -> None:
    """Makes records of what was filled in at a visit, in one section or in all.

    What cannot become a record yet (a date that is none, a note that is too long) stays a draft.
    """
    visit = uow.get(Visit, visit_id)
    if visit is None:
        return
    for draft in uow.drafts(visit_id):
        if section in (None, draft.section) and _settled(uow, visit, draft):
            uow.drop_draft(visit_id, draft.section)


def settle_all(uow: UnitOfWork, *, rested: timedelta = AT_ONCE) -> None:
    """Makes records of what was filled in at any visit and has rested that long: before the program locks, and before
    it synchronises. What somebody is typing at the moment is left alone, or each pause would become an entry.
    """
    by_now = uow.clock.now() - rested
    for draft in uow.drafts():
        if datetime.fromisoformat(draft.saved_at) <= by_now:
            settle(uow, visit_id=draft.subject_id, section=draft.section)


def finish(uow: UnitOfWork, *, appointment_id: Id, sign: bool, library: Library) -> None:
    """Ends the visit; with `sign`, signs the note.

    Raises AttendanceMissing or SafetyAnswerMissing while one of these has not been said, and OthersNotKept while what
    was said of others will not do; nothing is changed then.
    """
    visit = visit_drafts.begin(uow, appointment_id)
    settle(uow, visit_id=visit.id)
    appointment = visit_drafts.appointment_of(uow, appointment_id)
    if attendance.attendance(uow, appointment=appointment).wrong:
        raise OthersNotKept
    if appointment.outcome is None:
        raise AttendanceMissing
    if sheets.measures(uow, appointment=appointment, library=library).unanswered_prompts:
        raise SafetyAnswerMissing
    if sign:
        notes.sign(uow, visit)
    current = uow.get(Visit, visit.id)
    if current and current.finished_at is None:
        uow.edit(current, finished_at=uow.clock.now())


def _settled(uow: UnitOfWork, visit: Visit, draft: Draft) -> bool:
    """Whether a draft has become records whole."""
    match draft.section:
        case attendance.SECTION:
            return attendance.settle(uow, visit, msgspec.convert(draft.body, attendance.Draft))
        case consent.SECTION:
            return consent.settle(uow, visit, msgspec.convert(draft.body, consent.Draft))
        case goals.SECTION:
            return goals.settle(uow, visit, msgspec.convert(draft.body, goals.Draft))
        case administrations.SECTION:
            administrations.settle(uow, visit, msgspec.convert(draft.body, administrations.Draft))
        case notes.SECTION:
            return notes.settle(uow, visit, msgspec.convert(draft.body, notes.Draft))
        case appointments.SECTION:
            return appointments.settle(uow, visit, msgspec.convert(draft.body, appointments.Draft))
        case _:
            return False
    return True
