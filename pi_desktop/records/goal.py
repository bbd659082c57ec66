"""Goals that a family sets, and how near it feels to them (Goal-Based Outcomes, 0 to 10)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from pi_desktop.ids import Id
from pi_desktop.records import kinds
from pi_desktop.records.record import Record, Visibility, kept

STATES = ("active", "reached", "dropped")


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal(Record):
    """A goal in the family's words. `session` is the session in which it was set, counted from 1."""

    type_name: ClassVar[str] = "goal"
    visibility: ClassVar[Visibility] = Visibility.CLINICAL

    words: str = kept(kinds.Text(200), required=True, narrative=True)
    set_on: date = kept(kinds.Day(), required=True)
    set_with: tuple[str, ...] = kept(kinds.Many(kinds.Link("caregiver")))
    session: int | None = kept(kinds.Whole(0, 500))
    place: int | None = kept(kinds.Whole(1, 20))
    state: str = kept(kinds.Code(STATES), required=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rating(Record):
    """How far a goal is met, 0 to 10. Zero is a rating, not a gap. No rating has a reason.

    A goal has one rating at a time: two that were given of the same visit are shown as changed in two places.
    """

    type_name: ClassVar[str] = "rating"
    visibility: ClassVar[Visibility] = Visibility.CLINICAL
    chain: ClassVar[tuple[str, ...] | None] = ("goal_id", "at")

    goal_id: Id = kept(kinds.Link("goal"), required=True)
    visit_id: Id | None = kept(kinds.Link("visit"))
    at: datetime = kept(kinds.Instant(), required=True)
    value: int | None = kept(kinds.Whole(0, 10))
    not_rated_because: str | None = kept(kinds.Text(200))
    supersedes: tuple[str, ...] = kept(kinds.Many(kinds.Link("rating")))
