"""Risks and stresses on the relationship, as they stood on a day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pi_desktop.records import kinds
from pi_desktop.records.record import Record, Visibility, kept

OCCASIONS = ("referral", "assessment", "review", "ending", "visit")


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskProfile(Record):
    """The factors that were present. A later profile stands beside the earlier one; a count decides nothing."""

    type_name: ClassVar[str] = "risk_profile"
    visibility: ClassVar[Visibility] = Visibility.CLINICAL
    chain: ClassVar[tuple[str, ...] | None] = ()

    on: date = kept(kinds.Day(), required=True)
    occasion: str = kept(kinds.Code(OCCASIONS), required=True)
    significant: tuple[str, ...] = kept(kinds.Many(kinds.Code()), group="factors")
    minor: tuple[str, ...] = kept(kinds.Many(kinds.Code()), group="factors")
    supersedes: tuple[str, ...] = kept(kinds.Many(kinds.Link("risk_profile")))
