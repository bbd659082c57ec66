"""The commands of whoever runs the server, as they are typed."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from pi_desktop.server.__main__ import command_line
from tests.integration.server.conftest import SECONDS_TO_STOP, complaint, pi_server

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    pi_server("init", tmp_path / "home", "--team", "Wren")
    return tmp_path / "home"


def test_a_server_is_never_made_over_another(home: Path) -> None:
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    assert "stays as it is" in complaint("init", home, "--team", "Robin")
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_a_folder_without_a_server_is_named(tmp_path: Path) -> None:
    assert str(tmp_path) in complaint("serve", tmp_path)


def test_a_key_that_others_can_read_is_not_used(home: Path) -> None:
    (home / "key").chmod(0o644)
    assert "chmod 600" in complaint("devices", home)


def test_a_missing_key_is_never_replaced_by_a_new_one(home: Path) -> None:
    key = (home / "key").read_text().strip()
    (home / "key").unlink()
    assert "PI_SERVER_KEY" in complaint("devices", home)
    assert not (home / "key").exists()
    assert "not its key" in complaint("devices", home, PI_SERVER_KEY="0" * 64)
    command = [sys.executable, "-m", "pi_desktop.server", "devices", str(home)]
    subprocess.run(command, check=True, env={**os.environ, "PI_SERVER_KEY": key}, stdout=subprocess.DEVNULL)


def test_somebody_new_is_invited_with_a_role_and_known_from_then_on(home: Path) -> None:
    assert "Amira" in complaint("invite", home, "--person", "Amira Said")
    codes = {
        pi_server("invite", home, "--person", "Amira Said", "--role", "therapist"),
        pi_server("invite", home, "--person", "AMIRA SAID"),
    }
    assert len(codes) == 2


def test_a_device_that_is_not_there_cannot_be_revoked(home: Path) -> None:
    assert "no device" in complaint("revoke", home, "nothing")


def test_the_invented_team_is_the_same_for_the_same_seed_and_day(tmp_path: Path) -> None:
    said = [
        pi_server("demo", tmp_path / name, "--seed", 7, "--today", "2026-11-24").replace(name, "")
        for name in ("one", "two")
    ]
    assert said[0] == said[1]
    teams = {(tmp_path / name / "team").read_text() for name in ("one", "two")}
    assert len(teams) == 1


def test_a_server_that_is_told_to_stop_finishes_and_can_be_started_again(home: Path) -> None:
    command = [sys.executable, "-m", "pi_desktop.server", "serve", str(home), "--port", "0"]
    for _ in range(2):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            assert process.stdout
            address = process.stdout.readline().strip()
            assert httpx.get(f"{address}/v1/health").json() == {"status": "well"}
            process.terminate()
            assert process.wait(SECONDS_TO_STOP) in {0, -signal.SIGTERM}
        assert not (home / "team.db-wal").exists()


@pytest.mark.parametrize("unit", ["pi-server.service", "pi-server-backup.service"])
def test_the_units_for_systemd_start_what_there_is(unit: str) -> None:
    text = (RESOURCES / "server" / unit).read_text()
    [command] = re.findall(r"bin/pi-server (.+?)'?$", text, re.MULTILINE)
    assert command_line().parse_args(shlex.split(command)).dir == Path("/var/lib/pi-server/team")
