"""A small invented team and its families, in a real encrypted file, for tests of everything above the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from pi_desktop.clock import Clock, FixedClock
from pi_desktop.ids import Id, Ids
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.family import Baby, Caregiver, ContactDetails, Family
from pi_desktop.records.team import Allocation, Staff, Team
from pi_desktop.store.store import Store, create_store, open_store
from pi_desktop.store.unit_of_work import UnitOfWork

RAW_KEY = "5e" * 32
TODAY = date(2026, 11, 24)
NINE_O_CLOCK = datetime(2026, 11, 24, 9, tzinfo=UTC)
BORN = date(2026, 4, 20)


@dataclass(frozen=True)
class MadeFamily:
    """A family as it was made; babies and caregivers in the order that was asked for."""

    family: Family
    babies: tuple[Baby, ...]
    caregivers: tuple[Caregiver, ...]
    contacts: tuple[ContactDetails, ...]

    @property
    def id(self) -> Id:
        return self.family.id


def at_nine() -> FixedClock:
    """Tuesday 24 November 2026, 09:00 in the United Kingdom."""
    return FixedClock(NINE_O_CLOCK)


def new_store(folder: Path, clock: Clock | None = None) -> Store:
    """A new encrypted file that belongs to Asha Rahman, therapist, with her team in it."""
    clock = clock or at_nine()
    ids = Ids(clock)
    asha, team, path = ids.new(), ids.new(), folder / "records.db"
    create_store(path, RAW_KEY, owner=asha, team_id=team, device_id=ids.new())
    store = open_store(path, RAW_KEY, clock, ids)
    with store.unit_of_work() as uow:
        uow.make(Team, id=team, name="Elmbridge Parent-Infant Team")
        uow.make(Staff, id=asha, name="Asha Rahman", role="therapist")
    return store


def open_again(folder: Path, clock: Clock | None = None) -> Store:
    """The file of `new_store`, as another start of the program finds it."""
    clock = clock or at_nine()
    return open_store(folder / "records.db", RAW_KEY, clock, Ids(clock))


def make_family(
    uow: UnitOfWork,
    *,
    surname: str = "Okafor",
    babies: Sequence[str | None] = ("Leo",),
    caregivers: Sequence[tuple[str, str]] = (("Maria", "mother"),),
    born_on: date | None = BORN,
    due_on: date | None = None,
    stage: str = "in_therapy",
    **contact: object,
) -> MadeFamily:
    """A family allocated to whoever acts. `contact` is kept as the contact details of every caregiver."""
    family_id = uow.ids.new()
    family = uow.make(
        Family,
        id=family_id,
        family_id=family_id,
        reference=f"PI-{family_id[-5:]}",
        surname=surname,
        stage=stage,
        opened_on=TODAY,
    )
    made_babies = tuple(
        uow.make(
            Baby,
            family_id=family_id,
            given_name=name,
            surname=surname,
            born_on=born_on,
            due_on=due_on,
            birth_order=place,
        )
        for place, name in enumerate(babies, start=1)
    )
    made_caregivers = tuple(
        uow.make(Caregiver, family_id=family_id, given_name=name, surname=surname, role=role)
        for name, role in caregivers
    )
    contacts = tuple(
        uow.make(ContactDetails, family_id=family_id, caregiver_id=caregiver.id, **contact)
        for caregiver in made_caregivers
        if contact
    )
    uow.make(Allocation, family_id=family_id, staff_id=uow.actor, part="lead_practitioner", since=date(2026, 9, 1))
    return MadeFamily(family, made_babies, made_caregivers, contacts)


def make_appointment(
    uow: UnitOfWork, made: MadeFamily, day: date = TODAY, at: time = time(9, 15), **values: object
) -> Appointment:
    """A home visit of an hour, to which every caregiver is invited."""
    facts = {
        "minutes": 60,
        "place": "home",
        "purpose": "intervention",
        "staff_id": uow.actor,
        "invited": tuple(caregiver.id for caregiver in made.caregivers),
        **values,
    }
    return uow.make(Appointment, family_id=made.id, day=day, at=at, **facts)
