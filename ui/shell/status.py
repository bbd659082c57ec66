"""Keeps the status line true."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from pi_desktop.practice.status import SyncStatus, sync_status
from pi_desktop.practice.team import role_words
from ui.shell.idle import MINUTES
from ui.shell.standing import Standing

if TYPE_CHECKING:
    from pi_desktop.errors import DeskError
    from ui.kit.status_line import StatusLine
    from ui.shell.session import Session
    from ui.shell.sessions import Sessions
    from ui.shell.syncing import Syncing

MINUTE = 60_000


class StatusKeeper(QObject):
    """Listens to saving and synchronising, and says on the line how both stand.

    `unkept`: whether the screen in front still holds something that could not be kept; then no other save hides that.
    """

    def __init__(
        self,
        line: StatusLine,
        session: Session,
        sessions: Sessions,
        syncing: Syncing,
        unkept: Callable[[], bool],
    ) -> None:
        super().__init__(line)
        self._line = line
        self._session = session
        self._unkept = unkept
        self._standing = Standing()
        person = session.person
        self._right = (f"Locks after {MINUTES} min", f"{person.name} · {role_words(person.role)}")
        sessions.saving.connect(self._saving)
        sessions.saved.connect(self._saved)
        sessions.not_saved.connect(self._not_saved)
        syncing.began.connect(self._syncing)
        syncing.fetched.connect(self.count)
        syncing.ended.connect(self._synced)
        syncing.parted.connect(self._parted)
        self._each_minute = QTimer(self, interval=MINUTE)
        self._each_minute.timeout.connect(self._say)
        self._each_minute.start()
        self.count()

    def count(self) -> None:
        """Ask again how many entries wait."""
        self._session.ask(sync_status, self._counted, key="status")

    def _counted(self, found: SyncStatus) -> None:
        self._now(sync=found)

    def _saving(self, under_way: int) -> None:
        self._now(saving=under_way)

    def _saved(self) -> None:
        if not self._unkept():
            self._now(not_saved=None)
        self.count()

    def _not_saved(self, fault: DeskError) -> None:
        self._now(not_saved=fault)

    def _syncing(self) -> None:
        self._now(syncing=True)

    def _synced(self) -> None:
        self._now(syncing=False, apart=None)
        self.count()

    def _parted(self, fault: DeskError) -> None:
        self._now(syncing=False, apart=fault)
        self.count()

    def _now(self, **changes: object) -> None:
        self._standing = self._standing.with_(**changes)
        self._say()

    def _say(self) -> None:
        """The words depend on the day as well: “yesterday” comes by itself."""
        self._line.show_status(self._standing.status(self._session.clock.now(), self._right))
