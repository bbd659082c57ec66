"""Opening the records in a thread of its own, so that the window never stands still."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from pi_desktop.bootstrap import Laptop, Profile, unlock, warm_up
from pi_desktop.errors import DeskError


class Unlocking(QObject):
    """`opened` carries the desk, `refused` the DeskError that kept the records closed."""

    opened = Signal(object)
    refused = Signal(object)
    _ended = Signal(object)

    def __init__(self, laptop: Laptop, also_load: Sequence[Callable[[], object]], parent: QObject) -> None:
        super().__init__(parent)
        self._laptop = laptop
        self._also_load = also_load
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def warm_up(self) -> None:
        """Load what is slow to load while somebody types."""
        threading.Thread(target=self._load, name="warm-up", daemon=True).start()

    def begin(self, profile: Profile, password: str) -> None:
        """Try the password."""
        threading.Thread(target=self._open, args=(profile, password), name="unlocking", daemon=True).start()

    def _load(self) -> None:
        warm_up()
        for load in self._also_load:
            load()

    def _open(self, profile: Profile, password: str) -> None:
        try:
            outcome: object = unlock(self._laptop, profile, password)
        except Exception as fault:  # noqa: BLE001 - handed to the GUI thread, which raises a defect again
            outcome = fault
        self._ended.emit(outcome)

    def _tell(self, outcome: object) -> None:
        if isinstance(outcome, DeskError):
            self.refused.emit(outcome)
        elif isinstance(outcome, Exception):
            raise outcome
        else:
            self.opened.emit(outcome)
