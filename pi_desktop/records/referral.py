"""How a family came to the team."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pi_desktop.records import kinds
from pi_desktop.records.record import Record, Visibility, kept

SOURCES = (
    "midwife",
    "health_visitor",
    "gp",
    "social_worker",
    "childrens_centre",
    "perinatal_mental_health",
    "substance_use_service",
    "domestic_abuse_service",
    "consultation",
    "family",
    "other",
)
DECISIONS = ("accepted", "more_information", "not_suitable")


@dataclass(frozen=True, kw_only=True, slots=True)
class Referral(Record):
    """A referral and what was decided. What counts is the concern about the relationship; no diagnosis is needed."""

    type_name: ClassVar[str] = "referral"
    visibility: ClassVar[Visibility] = Visibility.CLINICAL

    received_on: date = kept(kinds.Day(), required=True)
    source: str = kept(kinds.Code(SOURCES), required=True)
    referrer: str | None = kept(kinds.Text(120))
    concern: str | None = kept(kinds.Text(4000, lines=True), narrative=True, searched=True)
    family_agrees: bool | None = kept(kinds.Flag())
    decision: str | None = kept(kinds.Code(DECISIONS), group="decision")
    decided_on: date | None = kept(kinds.Day(), group="decision")
    referrer_told_on: date | None = kept(kinds.Day(), indexed=True)
