"""Booked work with a family: when, where, who is invited, and what came of it."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from pi_desktop.ids import Id
from pi_desktop.records import kinds
from pi_desktop.records.record import Record, Visibility, kept

PLACES = ("home", "base", "childrens_centre", "elsewhere", "telephone", "video")
PURPOSES = ("first", "assessment", "intervention", "review", "ending", "follow_up", "group")
OUTCOMES = (
    "attended",
    "late_but_seen",
    "cancelled_by_family",
    "cancelled_by_team",
    "not_attended",
    "not_brought",
    "no_access",
)
SEEN = frozenset({"attended", "late_but_seen"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Appointment(Record):
    """An appointment. Its date, time, length and place merge as one."""

    type_name: ClassVar[str] = "appointment"
    visibility: ClassVar[Visibility] = Visibility.CONTACT

    day: date = kept(kinds.Day(), group="when_and_where", required=True, indexed=True)
    at: time = kept(kinds.TimeOfDay(), group="when_and_where", required=True)
    minutes: int = kept(kinds.Whole(5, 600), group="when_and_where", required=True)
    place: str = kept(kinds.Code(PLACES), group="when_and_where", required=True)
    place_words: str | None = kept(kinds.Text(200), group="when_and_where")
    purpose: str = kept(kinds.Code(PURPOSES), required=True)
    staff_id: Id = kept(kinds.Link("staff"), required=True)
    with_staff: tuple[str, ...] = kept(kinds.Many(kinds.Link("staff")))
    invited: tuple[str, ...] = kept(kinds.Many(kinds.Link("caregiver")))
    also_invited: str | None = kept(kinds.Text(200))
    interpreter: str | None = kept(kinds.Text(60))
    outcome: str | None = kept(kinds.Code(OUTCOMES), group="outcome")
    outcome_words: str | None = kept(kinds.Text(300), group="outcome")
