"""What a screen is given: who is signed in, the time, and the ways to save, to ask and to go elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Reader, UnitOfWork
    from pi_desktop.clock import Clock
    from pi_desktop.errors import DeskError
    from pi_desktop.measures.library import Library
    from pi_desktop.practice.sync_choices import SyncChoices
    from pi_desktop.records.team import Staff
    from ui.shell.places import Place

T = TypeVar("T")


class Act(Protocol):
    """Save: one action, one unit of work, on the writer's thread, in the order in which they were given.

    `done` is called on the GUI thread once everything is durably on the laptop; only then may a screen say "saved".
    `failed` gets what could not be saved and why; without it, the status line says so. Neither is called once the
    screen that asked has gone, but the saving happens all the same.
    """

    def __call__(
        self,
        work: Callable[[UnitOfWork], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[DeskError], object] | None = None,
    ) -> None: ...


class Ask(Protocol):
    """Ask the records a question on the reader's thread; `done` gets the answer on the GUI thread.

    A later question with the same `key` takes the place of the earlier one, which is interrupted and forgotten.
    """

    def __call__(
        self,
        question: Callable[[Reader], T],
        done: Callable[[T], object],
        failed: Callable[[DeskError], object] | None = None,
        key: str | None = None,
    ) -> None: ...


@dataclass(frozen=True)
class Session:
    """One person at work on an unlocked laptop, as one screen sees them."""

    person: Staff
    clock: Clock
    measures: Library
    act: Act
    ask: Ask
    go: Callable[[Place], None]
    back: Callable[[], None]
    sync_now: Callable[[], None]
    allow_sync: Callable[[SyncChoices], None]
