"""The note of a visit: a draft of its author until it is signed; afterwards it stands, and addenda follow it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pi_desktop.clock import local_day
from pi_desktop.ids import Id, derived
from pi_desktop.practice import visit_drafts
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.kinds import FieldError, Text, TooLong
from pi_desktop.records.team import Staff
from pi_desktop.records.visit import Note, Visit
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

SECTION = "note"
LONGEST = 40_000
_READABLE = Text(limit=1 << 40, lines=True)
"""Refuses what no file can hold, whatever the length: a text that is too long is kept, but cannot be signed."""


class Draft(visit_drafts.Draft, frozen=True):
    """The words as they were typed, too long or not. `saw`: what stood of the note when they were begun, its own id
    where nothing did."""

    words: str
    saw: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """A note, or an addendum to it, that stands."""

    words: str
    by: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class VisitNote:
    """The note of a visit: what is signed, the first first, and the words that are not.

    `in_two_places`: the unsigned words were changed in two places. `wrong`: why they cannot be signed as they are.
    """

    signed: tuple[Signed, ...]
    words: str
    in_two_places: bool
    wrong: str


@dataclass(frozen=True, slots=True)
class LastTime:
    """What was written of an earlier visit."""

    day: date
    words: str


def note(reader: Reader, *, appointment: Appointment, author: Id) -> VisitNote:
    """The note of a visit as its author sees it."""
    found = _of_visit(reader, appointment.id)
    draft = visit_drafts.kept(reader, appointment.id, SECTION, Draft)
    mine = _unsigned(found, author)
    words = draft.words if draft else (mine.words or "" if mine else "")
    return VisitNote(
        signed=tuple(_signed(reader, each) for each in found if each.signed_at),
        words=words,
        in_two_places=bool(mine and mine.rivals),
        wrong=TooLong(limit=LONGEST).sentence if len(words) > LONGEST else "",
    )


def last_time(reader: Reader, *, appointment: Appointment) -> LastTime | None:
    """The latest signed note about a time before this appointment."""
    before = visit_drafts.booked_for(appointment)
    for each in reader.find(Note, family_id=appointment.family_id, order_by="-about"):
        if each.about < before and each.signed_at and not each.supersedes and each.words:
            return LastTime(local_day(each.about), each.words)
    return None


def write(uow: UnitOfWork, *, appointment_id: Id, words: str) -> None:
    """Keeps the words as they stand. Raises Unreadable where they hold what no file can keep."""
    readable = _READABLE.check(words) or ""
    earlier = visit_drafts.kept(uow, appointment_id, SECTION, Draft)
    found = _of_visit(uow, appointment_id)
    mine = _unsigned(found, uow.actor)
    stood = visit_drafts.seen(mine, "words") if mine else (_id_of_new(found, appointment_id, uow.actor),)
    visit_drafts.keep(uow, appointment_id, SECTION, Draft(readable, earlier.saw if earlier else stood))


def settle(uow: UnitOfWork, visit: Visit, draft: Draft) -> bool:
    """Makes the draft an unsigned note; False where it is too long, and must stay as it was typed."""
    try:
        RECORD_TYPES["note"].check({"words": draft.words})
    except FieldError:
        return False
    found = _of_visit(uow, visit.appointment_id)
    mine = _unsigned(found, uow.actor)
    if mine:
        uow.edit(visit_drafts.as_seen(mine, "words", draft.saw), words=draft.words)
    elif draft.words.strip():
        uow.make(
            Note,
            id=_id_of_new(found, visit.appointment_id, uow.actor),
            family_id=visit.family_id,
            visit_id=visit.id,
            staff_id=uow.actor,
            about=visit.started_at,
            words=draft.words,
            supersedes=tuple(each.id for each in _last_signed(found)),
        )
    return True


def sign(uow: UnitOfWork, visit: Visit) -> None:
    """Signs what this person has written of a visit: from now on it stands as it is."""
    mine = _unsigned(_of_visit(uow, visit.appointment_id), uow.actor)
    if mine and mine.words:
        uow.edit(mine, signed_at=uow.clock.now())


def _of_visit(reader: Reader, appointment_id: Id) -> list[Note]:
    """The notes of a visit: first what follows nothing, then addenda as they were made."""
    found = reader.find(Note, visit_id=visit_drafts.visit_id_of(appointment_id), order_by="made_at")
    return sorted(found, key=lambda each: bool(each.supersedes))


def _unsigned(found: Sequence[Note], author: Id) -> Note | None:
    return next((each for each in found if each.signed_at is None and each.staff_id == author), None)


def _last_signed(found: Sequence[Note]) -> list[Note]:
    return [each for each in found if each.signed_at][-1:]


def _id_of_new(found: Sequence[Note], appointment_id: Id, author: Id) -> Id:
    """One note of an author follows one that stands, or none: two laptops of one person write the same."""
    follows = [each.id for each in _last_signed(found)]
    return derived(follows[0] if follows else visit_drafts.visit_id_of(appointment_id), f"note:{author}")


def _signed(reader: Reader, each: Note) -> Signed:
    author = reader.get(Staff, each.staff_id)
    assert each.signed_at is not None
    return Signed(each.words or "", author.name if author else "", each.signed_at)
