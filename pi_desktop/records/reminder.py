"""Text reminders of appointments."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pi_desktop.ids import Id
from pi_desktop.records import kinds
from pi_desktop.records.record import Record, Visibility, kept

STATES = ("planned", "sent", "delivered", "failed", "withdrawn", "too_late", "blocked")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminder(Record):
    """A text about an appointment, and how far it has come."""

    type_name: ClassVar[str] = "reminder"
    visibility: ClassVar[Visibility] = Visibility.CONTACT

    appointment_id: Id = kept(kinds.Link("appointment"), required=True)
    caregiver_id: Id = kept(kinds.Link("caregiver"), required=True)
    due_at: datetime = kept(kinds.Instant(), required=True)
    state: str = kept(kinds.Code(STATES), required=True)
