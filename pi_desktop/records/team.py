"""The team, its staff, and who works with which family."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pi_desktop.ids import Id
from pi_desktop.records import kinds
from pi_desktop.records.record import Record, Visibility, kept

ROLES = ("therapist", "keyworker", "clinical_lead", "operational_lead", "administrator")
PARTS = ("lead_practitioner", "keyworker", "second_practitioner")


@dataclass(frozen=True, kw_only=True, slots=True)
class Team(Record):
    """A team and the rules it has set itself. `engagement_weeks`: how long it tries to reach a family."""

    type_name: ClassVar[str] = "team"
    visibility: ClassVar[Visibility] = Visibility.INDEX

    name: str = kept(kinds.Text(120), required=True)
    engagement_weeks: int | None = kept(kinds.Whole(1, 52))
    reviews_every_sessions: int | None = kept(kinds.Whole(1, 50))


@dataclass(frozen=True, kw_only=True, slots=True)
class Staff(Record):
    """A person who works in the team; employers differ within one team."""

    type_name: ClassVar[str] = "staff"
    visibility: ClassVar[Visibility] = Visibility.INDEX

    name: str = kept(kinds.Text(120), required=True)
    role: str = kept(kinds.Code(ROLES), required=True)
    employer: str | None = kept(kinds.Text(120))
    phone: str | None = kept(kinds.Phone())
    left_on: date | None = kept(kinds.Day())


@dataclass(frozen=True, kw_only=True, slots=True)
class Allocation(Record):
    """A family given to a practitioner to work with; it ends by `until`, and another begins."""

    type_name: ClassVar[str] = "allocation"
    visibility: ClassVar[Visibility] = Visibility.INDEX

    staff_id: Id = kept(kinds.Link("staff"), required=True, indexed=True)
    part: str = kept(kinds.Code(PARTS), required=True)
    since: date = kept(kinds.Day(), required=True)
    until: date | None = kept(kinds.Day())
