"""The runner of the real program: one thread writes, one reads, one talks to the network."""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from itertools import count
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from ui.kit.lane import Context, Interruptible, Lane
from ui.kit.runner import Done, Failed, Priority, deliver

T = TypeVar("T")
W = TypeVar("W", bound=Context)
Written = TypeVar("Written", bound=Context, covariant=True)
R = TypeVar("R", bound=Interruptible)
N = TypeVar("N", bound=Interruptible)


class WriteAndWait(Protocol[Written]):
    """How the network's thread writes: in the writer's thread, after every save that waits."""

    def __call__(self, work: Callable[[Written], T]) -> T:
        """Return what `work` returns, raise what it raises."""
        ...


class _Answers(QObject):
    """Carries results to the GUI thread.

    One object for the life of the program whose signal takes a token: an object made and freed for each task
    crashed.
    """

    arrived = Signal(int)

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._waiting: dict[int, Callable[[], None]] = {}
        self._tokens = count(1)
        self._lock = threading.Lock()
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, answer: Callable[[], None]) -> None:
        """Have `answer` called on the GUI thread; may be used from any thread."""
        with self._lock:
            token = next(self._tokens)
            self._waiting[token] = answer
        self.arrived.emit(token)

    def deliver_all(self) -> None:
        """Call now whatever has not been called yet, in order."""
        for token in sorted(self._waiting):
            self._deliver(token)

    def _deliver(self, token: int) -> None:
        with self._lock:
            answer = self._waiting.pop(token, None)
        if answer:
            answer()


class ThreadRunner(Generic[W, R, N]):
    """Implements `Runner`. Make it and call it on the GUI thread.

    Each context is opened by its factory in the thread that uses it, at the first work for it.
    `on_orphan_error` gets the error of work whose owner is gone: a save that failed is told even when its
    screen was left. `parent` owns what carries the answers, so that it ends on the GUI thread.
    """

    def __init__(
        self,
        open_writer: Callable[[], W],
        open_reader: Callable[[], R],
        open_network: Callable[[WriteAndWait[W]], N],
        on_orphan_error: Failed,
        parent: QObject | None = None,
    ) -> None:
        self._answers = _Answers(parent)
        self._on_orphan_error = on_orphan_error
        self._writer = Lane("desk-writer", open_writer)
        self._reader = Lane("desk-reader", open_reader, lambda reader: reader.interrupt())
        self._network = Lane(
            "desk-network", lambda: open_network(self._write_and_wait), lambda network: network.interrupt()
        )

    def submit_write(
        self,
        work: Callable[[W], T],
        on_done: Done[T],
        on_error: Failed,
        *,
        owner: QObject | None = None,
        priority: Priority = Priority.SAVE,
    ) -> None:
        """See `Runner`."""
        self._writer.put(work, self._answer(on_done, on_error, owner), priority=priority)

    def submit_read(
        self,
        work: Callable[[R], T],
        on_done: Done[T],
        on_error: Failed,
        *,
        owner: QObject | None = None,
        key: Hashable = None,
    ) -> None:
        """See `Runner`."""
        self._reader.put(work, self._answer(on_done, on_error, owner), key=key)

    def submit_network(
        self, work: Callable[[N], T], on_done: Done[T], on_error: Failed, *, owner: QObject | None = None
    ) -> None:
        """See `Runner`."""
        self._network.put(work, self._answer(on_done, on_error, owner))

    def stop(self) -> None:
        """See `Runner`. The network ends first, because it may be waiting for a write."""
        self._reader.stop(finish_queue=False)
        self._network.stop(finish_queue=False)
        self._writer.stop(finish_queue=True)
        self._answers.deliver_all()

    def _write_and_wait(self, work: Callable[[W], T]) -> T:
        answer: Future[Any] = Future()

        def finish(result: object, error: Exception | None) -> None:
            if error:
                answer.set_exception(error)
            else:
                answer.set_result(result)

        self._writer.put(work, finish, priority=Priority.PAGE)
        return answer.result()

    def _answer(
        self, on_done: Done[Any], on_error: Failed, owner: QObject | None
    ) -> Callable[[object, Exception | None], None]:
        def tell(result: object, error: Exception | None) -> None:
            if error is None:
                deliver(on_done, result, owner)
            elif not deliver(on_error, error, owner):
                self._on_orphan_error(error)

        return lambda result, error: self._answers.post(lambda: tell(result, error))
