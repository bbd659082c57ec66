"""The server's process in a run."""

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from pi_desktop.clock import SystemClock
from pi_desktop.server.home import Home
from pi_desktop.server.logs import log_to_stderr
from pi_desktop.server.serving import serve


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server lives. `dies_at`: the statement, counted from its start, before which it kills itself."""

    folder: Path
    database: str | None
    log: Path
    dies_at: int | None = None

    def home(self) -> Home:
        return Home(self.folder, {}, self.database)


def run_server(pipe: "Connection[Any, Any]", place: Place) -> None:
    """Serves until it is killed, or until the driver is gone. Its first and only word is its address."""
    write_log(place.log)
    log_to_stderr()
    threading.Thread(target=_end_with, args=(pipe,), daemon=True).start()
    if place.dies_at:
        die = countdown(place.dies_at)
        event.listen(Engine, "before_cursor_execute", lambda *_: die())
    home = place.home()
    with home.held():
        serve(home.open(), SystemClock(), "127.0.0.1", 0, None, pipe.send)


def write_log(path: Path) -> None:
    """Sends what the process prints into a file."""
    with path.open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)


def countdown(calls: int) -> Callable[[], None]:
    """A function that kills its process when it is called for the given time."""
    left = calls

    def die() -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return die


def _end_with(pipe: "Connection[Any, Any]") -> None:
    try:
        pipe.recv()
    except EOFError:
        os._exit(0)
