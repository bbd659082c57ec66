"""The invented team's server: always a process of its own, listening on this computer alone."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from pi_desktop.errors import DeskError

SECONDS_TO_END = 15


class ServerDidNotStart(DeskError):
    """The invented team's server did not start: {reason}."""


class ServerProcess:
    """One server in one folder. It keeps its port from one start to the next, because laptops remember its address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen[str] | None = None

    @property
    def exists(self) -> bool:
        """Whether the folder holds a team already."""
        return (self.folder / "team").exists()

    def found(self, today: date) -> None:
        """Invent the team, as it stands on its last working day up to `today`. Raises ServerDidNotStart.

        It is made in a folder beside, so that a team which was not finished is never taken for one.
        """
        unfinished = self.folder.with_name(f"{self.folder.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        _run("demo", unfinished, "--today", today.isoformat())
        unfinished.rename(self.folder)

    def invite(self, person: str) -> str:
        """A code that enrols one laptop of somebody in the team. Raises ServerDidNotStart."""
        return _run("invite", self.folder, "--person", person)

    def start(self) -> str:
        """Serve from now on; gives the server's address once it listens. Raises ServerDidNotStart."""
        with (self.folder / "server.log").open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [*_server_command(), "serve", str(self.folder), "--port", str(self._port()), "--while-asked"],
                stdin=subprocess.PIPE,  # its end tells the server that this process is gone, however it went
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,  # Ctrl+C in the terminal is for the desktop, which then ends the server
            )
        assert self._process.stdout is not None
        address = self._process.stdout.readline().strip()
        if not address:
            self.stop()
            raise ServerDidNotStart(reason=_last_line((self.folder / "server.log").read_text("utf-8")))
        (self.folder / "port").write_text(address.rpartition(":")[2], "ascii")
        return address

    def stop(self) -> None:
        """Let it finish what is under way, and end it."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.communicate(timeout=SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()

    def _port(self) -> int:
        """The port of the last time; 0, any that is free, at the first."""
        kept = self.folder / "port"
        return int(kept.read_text("ascii")) if kept.exists() else 0


def _run(command: str, folder: Path, *arguments: str) -> str:
    ended = subprocess.run(
        [*_server_command(), command, str(folder), *arguments], capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise ServerDidNotStart(reason=_last_line(ended.stderr))
    return ended.stdout.strip()


def _last_line(words: str) -> str:
    return (words.strip().splitlines() or ["it ended without a word"])[-1].rstrip(".")


def _server_command() -> tuple[str, ...]:
    """How to start the server's own program: in a frozen bundle it lies beside this one."""
    if getattr(sys, "frozen", False):
        this = Path(sys.executable)
        return (str(this.with_name(f"pi-server{this.suffix}")),)
    return (sys.executable, "-P", "-m", "pi_desktop.server")
