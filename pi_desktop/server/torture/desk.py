"""One laptop's process in a run: its person saves, it synchronises, and it tells the driver what was saved."""

import contextlib
import os
import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pi_desktop.clock import SystemClock
from pi_desktop.ids import Id, Ids
from pi_desktop.server.torture.hand import Hand, Unsent
from pi_desktop.server.torture.host import countdown, write_log
from pi_desktop.server.torture.ledger import Entry
from pi_desktop.store.outbox import counts
from pi_desktop.store.store import Store, create_store, open_store
from pi_desktop.sync.client import SyncClient
from pi_desktop.sync.errors import NoConnection, NotAdmitted, ServerTrouble, SignInPage, SyncError
from pi_desktop.sync.line import HttpLine, Line, enrol, new_client
from pi_desktop.sync.wire import Ask, Page

T = TypeVar("T")

FINISH = "finish"
_MOMENT = 0.05
_IMPATIENT = httpx.Timeout(2.0, connect=1.0)
_PATIENT = httpx.Timeout(30.0)


@dataclass(frozen=True, slots=True)
class Laptop:
    """What a laptop's process is told about itself.

    `skew` is how far its clock is wrong; `pause` the seconds between saves; `dies_at` the statement before which it
    kills itself; `attempt` how often the process was started before.
    """

    id: Id
    label: str
    staff_id: Id
    team_id: Id
    path: Path
    raw_key: str
    private_key: bytes
    url: str
    code: str
    skew: timedelta
    seed: int
    pause: float
    attempt: int = 0
    dies_at: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """A person was told that these are saved."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The laptop has its file and may begin."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The laptop was told that it is shut out, and has nothing left to hand in."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Operations that wait to be sent and are not shown any more."""

    ops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drifted:
    """The server found that the laptop holds something else than it should. It is put right, and it is a defect."""

    scopes: str


@dataclass(frozen=True, slots=True)
class Rested:
    """A sync without anything in its way: what moved, what waits still, and what stood between if it failed."""

    moved: int
    waiting: int
    fault: str = ""
    shut_out: bool = False


class SkewedClock:
    """The clock of a laptop whose battery has been empty once too often."""

    def __init__(self, skew: timedelta) -> None:
        self._clock = SystemClock()
        self._skew = skew

    def now(self) -> datetime:
        return self._clock.now() + self._skew


class _WatchedLine:
    """Tells the driver of every answer that found this laptop to hold something else than the server."""

    def __init__(self, line: Line, pipe: "Connection[Any, Any]") -> None:
        self._line = line
        self._pipe = pipe

    def exchange(self, ask: Ask) -> Page:
        page = self._line.exchange(ask)
        if page.differs:
            self._pipe.send(Drifted(repr(page.differs)))
        return page


def run_device(pipe: "Connection[Any, Any]", laptop: Laptop) -> None:
    """Works until the driver says that it is enough, then synchronises whenever it is asked to."""
    write_log(laptop.path.with_suffix(".log"))
    with new_client() as client:
        client.timeout = _IMPATIENT
        desk = Desk(pipe, laptop, client)
        desk.work()
        client.timeout = _PATIENT
        desk.rest()


class Desk:
    """The laptop's file, its line to the server, and the person in front of it."""

    def __init__(self, pipe: "Connection[Any, Any]", laptop: Laptop, client: httpx.Client) -> None:
        chance = random.Random(f"{laptop.seed} {laptop.attempt}")
        clock = SkewedClock(laptop.skew)
        key = Ed25519PrivateKey.from_private_bytes(laptop.private_key)
        self._pipe = pipe
        self._chance = chance
        self._pause = laptop.pause
        self._store = _opened(pipe, laptop, key, client, Ids(clock, chance.getrandbits))
        self._hand = Hand(laptop.id, laptop.staff_id, chance)
        self._unsent = Unsent()
        line = _WatchedLine(HttpLine(laptop.url, laptop.id, key, client), pipe)
        self._sync = SyncClient(line, clock, self._write)
        self._busy = True
        if laptop.dies_at:
            _die_at_statement(self._store.writing, laptop.dies_at)

    def work(self) -> None:
        """Saves and synchronises by turns, until the driver has had enough or the laptop is shut out."""
        while not self._told_to_finish(self._pause * self._chance.uniform(0.3, 1.7)):
            if self._busy:
                self._save()
            if self._chance.random() < 0.35:
                self._synchronise()
        self._busy = False

    def rest(self) -> None:
        """One sync whenever the driver asks."""
        while True:
            self._pipe.send(self._rested())
            self._pipe.recv()

    def _told_to_finish(self, seconds: float) -> bool:
        return bool(self._pipe.poll(seconds)) and self._pipe.recv() == FINISH

    def _save(self) -> None:
        with self._store.unit_of_work() as uow:
            entries = tuple(self._hand.act(uow))
        if entries:
            self._pipe.send(Saved(entries))
            self._unsent.keep(entries)

    def _write(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """A step of a sync. Its person does not wait for it: they may save before the next one."""
        result = action(self._store.writing)
        if self._busy:
            if hidden := self._unsent.hidden(self._store.reader):
                self._pipe.send(Hidden(tuple(hidden)))
            if self._chance.random() < 0.4:
                self._save()
        return result

    def _synchronise(self) -> None:
        try:
            self._sync.sync()
        except NotAdmitted:
            if not self._waiting():
                self._busy = False
                self._pipe.send(HandedIn())
        except SyncError:
            pass

    def _rested(self) -> Rested:
        before = self._waiting()
        try:
            report = self._sync.sync()
        except NotAdmitted:
            return Rested(before, self._waiting(), shut_out=True)
        except SyncError as fault:
            return Rested(before, self._waiting(), fault=type(fault).__name__)
        return Rested(report.sent + report.arrived, self._waiting())

    def _waiting(self) -> int:
        return counts(self._store.reading).waiting


def _opened(
    pipe: "Connection[Any, Any]", laptop: Laptop, key: Ed25519PrivateKey, client: httpx.Client, ids: Ids
) -> Store:
    clock = SkewedClock(laptop.skew)
    if not laptop.path.exists():
        _enrol(pipe, laptop, key, client)
    pipe.send(Enrolled())
    return open_store(laptop.path, laptop.raw_key, clock, ids)


def _enrol(pipe: "Connection[Any, Any]", laptop: Laptop, key: Ed25519PrivateKey, client: httpx.Client) -> None:
    """Enrols through whatever the network does, then makes the file whole before it is in its place."""
    enrolled = False
    while not enrolled:
        with contextlib.suppress(NoConnection, ServerTrouble, SignInPage):
            enrol(laptop.url, laptop.code, laptop.id, key, laptop.label, client)
            enrolled = True
        pipe.poll(_MOMENT)
    making = laptop.path.with_suffix(".making")
    making.unlink(missing_ok=True)
    create_store(making, laptop.raw_key, laptop.staff_id, laptop.team_id, laptop.id)
    os.replace(making, laptop.path)


def _die_at_statement(connection: sqlite3.Connection, statement: int) -> None:
    die = countdown(statement)
    connection.set_trace_callback(lambda _: die())
