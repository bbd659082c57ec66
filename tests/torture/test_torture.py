"""Real laptops and a real server, killed and cut off and put back, lose nothing that anybody was told is saved.

The long run is a command: `pi-server torture --devices 12 --seconds 600 --seed 7 [--database URL]`.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from pi_desktop.server.torture.faults import Fault
from tests.postgresql import Cluster, cluster, kinds_of_database

__all__ = ["cluster"]

SECONDS = 20
HELD = ("lost", "diverged", "unreported_conflicts", "out_of_scope")
SUMS = ("kills", "dropped", "repeated", "cut")


@pytest.fixture(params=kinds_of_database())
def database_options(request: pytest.FixtureRequest) -> list[str]:
    if request.param == "sqlite":
        return []
    shared: Cluster = request.getfixturevalue("cluster")
    return ["--database", shared.make_database()]


def test_nothing_is_lost(database_options: list[str]) -> None:
    command = [sys.executable, "-m", "pi_desktop.server", "torture", "--devices", "3", "--seconds", str(SECONDS)]
    done = subprocess.run([*command, "--seed", "11", *database_options], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    (line,) = done.stdout.splitlines()
    figures = json.loads(line)
    assert {name: figures[name] for name in HELD} == dict.fromkeys(HELD, 0)
    assert all(figures[name] for name in (*SUMS, *map(str, Fault)))
    assert figures["told_saved"] >= 3 * SECONDS / 3
    assert (figures["seed"], figures["devices"]) == (11, 3)


def test_a_run_in_which_too_little_happened_does_not_count() -> None:
    command = [sys.executable, "-m", "pi_desktop.server", "torture", "--devices", "2", "--seconds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert json.loads(done.stdout)["absent"]
    assert "did not hold" in done.stderr
