"""A visit to the Okafor family, driven through practice functions over a real file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pi_desktop.clock import FixedClock
from pi_desktop.measures.library import Library
from pi_desktop.practice import visits
from pi_desktop.practice.visit_drafts import visit_id_of
from pi_desktop.practice.visits import Workspace
from pi_desktop.records import type_of
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.consent import Consent
from pi_desktop.records.merging import State
from pi_desktop.records.record import Record
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.incoming import keep_arrived
from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import UnitOfWork, transaction
from tests.families import MadeFamily, at_nine, make_appointment, make_family, new_store, open_again

T = TypeVar("T")
MEASURES = Library.load(Path(__file__).parents[3] / "resources" / "measures")


@dataclass
class Visiting:
    """One laptop at one visit. Each action is a unit of work, as a touch on the screen makes one."""

    folder: Path
    clock: FixedClock
    store: Store
    family: MadeFamily
    appointment: Appointment
    _version: int = 1000

    def do(self, action: Callable[..., T], **facts: object) -> T:
        with self.store.unit_of_work() as uow:
            return action(uow, appointment_id=self.appointment.id, **facts)

    def write(self, action: Callable[[UnitOfWork], T]) -> T:
        """Something else that happens in the file: an earlier session, a colleague's entry."""
        with self.store.unit_of_work() as uow:
            return action(uow)

    def shows(self) -> Workspace:
        return visits.workspace(
            self.store.reader,
            appointment_id=self.appointment.id,
            author=self.store.owner,
            now=self.clock.now(),
            library=MEASURES,
        )

    def leave(self) -> None:
        """Leaving the workspace, locking, synchronising: what was filled in becomes records."""
        with self.store.unit_of_work() as uow:
            visits.settle(uow, visit_id=visit_id_of(self.appointment.id))

    def finish(self, *, sign: bool = True) -> None:
        self.do(visits.finish, sign=sign, library=MEASURES)

    def start_again(self) -> None:
        """The program ends, and another start of it opens the same file."""
        self.store.close()
        self.store = open_again(self.folder, self.clock)

    def arrives(self, record: Record, group: str, **changes: object) -> str:
        """A colleague's edit of one merge group comes from the server; gives its operation's id."""
        operation_id = self.store.ids.new()
        record_type = type_of(record)
        values = {**record_type.values(record), **record_type.values(replace(record, **changes))}
        state = State(record.born or record.id, values, {**record.heads, group: (operation_id,)}, {})
        with transaction(self.store.writing):
            keep_arrived(
                self.store.writing,
                [Arrived(record.type_name, record.id, record.family_id, self._next_version(), state)],
            )
        return operation_id

    def confirmed(self) -> None:
        """The server has taken everything that was written so far."""
        with transaction(self.store.writing) as _:
            self.store.writing.execute("UPDATE operation SET state = 'confirmed'")

    def bases(self, record: Record, group: str) -> list[str]:
        """What the last edit of one merge group of a record was based on."""
        rows = self.store.reader.rows("SELECT body FROM operation WHERE record_id = ? ORDER BY n DESC", (record.id,))
        return next(list(edit[group][0]) for (body,) in rows if group in (edit := json.loads(body).get("edit", {})))

    def _next_version(self) -> int:
        self._version += 1
        return self._version

    def consented(self, purpose: str = "outcome_measures", decision: str = "given") -> None:
        maria = self.family.caregivers[0]
        self.write(
            lambda uow: uow.make(
                Consent,
                family_id=self.family.id,
                purpose=purpose,
                caregiver_id=maria.id,
                decision=decision,
                means="signed",
                at=self.clock.now(),
            )
        )


@contextmanager
def visiting(folder: Path) -> Iterator[Visiting]:
    clock = at_nine()
    store = new_store(folder, clock)
    with store.unit_of_work() as uow:
        family = make_family(uow, caregivers=[("Maria", "mother"), ("David", "father")])
        appointment = make_appointment(uow, family, invited=(family.caregivers[0].id,))
    visit = Visiting(folder, clock, store, family, appointment)
    try:
        yield visit
    finally:
        visit.store.close()
