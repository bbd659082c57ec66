"""When everything said so far was last durably on this laptop: shown only once it is."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pi_desktop.clock import local_day
from pi_desktop.practice.days import short_day, time_to_the_second
from ui.kit.buttons import LinkButton
from ui.kit.text import Text
from ui.kit.theme import set_property
from ui.visit.keeping import Keeping

NOTICEABLE_MS = 150
"""A save that takes less long is not worth a flicker."""


class SavedLine(QWidget):
    """Saved on this laptop 10:02:41; what could not be saved, and why, with another try."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__()
        self._keeping = keeping
        self._kept_before: datetime | None = None
        self.words = Text(role="soft", wrap=False)
        self.try_again = LinkButton("Try again", keeping.try_again)
        self._slow = QTimer(self, singleShot=True, interval=NOTICEABLE_MS)
        self._slow.timeout.connect(self._say_saving)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words)
        row.addWidget(self.try_again)
        keeping.changed.connect(self._say)
        self._say()

    def kept_before(self, at: datetime | None) -> None:
        """When something was kept before this screen was opened."""
        self._kept_before = at
        self._say()

    def _say(self) -> None:
        trouble = self._keeping.trouble
        self.words.setWordWrap(bool(trouble))
        set_property(self.words, "role", "error" if trouble else "soft")
        self.try_again.setVisible(bool(trouble))
        if trouble:
            self._slow.stop()
            self.words.say(trouble)
        elif self._keeping.busy:
            if not self._slow.isActive():
                self._slow.start()
        else:
            self._slow.stop()
            self.words.say(self._when())

    def _say_saving(self) -> None:
        self.words.say("Saving …")

    def _when(self) -> str:
        at = self._keeping.kept_at or self._kept_before
        if at is None:
            return ""
        today = local_day(self._keeping.session.clock.now())
        day = "" if local_day(at) == today else f"{short_day(local_day(at))} "
        return f"Saved on this laptop {day}{time_to_the_second(at)}"
