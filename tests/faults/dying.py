"""Real processes that are killed with signal 9 at a chosen statement, or whenever their parent likes."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from pi_desktop.store.connection import Connection

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["pytest", "alembic.command", "pi_desktop.store.schema", "tests.families"])


def start(work: Callable[..., None], *arguments: Any) -> multiprocessing.process.BaseProcess:
    """Begins some work in a process of its own."""
    process = _PROCESSES.Process(target=work, args=arguments)
    process.start()
    return process


def was_killed(work: Callable[..., None], *arguments: Any) -> bool:
    """Lets a process work to its end, and says whether that was signal 9. Any other bad end is a failure."""
    process = start(work, *arguments)
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def die_at(connection: Connection, statement: int) -> None:
    """The process ends just before the connection carries out that statement, counted from 1."""
    statements = count(1)

    def die_or_go_on(_: str) -> None:
        if next(statements) == statement:
            die()

    connection.set_trace_callback(die_or_go_on)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def tell(ledger: Path, what: str) -> None:
    """What the person was told is saved, kept outside the process that told it."""
    with ledger.open("a") as told:
        told.write(f"{what}\n")


def told(ledger: Path) -> list[str]:
    return ledger.read_text().split() if ledger.exists() else []
