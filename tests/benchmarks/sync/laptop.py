"""Laptops with the program's own store and sync, in a process of their own."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pi_desktop.clock import SystemClock
from pi_desktop.ids import Id, Ids
from pi_desktop.records import RECORD_TYPES, Appointment, EngagementAttempt, Record
from pi_desktop.records.operation import Operation
from pi_desktop.store.connection import Connection
from pi_desktop.store.store import Store, create_store, open_store
from pi_desktop.sync.client import SyncClient
from pi_desktop.sync.line import HttpLine, enrol
from pi_desktop.sync.wire import Ask
from tests.benchmarks.processes import obey

T = TypeVar("T")

RAW_KEY = "5e" * 32
LEAST_CHANGED = 20
_CLOCK = SystemClock()


class Laptop:
    """One person's enrolled laptop, and one connection to the team's server that is kept open."""

    def __init__(self, folder: Path, address: str, certificate: Path, code: str) -> None:
        device_id, key = Ids(_CLOCK).new(), Ed25519PrivateKey.generate()
        self._bytes = self._requests = 0
        hooks: dict[str, list[Callable[..., Any]]] = {"response": [self._count]}
        context = ssl.create_default_context(cafile=certificate)
        client = httpx.Client(verify=context, timeout=300, trust_env=False, event_hooks=hooks)
        enrolled = enrol(address, code, device_id, key, "bench", client)
        path = folder / f"{device_id}.db"
        create_store(path, RAW_KEY, Id(enrolled.staff_id), Id(enrolled.team_id), device_id)
        self.store: Store = open_store(path, RAW_KEY, _CLOCK, Ids(_CLOCK))
        self.line = HttpLine(address, device_id, key, client)
        self._client = SyncClient(self.line, _CLOCK, self._write)

    def write(self, file: str, start: int, count: int) -> None:
        """Keeps some lines of a file of operations as new records of this person's, all together."""
        with self.store.unit_of_work() as uow:
            for operation in _operations(file, start, count):
                uow.add(_record(operation))

    def change_own(self) -> int:
        """Twenty changes as a day brings them: half of them edits, half new entries. Gives how many."""
        with self.store.unit_of_work() as uow:
            appointments = uow.find(Appointment, limit=LEAST_CHANGED // 2)
            for each in appointments:
                uow.edit(each, outcome="late_but_seen", outcome_words="came by bus")
            for place in range(LEAST_CHANGED - len(appointments)):
                family_id, words = appointments[0].family_id, f"Rang about the visit, {place}"
                attempt = {"at": _CLOCK.now(), "staff_id": uow.actor, "means": "call", "outcome": "no_answer"}
                uow.make(EngagementAttempt, family_id=family_id, words=words, **attempt)
        return LEAST_CHANGED

    def sync(self) -> dict[str, Any]:
        self._bytes = self._requests = 0
        begun = time.perf_counter()
        report = self._client.sync()
        seconds = time.perf_counter() - begun
        told = {"sent": report.sent, "arrived": report.arrived, "bytes": self._bytes, "requests": self._requests}
        return {"seconds": seconds, **told}

    def hand_in(self, operations: Sequence[Operation], batch: int) -> None:
        """Sends operations as they are, without keeping anything here."""
        mine = [replace(each, by=self.store.owner) for each in operations]
        for start in range(0, len(mine), batch):
            answers = self.line.exchange(Ask(None, mine[start : start + batch], limit=0)).answers
            assert all(each.outcome == "accepted" for each in answers), answers[:3]

    def _write(self, action: Callable[[Connection], T]) -> T:
        return action(self.store.writing)

    def _count(self, answer: httpx.Response) -> None:
        self._requests += 1
        sizes = (message.headers.get("Content-Length", "0") for message in (answer, answer.request))
        self._bytes += sum(map(int, sizes))


def _operations(file: str, start: int, count: int) -> list[Operation]:
    with Path(file).open(encoding="utf-8") as lines:
        return [Operation.from_wire(msgspec.json.decode(line)) for line in islice(lines, start, start + count)]


def _record(operation: Operation) -> Record:
    record_type = RECORD_TYPES[operation.record_type]
    values = {name: record_type.rules[name].kind.from_wire(sent) for name, sent in (operation.new or {}).items()}
    return record_type.cls(id=operation.record_id, family_id=operation.family_id, **values)


class Laptops:
    """Those of this process, each in a thread of its own while they work."""

    def __init__(self) -> None:
        self._all: list[Laptop] = []

    def enrol(self, folder: str, address: str, certificate: str, codes: list[str]) -> int:
        self._all += [Laptop(Path(folder), address, Path(certificate), code) for code in codes]
        return len(self._all)

    def write(self, file: str, start: int, count: int) -> None:
        self._all[0].write(file, start, count)

    def sync(self) -> dict[str, Any]:
        return self._all[0].sync()

    def sync_all(self) -> list[float]:
        return self._together(lambda laptop: float(laptop.sync()["seconds"]))

    def change_all(self) -> int:
        return sum(laptop.change_own() for laptop in self._all)

    def hand_in(self, file: str, start: int, count: int, batch: int) -> float:
        """Sends lines of a file in batches, from all laptops at once; gives the seconds that it took."""
        said = _operations(file, start, count)
        share = {id(laptop): said[place :: len(self._all)] for place, laptop in enumerate(self._all)}
        begun = time.perf_counter()
        self._together(lambda laptop: laptop.hand_in(share[id(laptop)], batch))
        return time.perf_counter() - begun

    def _together(self, work: Callable[[Laptop], T]) -> list[T]:
        """Raises what any of them raised."""
        done: list[T] = []
        faults: list[Exception] = []

        def run(laptop: Laptop) -> None:
            try:
                done.append(work(laptop))
            except Exception as fault:  # noqa: BLE001
                faults.append(fault)

        threads = [threading.Thread(target=run, args=(laptop,)) for laptop in self._all]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            raise ExceptionGroup("not every laptop could synchronise", faults)
        return done


def main() -> None:
    laptops = Laptops()
    names = ("enrol", "write", "sync", "sync_all", "change_all", "hand_in")
    obey({name: getattr(laptops, name) for name in names})


if __name__ == "__main__":
    main()
