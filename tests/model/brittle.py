"""A connection that dies at a chosen statement, as a process does when it is killed."""

from __future__ import annotations

from typing import Any


class Killed(BaseException):
    """The process ended here."""


class Brittle:
    """Passes everything to a real connection until `statements` have been executed; then nothing any more.

    With `after`, the last statement is still carried out, but nobody learns of it: a commit that was not acknowledged.
    """

    def __init__(self, connection: Any, statements: int, *, after: bool) -> None:
        self._connection = connection
        self._left = statements
        self._after = after
        self._dead = False

    def execute(self, *arguments: Any) -> Any:
        return self._run(self._connection.execute, *arguments)

    def executemany(self, *arguments: Any) -> Any:
        return self._run(self._connection.executemany, *arguments)

    def _run(self, call: Any, *arguments: Any) -> Any:
        if self._dead:
            raise Killed
        if self._left > 0:
            self._left -= 1
            return call(*arguments)
        self._dead = True
        if self._after:
            call(*arguments)
        raise Killed

    @property
    def in_transaction(self) -> bool:
        return not self._dead and bool(self._connection.in_transaction)

    def close(self) -> None:
        self._connection.close()
