"""Whoever locks the program waits for no answer from a server that gives none."""

import socket
import threading
from collections.abc import Iterator

import httpx
import pytest

from pi_desktop.sync.line import new_client

PATIENCE_S = 20.0


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """A server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def test_closing_the_client_wakes_whoever_waits_for_an_answer(silent: socket.socket) -> None:
    client = new_client()
    faults: list[Exception] = []

    def wait_for_an_answer() -> None:
        try:
            client.post(f"http://127.0.0.1:{silent.getsockname()[1]}/v1/sync", content=b"entries")
        except httpx.TransportError as fault:
            faults.append(fault)

    waiting = threading.Thread(target=wait_for_an_answer, daemon=True)
    waiting.start()
    connection, _ = silent.accept()
    with connection:
        while b"entries" not in connection.recv(4096):
            assert waiting.is_alive()
        client.close()
        waiting.join(PATIENCE_S)
    assert not waiting.is_alive()
    assert len(faults) == 1
