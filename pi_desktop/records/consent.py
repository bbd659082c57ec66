"""What a family has agreed to, purpose by purpose."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from pi_desktop.ids import Id
from pi_desktop.records import kinds
from pi_desktop.records.record import Record, Visibility, kept

PURPOSES = ("service", "outcome_measures", "sharing", "texts", "video")
DECISIONS = ("given", "refused", "withdrawn")
MEANS = ("signed", "spoken", "by_phone", "in_writing")
RESTRICTIVE_FIRST = ("withdrawn", "refused", None, "given")


@dataclass(frozen=True, kw_only=True, slots=True)
class Consent(Record):
    """One decision on one purpose by one caregiver. A new decision supersedes the old; nothing is overwritten.

    Two decisions that supersede the same one, or that both came first, are shown as changed in two places, and the
    more restrictive of them is in force until somebody chooses.
    """

    type_name: ClassVar[str] = "consent"
    visibility: ClassVar[Visibility] = Visibility.CONTACT
    chain: ClassVar[tuple[str, ...] | None] = ("family_id", "purpose", "caregiver_id", "agency")

    purpose: str = kept(kinds.Code(PURPOSES), required=True)
    caregiver_id: Id = kept(kinds.Link("caregiver"), required=True)
    agency: str | None = kept(kinds.Text(120))
    decision: str = kept(kinds.Code(DECISIONS), required=True, careful=RESTRICTIVE_FIRST)
    means: str | None = kept(kinds.Code(MEANS))
    at: datetime = kept(kinds.Instant(), required=True)
    until: date | None = kept(kinds.Day())
    visit_id: Id | None = kept(kinds.Link("visit"))
    supersedes: tuple[str, ...] = kept(kinds.Many(kinds.Link("consent")))
