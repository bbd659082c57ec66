"""A session for tests of one screen: real records, everything done at once on the calling thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pi_desktop.clock import Clock
from pi_desktop.errors import DeskError
from pi_desktop.measures.library import Library
from pi_desktop.practice.sync_choices import SyncChoices
from pi_desktop.records.team import Staff
from pi_desktop.store.reader import Reader
from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import Changed, UnitOfWork
from ui.kit.runner import InlineRunner
from ui.shell.places import Place
from ui.shell.session import Session

if TYPE_CHECKING:
    from ui.shell.screen import Screen

T = TypeVar("T")
MEASURES = Path(__file__).parents[2] / "resources" / "measures"


def raise_it(error: Exception) -> None:
    """What happens to an error that the screen did not ask to be told of."""
    raise error


class Desk:
    """Stands in for the window: `session` for the screen, `screen` to be refreshed, `went` the places gone to.

    `fault`, while it is set, is raised instead of the next commits: a disk that is full, for example.
    """

    def __init__(self, store: Store, clock: Clock | None = None) -> None:
        self.store = store
        self.went: list[Place] = []
        self.screen: Screen | None = None
        self.fault: DeskError | None = None
        self.told: list[str] = []
        self.allowed: list[SyncChoices] = []
        self._runner: InlineRunner[Store, Reader, None] = InlineRunner(store, store.reader, None)
        person = store.reader.get(Staff, store.owner)
        assert person is not None
        self.session = Session(
            person=person,
            clock=clock or store.clock,
            measures=Library.load(MEASURES),
            act=self._act,
            ask=self._ask,
            go=self.went.append,
            back=lambda: self.told.append("back"),
            sync_now=lambda: self.told.append("sync now"),
            allow_sync=self.allowed.append,
        )

    def show(self, screen: Screen) -> None:
        """Make it the screen in front, as the window does."""
        self.screen = screen
        screen.refresh()

    def _act(
        self,
        work: Callable[[UnitOfWork], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[DeskError], object] | None = None,
    ) -> None:
        self._runner.submit_write(
            lambda store: self._committed(store, work),
            lambda answer: self._acted(answer, done),
            _only_desk_errors(failed),
        )

    def _committed(self, store: Store, work: Callable[[UnitOfWork], T]) -> tuple[T, Changed]:
        with store.unit_of_work() as uow:
            answer = work(uow)
            if self.fault:
                raise self.fault
            return answer, uow.changed

    def _acted(self, answer: tuple[T, Changed], done: Callable[[T], object] | None) -> None:
        result, changed = answer
        if done:
            done(result)
        if self.screen and self.screen.concerns(changed):
            self.screen.refresh()

    def _ask(
        self,
        question: Callable[[Reader], T],
        done: Callable[[T], object],
        failed: Callable[[DeskError], object] | None = None,
        key: str | None = None,
    ) -> None:
        self._runner.submit_read(question, done, _only_desk_errors(failed), key=key)


def _only_desk_errors(failed: Callable[[DeskError], object] | None) -> Callable[[Exception], object]:
    def tell(error: Exception) -> None:
        if failed and isinstance(error, DeskError):
            failed(error)
        else:
            raise_it(error)

    return tell
