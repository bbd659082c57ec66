"""`pi-desktop`: opens the program; with a command, does that instead.

The way to the first window passes through here, so only what it shows is imported before it shows.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pi_desktop.bootstrap import Laptop, data_home, harden
from pi_desktop.clock import SystemClock
from ui.settings.appearance import Appearance
from ui.shell.collecting import GuiThreadCollector
from ui.shell.program import Program


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the program, or run the command that was given; gives the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given:
        from ui.commands import run_command

        return run_command(given)
    return open_window()


def open_window() -> int:
    """Open the program at its unlock screen, and stay until it is closed."""
    harden()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # what was called saved is saved, so Ctrl+C may end it at once
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Parent-Infant Desk")
    laptop = Laptop(data_home(os.environ), SystemClock())
    appearance = Appearance(app, laptop.data_dir)
    appearance.apply()
    GuiThreadCollector(app)
    program = Program(app, laptop, appearance, _relaunch)
    program.show()
    QTimer.singleShot(0, program.warm_up)
    return app.exec()


def _relaunch() -> None:
    """Replace this process by a fresh one: the memory that held keys and records goes with it."""
    arguments = sys.argv[1:] if getattr(sys, "frozen", False) else sys.orig_argv[1:]
    command = [sys.executable, *arguments]
    if sys.platform == "win32":
        import subprocess

        subprocess.Popen(command)
        QApplication.quit()
    else:
        os.execv(sys.executable, command)  # noqa: S606 - the same program again


if __name__ == "__main__":
    sys.exit(main())
