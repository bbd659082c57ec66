"""What happened at an appointment: who was there, and the note."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pi_desktop.ids import Id
from pi_desktop.records import kinds
from pi_desktop.records.record import Record, Visibility, kept


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit(Record):
    """An appointment as it took place. It is open until it is finished."""

    type_name: ClassVar[str] = "visit"
    visibility: ClassVar[Visibility] = Visibility.CLINICAL

    appointment_id: Id = kept(kinds.Link("appointment"), required=True, indexed=True)
    staff_id: Id = kept(kinds.Link("staff"), required=True)
    started_at: datetime = kept(kinds.Instant(), required=True)
    caregivers: tuple[str, ...] = kept(kinds.Many(kinds.Link("caregiver")), group="present")
    babies: tuple[str, ...] = kept(kinds.Many(kinds.Link("baby")), group="present")
    others: str | None = kept(kinds.Text(200), group="present")
    finished_at: datetime | None = kept(kinds.Instant())


@dataclass(frozen=True, kw_only=True, slots=True)
class Note(Record):
    """A note. Until it is signed it is a draft of its author; afterwards it stands, and an addendum follows it."""

    type_name: ClassVar[str] = "note"
    visibility: ClassVar[Visibility] = Visibility.CLINICAL
    chain: ClassVar[tuple[str, ...] | None] = ()

    visit_id: Id | None = kept(kinds.Link("visit"), indexed=True)
    staff_id: Id = kept(kinds.Link("staff"), required=True)
    about: datetime = kept(kinds.Instant(), required=True)
    words: str | None = kept(kinds.Text(40_000, lines=True), group="words", narrative=True, searched=True)
    signed_at: datetime | None = kept(kinds.Instant(), group="words", indexed=True)
    supersedes: tuple[str, ...] = kept(kinds.Many(kinds.Link("note")))
