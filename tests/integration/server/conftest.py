"""A team's server as a process of its own, on loopback, and laptops enrolled with it."""

from __future__ import annotations

import contextlib
import io
import os
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock
from urllib.parse import urlsplit

import httpx
import pytest

from pi_desktop.server.__main__ import main
from tests.integration.server.laptop import Laptop
from tests.postgresql import Cluster, cluster, kinds_of_database

__all__ = ["cluster"]

# On a machine without PostgreSQL; in CI it is always there.
_NEED_POSTGRESQL = ["test_many_processes.py", "test_standby.py", "test_two_teams.py"]
collect_ignore = [] if "postgresql" in kinds_of_database() else _NEED_POSTGRESQL

SECONDS_TO_STOP = 20
SECONDS_TO_ANSWER = 60


def pi_server(*arguments: object) -> str:
    """What a command prints; it must succeed. It runs here, without the time that a process takes to start."""
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        status = main(list(map(str, arguments)))
    assert status == 0, complained.getvalue()
    return said.getvalue().strip()


def complaint(*arguments: object, **environment: str) -> str:
    """The sentence of a command that cannot do what it is asked."""
    complained = io.StringIO()
    with contextlib.redirect_stderr(complained), mock.patch.dict(os.environ, environment):
        assert main(list(map(str, arguments))) == 1
    return complained.getvalue().strip()


@dataclass
class Server:
    """A running server and its folder."""

    home: Path
    address: str
    process: subprocess.Popen[str]
    client: httpx.Client
    log: Path

    def laptop(self, person: str, role: str, label: str = "laptop") -> Laptop:
        """A laptop enrolled for a person, who joins the team if new."""
        laptop = Laptop(self.address, self.client, label)
        answer = laptop.enrol(self.invite(person, role))
        assert answer.status_code == 200, answer.text
        return laptop

    def invite(self, person: str, role: str) -> str:
        return pi_server("invite", self.home, "--person", person, "--role", role)


def connected(server: Server) -> socket.socket:
    """A bare line to a server."""
    address = urlsplit(server.address)
    assert address.hostname
    assert address.port
    return socket.create_connection((address.hostname, address.port), timeout=SECONDS_TO_ANSWER)


@pytest.fixture(scope="module", params=kinds_of_database())
def database_options(request: pytest.FixtureRequest) -> list[str]:
    """What `pi-server init` is told about where the records go: into a file of its own, or into PostgreSQL."""
    if request.param == "sqlite":
        return []
    shared: Cluster = request.getfixturevalue("cluster")
    return ["--database", shared.make_database()]


@contextlib.contextmanager
def serving(home: Path, *options: object) -> Iterator[Server]:
    """A server process over a folder, which is told to stop at the end and must have had no fault."""
    log = home.with_name(f"{home.name}.{uuid.uuid4().hex}.log")
    command = [sys.executable, "-m", "pi_desktop.server", "serve", str(home), "--port", "0", *map(str, options)]
    with log.open("w") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
    assert process.stdout
    with process.stdout, httpx.Client(timeout=SECONDS_TO_ANSWER) as client:
        address = process.stdout.readline().strip()
        assert address, log.read_text()
        yield Server(home, address, process, client, log)
        process.terminate()
        process.wait(SECONDS_TO_STOP)
    assert '"level": "error"' not in log.read_text(), log.read_text()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, database_options: list[str]) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("server") / "home"
    pi_server("init", home, "--team", "Wren Parent-Infant Team", *database_options)
    with serving(home) as running:
        yield running


@pytest.fixture(scope="module")
def lead(server: Server) -> Laptop:
    return server.laptop("Ruth Okafor", "clinical_lead", "Ruth's laptop")


@pytest.fixture(scope="module")
def therapist(server: Server) -> Laptop:
    return server.laptop("Amira Said", "therapist", "Amira's laptop")


@pytest.fixture
def family(lead: Laptop) -> str:
    """A family that the therapists have not been given yet."""
    made = lead.making("family", reference="F-0001", surname="Example", stage="referred")
    lead.accepted(made)
    return str(made["id"])


@pytest.fixture
def shared(lead: Laptop, therapist: Laptop, family: str) -> str:
    """A family that the therapist works with; both laptops are up to date."""
    lead.accepted(lead.allocating(family, therapist))
    lead.pull()
    therapist.pull()
    return family
