"""Reaching a family that has not been seen yet."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from pi_desktop.ids import Id
from pi_desktop.records import kinds
from pi_desktop.records.record import Record, Visibility, kept

MEANS = ("text", "call", "letter", "email", "home_visit", "joint_visit", "through_worker")
OUTCOMES = ("spoke", "replied", "no_answer", "left_message", "sent", "wrong_number", "declined")
REACHED = frozenset({"spoke", "replied"})
WAYS_ON = ("extended", "back_to_referrer")


@dataclass(frozen=True, kw_only=True, slots=True)
class EngagementAttempt(Record):
    """One attempt to reach a family. It stands as it was logged; a mistake is taken back with a reason."""

    type_name: ClassVar[str] = "engagement_attempt"
    visibility: ClassVar[Visibility] = Visibility.CONTACT

    at: datetime = kept(kinds.Instant(), required=True)
    staff_id: Id = kept(kinds.Link("staff"), required=True)
    means: str = kept(kinds.Code(MEANS), required=True)
    outcome: str = kept(kinds.Code(OUTCOMES), required=True)
    to: tuple[str, ...] = kept(kinds.Many(kinds.Link("caregiver")))
    words: str | None = kept(kinds.Text(1000, lines=True), narrative=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep(Record):
    """What is to be done next for a family, and by when."""

    type_name: ClassVar[str] = "next_step"
    visibility: ClassVar[Visibility] = Visibility.CONTACT

    what: str = kept(kinds.Text(200), required=True)
    due_on: date | None = kept(kinds.Day(), indexed=True)
    staff_id: Id | None = kept(kinds.Link("staff"))
    done_on: date | None = kept(kinds.Day(), indexed=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class EngagementDecision(Record):
    """What was decided when the time for reaching a family was over: on `until` a day, or back to the referrer."""

    type_name: ClassVar[str] = "engagement_decision"
    visibility: ClassVar[Visibility] = Visibility.CONTACT

    way: str = kept(kinds.Code(WAYS_ON), required=True)
    until: date | None = kept(kinds.Day())
    why: str | None = kept(kinds.Text(300), narrative=True)
