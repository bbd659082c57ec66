"""How scores and goal ratings have moved, and what that means."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pi_desktop.clock import local_day
from pi_desktop.ids import Id
from pi_desktop.measures.definition import Measure, Score
from pi_desktop.measures.library import Library
from pi_desktop.measures.meaning import Change, band_of, beyond, change, cutoffs_of
from pi_desktop.practice import naming
from pi_desktop.practice.chains import in_force
from pi_desktop.practice.measure_names import measure_name
from pi_desktop.records.family import Caregiver
from pi_desktop.records.goal import Goal, Rating
from pi_desktop.records.measure import Administration
from pi_desktop.store.reader import Reader


@dataclass(frozen=True, slots=True)
class CutOffLine:
    """Where a score begins to ask for attention, and on which side the last score lies."""

    at: float
    label: str
    higher_is_worse: bool
    beyond_now: bool


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One measure filled in by one person, oldest first. `without_score`: how many forms have an answer missing.

    `lowest`, `highest`, `cutoff`, `band` and `change` are empty where the measure is unknown or its publisher says
    nothing of them.
    """

    measure: str
    person: str
    points: tuple[tuple[date, int], ...]
    without_score: int
    lowest: float | None
    highest: float | None
    cutoff: CutOffLine | None
    band: str | None
    change: Change | None
    charted: bool


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with its ratings, oldest first."""

    goal_id: Id
    words: str
    state: str
    set_on: date
    set_with: str
    ratings: tuple[tuple[date, int], ...]

    @property
    def moved(self) -> int | None:
        """From the first rating to the last; None before there are two."""
        return self.ratings[-1][1] - self.ratings[0][1] if len(self.ratings) > 1 else None


def score_lines(reader: Reader, *, family_id: Id, measures: Library) -> tuple[ScoreLine, ...]:
    """Every measure that was filled in, by person; the one filled in last first."""
    people = {each.id: naming.first_name(each) for each in reader.find(Caregiver, family_id=family_id)}
    found: dict[tuple[str, Id | None], list[Administration]] = {}
    kept = in_force(reader.find(Administration, family_id=family_id))
    for each in sorted((each for each in kept if each.finished_at), key=lambda each: (each.at, each.id)):
        found.setdefault((each.measure, each.caregiver_id), []).append(each)
    lines = sorted(found.items(), key=lambda entry: entry[1][-1].at, reverse=True)
    return tuple(
        _score_line(measures, measure, people.get(caregiver_id or Id(""), ""), filled_in)
        for (measure, caregiver_id), filled_in in lines
    )


def goal_lines(reader: Reader, *, family_id: Id) -> tuple[GoalLine, ...]:
    """A family's goals in the order in which they were set, those it still works on first."""
    people = {each.id: naming.first_name(each) for each in reader.find(Caregiver, family_id=family_id)}
    ratings = sorted(in_force(reader.find(Rating, family_id=family_id)), key=lambda each: (each.at, each.id))
    goals = sorted(reader.find(Goal, family_id=family_id, order_by="set_on"), key=lambda goal: goal.state != "active")
    return tuple(
        GoalLine(
            goal_id=goal.id,
            words=goal.words,
            state=goal.state,
            set_on=goal.set_on,
            set_with=", ".join(people[Id(each)] for each in goal.set_with if each in people),
            ratings=tuple(_values(each for each in ratings if each.goal_id == goal.id)),
        )
        for goal in goals
    )


def _values(ratings: Iterable[Rating]) -> Iterable[tuple[date, int]]:
    return ((local_day(each.at), each.value) for each in ratings if each.value is not None)


def _score_line(measures: Library, measure_id: str, person: str, filled_in: list[Administration]) -> ScoreLine:
    points = tuple((local_day(each.at), each.total) for each in filled_in if each.total is not None)
    measure = measures.get(measure_id) if measure_id in measures else None
    score = _total_of(measure)
    return ScoreLine(
        measure=measure_name(measures, measure_id),
        person=person,
        points=points,
        without_score=len(filled_in) - len(points),
        lowest=float(score.least) if score and score.least is not None else None,
        highest=float(score.most) if score and score.most is not None else None,
        cutoff=_cutoff(score, points[-1][1]) if score and points else None,
        band=_band(score, points[-1][1]) if score and points else None,
        change=change(score, points[0][1], points[-1][1]) if score and len(points) > 1 else None,
        charted=measure is None or measure.charted,
    )


def _total_of(measure: Measure | None) -> Score | None:
    """The score that an administration's total is: the first that the measure gives."""
    return measure.scores[0] if measure and measure.scores else None


def _cutoff(score: Score, last: int) -> CutOffLine | None:
    cutoffs = cutoffs_of(score)
    if not cutoffs:
        return None
    return CutOffLine(
        at=float(cutoffs[0].at),
        label=cutoffs[0].label,
        higher_is_worse=score.direction != "higher_better",
        beyond_now=beyond(score, cutoffs[0], last),
    )


def _band(score: Score, last: int) -> str | None:
    band = band_of(score, last)
    return band.label if band else None
