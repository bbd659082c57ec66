"""One thread with a queue of work and a context that only it ever touches."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Any, Generic, Protocol, TypeVar


class Context(Protocol):
    """What a thread works with: a connection, an HTTP client."""

    def close(self) -> None:
        """Let it go; called in the thread that opened it."""
        ...


class Interruptible(Context, Protocol):
    """A context whose running work can be broken off from another thread."""

    def interrupt(self) -> None:
        """Make the running work raise soon."""
        ...


C = TypeVar("C", bound=Context)


@dataclass(order=True)
class Task:
    """Work with its place in the queue. `finish` gets the result and the error, one of them None."""

    priority: int
    number: int
    work: Callable[[Any], object] = field(compare=False)
    finish: Callable[[object, Exception | None], None] = field(compare=False)
    key: Hashable = field(compare=False, default=None)
    superseded: bool = field(compare=False, default=False)


class Lane(Generic[C]):
    """Runs tasks one after the other, lowest priority number first, in the order given among equals.

    The context is opened in the thread at the first task. If that fails, the task fails with the same error
    and the next one tries again.
    """

    def __init__(self, name: str, open_context: Callable[[], C], interrupt: Callable[[C], None] | None = None) -> None:
        self._open_context = open_context
        self._interrupt = interrupt
        self._context: C | None = None
        self._queue: list[Task] = []
        self._running: Task | None = None
        self._numbers = count()
        self._ending = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._work_through, name=name)
        self._thread.start()

    def put(
        self,
        work: Callable[[C], object],
        finish: Callable[[object, Exception | None], None],
        *,
        priority: int = 0,
        key: Hashable = None,
    ) -> None:
        """Queue work. Raises RuntimeError after `stop`."""
        with self._changed:
            if self._ending:
                raise RuntimeError("work was handed in after the end")
            if key is not None:
                self._supersede(lambda task: task.key == key)
            heappush(self._queue, Task(priority, next(self._numbers), work, finish, key))
            self._changed.notify()

    def stop(self, *, finish_queue: bool) -> None:
        """End the thread and wait for it, doing what is queued first or breaking it off."""
        with self._changed:
            self._ending = True
            if not finish_queue:
                self._supersede(lambda _task: True)
            self._changed.notify()
        self._thread.join()

    def _supersede(self, which: Callable[[Task], bool]) -> None:
        for task in self._queue:
            task.superseded = task.superseded or which(task)
        # Under the lock the running task cannot change, so the interrupt cannot hit its successor.
        if self._running and which(self._running) and not self._running.superseded:
            self._running.superseded = True
            if self._interrupt and self._context is not None:
                self._interrupt(self._context)

    def _work_through(self) -> None:
        while task := self._next_task():
            result, error = self._attempt(task)
            with self._changed:
                self._running = None
                wanted = not task.superseded
            if wanted:
                task.finish(result, error)
            del task, result, error
        if self._context is not None:
            self._context.close()

    def _next_task(self) -> Task | None:
        with self._changed:
            while True:
                self._changed.wait_for(lambda: self._queue or self._ending)
                if not self._queue:
                    return None
                task = heappop(self._queue)
                if not task.superseded:
                    self._running = task
                    return task

    def _attempt(self, task: Task) -> tuple[object, Exception | None]:
        try:
            if self._context is None:
                self._context = self._open_context()
            return task.work(self._context), None
        except Exception as error:  # noqa: BLE001 - every error is handed to whoever asked
            return None, error
