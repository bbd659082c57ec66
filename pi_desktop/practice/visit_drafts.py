"""What is being filled in at a visit: kept durably at every answer, made into records when a section is left.

A draft of something that others may change too remembers what the person saw when the draft began. The screen shows
every change as it arrives, so that is what stood in the file at that moment.
"""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import msgspec

from pi_desktop.clock import local_day, local_instant
from pi_desktop.errors import DeskError
from pi_desktop.ids import Id, derived
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.record import Record
from pi_desktop.records.visit import Visit
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Record)


class Draft(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is being filled in in one section, as it lies in the file."""


D = TypeVar("D", bound=Draft)


class AppointmentGone(DeskError):
    """This appointment is no longer on this laptop. Nothing has been deleted: please look in the family's record."""


def visit_id_of(appointment_id: Id) -> Id:
    """One visit an appointment: two laptops that record it make the same one."""
    return derived(appointment_id, "visit")


def appointment_of(reader: Reader, appointment_id: Id) -> Appointment:
    """The appointment; raises AppointmentGone."""
    appointment = reader.get(Appointment, appointment_id)
    if appointment is None:
        raise AppointmentGone
    return appointment


def begin(uow: UnitOfWork, appointment_id: Id) -> Visit:
    """The visit of an appointment, made at its first answer: to look is not to start.

    It starts, as far as the record goes, when it was booked for, so that two laptops write the same.
    """
    visit = uow.get(Visit, visit_id_of(appointment_id))
    if visit:
        return visit
    appointment = appointment_of(uow, appointment_id)
    return uow.make(
        Visit,
        id=visit_id_of(appointment_id),
        family_id=appointment.family_id,
        appointment_id=appointment.id,
        staff_id=appointment.staff_id,
        started_at=booked_for(appointment),
    )


def booked_for(appointment: Appointment) -> datetime:
    """The instant at which the appointment is to begin."""
    return local_instant(appointment.day, appointment.at)


def time_of(visit: Visit, now: datetime) -> datetime:
    """When something at a visit was said: now, or at the visit where it is written up on another day."""
    return now if local_day(now) == local_day(visit.started_at) else visit.started_at


def kept(reader: Reader, appointment_id: Id, section: str, form: type[D]) -> D | None:
    """What is being filled in in a section; None where nothing is."""
    draft = reader.draft(visit_id_of(appointment_id), section)
    return msgspec.convert(draft.body, form) if draft else None


def keep(uow: UnitOfWork, appointment_id: Id, section: str, draft: Draft) -> None:
    """Keeps what is being filled in in a section, whole."""
    uow.keep_draft(begin(uow, appointment_id).id, section, msgspec.to_builtins(draft))


def seen(record: Record, group: str) -> tuple[str, ...]:
    """What an edit begun now is based on: the value in use, which is the one on screen, and not its rivals."""
    return record.seen(group)[:1]


def as_seen(record: R, group: str, heads: tuple[str, ...]) -> R:
    """The record as the person saw it when the draft began."""
    return replace(record, heads={**record.heads, group: heads})
