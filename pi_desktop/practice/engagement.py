"""Reaching families that have not been seen yet: who waits, each attempt, the time that is left, what seems to help.

A team tries for an agreed number of weeks from the allocation, then talks with the referrer (Parent-Infant Foundation
toolkit, on initial contact and engagement).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from pi_desktop.clock import local_day
from pi_desktop.ids import Id
from pi_desktop.practice import naming
from pi_desktop.practice.safe_contact import Barrier, barriers
from pi_desktop.records.appointment import SEEN, Appointment
from pi_desktop.records.engagement import (
    EngagementAttempt,
    EngagementDecision,
    NextStep,
)
from pi_desktop.records.family import Baby, Caregiver, ContactDetails
from pi_desktop.records.record import MissingEntry, Record, Refused
from pi_desktop.records.team import Staff, Team
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

USUAL_WEEKS = 6
"""How long a team tries that has not set a rule of its own."""
OUTCOMES_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": ("replied", "sent", "wrong_number", "declined"),
        "call": ("spoke", "no_answer", "left_message", "wrong_number", "declined"),
        "letter": ("sent", "replied", "declined"),
        "email": ("sent", "replied", "declined"),
        "home_visit": ("spoke", "no_answer", "left_message", "declined"),
        "joint_visit": ("spoke", "no_answer", "left_message", "declined"),
        "through_worker": ("spoke", "sent", "no_answer", "declined"),
    }
)
"""What can come of an attempt by each of the means."""


@dataclass(frozen=True, slots=True)
class AttemptShown:
    """An attempt as the list shows it, oldest first."""

    attempt_id: Id
    at: datetime
    means: str
    outcome: str
    words: str | None
    by: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """What is to be done next, and by when."""

    step_id: Id
    what: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class FamilyToReach:
    """A family that has been allocated and not yet been seen.

    `attempts` is None where they are not on this laptop, because somebody else works with the family. `limit` is the
    last day of the agreed time. `back_since` is set once it was decided to go back to the referrer.
    """

    family_id: Id
    surname: str
    who: str
    hints: tuple[str, ...]
    practitioner: str | None
    allocated_on: date
    limit: date
    today: date
    attempts: tuple[AttemptShown, ...] | None
    booked: tuple[date, time] | None
    next_step: StepShown | None
    back_since: date | None
    barriers: tuple[Barrier, ...]

    @property
    def days_left(self) -> int:
        """Days until the limit; negative once it has passed."""
        return (self.limit - self.today).days

    @property
    def share_used(self) -> float:
        """How much of the time is used up, from 0.0 to 1.0."""
        whole = (self.limit - self.allocated_on).days or 1
        return min(max((self.today - self.allocated_on).days / whole, 0.0), 1.0)

    @property
    def to_decide(self) -> bool:
        """Whether the time is over and nothing has been decided or booked."""
        return self.days_left < 0 and self.booked is None and self.back_since is None


def log_attempt(
    uow: UnitOfWork, *, family_id: Id, means: str, outcome: str, words: str | None = None
) -> EngagementAttempt:
    """One attempt, made just now by whoever is signed in."""
    return uow.make(
        EngagementAttempt,
        family_id=family_id,
        at=uow.clock.now(),
        staff_id=uow.actor,
        means=means,
        outcome=outcome,
        words=words,
    )


def take_back(uow: UnitOfWork, *, records: Iterable[Record]) -> None:
    """What was logged or decided by mistake; it stays in the history as entered in error."""
    for record in records:
        uow.remove(record, "entered in error")


def add_line(uow: UnitOfWork, *, attempt: EngagementAttempt, words: str) -> EngagementAttempt:
    """A line about what happened at an attempt. Raises Refused where it cannot be kept."""
    return uow.edit(attempt, words=words)


def plan_step(uow: UnitOfWork, *, family_id: Id, what: str, due_on: date | None) -> NextStep:
    """What is to be done next for a family. Raises Refused where it cannot be kept."""
    return uow.make(NextStep, family_id=family_id, what=what, due_on=due_on, staff_id=uow.actor)


def mark_step(uow: UnitOfWork, *, step_id: Id, done: bool) -> None:
    """The step has been taken today, or has not been taken after all."""
    step = uow.get(NextStep, step_id)
    if step:
        uow.edit(step, done_on=local_day(uow.clock.now()) if done else None)


def extend(uow: UnitOfWork, *, family_id: Id, until: date, why: str) -> tuple[Record, ...]:
    """To go on trying until a day, with the reason. Raises Refused where it cannot be kept."""
    if not why.strip():
        raise Refused({"why": MissingEntry()})
    return (uow.make(EngagementDecision, family_id=family_id, way="extended", until=until, why=why),)


def back_to_referrer(uow: UnitOfWork, *, family_id: Id) -> tuple[Record, ...]:
    """To stop trying and talk with the referrer, which becomes the next step, due today."""
    step = plan_step(uow, family_id=family_id, what="talk with the referrer", due_on=local_day(uow.clock.now()))
    return uow.make(EngagementDecision, family_id=family_id, way="back_to_referrer"), step


_NOT_YET_SEEN = f"""
SELECT f.id, f.surname, min(a.since), max(a.staff_id = :me),
    (SELECT s.name FROM allocation b JOIN staff s ON s.id = b.staff_id
        WHERE b.family_id = f.id AND b.removed IS NULL AND (b.until IS NULL OR b.until >= :today)
        ORDER BY b.part <> 'keyworker', b.since, b.id LIMIT 1)
FROM family f JOIN allocation a ON a.family_id = f.id
WHERE f.stage IN ('referred', 'waiting', 'engaging') AND f.removed IS NULL
    AND a.removed IS NULL AND (a.until IS NULL OR a.until >= :today)
    AND NOT EXISTS (
        SELECT 1 FROM appointment p WHERE p.family_id = f.id AND p.removed IS NULL
        AND p.outcome IN ({", ".join(f"'{outcome}'" for outcome in sorted(SEEN))}))
GROUP BY f.id HAVING :everyone OR max(a.staff_id = :me)
ORDER BY min(a.since), f.id
"""


def to_reach(reader: Reader, *, staff_id: Id, today: date, everyone: bool = False) -> tuple[FamilyToReach, ...]:
    """The families not yet seen that somebody works with, or the whole team's; the longest allocated first."""
    facts = {"me": staff_id, "today": today.isoformat(), "everyone": int(everyone)}
    me = reader.get(Staff, staff_id)
    sees_all = bool(me and me.role in ("clinical_lead", "administrator"))
    weeks = weeks_agreed(reader)
    return tuple(
        _family(
            reader,
            Id(family_id),
            surname,
            date.fromisoformat(since),
            practitioner,
            weeks,
            today,
            on_this_laptop=bool(is_mine) or sees_all,
        )
        for family_id, surname, since, is_mine, practitioner in reader.rows(_NOT_YET_SEEN, facts)
    )


def weeks_agreed(reader: Reader) -> int:
    """How many weeks the team tries to reach a family."""
    team = next(iter(reader.find(Team, limit=1)), None)
    return (team and team.engagement_weeks) or USUAL_WEEKS


def _family(
    reader: Reader,
    family_id: Id,
    surname: str,
    allocated_on: date,
    practitioner: str | None,
    weeks: int,
    today: date,
    *,
    on_this_laptop: bool,
) -> FamilyToReach:
    babies = reader.find(Baby, family_id=family_id)
    caregivers = reader.find(Caregiver, family_id=family_id)
    contacts = reader.find(ContactDetails, family_id=family_id)
    decision = next(iter(reader.find(EngagementDecision, family_id=family_id, order_by="-made_at", limit=1)), None)
    limit = allocated_on + timedelta(weeks=weeks)
    back = decision if decision and decision.way == "back_to_referrer" else None
    return FamilyToReach(
        family_id=family_id,
        surname=surname,
        who=who(babies),
        hints=tuple(dict.fromkeys(_hints(caregivers, contacts))),
        practitioner=practitioner,
        allocated_on=allocated_on,
        limit=max(limit, decision.until) if decision and decision.until else limit,
        today=today,
        attempts=_attempts(reader, family_id) if on_this_laptop else None,
        booked=_booked(reader, family_id, today),
        next_step=_next_step(reader, family_id),
        back_since=local_day(back.made_at) if back else None,
        barriers=barriers(reader, family_id),
    )


def _attempts(reader: Reader, family_id: Id) -> tuple[AttemptShown, ...]:
    names = {staff.id: staff.name for staff in reader.find(Staff)}
    return tuple(
        AttemptShown(each.id, each.at, each.means, each.outcome, each.words, names.get(each.staff_id, "a colleague"))
        for each in reader.find(EngagementAttempt, family_id=family_id, order_by="at")
    )


def _booked(reader: Reader, family_id: Id, today: date) -> tuple[date, time] | None:
    coming = [
        (each.day, each.at) for each in reader.find(Appointment, family_id=family_id, outcome=None) if each.day >= today
    ]
    return min(coming, default=None)


def _next_step(reader: Reader, family_id: Id) -> StepShown | None:
    steps = reader.find(NextStep, family_id=family_id, done_on=None)
    first = min(steps, key=lambda step: (step.due_on or date.max, step.id), default=None)
    return StepShown(first.id, first.what, first.due_on) if first else None


def who(babies: Sequence[Baby]) -> str:
    """The babies in two words: "baby Finn", "expecting", "twins", "expecting twins"."""
    together = {2: "twins", 3: "triplets", 4: "quadruplets"}.get(len(babies), f"{len(babies)} babies")
    if not babies:
        return ""
    if all(baby.born_on is None for baby in babies):
        return "expecting" if len(babies) == 1 else f"expecting {together}"
    if len(babies) > 1:
        return together
    return f"baby {babies[0].given_name}" if babies[0].given_name else "baby without a name yet"


def _hints(caregivers: Sequence[Caregiver], contacts: Sequence[ContactDetails]) -> Iterable[str]:
    """What to mind before trying: whom to reach, how they like it, what must not be done."""
    present = [each for each in caregivers if each.until_day is None]
    if len(present) == 1:
        yield f"{naming.role_words(present[0])} {naming.first_name(present[0])}"
    elif len(present) > 1:
        yield "contact both" if len(present) == 2 else f"contact all {len(present)}"
    for each in contacts:
        if each.prefers or each.when_to_call:
            yield ", ".join(filter(None, (_PREFERS.get(each.prefers or ""), _WHEN.get(each.when_to_call or ""))))
        if each.interpreter:
            yield f"needs {each.language or 'an'} interpreter"
        if each.may_send_letters is False:
            yield "no letters"
        if each.may_leave_voicemail is False:
            yield "do not leave voicemail"
        if each.may_text is False:
            yield "not to be texted"


_PREFERS = {"text": "prefers texts", "call": "prefers calls", "letter": "prefers letters", "email": "prefers email"}
_WHEN = {"any_time": "any time", "mornings": "mornings", "afternoons": "afternoons", "after_17": "after 17:00"}
