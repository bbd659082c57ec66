"""The processes of a run: forked from one that has imported everything, listened to, and killed."""

import asyncio
import contextlib
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

A = TypeVar("A")
Part = Callable[["Connection[Any, Any]", A], None]
"""What a process does, over a pipe to the driver and with what it is told about itself."""

_CONTEXT = multiprocessing.get_context("forkserver")
_IMPORTED_ONCE = ["__main__", "pi_desktop.server.torture.desk", "pi_desktop.server.torture.host"]


def import_once() -> None:
    """Has everything imported in the process from which all others are forked, so that a restart costs little."""
    _CONTEXT.set_forkserver_preload(_IMPORTED_ONCE)


class Player:
    """One process: what it says goes to `heard`; `ended` holds its exit code once it is gone."""

    def __init__(self, part: Part[A], told: A, heard: Callable[[Any], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._heard = heard
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=part, args=(theirs, told), daemon=True)
        self._process.start()
        theirs.close()
        self.ended: asyncio.Future[int] = self._loop.create_future()
        self._loop.add_reader(self._pipe.fileno(), self._listen)

    @property
    def alive(self) -> bool:
        return not self.ended.done()

    def say(self, word: object) -> None:
        """Tells the process something; one that is just dying hears nothing."""
        if self.alive:
            with contextlib.suppress(OSError):
                self._pipe.send(word)

    def kill(self) -> None:
        """SIGKILL: nothing is finished, flushed or told."""
        if self.alive:
            self._process.kill()

    def _listen(self) -> None:
        try:
            while self._pipe.poll():
                self._heard(self._pipe.recv())
        except (EOFError, OSError):
            self._end()

    def _end(self) -> None:
        self._loop.remove_reader(self._pipe.fileno())
        self._pipe.close()
        self._process.join()
        code = self._process.exitcode or 0
        self._process.close()
        self.ended.set_result(code)
