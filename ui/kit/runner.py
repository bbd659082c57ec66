"""The one way in which a screen does anything off the GUI thread.

A screen hands over a function and what to do with its result; the function gets the context of the thread it
runs in (the writing connection, the reading connection, the network), the callbacks run on the GUI thread.
`ThreadRunner` does it with three threads; `InlineRunner` does it at once, for tests of one screen.
"""

from collections.abc import Callable, Hashable
from enum import IntEnum
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

T = TypeVar("T")
Context = TypeVar("Context")
Writer = TypeVar("Writer", covariant=True)
Reader = TypeVar("Reader", covariant=True)
Network = TypeVar("Network", covariant=True)
Done = Callable[[T], object]
Failed = Callable[[Exception], object]


class Priority(IntEnum):
    """Which write comes first: what a person just entered overtakes pages of a sync."""

    SAVE = 0
    PAGE = 1


class Runner(Protocol[Writer, Reader, Network]):
    """Runs work elsewhere and brings the result back.

    Every `submit_…` takes the work, `on_done(result)` and `on_error(exception)`. With an `owner`, a result
    that comes after the owner was deleted is dropped, and an error goes to the program's own handler.
    """

    def submit_write(
        self,
        work: Callable[[Writer], T],
        on_done: Done[T],
        on_error: Failed,
        *,
        owner: QObject | None = None,
        priority: Priority = Priority.SAVE,
    ) -> None:
        """Queue work for the writing connection. Saves run in the order given, before any page of a sync."""
        ...

    def submit_read(
        self,
        work: Callable[[Reader], T],
        on_done: Done[T],
        on_error: Failed,
        *,
        owner: QObject | None = None,
        key: Hashable = None,
    ) -> None:
        """Queue work for the reading connection.

        With a `key` it replaces earlier work of the same key: that one is interrupted if it runs, and neither
        its result nor its error is delivered.
        """
        ...

    def submit_network(
        self,
        work: Callable[[Network], T],
        on_done: Done[T],
        on_error: Failed,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Queue work that talks to the server."""
        ...

    def stop(self) -> None:
        """Finish what is queued for writing, break off the rest, deliver what came back, end the threads."""
        ...


def deliver(callback: Done[T], answer: T, owner: QObject | None) -> bool:
    """Call back on the GUI thread unless the owner has been deleted; tell whether it was called."""
    if owner is not None and not isValid(owner):
        return False
    callback(answer)
    return True


class InlineRunner(Generic[Writer, Reader, Network]):
    """Does everything at once, on the calling thread."""

    def __init__(self, writer: Writer, reader: Reader, network: Network) -> None:
        self._writer = writer
        self._reader = reader
        self._network = network

    def submit_write(
        self,
        work: Callable[[Writer], T],
        on_done: Done[T],
        on_error: Failed,
        *,
        owner: QObject | None = None,
        priority: Priority = Priority.SAVE,
    ) -> None:
        """Write now."""
        _run(work, self._writer, on_done, on_error, owner)

    def submit_read(
        self,
        work: Callable[[Reader], T],
        on_done: Done[T],
        on_error: Failed,
        *,
        owner: QObject | None = None,
        key: Hashable = None,
    ) -> None:
        """Read now."""
        _run(work, self._reader, on_done, on_error, owner)

    def submit_network(
        self,
        work: Callable[[Network], T],
        on_done: Done[T],
        on_error: Failed,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Talk to the server now."""
        _run(work, self._network, on_done, on_error, owner)

    def stop(self) -> None:
        """Nothing is ever left to finish."""


def _run(
    work: Callable[[Context], T], context: Context, on_done: Done[T], on_error: Failed, owner: QObject | None
) -> None:
    try:
        result = work(context)
    except Exception as error:  # noqa: BLE001 - every error is handed to whoever asked
        deliver(on_error, error, owner)
        return
    deliver(on_done, result, owner)
