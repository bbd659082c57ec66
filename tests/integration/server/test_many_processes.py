"""Several server processes share one database, and a standby takes over: nobody misses an entry, none is lost."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.integration.server.conftest import Server, pi_server, serving
from tests.integration.server.laptop import Laptop
from tests.postgresql import Cluster, kinds_of_database

PROCESSES = 3
WRITERS = 6
BATCHES = 8
IN_A_BATCH = 5

if "postgresql" not in kinds_of_database():
    collect_ignore = [__file__]


def entries(laptop: Laptop, count: int) -> list[dict[str, Any]]:
    return [laptop.making("family", reference="F-1", surname="Example", stage="referred") for _ in range(count)]


@pytest.fixture
def servers(cluster: Cluster, tmp_path: Path) -> Iterator[list[Server]]:
    home = tmp_path / "home"
    pi_server("init", home, "--team", "Wren", "--database", cluster.make_database("shared"))
    with contextlib.ExitStack() as running:
        yield [running.enter_context(serving(home)) for _ in range(PROCESSES)]


def test_three_processes_give_every_entry_the_next_number_and_no_reader_skips_one(servers: list[Server]) -> None:
    reader = servers[0].laptop("Ruth Okafor", "clinical_lead")
    begun = max(record["v"] for record in reader.pull())
    laptops = [servers[0].laptop("Amira Said", "therapist", f"laptop {number}") for number in range(WRITERS)]
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
            read.extend(record["v"] for record in reader.pull(limit=7))
            if done:
                return

    with ThreadPoolExecutor(WRITERS + 1) as threads:
        reading = threads.submit(read_along)
        try:
            numbers = list(itertools.chain.from_iterable(threads.map(write, range(WRITERS))))
        finally:
            written.set()
        reading.result()

    first = begun + 2  # after the record of the writers' owner
    assert sorted(numbers) == list(range(first, first + WRITERS * BATCHES * IN_A_BATCH))
    assert read == sorted(read)
    assert set(numbers) <= set(read)
