"""How soon the program is there, and how soon it answers: the unlock screen, Today, every screen, a keystroke.

The unlock screen stands beside a bare window of the same toolkit that was started in the same way, in turns. Everything
after the password is measured with five years of one practitioner's work.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from pi_desktop.clock import FixedClock
from pi_desktop.ids import Ids
from pi_desktop.records import Allocation, Appointment, Family, Record, Staff, type_of
from pi_desktop.records.state import State
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.incoming import keep_arrived
from pi_desktop.store.settings import keep_setting
from pi_desktop.store.store import create_store, open_store
from pi_desktop.store.unit_of_work import transaction
from pi_desktop.vault.keyring_port import SystemKeyring
from pi_desktop.vault.keys import FLOOR
from pi_desktop.vault.profile import Policy, Profile, vault_directory
from pi_desktop.vault.vault import create
from tests.benchmarks.processes import Process
from tests.benchmarks.workload import DAYS, START, Workload

PASSWORD = "seven herons over the quiet canal"
NOW = START + timedelta(days=DAYS - 30)
TYPED = ["joh", "turner", "f-00", "wal"]
TURNS = 9
PAGE = 2000
NOBODY_THERE = "http://127.0.0.1:9"


def measure(scale: float) -> dict[str, float]:
    """All figures, in milliseconds and megabytes. At scale 1: five years of one of a team of ten."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        family, appointment = _enrolled(Path(folder), Workload(scale / 10))
        return {**_starting(folder), **_working(folder, family, appointment)}


def _starting(folder: str) -> dict[str, float]:
    turns = [(_shown("bare"), _shown("unlock", folder)) for _ in range(TURNS)]
    (floor, floor_memory), (shown, memory) = (
        (median(time for time, _ in each), median(size for _, size in each)) for each in zip(*turns, strict=True)
    )
    return {
        "unlock_screen_ms": round(shown),
        "unlock_screen_floor_ms": round(floor),
        "unlock_screen_beyond_floor_ms": round(shown - floor),
        "unlock_screen_floors": round(shown / floor, 2),
        "unlock_screen_memory_mb": round(memory, 1),
        "unlock_screen_memory_floor_mb": round(floor_memory, 1),
    }


def _shown(*what: str) -> tuple[float, float]:
    """From the start of a process until its window is drawn, and the most memory it has had until then."""
    begun = perf_counter()
    with Process("tests.benchmarks.window", *what) as process:
        process.first_line()
        return (perf_counter() - begun) * 1000, process.peak_megabytes()


def _working(folder: str, family: str, appointment: str) -> dict[str, float]:
    with Process("tests.benchmarks.sitting", folder, NOW.isoformat()) as process:
        process.first_line()
        derivation = process.do("derive", password=PASSWORD)
        unlocking = process.do("unlock", password=PASSWORD)
        screens = process.do("open_screens", family=family, appointment=appointment)
        keystrokes: list[float] = process.do("type_each", typed=TYPED)
        return {
            "password_to_today_beyond_derivation_ms": round(unlocking - derivation),
            "derivation_ms": round(derivation),
            **{f"open_{name}_ms": time for name, time in screens.items()},
            "find_family_keystroke_ms": round(median(keystrokes), 2),
            "find_family_slowest_keystroke_ms": round(max(keystrokes), 2),
            "at_work_memory_mb": round(process.peak_megabytes(), 1),
        }


def _enrolled(data_dir: Path, workload: Workload) -> tuple[str, str]:
    """A laptop with the whole workload as one person's own; gives a family and an appointment of theirs."""
    clock = FixedClock(NOW)
    ids, owner = Ids(clock), workload.staff[0]
    profile = Profile(
        directory=vault_directory(data_dir, ids.new()),
        person="Maria Johnson",
        team="Benchmark",
        policy=Policy.PASSPHRASE_ALONE,
        server=NOBODY_THERE,
        demo=True,
    )
    with closing(create(profile, PASSWORD, SystemKeyring(), clock, FLOOR)) as vault:
        raw_key = vault.keys.current.raw_hex()
        create_store(profile.database, raw_key, owner, ids.new(), ids.new())
    with closing(open_store(profile.database, raw_key, clock, ids)) as store:
        arriving = enumerate(_owned(workload, ids), start=1)
        while page := [_arrived(record, v) for v, record in islice(arriving, PAGE)]:
            with transaction(store.writing):
                keep_arrived(store.writing, page)
        with transaction(store.writing):
            for name, value in (("server", NOBODY_THERE), ("role", "therapist"), ("device_key", "A" * 43 + "=")):
                keep_setting(store.writing, name, value)
        appointment = store.reader.find(Appointment, order_by="-day", limit=1)[0]
        return str(appointment.family_id), appointment.id


def _owned(workload: Workload, ids: Ids) -> Iterator[Record]:
    """The records as if one person had made them all, and the families allocated to them."""
    owner = workload.staff[0]
    for record in workload.records():
        facts: dict[str, Any] = {"staff_id": owner} if hasattr(record, "staff_id") else {}
        yield record if isinstance(record, Staff) else replace(record, made_by=owner, **facts)
        if isinstance(record, Family):
            yield Allocation(
                id=ids.new(),
                family_id=record.id,
                made_at=record.made_at,
                made_by=owner,
                staff_id=owner,
                part="lead_practitioner",
                since=record.made_at.date(),
                until=record.ended_on,
            )


def _arrived(record: Record, v: int) -> Arrived:
    return Arrived(record.type_name, record.id, record.family_id, v, State(record.id, type_of(record).values(record)))
