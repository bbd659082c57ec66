"""The program at work in a process of its own, told by commands what to do; each answers with milliseconds.

A screen counts as open when everything that it asked of the records is answered and drawn.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from pi_desktop.bootstrap import Laptop
from pi_desktop.clock import FixedClock
from pi_desktop.ids import Id
from pi_desktop.vault.keys import FLOOR, SALT_BYTES, stretch
from tests.benchmarks.measuring import median_ms, milliseconds
from tests.benchmarks.processes import obey
from ui.settings.appearance import Appearance
from ui.shell.places import (
    ConflictsPlace,
    EngagementPlace,
    FamiliesPlace,
    FamilyPlace,
    Place,
    SettingsPlace,
    TodayPlace,
    VisitPlace,
)
from ui.shell.program import Program
from ui.shell.window import Shell

TIMES = 7
QUESTIONS_IN_TURN = 3
"""How often a screen may ask, at most, because of what it was answered."""


class AtWork:
    """One person's laptop, at some time of the day."""

    def __init__(self, folder: str, now: str) -> None:
        self._app = QApplication(sys.argv[:1])
        laptop = Laptop(Path(folder), FixedClock(datetime.fromisoformat(now)))
        self._program = Program(self._app, laptop, Appearance(self._app, laptop.data_dir), lambda: None)
        self._program.show()
        self._program.warm_up()

    def derive(self, password: str) -> float:
        """The derivation of the key alone."""
        return median_ms(lambda _: stretch(password.encode(), bytes(SALT_BYTES), FLOOR), range(3))

    def unlock(self, password: str) -> float:
        """From Enter to Today."""
        line = self._program.unlock_screen.password.input
        QTest.keyClicks(line, password)

        def enter(_: None) -> None:
            QTest.keyClick(line, Qt.Key.Key_Return)
            while self._program.sitting is None:
                self._wait()
            self._settle()

        return milliseconds(enter, None)

    def open_screens(self, family: str, appointment: str) -> dict[str, float]:
        places: list[Place] = [
            TodayPlace(),
            FamiliesPlace(),
            FamilyPlace(Id(family)),
            EngagementPlace(),
            VisitPlace(Id(appointment)),
            ConflictsPlace(),
            SettingsPlace(),
        ]
        times = [[milliseconds(self._open, place) for place in places] for _ in range(TIMES)]
        names = [type(place).__name__.removesuffix("Place").lower() for place in places]
        return {name: round(median(each), 2) for name, each in zip(names, zip(*times, strict=True), strict=True)}

    def type_each(self, typed: list[str]) -> list[float]:
        """Each keystroke in the field that finds families, until what it finds is drawn."""
        return [time for text in typed for time in self._type(text)]

    def _type(self, text: str) -> list[float]:
        self._open(FamiliesPlace())
        field = next(each for each in self._shell.front.findChildren(QLineEdit) if each.isVisible())

        def press(key: str) -> None:
            QTest.keyClicks(field, key)
            self._settle()

        return [milliseconds(press, key) for key in text]

    def _open(self, place: Place) -> None:
        self._shell.go(place)
        self._settle()

    def _settle(self) -> None:
        """Whoever asks last is answered last."""
        session = self._shell.sessions.of(self._shell)
        for _ in range(QUESTIONS_IN_TURN):
            answered: list[None] = []
            session.ask(lambda _: None, answered.append)
            while not answered:
                self._wait()
        self._app.sendPostedEvents()
        self._program.repaint()

    def _wait(self) -> None:
        self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)

    @property
    def _shell(self) -> Shell:
        assert self._program.sitting is not None
        return self._program.sitting.shell


def main(folder: str, now: str) -> None:
    work = AtWork(folder, now)
    commands = {each.__name__: each for each in (work.derive, work.unlock, work.open_screens, work.type_each)}
    print("ready", flush=True)
    obey(commands)


if __name__ == "__main__":
    main(*sys.argv[1:])
