"""Whatever is sent and however much of it: a precise answer, nothing kept, bounded memory, and others are served."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import zstandard

from tests.integration.server.conftest import SECONDS_TO_ANSWER, Server, connected
from tests.integration.server.laptop import Laptop

MEGABYTE = 1024 * 1024
MOST_MEMORY = 700 * MEGABYTE
ZSTD = {"Content_Encoding": "zstd"}


@pytest.fixture(scope="module")
def database_options() -> list[str]:
    """Nothing here reaches the database, whichever it is."""
    return []


def most_memory(server: Server) -> int:
    """The largest resident memory that the server's process has had, in bytes."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


@pytest.fixture
def laptop(server: Server) -> Iterator[Laptop]:
    """A laptop that can still synchronise after what the test did, at a server that did not swell."""
    laptop = server.laptop("Ruth Okafor", "clinical_lead")
    laptop.sync()
    yield laptop
    assert laptop.sync()["answers"] == []
    assert most_memory(server) < MOST_MEMORY


def heavy(plain: bytes) -> bytes:
    return zstandard.compress(plain.ljust(16 * MEGABYTE), 1)


def test_a_gigabyte_is_refused_before_it_has_arrived(server: Server, laptop: Laptop) -> None:
    with connected(server) as line:
        head = b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        line.sendall(head + b"Content-Length: 1073741824\r\n\r\n" + b" " * 1000)
        assert b" 413 " in line.recv(1000).split(b"\r\n")[0]


def test_a_body_that_does_not_end_is_thrown_away_as_it_comes(server: Server, laptop: Laptop) -> None:
    with httpx.Client(timeout=SECONDS_TO_ANSWER) as client:
        answer = client.post(f"{server.address}/v1/hello", content=itertools.repeat(b" " * MEGABYTE, 200))
        assert (answer.status_code, answer.json()["error"]) == (413, "body-too-large")
        assert client.get(f"{server.address}/v1/ready").status_code == 200


@pytest.mark.parametrize(
    "plain",
    [
        b'{"cursor": [' + b",".join([b"[]"] * (5 * MEGABYTE)) + b"]}",
        b'{"ops": [' + b",".join([b"{}"] * (5 * MEGABYTE)) + b"]}",
        b'{"ops": [{"new": {' + b",".join(b'"%x":1' % n for n in range(MEGABYTE)) + b"}}]}",
        b'{"ops": [' + b",".join([b'{"t":"goal","new":[' + b"[]," * 9000 + b"[]]}"] * 500) + b"]}",
    ],
    ids=["lists", "ten thousand operations and more", "a wide object", "operations full of lists"],
)
def test_a_bomb_of_small_things_is_defused_however_many_come_at_once(laptop: Laptop, plain: bytes) -> None:
    body = heavy(plain)
    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(lambda _: laptop.post(body, **ZSTD), range(3)))
    assert {answer.status_code for answer in answers} <= {200, 422}


def test_many_large_bodies_at_once_are_put_off_and_not_kept_waiting_for(server: Server, laptop: Laptop) -> None:
    body = b'{"cursor": "' + b"x" * (8 * MEGABYTE - 20) + b'"}'
    with ThreadPoolExecutor(16) as threads:
        statuses = list(threads.map(lambda _: laptop.post(body).status_code, range(16)))
    assert set(statuses) <= {422, 503}
    assert 422 in statuses


def test_a_batch_of_ten_thousand_operations_is_refused_whole(laptop: Laptop) -> None:
    batch = [laptop.making("family", reference="F", surname="Wren", stage="referred") for _ in range(10_000)]
    answer = laptop.send(*batch)
    assert (answer.status_code, answer.json()["error"]) == (422, "body-unfit")
    assert "body.ops" in answer.json()["sentence"]
    assert not {each["id"] for each in batch} & {each["id"] for each in laptop.pull()}


def test_what_one_device_may_ask_is_bounded_and_others_are_served(server: Server, laptop: Laptop) -> None:
    other = server.laptop("Amira Said", "therapist")
    body = zstandard.compress(json.dumps({"limit": 0, "said": "x" * 15 * MEGABYTE}).encode())
    answers = [other.post(body, **ZSTD) for _ in range(12)]
    put_off = [answer for answer in answers if answer.status_code != 200]
    assert put_off
    assert len(put_off) < len(answers)
    assert {answer.status_code for answer in put_off} == {429}
    assert put_off[0].json()["error"] == "too-many-requests"
    assert int(put_off[0].headers["Retry-After"]) >= 1
    assert laptop.sync()["answers"] == []
