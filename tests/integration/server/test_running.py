"""What whoever runs the server sees of it: ready or not, figures, and an end that loses nothing."""

from __future__ import annotations

import json
import signal
import socket
from pathlib import Path

import httpx
import pytest

from tests.integration.server.conftest import SECONDS_TO_STOP, connected, pi_server, serving


@pytest.fixture
def home(tmp_path: Path) -> Path:
    pi_server("init", tmp_path / "home", "--team", "Wren")
    return tmp_path / "home"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def figures(port: int) -> dict[str, float]:
    lines = httpx.get(f"http://127.0.0.1:{port}/metrics").text.splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def test_figures_count_what_happens_and_tell_nothing_about_anybody(home: Path) -> None:
    port = free_port()
    with serving(home, "--metrics-port", port) as server:
        laptop = server.laptop("Ruth Okafor", "clinical_lead")
        family = laptop.making("family", reference="F", surname="Leila", stage="referred")
        laptop.accepted(family)
        laptop.sync({**family, "n": 2})
        httpx.get(f"{server.address}/nowhere/Leila")
        seen = figures(port)
        told = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        assert not httpx.get(f"{server.address}/metrics").is_success
    assert seen['desk_operations_total{outcome="accepted"}'] == 1
    assert seen['desk_operations_total{outcome="refused"}'] == 1
    assert seen['desk_request_seconds_count{route="/v1/sync",status="200"}'] == 2
    assert seen['desk_request_seconds_count{route="none",status="404"}'] == 1
    assert seen["process_resident_memory_bytes"] > 0
    for word in ("Ruth", "Leila", laptop.id, laptop.staff_id, family["id"]):
        assert word not in told


def test_a_server_that_is_told_to_stop_answers_what_is_under_way(home: Path) -> None:
    with serving(home) as server:
        laptop = server.laptop("Ruth Okafor", "clinical_lead")
        laptop.hello()
        body = json.dumps({"ops": [laptop.making("family", reference="F", surname="Wren", stage="referred")]}).encode()
        headers = laptop.headers("POST", "/v1/sync", body) | {"Host": "desk", "Content-Length": str(len(body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        with connected(server) as line:
            line.sendall(f"POST /v1/sync HTTP/1.1\r\n{head}\r\n".encode() + body[:20])
            assert server.client.get(f"{server.address}/v1/health").is_success
            server.process.send_signal(signal.SIGTERM)
            line.settimeout(SECONDS_TO_STOP)
            line.sendall(body[20:])
            answered = b"".join(iter(lambda: line.recv(65536), b""))
        assert b" 200 " in answered.split(b"\r\n")[0]
        assert b'"o":"accepted"' in answered
        assert server.process.wait(SECONDS_TO_STOP) in {0, -signal.SIGTERM}
    assert "3 records, 3 operations" in pi_server("check", home)
