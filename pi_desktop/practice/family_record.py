"""A family's record: who they are, where the work stands, and everything that its tabs show."""

from dataclasses import dataclass
from datetime import date, datetime, time

from pi_desktop.clock import local_day
from pi_desktop.errors import DeskError
from pi_desktop.ids import Id
from pi_desktop.measures.library import Library
from pi_desktop.practice import families, naming, people
from pi_desktop.practice.appointments import session_number
from pi_desktop.practice.consent_standing import PurposeStanding, consents_current, standing
from pi_desktop.practice.people import BabyShown, PersonShown
from pi_desktop.practice.score_lines import GoalLine, ScoreLine, goal_lines, score_lines
from pi_desktop.practice.timeline import Event, timeline
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.engagement import NextStep
from pi_desktop.records.family import Baby, Caregiver, Family, ProtectionPlan
from pi_desktop.records.risk import RiskProfile
from pi_desktop.records.team import Allocation, Staff
from pi_desktop.records.visit import Note
from pi_desktop.store.reader import Reader


class FamilyGone(DeskError):
    """This family's record is no longer on this laptop. Nothing has been deleted: the team's server has it."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the tabs. `visit_id` is the appointment of today that waits for its visit,
    `next_at` when there is none today.

    `whole`: the record is on this laptop; of other practitioners' families there are only names, ages and dates.
    """

    family_id: Id
    name: str
    ages: str
    people: str
    reference: str
    stage: str
    session: int
    plans: tuple[str, ...]
    consents_current: bool
    held_in: str | None
    practitioners: tuple[str, ...]
    whole: bool
    visit_id: Id | None
    next_at: tuple[date, time] | None


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A note, or an addendum to one. While it is not signed it is its author's draft."""

    note_id: Id
    about: datetime
    by: str
    words: str
    signed_at: datetime | None
    addendum: bool


@dataclass(frozen=True, slots=True)
class Risks:
    """How many risks and stresses were present on a day, and how many of them were significant."""

    occasion: str
    on: date
    present: int
    significant: int


@dataclass(frozen=True, slots=True)
class StepShown:
    """What is to be done next, by when and by whom."""

    step_id: Id
    what: str
    due_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class FamilyRecord:
    """Everything of one family."""

    today: date
    header: Header
    consents: tuple[PurposeStanding, ...]
    scores: tuple[ScoreLine, ...]
    goals: tuple[GoalLine, ...]
    caregivers: tuple[PersonShown, ...]
    babies: tuple[BabyShown, ...]
    events: tuple[Event, ...]
    notes: tuple[NoteShown, ...]
    risks: tuple[Risks, ...]
    steps: tuple[StepShown, ...]


def family_record(reader: Reader, *, family_id: Id, staff_id: Id, now: datetime, measures: Library) -> FamilyRecord:
    """The record as it stands. Raises FamilyGone."""
    today = local_day(now)
    consents = standing(reader, family_id=family_id)
    staff = {each.id: each.name for each in reader.find(Staff)}
    return FamilyRecord(
        today=today,
        header=_header(reader, family_id, staff_id, today, consents, staff),
        consents=consents,
        scores=score_lines(reader, family_id=family_id, measures=measures),
        goals=goal_lines(reader, family_id=family_id),
        caregivers=people.caregivers(reader, family_id=family_id),
        babies=people.babies(reader, family_id=family_id, today=today),
        events=timeline(reader, family_id=family_id, measures=measures, now=now),
        notes=_notes(reader, family_id, staff),
        risks=_risks(reader, family_id),
        steps=_steps(reader, family_id, staff),
    )


def _header(
    reader: Reader,
    family_id: Id,
    staff_id: Id,
    today: date,
    consents: tuple[PurposeStanding, ...],
    staff: dict[Id, str],
) -> Header:
    family = reader.get(Family, family_id)
    if family is None:
        raise FamilyGone
    babies = reader.find(Baby, family_id=family_id)
    caregivers = reader.find(Caregiver, family_id=family_id)
    allocations = [each for each in reader.find(Allocation, family_id=family_id) if not _over(each.until, today)]
    me = reader.get(Staff, staff_id)
    coming = _coming(reader, family_id, today)
    named = any(baby.given_name for baby in babies)
    return Header(
        family_id=family_id,
        name=naming.family_title(babies, () if named else caregivers, family.surname),
        ages=families.ages(babies, today),
        people=families.people(caregivers),
        reference=family.reference,
        stage=family.stage,
        session=_session(reader, family_id, today),
        plans=tuple(
            each.kind for each in reader.find(ProtectionPlan, family_id=family_id) if not _over(each.until, today)
        ),
        consents_current=consents_current(consents, today),
        held_in=family.held_in,
        practitioners=tuple(dict.fromkeys(staff.get(each.staff_id, "a colleague") for each in allocations)),
        whole=_works_with(allocations, me),
        visit_id=coming.id if coming and coming.day == today else None,
        next_at=(coming.day, coming.at) if coming and coming.day > today else None,
    )


def _works_with(allocations: list[Allocation], me: Staff | None) -> bool:
    return me is not None and (
        me.role in ("clinical_lead", "administrator") or any(each.staff_id == me.id for each in allocations)
    )


def _over(until: date | None, today: date) -> bool:
    return until is not None and until < today


def _session(reader: Reader, family_id: Id, today: date) -> int:
    """The number of the latest session up to today; 0 before the first."""
    booked = reader.find(Appointment, family_id=family_id, order_by="-day")
    latest = next((each for each in booked if each.day <= today), None)
    return session_number(reader, latest) if latest else 0


def _coming(reader: Reader, family_id: Id, today: date) -> Appointment | None:
    """The appointment of today that has no outcome yet, else the next one that is booked."""
    waiting = reader.find(Appointment, family_id=family_id, outcome=None)
    return min((each for each in waiting if each.day >= today), key=lambda each: (each.day, each.at), default=None)


def _notes(reader: Reader, family_id: Id, staff: dict[Id, str]) -> tuple[NoteShown, ...]:
    return tuple(
        NoteShown(
            note_id=each.id,
            about=each.about,
            by=staff.get(each.staff_id, "a colleague"),
            words=each.words or "",
            signed_at=each.signed_at,
            addendum=bool(each.supersedes),
        )
        for each in reader.find(Note, family_id=family_id, order_by="-about")
    )


def _risks(reader: Reader, family_id: Id) -> tuple[Risks, ...]:
    """The first profile and the latest, where they are two."""
    found = reader.find(RiskProfile, family_id=family_id, order_by="on")
    return tuple(
        Risks(each.occasion, each.on, len(each.significant) + len(each.minor), len(each.significant))
        for each in dict.fromkeys((*found[:1], *found[-1:]))
    )


def _steps(reader: Reader, family_id: Id, staff: dict[Id, str]) -> tuple[StepShown, ...]:
    found = reader.find(NextStep, family_id=family_id, done_on=None)
    return tuple(
        StepShown(each.id, each.what, each.due_on, staff.get(each.staff_id or Id(""), ""))
        for each in sorted(found, key=lambda each: (each.due_on or date.max, each.id))
    )
