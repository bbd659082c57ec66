"""Saving and asking on behalf of screens, and the truth about it for the status line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from pi_desktop.bootstrap import is_about_the_file
from pi_desktop.errors import DeskError
from ui.kit.runner import Runner, deliver
from ui.shell.places import Place
from ui.shell.session import Session

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Asking, Desk, Network, Reader, Saved, UnitOfWork, Writing
    from ui.shell.syncing import Syncing

    DeskRunner = Runner[Writing, Asking, Network]

T = TypeVar("T")


class Sessions(QObject):
    """Gives each screen its session.

    `saving` carries how many saves are under way, `saved` what a save changed, `not_saved` the DeskError for which
    something was not saved, `troubled` any other error that no screen shows.
    """

    saving = Signal(int)
    saved = Signal(object)
    not_saved = Signal(object)
    troubled = Signal(object)

    def __init__(
        self,
        runner: DeskRunner,
        desk: Desk,
        go: Callable[[Place], None],
        back: Callable[[], None],
        syncing: Syncing,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._desk = desk
        self._go, self._back, self._syncing = go, back, syncing
        self._under_way = 0

    def of(self, owner: QObject) -> Session:
        """A session whose answers are dropped once its owner has been deleted; its saves happen all the same."""
        return Session(
            person=self._desk.person,
            clock=self._desk.clock,
            measures=self._desk.measures,
            act=partial(self._act, owner),
            ask=partial(self._ask, owner),
            go=self._go,
            back=self._back,
            sync_now=self._syncing.now,
            allow_sync=self._syncing.allow,
        )

    def _act(
        self,
        owner: QObject,
        work: Callable[[UnitOfWork], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[DeskError], object] | None = None,
    ) -> None:
        self._count(1)
        self._runner.submit_write(
            lambda writing: writing.save(work),
            partial(self._written, owner, done),
            partial(self._not_written, owner, failed),
        )

    def _ask(
        self,
        owner: QObject,
        question: Callable[[Reader], T],
        done: Callable[[T], object],
        failed: Callable[[DeskError], object] | None = None,
        key: str | None = None,
    ) -> None:
        self._runner.submit_read(
            lambda asking: asking.answer(question),
            done,
            partial(self._unanswered, failed),
            owner=owner,
            key=key and (id(owner), key),
        )

    def _written(self, owner: QObject, done: Callable[[Any], object] | None, kept: Saved[Any]) -> None:
        self._count(-1)
        if done is not None:
            deliver(done, kept.result, owner)
        self.saved.emit(kept.changed)

    def _not_written(self, owner: QObject, failed: Callable[[DeskError], object] | None, error: Exception) -> None:
        self._count(-1)
        if not isinstance(error, DeskError):
            self.troubled.emit(error)
            return
        told = failed is not None and deliver(failed, error, owner)
        if not told or is_about_the_file(error):
            self.not_saved.emit(error)

    def _unanswered(self, failed: Callable[[DeskError], object] | None, error: Exception) -> None:
        if failed is not None and isinstance(error, DeskError):
            failed(error)
        else:
            self.troubled.emit(error)

    def _count(self, step: int) -> None:
        self._under_way += step
        self.saving.emit(self._under_way)
