"""A team's five years of work, invented: what a server would send to a laptop.

At scale 1 that is ten practitioners with 1,500 families and 60,000 notes; a tenth of it is one practitioner's. The same
seed and scale make the same records.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any, TypeVar

from pi_desktop.clock import FixedClock
from pi_desktop.ids import Id, Ids
from pi_desktop.records import (
    Administration,
    Allocation,
    Appointment,
    Baby,
    Caregiver,
    Consent,
    ContactDetails,
    EngagementAttempt,
    Family,
    Goal,
    Note,
    Rating,
    Record,
    Reminder,
    Staff,
    type_of,
)
from pi_desktop.records.merging import State
from pi_desktop.store.arrived import Arrived

R = TypeVar("R", bound=Record)

START = datetime(2021, 1, 4, 9, tzinfo=UTC)
DAYS = 5 * 365
FAMILIES, PRACTITIONERS = 1500, 10
A_FAMILY = {
    Appointment: 40,
    EngagementAttempt: 60,
    Note: 40,
    Goal: 6,
    Rating: 36,
    Administration: 30,
    Consent: 8,
    Reminder: 40,
}
"""How many records of each type a family has after five years."""

_SURNAMES = [
    "Ahmed",
    "Baptiste",
    "Begum",
    "Chen",
    "Clarke",
    "Davies",
    "Edwards",
    "Ferreira",
    "Georgiou",
    "Hussain",
    "Johnson",
    "Kaur",
    "Mensah",
    "Murphy",
]
_NAMES = [
    "Amy",
    "Bethan",
    "Chloe",
    "Elif",
    "Fatima",
    "Hannah",
    "Ioana",
    "Jasmine",
    "Leo",
    "Maria",
    "Naomi",
    "Olivia",
    "Priya",
    "Rosa",
    "Sophie",
    "Toby",
    "Zara",
    "Zoe",
]
_WORDS = [
    "the",
    "a",
    "and",
    "she",
    "he",
    "to",
    "of",
    "in",
    "we",
    "her",
    "his",
    "baby",
    "mother",
    "father",
    "looked",
    "held",
    "waited",
    "smiled",
    "turned",
    "away",
    "again",
    "slowly",
    "about",
    "on",
    "at",
    "was",
    "were",
    "that",
    "this",
    "for",
    "with",
    "day",
    "week",
    "night",
    "morning",
    "feed",
    "sleep",
    "cry",
    "calm",
    "voice",
    "gaze",
    "hand",
    "play",
    "song",
    "bath",
    "worry",
    "hope",
    "tired",
    "better",
    "harder",
    "alone",
    "together",
    "visit",
    "film",
    "goal",
    "agreed",
    "tried",
    "noticed",
    "talked",
    "asked",
    "remembered",
    "lost",
    "birth",
    "hospital",
    "home",
    "street",
    "centre",
    "group",
    "friend",
    "sister",
    "brother",
    "school",
    "work",
    "money",
    "house",
    "stairs",
    "window",
    "garden",
    "bus",
    "midwife",
    "nurse",
    "doctor",
    "partner",
    "grandmother",
    "aunt",
    "cousin",
    "neighbour",
    "letter",
    "call",
    "text",
    "plan",
    "next",
    "time",
    "perhaps",
    "often",
    "never",
    "always",
    "sometimes",
    "first",
    "second",
    "third",
    "last",
    "year",
    "month",
    "hour",
    "minute",
    "small",
    "big",
    "loud",
    "quiet",
    "warm",
    "cold",
    "bright",
    "dark",
    "heavy",
    "light",
    "rocking",
    "lullaby",
    "blanket",
    "lighthouse",
    "harbour",
    "orchard",
]
_ZIPF = list(accumulate(1 / rank for rank in range(1, len(_WORDS) + 1)))


@dataclass
class Workload:
    """Records in the order in which they were made, each with the version that the server gave it."""

    scale: float
    types: frozenset[type[Record]] = field(default_factory=lambda: frozenset(A_FAMILY))
    seed: int = 20260105

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._clock = FixedClock(START)
        self._ids = Ids(self._clock, self._chance.getrandbits)
        self._staff = [self._ids.new() for _ in range(PRACTITIONERS)]
        self._version = 0

    def arrived(self) -> Iterator[Arrived]:
        """Everything, as pages of a first download would bring it."""
        for record in self._records():
            self._version += 1
            state = State(record.id, type_of(record).values(record))
            yield Arrived(record.type_name, record.id, record.family_id, self._version, state)

    def _records(self) -> Iterator[Record]:
        for number, staff_id in enumerate(self._staff):
            yield self._make(Staff, None, staff_id, id=staff_id, name=f"Practitioner {number}", role="therapist")
        families = round(FAMILIES * self.scale)
        for number in range(families):
            self._clock.move_to(START + timedelta(days=DAYS * number / families))
            yield from self._family(number)

    def _make(self, cls: type[R], family_id: Id | None, by: Id, **values: Any) -> R:
        values.setdefault("id", self._ids.new())
        return cls(family_id=family_id, made_at=self._clock.now(), made_by=by, **values)

    def _family(self, number: int) -> Iterator[Record]:
        chance, by, family_id = self._chance, self._staff[number % PRACTITIONERS], self._ids.new()
        surname, today = chance.choice(_SURNAMES), self._clock.now().date()
        reference = f"F{number:05d}"
        yield self._make(Family, family_id, by, id=family_id, reference=reference, surname=surname, stage="in_therapy")
        yield self._make(Baby, family_id, by, given_name=chance.choice(_NAMES), surname=surname, born_on=today)
        mother = self._make(Caregiver, family_id, by, given_name=chance.choice(_NAMES), surname=surname, role="mother")
        yield mother
        mobile = f"+447700900{chance.randrange(1000):03d}"
        yield self._make(ContactDetails, family_id, by, caregiver_id=mother.id, mobile=mobile, postcode="CV34 5QT")
        yield self._make(Allocation, family_id, by, staff_id=by, part="lead_practitioner", since=today)
        appointment = goal = mother.id
        for cls, count in A_FAMILY.items():
            for place in range(count if cls in self.types else 0):
                record = self._make(cls, family_id, by, **self._values(cls, by, mother.id, appointment, goal, place))
                appointment = record.id if cls is Appointment else appointment
                goal = record.id if cls is Goal else goal
                yield record

    def _values(self, cls: type[Record], by: Id, mother: Id, appointment: Id, goal: Id, place: int) -> dict[str, Any]:
        at = self._clock.now() + timedelta(days=7 * place)
        making: dict[type[Record], Callable[[], dict[str, Any]]] = {
            Appointment: lambda: {"day": at.date(), "at": at.time(), "minutes": 60, "place": "home", "staff_id": by,
                                  "purpose": "intervention", "invited": (mother,), "outcome": "attended"},
            EngagementAttempt: lambda: {"at": at, "staff_id": by, "means": "call", "outcome": "no_answer",
                                        "words": self._text(50)},
            Note: lambda: {"staff_id": by, "about": at, "words": self._text(560), "signed_at": at},
            Goal: lambda: {"words": self._text(35), "set_on": at.date(), "state": "active"},
            Rating: lambda: {"goal_id": goal, "at": at, "value": place % 11},
            Administration: lambda: {"measure": "phq9", "version": "1", "caregiver_id": mother, "at": at, "total": 9,
                                     "mode": "practitioner", "answers": dict.fromkeys("123456789", 1)},
            Consent: lambda: {"purpose": "service", "caregiver_id": mother, "decision": "given", "at": at},
            Reminder: lambda: {"appointment_id": appointment, "caregiver_id": mother, "due_at": at, "state": "delivered"},
        }  # fmt: skip
        return making[cls]()

    def _text(self, letters: int) -> str:
        words = self._chance.choices(_WORDS, cum_weights=_ZIPF, k=max(3, letters // 6))
        words[0] = self._chance.choice(_NAMES)
        return " ".join(words)
