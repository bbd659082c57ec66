"""The invented team of a run: who works in it, with which families, and what is known of them at the start."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pi_desktop.clock import Clock
from pi_desktop.ids import Id, Ids
from pi_desktop.records import (
    Allocation,
    Appointment,
    Baby,
    Caregiver,
    Consent,
    ContactDetails,
    Family,
    Goal,
    Record,
    Staff,
    Team,
    type_of,
)
from pi_desktop.records.kinds import instant_text
from pi_desktop.records.operation import Operation

ROLES = ("therapist", "therapist", "keyworker", "administrator", "clinical_lead")
SURNAMES = (
    "Okafor",
    "Nowak",
    "Begum",
    "Doyle",
    "Haddad",
    "Silva",
    "Yusuf",
    "Price",
    "Larsen",
    "Ferrari",
    "Ito",
    "Kaur",
)
WHOLE_TEAM = ("administrator", "clinical_lead")


@dataclass(frozen=True, slots=True)
class World:
    """A team as it stands when the run begins. Device number `n` belongs to `people[owner_of(n)]`.

    `workers` may be given families; one of them has no laptop.
    """

    team_id: Id
    lead: Staff
    people: tuple[Staff, ...]
    workers: tuple[Staff, ...]
    families: tuple[Id, ...]
    records: tuple[Record, ...]

    def operations(self) -> Iterator[Operation]:
        """What is known at the start, as the operations that bring it to the server."""
        for n, record in enumerate(self.records, start=1):
            yield Operation(
                op_id=record.id,
                record_type=record.type_name,
                record_id=record.id,
                family_id=record.family_id,
                by=record.made_by,
                at=instant_text(record.made_at),
                seq=n,
                new=type_of(record).values(record),
            )

    @property
    def allocations(self) -> list[Allocation]:
        return [record for record in self.records if isinstance(record, Allocation)]


def owner_of(number: int) -> int:
    """The first two laptops are one person's, each of the others another's."""
    return max(0, number - 1)


def invent(devices: int, clock: Clock, chance: random.Random) -> World:
    """A team for that many laptops. A family is worked with by one or two people, and hidden from most others."""
    ids = Ids(clock, chance.getrandbits)
    team_id, lead_id, now = ids.new(), ids.new(), clock.now()

    def staff(name: str, role: str, staff_id: Id) -> Staff:
        return Staff(id=staff_id, made_at=now, made_by=lead_id, name=name, role=role)

    lead = staff("The lead", "clinical_lead", lead_id)
    people = tuple(
        staff(f"Person {number}", ROLES[number % len(ROLES)], ids.new()) for number in range(owner_of(devices - 1) + 1)
    )
    away = staff("Person without a laptop", "keyworker", ids.new())
    team = Team(id=team_id, made_at=now, made_by=lead_id, name="Torture")
    workers = (*(person for person in people if person.role not in WHOLE_TEAM), away)
    families: list[Id] = []
    records: list[Record] = [team, lead, *people, away]
    for number in range(4 + devices // 3):
        turn = [*workers[number % len(workers) :], *workers]
        told = list(_family(number, turn[: 2 - number % 2], ids, clock, lead_id))
        families.append(told[0].id)
        records += told
    return World(team_id, lead, people, workers, tuple(families), tuple(records))


def _family(number: int, workers: list[Staff], ids: Ids, clock: Clock, lead_id: Id) -> Iterator[Record]:
    family_id, caregiver_id, now = ids.new(), ids.new(), clock.now()
    surname = SURNAMES[number % len(SURNAMES)]
    made: dict[str, Any] = {"made_at": now, "made_by": lead_id}
    yield Family(id=family_id, family_id=family_id, reference=f"F-{number}", surname=surname, stage="engaging", **made)
    made |= {"family_id": family_id}
    for person, part in zip(workers, ("lead_practitioner", "keyworker"), strict=False):
        yield Allocation(id=ids.new(), staff_id=person.id, part=part, since=date(2026, 1, 5), **made)
    yield Baby(id=ids.new(), given_name="Robin", surname=surname, **made)
    yield Caregiver(id=caregiver_id, given_name="Sam", surname=surname, role="mother", **made)
    yield ContactDetails(id=ids.new(), caregiver_id=caregiver_id, may_text=True, language="English", **made)
    yield Goal(id=ids.new(), words="Enjoy bath time", set_on=date(2026, 1, 12), state="active", **made)
    yield Consent(id=ids.new(), purpose="texts", caregiver_id=caregiver_id, decision="given", at=now, **made)
    yield Appointment(
        id=ids.new(),
        day=date(2026, 2, 2),
        at=now.time().replace(second=0, microsecond=0, tzinfo=None),
        minutes=60,
        place="home",
        purpose="review",
        staff_id=lead_id,
        **made,
    )
