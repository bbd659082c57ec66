"""A team in one process: its server, its people's laptops, and a network that does what networks do."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import msgspec
from sqlalchemy import event, update

from pi_desktop.clock import FixedClock, local_day
from pi_desktop.ids import Id, Ids
from pi_desktop.records import RECORD_TYPES, Allocation, Family, Record, Staff, Team, type_of
from pi_desktop.records.access import may_see
from pi_desktop.records.kinds import instant_text
from pi_desktop.records.operation import Operation
from pi_desktop.server import enrolment
from pi_desktop.server.bodies import plain
from pi_desktop.server.database import Database, open_encrypted
from pi_desktop.server.envelopes import SyncRequest
from pi_desktop.server.exchange import Exchange
from pi_desktop.server.founding import found
from pi_desktop.server.migrate import bring_up_to_date
from pi_desktop.server.tables import TEAM
from pi_desktop.store.drift import count_again
from pi_desktop.store.outbox import counts
from pi_desktop.store.settings import keep_setting
from pi_desktop.store.store import Store, create_store, open_store
from pi_desktop.store.unit_of_work import UnitOfWork, transaction
from pi_desktop.sync.client import SyncClient
from pi_desktop.sync.errors import NoConnection, NotAdmitted, SyncError
from pi_desktop.sync.wire import Ask, Page, pack, page_from_wire
from tests.model.brittle import Brittle, Killed
from tests.model.ledger import Ledger, Told, missing

Fault = Literal["none", "request lost", "answer lost", "answer cut", "sent twice", "delivered late", "server killed"]
FAULTS: tuple[Fault, ...] = (
    "request lost",
    "answer lost",
    "answer cut",
    "sent twice",
    "delivered late",
    "server killed",
)

KEY = "5e" * 32
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PEOPLE = {"lead": "clinical_lead", "asha": "therapist", "karen": "keyworker"}
LAPTOPS = {"lead": "lead", "asha": "asha", "asha's second": "asha", "karen": "karen"}
WORKS_WITH = {"north": ("asha", "karen"), "south": ("asha",)}
MOST_ROUNDS = 30


@dataclass
class Laptop:
    """One device of one person, with a clock of its own."""

    name: str
    person: str
    device_id: Id
    path: Path
    clock: FixedClock
    store: Store
    revoked: bool = False


@dataclass
class Template:
    """Files of a team that has just begun, made once and copied for each example."""

    folder: Path
    staff: dict[str, Id]
    families: dict[str, Id]
    allocations: dict[tuple[str, str], Id]
    team_id: Id


def begin() -> Template:
    """Founds a team with two families at a server, and an empty file for a laptop."""
    folder = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    clock = FixedClock(START - timedelta(days=30))
    ids = Ids(clock)
    team_id = ids.new()
    staff = {name: ids.new() for name in PEOPLE}
    families = {name: ids.new() for name in WORKS_WITH}
    allocations = {(family, who): ids.new() for family, people in WORKS_WITH.items() for who in people}
    made = {"made_at": clock.now(), "made_by": staff["lead"]}
    records: list[Record] = [Team(id=team_id, name="Team", **made)]
    records += [Staff(id=staff[name], name=name, role=role, **made) for name, role in PEOPLE.items()]
    for name, family_id in families.items():
        reference = name.upper()
        records.append(
            Family(id=family_id, family_id=family_id, reference=reference, surname=name, stage="in_therapy", **made)
        )
    for (family, who), allocation in allocations.items():
        records.append(
            Allocation(
                id=allocation,
                family_id=families[family],
                staff_id=staff[who],
                part="lead_practitioner",
                since=local_day(clock.now()),
                **made,
            )
        )
    database = open_encrypted(folder / "server.db", KEY, create=True)
    bring_up_to_date(database)
    found(database, team_id, [_making(record) for record in records], clock)
    database.close()
    create_store(folder / "laptop.db", KEY, staff["lead"], team_id, ids.new())
    return Template(folder, staff, families, allocations, team_id)


def _making(record: Record) -> Operation:
    record_type = type_of(record)
    return Operation(
        op_id=record.id,
        record_type=record_type.name,
        record_id=record.id,
        family_id=record.family_id,
        by=record.made_by,
        at=instant_text(record.made_at),
        seq=1,
        new=record_type.values(record),
    )


class World:
    """Everything between a person's save and everybody's having it."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.folder = Path(tempfile.mkdtemp(dir=template.folder))
        self.clock = FixedClock(START)
        self.ledger = Ledger()
        self.late: list[tuple[str, bytes]] = []
        self.backup: Path | None = None
        self.lives = 1
        self.statements_left: int | None = None
        shutil.copy(template.folder / "server.db", self.folder / "server.db")
        self.database = self._open_server()
        self.laptops = {name: self._enrol(name, person) for name, person in LAPTOPS.items()}

    def close(self) -> None:
        for laptop in self.laptops.values():
            laptop.store.close()
        self.database.close()
        shutil.rmtree(self.folder)

    def _open_server(self) -> Database:
        database = open_encrypted(self.folder / "server.db", KEY)
        event.listen(database._engine, "before_cursor_execute", self._count_statement)
        return database

    def _count_statement(self, *_: object) -> None:
        if self.statements_left is None:
            return
        if self.statements_left == 0:
            raise Killed
        self.statements_left -= 1

    def _enrol(self, name: str, person: str) -> Laptop:
        path = self.folder / f"{name}.db"
        shutil.copy(self.template.folder / "laptop.db", path)
        clock = FixedClock(START)
        device_id = Ids(clock).new()
        store = open_store(path, KEY, clock, Ids(clock))
        with transaction(store.writing):
            keep_setting(store.writing, "owner", self.template.staff[person])
            keep_setting(store.writing, "device", device_id)
        device = enrolment.Device(
            team_id=self.template.team_id,
            id=device_id,
            staff_id=self.template.staff[person],
            public_key="",
            label=name,
            enrolled_at=instant_text(START),
            last_contact=None,
            schema=None,
            waiting=None,
            revoked_at=None,
            shut_out=False,
        )
        with self.database.writing() as connection:
            columns = {field: getattr(device, field) for field in enrolment.Device.__slots__}
            connection.execute(enrolment.DEVICE.insert().values(columns))
        return Laptop(name, person, device_id, path, clock, store)

    def family(self, name: str) -> Id:
        return self.template.families[name]

    def act(self, name: str, work: Callable[[UnitOfWork], object], *, dies_at: int | None, after: bool) -> None:
        """One action of a person at a laptop; what it saved is noted only when the person was told so."""
        laptop = self.laptops[name]
        known = _last_operation(laptop.store)
        real = laptop.store.writing
        if dies_at is not None:
            laptop.store.writing = Brittle(real, dies_at, after=after)  # type: ignore[assignment]
        try:
            with laptop.store.unit_of_work() as uow:
                work(uow)
        except Killed:
            self._restart(laptop, real)
            return
        laptop.store.writing = real
        for (body,) in laptop.store.reading.execute("SELECT body FROM operation WHERE n > ? ORDER BY n", (known,)):
            self.ledger.note(json.loads(body), name)

    def _restart(self, laptop: Laptop, writing: Any) -> None:
        """The laptop's process is gone; another opens the file as it lies there."""
        writing.close()
        laptop.store.reading.close()
        laptop.store.lock.let_go()
        laptop.store = open_store(laptop.path, KEY, laptop.clock, Ids(laptop.clock))

    def sync(self, name: str, fault: Fault = "none", *, dies_at: int | None = None) -> None:
        """A laptop synchronises; what a fault cuts short goes on another time."""
        laptop = self.laptops[name]
        real = laptop.store.writing
        used: Any = real if dies_at is None else Brittle(real, dies_at, after=False)
        client = SyncClient(Wire(self, laptop, fault), laptop.clock, lambda action: action(used))
        try:
            client.sync()
        except Killed:
            self._restart(laptop, real)
        except NotAdmitted:
            assert laptop.revoked
        except SyncError:
            pass

    def deliver(self, device_id: str, body: bytes) -> bytes:
        """What the server answers to one request of a device, as bytes on the wire."""
        with self.database.reading() as connection:
            device = enrolment.find(connection, device_id)
        assert device is not None
        request = SyncRequest.model_validate_json(plain(body, "zstd"))
        return msgspec.json.encode(Exchange(self.database, self.clock).sync(device, request))

    def deliver_late(self) -> None:
        """Requests that lay somewhere on the way arrive after all, in another order."""
        while self.late:
            self.deliver(*self.late.pop())

    def kill_server(self) -> None:
        self.statements_left = None
        self.database.close()
        self.database = self._open_server()

    def back_up(self) -> None:
        self.backup = self.folder / "backup.db"
        with self.database.writing() as connection:
            connection.exec_driver_sql("SELECT 1")
        self.database.close()
        shutil.copy(self.folder / "server.db", self.backup)
        self.database = self._open_server()

    def restore(self) -> None:
        """The server is put back to its backup and begins another life."""
        if self.backup is None:
            return
        self.lives += 1
        self.database.close()
        for leftover in self.folder.glob("server.db*"):
            leftover.unlink()
        shutil.copy(self.backup, self.folder / "server.db")
        self.database = self._open_server()
        with self.database.writing() as connection:
            connection.execute(update(TEAM).values(epoch=f"life {self.lives}"))

    def keep_a_copy_of(self, name: str) -> None:
        """Somebody copies a laptop's file as it is."""
        laptop = self.laptops[name]
        laptop.store.writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(laptop.path, self.folder / f"{name}.copy")

    def put_back_the_copy_of(self, name: str) -> None:
        """A laptop's file is replaced by an older copy, after everything in it was handed in.

        The server's older backups are gone then: an entry that both its author's laptop and the server are made to
        forget is beyond what can be promised.
        """
        laptop, copy = self.laptops[name], self.folder / f"{name}.copy"
        if not copy.exists() or self.waiting(name):
            return
        laptop.store.close()
        self.backup = None
        shutil.copy(copy, laptop.path)
        laptop.store = open_store(laptop.path, KEY, laptop.clock, Ids(laptop.clock))

    def spoil_a_row_of(self, name: str, choice: int) -> None:
        """One record goes back to an older version behind everybody's back, as with a page that was put back."""
        connection = self.laptops[name].store.writing
        rows = connection.execute("SELECT id FROM contact_details WHERE v > 1 AND waiting = 0").fetchall()
        if rows:
            with transaction(connection):
                connection.execute(
                    "UPDATE contact_details SET language = 'spoilt', v = v - 1 WHERE id = ?", rows[choice % len(rows)]
                )
                count_again(connection)

    def revoke(self, name: str) -> None:
        laptop = self.laptops[name]
        laptop.revoked = True
        with self.database.writing() as connection:
            enrolment.revoke(connection, self.template.team_id, laptop.device_id, self.clock.now(), shut_out=False)

    def settle(self) -> None:
        """The network heals, and everybody synchronises until nothing is new anywhere."""
        self.deliver_late()
        for _ in range(MOST_ROUNDS):
            before = self._seen()
            for name in self.laptops:
                self.sync(name)
            if self._seen() == before and not any(self.waiting(name) for name in self.laptops):
                return
        raise AssertionError("the laptops do not come to rest")

    def _seen(self) -> list[object]:
        return [laptop.store.reader.setting("cursor") for laptop in self.laptops.values()]

    def waiting(self, name: str) -> int:
        return counts(self.laptops[name].store.reading).waiting

    def may_see(self, name: str, told: Told) -> bool:
        """Whether a laptop that is still admitted may hold a record, by what the server's own records say."""
        laptop = self.laptops[name]
        if laptop.revoked:
            return False
        own = any(
            allocation.family_id == told.family_id
            and allocation.staff_id == self.template.staff[laptop.person]
            and not allocation.removed
            and (allocation.until is None or allocation.until >= local_day(self.clock.now()))
            for allocation in self.laptops["lead"].store.reader.find(Allocation, with_removed=True)
        )
        return may_see(PEOPLE[laptop.person], RECORD_TYPES[told.record_type].visibility, own_family=own)

    def lost(self) -> list[str]:
        """Everything that somebody was told is saved and somebody who may see it cannot find."""
        stores = {name: laptop.store for name, laptop in self.laptops.items() if not laptop.revoked}
        return missing(self.ledger.told, stores, self.may_see)

    def differing(self) -> list[str]:
        """Records that two laptops hold in different states."""
        found: dict[tuple[str, str], set[str]] = {}
        for laptop in self.laptops.values():
            if laptop.revoked:
                continue
            for type_name in RECORD_TYPES:
                for row in laptop.store.reading.execute(f'SELECT * FROM "{type_name}"').fetchall():
                    found.setdefault((type_name, row[1]), set()).add(json.dumps(row[:-1]))
        return [
            f"{type_name} {record_id} differs" for (type_name, record_id), states in found.items() if len(states) > 1
        ]

    def out_of_scope(self) -> list[str]:
        """Records on laptops whose person may not hold them, once everything of that family was handed in."""
        found = []
        for name, laptop in self.laptops.items():
            for type_name in RECORD_TYPES:
                for family_id, record_id in laptop.store.reading.execute(f'SELECT family_id, id FROM "{type_name}"'):
                    told = Told("", type_name, record_id, family_id or None, "", {}, "")
                    if not laptop.revoked and not self.may_see(name, told):
                        found.append(f"{name} still holds {type_name} {record_id}")
        return found


class Wire:
    """One laptop's line to the server: the bytes are real, and so is what may happen to them."""

    def __init__(self, world: World, laptop: Laptop, fault: Fault) -> None:
        self._world = world
        self._laptop = laptop
        self._fault = fault

    def exchange(self, ask: Ask) -> Page:
        body = pack(ask.to_wire())
        fault, self._fault = self._fault, "none"
        if fault == "request lost":
            raise NoConnection
        if fault == "delivered late":
            self._world.late.append((self._laptop.device_id, body))
            raise NoConnection
        if fault == "sent twice":
            self._world.deliver(self._laptop.device_id, body)
        answer = self._delivered(body, killed=fault == "server killed")
        if fault == "answer lost":
            raise NoConnection
        if fault == "answer cut":
            answer = answer[: len(answer) // 2]
        return page_from_wire(answer)

    def _delivered(self, body: bytes, *, killed: bool) -> bytes:
        self._world.statements_left = len(body) % 17 if killed else None
        try:
            return self._world.deliver(self._laptop.device_id, body)
        except Killed:
            self._world.kill_server()
            raise NoConnection from None
        finally:
            self._world.statements_left = None


def _last_operation(store: Store) -> int:
    row = store.reading.execute("SELECT coalesce(max(n), 0) FROM operation").fetchone()
    return int(row[0])


@dataclass
class Shared:
    """What examples of one run share."""

    template: Template = field(default_factory=begin)
