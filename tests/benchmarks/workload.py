"""Five years of a team's work as records, the same every time: what the benchmarks are measured with.

At scale 1 there are 391,510: 10 practitioners, 1,500 families, 60,000 appointments, 90,000 attempts to reach somebody,
60,000 notes, 9,000 goals with 54,000 ratings, 45,000 questionnaires, 12,000 consents, 60,000 reminders. Caregivers and
visits are named by their ids only, so that the counts stay these.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from operator import attrgetter
from typing import Any

from pi_desktop.clock import FixedClock
from pi_desktop.ids import Id, Ids
from pi_desktop.records import (
    Administration,
    Appointment,
    Consent,
    EngagementAttempt,
    Family,
    Goal,
    Note,
    Rating,
    Record,
    Reminder,
    Staff,
    appointment,
    consent,
    engagement,
    goal,
    measure,
    reminder,
    type_of,
)
from pi_desktop.records.state import State
from pi_desktop.store.arrived import Arrived
from tests.benchmarks.prose import NAMES, SURNAMES, prose

START = datetime(2021, 11, 1, 9, 0, tzinfo=UTC)
DAYS = 5 * 365
PRACTITIONERS = 10
FAMILIES = 1500
COUNTS: dict[type[Record], int] = {
    Appointment: 60_000,
    EngagementAttempt: 90_000,
    Note: 60_000,
    Goal: 9_000,
    Rating: 54_000,
    Administration: 45_000,
    Consent: 12_000,
    Reminder: 60_000,
}
_BELONGS: dict[type[Record], type[Record]] = {Note: Appointment, Reminder: Appointment, Rating: Goal}
_FORMS = (
    ("phq9", 9),
    ("gad7", 7),
    ("paired", 25),
    ("pss", 14),
    ("mors", 14),
    ("whooley", 10),
    ("cbq", 36),
    ("topse", 30),
)
_SEEN = (
    "attended",
    "attended",
    "attended",
    "attended",
    "cancelled_by_family",
    "cancelled_by_team",
    "not_attended",
    None,
)


Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Household:
    """A family of the team while it is open, in days since the start, and who works with it."""

    id: Id
    staff_id: Id
    caregivers: tuple[Id, ...]
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class Event:
    """One record to be, of some family at some time. `about` is the id of what it belongs to."""

    cls: type[Record]
    id: Id
    at: datetime
    household: Household
    about: Id


class Workload:
    """All records of a team at some scale, practitioners and families first, the rest in the order of its making."""

    def __init__(self, scale: float = 1, types: frozenset[type[Record]] = frozenset(COUNTS), seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._counts = {cls: round(count * scale) for cls, count in COUNTS.items() if cls in types}
        families = round(FAMILIES * scale)
        self.staff = [self._id(START) for _ in range(PRACTITIONERS)]
        self._households = [self._household(place, families) for place in range(families)]
        self._standing: dict[tuple[Id | None, str], Id] = {}

    def records(self) -> Iterator[Record]:
        self._standing.clear()
        yield from self.people()
        for event in _in_order(self._events(self._counts)):
            yield self._record(event)

    def arrived(self) -> Iterator[Arrived]:
        """The same, as pages of a first download bring it."""
        for v, record in enumerate(self.records(), start=1):
            state = State(record.id, type_of(record).values(record))
            yield Arrived(record.type_name, record.id, record.family_id, v, state)

    def people(self) -> Iterator[Record]:
        """The practitioners, of whom the first leads the team, and the families."""
        for place, staff_id in enumerate(self.staff):
            role = "clinical_lead" if place == 0 else "therapist"
            name = f"{NAMES[place]} {SURNAMES[place]}"
            yield Staff(id=staff_id, made_at=START, made_by=self.staff[0], name=name, role=role)
        for place, household in enumerate(self._households):
            yield self._family(place, household)

    def more(self, count: int) -> list[Record]:
        """So many records beyond those, of all kinds in the same proportion, of families that are still open."""
        share = count / sum(COUNTS.values())
        counts = {cls: round(each * share) for cls, each in COUNTS.items()}
        counts[Note] += count - sum(counts.values())
        return [self._record(event) for event in _in_order(self._events(counts, at_the_end=True))]

    def _id(self, at: datetime) -> Id:
        return Ids(FixedClock(at), self._chance.getrandbits).new()

    def _household(self, place: int, families: int) -> Household:
        # The last fifth is still open.
        is_open = place >= families * 0.8
        opened = self._chance.randint(DAYS - 300, DAYS - 30) if is_open else self._chance.randint(0, DAYS - 240)
        closed = DAYS if is_open else min(DAYS, opened + self._chance.randint(60, 540))
        at = START + timedelta(days=opened)
        caregivers = tuple(self._id(at) for _ in range(self._chance.randint(1, 2)))
        return Household(self._id(at), self.staff[place % len(self.staff)], caregivers, opened, closed)

    def _family(self, place: int, household: Household) -> Family:
        opened, closed = (START + timedelta(days=each) for each in (household.opened, household.closed))
        is_open = household.closed == DAYS
        return Family(
            id=household.id,
            family_id=household.id,
            made_at=opened,
            made_by=household.staff_id,
            reference=f"F-{place:05d}",
            surname=self._chance.choice(SURNAMES),
            stage="in_therapy" if is_open else "ended",
            opened_on=opened.date(),
            ended_on=None if is_open else closed.date(),
        )

    def _events(self, counts: dict[type[Record], int], *, at_the_end: bool = False) -> Iterator[Event]:
        """Notes and reminders are about appointments, ratings about goals, each in its turn."""
        households = [each for each in self._households if each.closed == DAYS] if at_the_end else self._households
        made: dict[type[Record], list[Event]] = {}
        for cls, count in counts.items():
            belongs_to = made.get(_BELONGS.get(cls, cls), [])
            made[cls] = events = []
            for place in range(count):
                other = belongs_to[place % len(belongs_to)] if belongs_to else None
                household = other.household if other else self._chance.choice(households)
                days = DAYS if at_the_end else self._chance.randint(household.opened, household.closed)
                # What is written of an appointment is written on its day.
                at = other.at if other and cls is Note else self._on_day(days)
                events.append(Event(cls, self._id(at), at, household, other.id if other else household.id))
            yield from events

    def _on_day(self, days: int) -> datetime:
        return START + timedelta(days=days, minutes=self._chance.randint(0, 600), seconds=self._chance.randint(0, 59))

    def _record(self, event: Event) -> Record:
        household = event.household
        who: dict[str, Any] = {"id": event.id, "family_id": household.id, "made_by": household.staff_id}
        record = event.cls(**who, made_at=event.at, **_VALUES[event.cls](self._chance, event))
        return self._upon_the_last(record) if isinstance(record, Consent) else record

    def _upon_the_last(self, decision: Consent) -> Consent:
        """A decision supersedes the one before it on the same purpose, or all of them would stand side by side."""
        matter = (decision.family_id, decision.purpose)
        before = self._standing.get(matter)
        self._standing[matter] = decision.id
        return replace(decision, supersedes=(before,)) if before else decision


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=attrgetter("at", "id"))


def _appointment(chance: random.Random, event: Event) -> Values:
    return {
        "day": event.at.date(),
        "at": time(event.at.hour, event.at.minute),
        "minutes": chance.choice((30, 45, 60, 60, 90)),
        "place": chance.choice(appointment.PLACES),
        "purpose": chance.choice(appointment.PURPOSES),
        "staff_id": event.household.staff_id,
        "invited": event.household.caregivers,
        "outcome": chance.choice(_SEEN),
    }


def _attempt(chance: random.Random, event: Event) -> Values:
    return {
        "at": event.at,
        "staff_id": event.household.staff_id,
        "means": chance.choice(engagement.MEANS),
        "outcome": chance.choice(engagement.OUTCOMES),
        "to": event.household.caregivers[:1],
        "words": prose(chance, chance.randint(20, 80)) if chance.random() < 0.6 else None,
    }


def _note(chance: random.Random, event: Event) -> Values:
    return {
        "visit_id": event.about,
        "staff_id": event.household.staff_id,
        "about": event.at,
        "words": prose(chance, max(120, int(chance.gauss(560, 180)))),
        "signed_at": event.at + timedelta(hours=2) if chance.random() < 0.9 else None,
    }


def _goal(chance: random.Random, event: Event) -> Values:
    return {
        "words": prose(chance, 35),
        "set_on": event.at.date(),
        "set_with": event.household.caregivers,
        "session": chance.randint(1, 12),
        "state": chance.choice(goal.STATES),
    }


def _rating(chance: random.Random, event: Event) -> Values:
    return {"goal_id": event.about, "at": event.at, "value": chance.randint(0, 10)}


def _questionnaire(chance: random.Random, event: Event) -> Values:
    form, items = chance.choice(_FORMS)
    answers = {f"{place}": chance.randint(0, 4) for place in range(1, items + 1)}
    return {
        "measure": form,
        "version": "1",
        "caregiver_id": event.household.caregivers[0],
        "at": event.at,
        "mode": chance.choice(measure.MODES),
        "answers": answers,
        "total": sum(answers.values()),
        "finished_at": event.at + timedelta(minutes=8),
    }


def _consent(chance: random.Random, event: Event) -> Values:
    return {
        "purpose": chance.choice(consent.PURPOSES),
        "caregiver_id": event.household.caregivers[0],
        "decision": chance.choice(("given", "given", "given", "refused", "withdrawn")),
        "means": chance.choice(consent.MEANS),
        "at": event.at,
        "until": event.at.date() + timedelta(days=365),
    }


def _reminder(chance: random.Random, event: Event) -> Values:
    return {
        "appointment_id": event.about,
        "caregiver_id": event.household.caregivers[0],
        "due_at": event.at,
        "state": chance.choice(reminder.STATES),
    }


_VALUES: dict[type[Record], Callable[[random.Random, Event], Values]] = {
    Appointment: _appointment,
    EngagementAttempt: _attempt,
    Note: _note,
    Goal: _goal,
    Rating: _rating,
    Administration: _questionnaire,
    Consent: _consent,
    Reminder: _reminder,
}
