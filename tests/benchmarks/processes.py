"""Processes that are told what to do, one JSON command a line, and how much memory they took."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self, TextIO

SECONDS_TO_END = 20


def obey(commands: Mapping[str, Callable[..., Any]]) -> None:
    """Runs the commands that come in, and answers each of them, until there are no more."""
    for line in sys.stdin:
        said = json.loads(line)
        answer = commands[said.pop("do")](**said)
        print(json.dumps(answer), flush=True)


class Process:
    """A Python module in a process of its own, whose standard error may go elsewhere."""

    def __init__(
        self, module: str, *arguments: object, under: Sequence[str] = (), errors: TextIO | None = None
    ) -> None:
        command = [*under, sys.executable, "-m", module, *map(str, arguments)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        return self._process.pid

    def first_line(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline().strip()
        assert line, f"{self._process.args} ended without a word"
        return line

    def tell(self, do: str, **facts: object) -> None:
        """Gives a command without waiting for what becomes of it."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": do, **facts}, default=str) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        return json.loads(self.first_line())

    def do(self, do: str, **facts: object) -> Any:
        self.tell(do, **facts)
        return self.answer()

    def peak_megabytes(self) -> float:
        """The most memory that the process has had so far."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
        return int(kilobytes) / 1024

    def stop(self) -> None:
        self._process.terminate()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        self._process.wait(SECONDS_TO_END)
