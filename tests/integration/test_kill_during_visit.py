"""kill -9 at any moment of a visit loses nothing that was told saved.

Real processes write a real encrypted file and are killed. What they were told saved is noted here, outside of them;
after each kill the file is opened again and must show all of it, or that and the one answer that was on its way.
"""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from pi_desktop.practice import visits
from pi_desktop.records.consent import Consent
from pi_desktop.records.goal import Goal
from pi_desktop.records.visit import Visit
from tests.families import at_nine, make_appointment, make_family, new_store, open_again
from tests.integration.visit_victim import MEASURES, Job, Shown, actions, as_line, expected, shown_by

ROOT = Path(__file__).parents[2]
KILLS_FROM_OUTSIDE, KILLS_INSIDE, KILLS_IN_WINDOW = 135, 50, 20
KILLS_A_FILE = 45
LONGEST_LIFE = 0.06
PATIENCE = 30


class Victims:
    """The program that forks a child for each job, and what its children tell."""

    def __init__(self) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.visit_victim"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            bufsize=0,
        )
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._asked, self._told = self._program.stdin, self._program.stdout
        self._unread = b""

    def start(self, job: Job) -> None:
        self._asked.write(as_line(job))

    def line(self, patience: float = PATIENCE) -> str | None:
        """The next thing told, None if nothing is told in so many seconds."""
        while b"\n" not in self._unread:
            if not select.select([self._told], [], [], patience)[0]:
                return None
            self._unread += os.read(self._told.fileno(), 65536)
        line, self._unread = self._unread.split(b"\n", 1)
        return line.decode()

    def close(self) -> None:
        self._asked.close()
        self._told.close()
        self._program.wait(PATIENCE)


@pytest.fixture
def victims() -> Iterator[Victims]:
    victims = Victims()
    yield victims
    victims.close()


def test_two_hundred_kills_lose_nothing_that_was_told_saved(tmp_path: Path, victims: Victims) -> None:
    hows = ["until killed"] * KILLS_FROM_OUTSIDE + ["inside"] * KILLS_INSIDE
    chance = random.Random(20261124)
    chance.shuffle(hows)
    kills = 0
    for number, start in enumerate(range(0, len(hows), KILLS_A_FILE)):
        laptop = Laptop(tmp_path / str(number), seed=number)
        for how in hows[start : start + KILLS_A_FILE]:
            laptop.record_until_killed(victims, how, chance)
            laptop.nothing_told_saved_is_missing()
            kills += 1
    assert kills == KILLS_FROM_OUTSIDE + KILLS_INSIDE


def test_a_program_that_calls_something_saved_too_early_is_found_out(tmp_path: Path, victims: Victims) -> None:
    laptop = Laptop(tmp_path / "defect", seed=0)
    chance = random.Random(20261126)

    def record_and_look() -> None:
        for _ in range(KILLS_FROM_OUTSIDE):
            laptop.record_until_killed(victims, "too early", chance)
            laptop.nothing_told_saved_is_missing()

    with pytest.raises(AssertionError, match="was told saved, and is lost"):
        record_and_look()


def test_twenty_kills_of_the_window_lose_nothing_that_it_called_saved(tmp_path: Path, victims: Victims) -> None:
    laptop = Laptop(tmp_path / "window", seed=7)
    chance = random.Random(20261125)
    for _ in range(KILLS_IN_WINDOW):
        laptop.record_until_killed(victims, "window", chance)
        laptop.nothing_told_saved_is_missing()
    assert laptop.last_saved >= KILLS_IN_WINDOW


class Laptop:
    """One encrypted file with a visit in it, and the list of what was told saved."""

    def __init__(self, folder: Path, seed: int) -> None:
        folder.mkdir()
        self.folder = folder
        self.seed = seed
        self.last_saved = -1
        self.in_window = False
        store = new_store(folder)
        with store.unit_of_work() as uow:
            family = make_family(uow)
            self.caregiver_id = family.caregivers[0].id
            self.appointment_id = make_appointment(uow, family).id
            self.goal_ids = tuple(
                uow.make(Goal, family_id=family.id, words=words, set_on=date(2026, 10, 6), session=1, state="active").id
                for words in ("Feel calmer", "Play together")
            )
            uow.make(
                Consent,
                family_id=family.id,
                purpose="outcome_measures",
                caregiver_id=self.caregiver_id,
                decision="given",
                at=uow.clock.now(),
            )
        store.close()

    def record_until_killed(self, victims: Victims, how: str, chance: random.Random) -> None:
        self.in_window = how == "window"
        victims.start(
            Job(
                folder=str(self.folder),
                appointment_id=self.appointment_id,
                caregiver_id=self.caregiver_id,
                goal_ids=self.goal_ids,  # type: ignore[arg-type]
                seed=self.seed,
                first=self.last_saved + 1,
                how=how,
            )
        )
        pid = int((victims.line() or "").removeprefix("pid "))
        inside = False
        if how != "inside":
            self._listen_then_kill(victims, pid, chance)
        while not (line := victims.line() or "ended in silence").startswith("ended"):
            inside = inside or line == "inside"
            self._note(line)
        assert line == f"ended {int(signal.SIGKILL)}"
        assert inside == (how == "inside")

    def _listen_then_kill(self, victims: Victims, pid: int, chance: random.Random) -> None:
        """Let it be told of some answers, then kill it within the next few hundredths of a second."""
        for _ in range(chance.randint(1, 4)):
            self._note(victims.line() or "")
        while line := victims.line(patience=chance.uniform(0, LONGEST_LIFE)):
            self._note(line)
            if chance.random() < 0.3:
                break
        os.kill(pid, signal.SIGKILL)

    def _note(self, line: str) -> None:
        if line.startswith("saved "):
            self.last_saved = int(line.removeprefix("saved "))

    def nothing_told_saved_is_missing(self) -> None:
        told = self._expected(self.last_saved + 1)
        on_its_way = self._expected(self.last_saved + 2)
        found = self._found()
        for what, answer in told.items():
            assert found[what] in (answer, on_its_way[what]), f"{what} was told saved, and is lost"

    def _expected(self, count: int) -> Shown:
        return expected(islice(actions(self.seed, window=self.in_window), count))

    def _found(self) -> Shown:
        store = open_again(self.folder)
        try:
            assert len(store.reader.find(Visit)) <= 1
            return shown_by(
                visits.workspace(
                    store.reader,
                    appointment_id=self.appointment_id,
                    author=store.owner,
                    now=at_nine().now(),
                    library=MEASURES,
                )
            )
        finally:
            store.close()
