"""What every screen is, so that the window can show it, refresh it and leave it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.places import Place
from ui.shell.session import Session

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Changed
    from pi_desktop.errors import DeskError


def nothing(*_: object) -> None:
    """Does nothing, where nobody waits to hear."""


class Screen(QWidget):
    """One screen of the program, made for one place. Set its content with `fill`, and ask for its data in `refresh`.

    The window calls `refresh` when the screen is first shown and after each change that `concerns` it.
    """

    def __init__(self, session: Session, place: Place) -> None:
        super().__init__()
        self.session = session
        self.place = place
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def title(self) -> str:
        """What the screen is called, for the window's title and a screen reader."""
        return ""

    @property
    def here(self) -> Place:
        """Where on the screen the person is, to come back to: its place, with the tab or section in front."""
        return self.place

    def fill(self, content: QWidget) -> None:
        """Put what the screen shows into it, usually one Page."""
        self._column.addWidget(content)

    def refresh(self) -> None:
        """Ask for what is shown; what the person is typing stays."""

    def concerns(self, changed: Changed) -> bool:
        """Whether a change elsewhere (another screen, a sync) may alter what is shown here."""
        return bool(changed.record_types)

    def move_to(self, place: Place) -> bool:
        """Show another place without making the screen anew, where that is possible: another tab, another section."""
        return place == self.place

    @property
    def unkept(self) -> bool:
        """Something that was said here could not be kept, and would be lost with the screen."""
        return False

    def leave(self, kept: Callable[[], object] = nothing, not_kept: Callable[[DeskError], object] = nothing) -> None:
        """Keep what is being filled in: called before another screen comes, and before the program locks.

        The screen is taken away by `kept` alone. Where something would be lost, say so and call `not_kept` instead.
        """
        kept()
