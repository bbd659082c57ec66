"""Where a tour takes place: a team's server in a process of its own, and laptops of its people, all of them new."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pi_desktop.bootstrap import Laptop, Policy, enrol
from pi_desktop.clock import FixedClock
from pi_desktop.demo.server_process import ServerProcess
from ui.settings.appearance import Appearance, Mode
from ui.shell.program import Program
from ui.tour.hands import Hands

TUESDAY = date(2026, 11, 24)
NINE_O_CLOCK = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
PASSWORD = "seven herons over the quiet canal"  # noqa: S105 - opens invented records only


class Workplace:
    """One person's laptop, and the program's window on it. Locking replaces the window by the next one."""

    def __init__(self, app: QApplication, laptop: Laptop) -> None:
        self._app = app
        self.laptop = laptop
        self.appearance = Appearance(app, laptop.data_dir)
        self.appearance.set_mode(Mode.LIGHT)
        self.locked = 0
        self.program = Program(app, laptop, self.appearance, self._relaunched)
        self.hands = Hands(app, self.program)

    def to_front(self) -> None:
        """Sit down at this laptop."""
        self.hands.sit_down()
        self.program.warm_up()

    def close(self) -> None:
        """Close the program, and wait until the records are closed."""
        self.program.close()
        self.hands.wait_for(lambda: self.program.sitting is None or None, "closed program")

    def _relaunched(self) -> None:
        """What a new process does in the real program."""
        self.locked += 1
        self.program.deleteLater()
        self.program = Program(self._app, self.laptop, self.appearance, self._relaunched)
        self.hands.window = self.program
        self.to_front()


class Stage:
    """Everything lies in one folder, which is empty at first."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self._workplaces: list[Workplace] = []
        self.clock = FixedClock(NINE_O_CLOCK)
        self.server = ServerProcess(folder / "server")
        self._address = ""

    def found(self) -> None:
        """Invent the team, and serve it."""
        self.server.found(TUESDAY)
        self._address = self.server.start()

    def clock_at(self, hour: int, minute: int) -> None:
        """Let it be that time of the day."""
        self.clock.move_to(NINE_O_CLOCK.replace(hour=hour, minute=minute))

    def workplace(self, person: str) -> Workplace:
        """Enrol a laptop of somebody in the team, and download what they work with."""
        laptop = Laptop(self._folder / person.partition(" ")[0].lower(), self.clock)
        enrol(
            laptop,
            self._address,
            self.server.invite(person),
            PASSWORD,
            label=f"{person}’s laptop",
            policy=Policy.PASSPHRASE_ALONE,
            demo=True,
        )
        made = Workplace(self._app, laptop)
        self._workplaces.append(made)
        return made

    def clear(self) -> None:
        """Close every window that is open, and end the server."""
        for workplace in self._workplaces:
            workplace.close()
        self.server.stop()
