"""Goals that a family sets, and how near they feel at each visit (Goal-Based Outcomes, 0 to 10).

The rules are those of the Child Outcomes Research Consortium, as the parent-infant toolkit repeats them: goals that are
to count as an outcome are fixed in the first three sessions; up to three is usual and no limit; 0 is not met in any
way, 5 half way, 10 met completely.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from pi_desktop.clock import local_day
from pi_desktop.ids import Id
from pi_desktop.practice import visit_drafts
from pi_desktop.practice.appointments import session_number
from pi_desktop.practice.attendance import attendance, caregivers_of
from pi_desktop.practice.before_visit import FIX_GOALS_BY_SESSION
from pi_desktop.practice.chains import chains, in_force
from pi_desktop.practice.naming import first_name
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.goal import Goal, Rating
from pi_desktop.records.visit import Visit
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

SECTION = "goals"
USUAL_GOALS = 3


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """A rating of today, or why there is none. `over`: the ratings of this visit that it corrects."""

    value: int | None = None
    because: str | None = None
    over: tuple[str, ...] = ()


class Reworded(msgspec.Struct, frozen=True):
    """New words for a goal, and what stood when they were begun."""

    words: str
    saw: tuple[str, ...]


class Draft(visit_drafts.Draft, frozen=True):
    """What was said of goals at this visit, by goal id. `begun`: a new goal that is still being worded."""

    said: dict[str, Said] = msgspec.field(default_factory=dict)
    added: dict[str, str] = msgspec.field(default_factory=dict)
    reworded: dict[str, Reworded] = msgspec.field(default_factory=dict)
    begun: str = ""


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """One goal and its ratings up to this visit.

    `earlier`: day and value before this visit, oldest first; `today` the rating of this visit; `because` why there is
    none. `counts`: set early enough to be used as an outcome.
    """

    goal_id: Id
    words: str
    set_on: date
    set_with: str
    counts: bool
    earlier: tuple[tuple[date, int], ...]
    today: int | None
    because: str | None

    @property
    def first(self) -> int | None:
        return self.earlier[0][1] if self.earlier else None

    @property
    def last(self) -> tuple[date, int] | None:
        return self.earlier[-1] if self.earlier else None

    @property
    def values(self) -> tuple[int, ...]:
        """Every rating, today's at the end."""
        before = tuple(value for _, value in self.earlier)
        return before if self.today is None else (*before, self.today)

    @property
    def change(self) -> int | None:
        """From the first rating to the last one; None before there are two."""
        return self.values[-1] - self.values[0] if len(self.values) > 1 else None


@dataclass(frozen=True, slots=True)
class Goals:
    """The goals a family works on.

    `new_ones_count`: it is still early enough to fix goals as outcomes. `begun`: the words of a new one so far.
    """

    goals: tuple[GoalProgress, ...]
    new_ones_count: bool
    begun: str

    @property
    def unrated(self) -> int:
        """How many have neither a rating of today nor a reason for having none."""
        return sum(goal.today is None and goal.because is None for goal in self.goals)


def goals(reader: Reader, *, appointment: Appointment) -> Goals:
    """The family's active goals, in the order in which they were set."""
    draft = visit_drafts.kept(reader, appointment.id, SECTION, Draft) or Draft()
    names = {str(each.id): first_name(each) for each in caregivers_of(reader, appointment)}
    ratings = in_force(reader.find(Rating, family_id=appointment.family_id))
    kept = reader.find(Goal, family_id=appointment.family_id, state="active", order_by="set_on")
    session = session_number(reader, appointment)
    here = ", ".join(names[each] for each in attendance(reader, appointment=appointment).caregivers_here)
    added = (
        _progress(Id(goal_id), words, appointment.day, here, session, appointment, (), draft)
        for goal_id, words in draft.added.items()
    )
    return Goals(
        (*(_kept_progress(goal, names, ratings, appointment, draft) for goal in kept), *added),
        new_ones_count=session <= FIX_GOALS_BY_SESSION,
        begun=draft.begun,
    )


def rate(uow: UnitOfWork, *, appointment_id: Id, goal_id: Id, value: int) -> None:
    """Keeps how near a goal feels today, 0 to 10. Raises Refused for anything else."""
    _say(uow, appointment_id, goal_id, Said(RECORD_TYPES["rating"].check({"value": value})["value"]))


def skip(uow: UnitOfWork, *, appointment_id: Id, goal_id: Id, because: str) -> None:
    """Keeps why a goal was not rated today; an empty reason takes it back. Raises Refused where it cannot be kept."""
    checked = RECORD_TYPES["rating"].check({"not_rated_because": because})
    _say(uow, appointment_id, goal_id, Said(because=checked["not_rated_because"]))


def begin(uow: UnitOfWork, *, appointment_id: Id, words: str) -> None:
    """Keeps the words of a new goal so far; none give it up. Raises Refused where they cannot be kept as written."""
    begun = RECORD_TYPES["goal"].check({"words": words})["words"] if words.strip() else ""
    draft = visit_drafts.kept(uow, appointment_id, SECTION, Draft) or Draft()
    visit_drafts.keep(uow, appointment_id, SECTION, msgspec.structs.replace(draft, begun=begun))


def add(uow: UnitOfWork, *, appointment_id: Id, words: str) -> Id:
    """Keeps a new goal in the family's words. Raises Refused where it cannot be kept as it is written."""
    checked = RECORD_TYPES["goal"].check({"words": words})
    draft = visit_drafts.kept(uow, appointment_id, SECTION, Draft) or Draft()
    goal_id = uow.ids.new()
    added = {**draft.added, goal_id: checked["words"]}
    visit_drafts.keep(uow, appointment_id, SECTION, msgspec.structs.replace(draft, added=added, begun=""))
    return goal_id


def reword(uow: UnitOfWork, *, appointment_id: Id, goal_id: Id, words: str) -> None:
    """Keeps other words for a goal. Raises Refused where they cannot be kept as they are written."""
    checked = RECORD_TYPES["goal"].check({"words": words})
    draft = visit_drafts.kept(uow, appointment_id, SECTION, Draft) or Draft()
    goal = uow.get(Goal, goal_id)
    if goal is None:
        draft = msgspec.structs.replace(draft, added={**draft.added, goal_id: checked["words"]})
    else:
        begun = draft.reworded.get(goal_id)
        new = Reworded(checked["words"], begun.saw if begun else visit_drafts.seen(goal, "words"))
        draft = msgspec.structs.replace(draft, reworded={**draft.reworded, goal_id: new})
    visit_drafts.keep(uow, appointment_id, SECTION, draft)


def settle(uow: UnitOfWork, visit: Visit, draft: Draft) -> bool:
    """Makes records of what was kept; a new goal that was not added yet stays begun, and False says so.

    A rating of this visit that was given before is superseded.
    """
    appointment = visit_drafts.appointment_of(uow, visit.appointment_id)
    for goal_id, words in draft.added.items():
        _make_goal(uow, appointment, Id(goal_id), words)
    for goal_id, new in draft.reworded.items():
        goal = uow.get(Goal, Id(goal_id))
        if goal:
            uow.edit(visit_drafts.as_seen(goal, "words", new.saw), words=new.words)
    for goal_id, said in draft.said.items():
        uow.make(
            Rating,
            family_id=visit.family_id,
            goal_id=Id(goal_id),
            visit_id=visit.id,
            at=visit.started_at,
            value=said.value,
            not_rated_because=said.because,
            supersedes=said.over,
        )
    if draft.begun:
        visit_drafts.keep(uow, visit.appointment_id, SECTION, Draft(begun=draft.begun))
    return not draft.begun


def _make_goal(uow: UnitOfWork, appointment: Appointment, goal_id: Id, words: str) -> None:
    uow.make(
        Goal,
        id=goal_id,
        family_id=appointment.family_id,
        words=words,
        set_on=appointment.day,
        set_with=attendance(uow, appointment=appointment).caregivers_here,
        session=session_number(uow, appointment),
        place=len(uow.find(Goal, family_id=appointment.family_id)) + 1,
        state="active",
    )


def _say(uow: UnitOfWork, appointment_id: Id, goal_id: Id, said: Said) -> None:
    draft = visit_drafts.kept(uow, appointment_id, SECTION, Draft) or Draft()
    visit_id = visit_drafts.visit_id_of(appointment_id)
    before = chains(uow.find(Rating, goal_id=goal_id, visit_id=visit_id))
    said = msgspec.structs.replace(said, over=tuple(tip for chain in before for tip in chain.to_supersede))
    new = {**draft.said, goal_id: said}
    visit_drafts.keep(uow, appointment_id, SECTION, msgspec.structs.replace(draft, said=new))


def _kept_progress(
    goal: Goal, names: dict[str, str], ratings: Sequence[Rating], appointment: Appointment, draft: Draft
) -> GoalProgress:
    words = draft.reworded[goal.id].words if goal.id in draft.reworded else goal.words
    set_with = ", ".join(names[each] for each in goal.set_with if each in names)
    mine = [rating for rating in ratings if rating.goal_id == goal.id]
    return _progress(goal.id, words, goal.set_on, set_with, goal.session or 0, appointment, mine, draft)


def _progress(
    goal_id: Id,
    words: str,
    set_on: date,
    set_with: str,
    session: int,
    appointment: Appointment,
    ratings: Sequence[Rating],
    draft: Draft,
) -> GoalProgress:
    visit_id = visit_drafts.visit_id_of(appointment.id)
    here = next((each for each in ratings if each.visit_id == visit_id), None)
    said = draft.said.get(goal_id) or (Said(here.value, here.not_rated_because) if here else Said())
    return GoalProgress(
        goal_id=goal_id,
        words=words,
        set_on=set_on,
        set_with=set_with,
        counts=session <= FIX_GOALS_BY_SESSION,
        earlier=tuple(_values(ratings, visit_id, visit_drafts.booked_for(appointment))),
        today=said.value,
        because=said.because,
    )


def _values(ratings: Sequence[Rating], visit_id: Id, until: datetime) -> list[tuple[date, int]]:
    """Day and value of the ratings before a visit, oldest first; where one was not rated there is no value."""
    return [
        (local_day(rating.at), rating.value)
        for rating in sorted(ratings, key=lambda each: (each.at, each.id))
        if rating.value is not None and rating.visit_id != visit_id and rating.at <= until
    ]
