"""Several server processes share one database: every entry gets its number once, and nobody misses one."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.integration.server.conftest import Server, pi_server, serving
from tests.integration.server.laptop import Laptop
from tests.postgresql import Cluster

PROCESSES = 3
WRITERS = 6
BATCHES = 8
IN_A_BATCH = 5


def entries(laptop: Laptop, count: int) -> list[dict[str, Any]]:
    return [laptop.making("family", reference="F-1", surname="Example", stage="referred") for _ in range(count)]


@pytest.fixture(scope="module")
def servers(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    home = tmp_path_factory.mktemp("servers") / "home"
    pi_server("init", home, "--team", "Wren", "--database", cluster.make_database())
    with contextlib.ExitStack() as running:
        yield [running.enter_context(serving(home)) for _ in range(PROCESSES)]


def test_three_processes_give_every_entry_the_next_number_and_no_reader_skips_one(servers: list[Server]) -> None:
    reader = servers[0].laptop("Ruth Okafor", "clinical_lead")
    laptops = [servers[0].laptop("Amira Said", "therapist", f"laptop {number}") for number in range(WRITERS)]
    first = max(record["v"] for record in reader.pull()) + 1
    written = threading.Event()
    read: list[int] = []

    def write(number: int) -> list[int]:
        laptop, numbers = laptops[number], []
        for batch in range(BATCHES):
            laptop.address = servers[(number + batch) % PROCESSES].address
            numbers += laptop.accepted(*entries(laptop, IN_A_BATCH))
        return numbers

    def read_along() -> None:
        for server in itertools.cycle(servers):
            done = written.is_set()
            reader.address = server.address
            read.extend(record["v"] for record in reader.pull(limit=20))
            if done:
                return

    with ThreadPoolExecutor(WRITERS + 1) as threads:
        reading = threads.submit(read_along)
        try:
            numbers = list(itertools.chain.from_iterable(threads.map(write, range(WRITERS))))
        finally:
            written.set()
        reading.result()

    assert sorted(numbers) == list(range(first, first + WRITERS * BATCHES * IN_A_BATCH))
    assert read == sorted(read)
    assert set(numbers) <= set(read)


def test_a_batch_that_arrives_twice_at_once_is_taken_in_once(servers: list[Server]) -> None:
    laptop = servers[0].laptop("Amira Said", "therapist")
    batch = entries(laptop, 20)
    twins = [dataclasses.replace(laptop, address=each.address) for each in servers]
    with ThreadPoolExecutor(PROCESSES) as threads:
        answers = list(threads.map(lambda twin: twin.accepted(*batch), twins))
    assert answers[0] == answers[1] == answers[2]
    assert len(set(answers[0])) == len(batch)


def test_a_code_that_two_laptops_use_at_once_admits_one(servers: list[Server]) -> None:
    servers[0].laptop("Amira Said", "therapist")
    code = servers[0].invite("Amira Said", "therapist")
    laptops = [Laptop(each.address, each.client) for each in servers]
    with ThreadPoolExecutor(PROCESSES) as threads:
        answers = threads.map(lambda laptop: laptop.enrol(code).status_code, laptops)
    assert sorted(answers) == [200, 403, 403]
