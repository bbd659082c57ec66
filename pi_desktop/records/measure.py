"""Questionnaires that were filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pi_desktop.ids import Id
from pi_desktop.records import kinds
from pi_desktop.records.record import Record, Visibility, kept

MODES = ("practitioner", "paper", "handed_over")


@dataclass(frozen=True, kw_only=True, slots=True)
class Administration(Record):
    """One filling-in of a measure, with the answers as given and the version of the form they were given to.

    While `finished_at` is empty it is in progress. A correction is a new administration that supersedes this one.
    `total` is empty where an answer is missing: an incomplete form has no score.
    """

    type_name: ClassVar[str] = "administration"
    visibility: ClassVar[Visibility] = Visibility.SCORES
    chain: ClassVar[tuple[str, ...] | None] = ()

    measure: str = kept(kinds.Text(60), required=True)
    version: str = kept(kinds.Text(40), required=True)
    caregiver_id: Id | None = kept(kinds.Link("caregiver"))
    baby_id: Id | None = kept(kinds.Link("baby"))
    visit_id: Id | None = kept(kinds.Link("visit"))
    at: datetime = kept(kinds.Instant(), required=True)
    mode: str = kept(kinds.Code(MODES), required=True)
    answers: Mapping[str, int | None] = kept(kinds.Answers(), group="answers")
    total: int | None = kept(kinds.Whole(0, 100_000), group="answers")
    finished_at: datetime | None = kept(kinds.Instant(), group="answers")
    supersedes: tuple[str, ...] = kept(kinds.Many(kinds.Link("administration")))


@dataclass(frozen=True, kw_only=True, slots=True)
class MeasureDue(Record):
    """A measure that the team's plan asks for, and whether it was declined."""

    type_name: ClassVar[str] = "measure_due"
    visibility: ClassVar[Visibility] = Visibility.SCORES

    measure: str = kept(kinds.Text(60), required=True)
    caregiver_id: Id | None = kept(kinds.Link("caregiver"))
    appointment_id: Id | None = kept(kinds.Link("appointment"))
    declined: bool | None = kept(kinds.Flag())
    done_by: Id | None = kept(kinds.Link("administration"))


@dataclass(frozen=True, kw_only=True, slots=True)
class SafetyAnswer(Record):
    """What was done about an answer that asks for attention (thoughts of self-harm, for example)."""

    type_name: ClassVar[str] = "safety_answer"
    visibility: ClassVar[Visibility] = Visibility.CLINICAL

    administration_id: Id = kept(kinds.Link("administration"), required=True)
    item: str = kept(kinds.Text(20), required=True)
    done: str = kept(kinds.Text(2000, lines=True), required=True, narrative=True)
