"""The database goes away: what was acknowledged stays, the server says how it is, and goes on when it can."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.integration.server.conftest import pi_server, serving
from tests.integration.server.laptop import Laptop
from tests.postgresql import IN_A_HURRY, PORT, Cluster, new_cluster

WRITERS = 4
BEFORE = 120
AFTER = 240
IN_A_BATCH = 5
BOTH = f"host={{}},{{}}&port={PORT},{PORT}&target_session_attrs=read-write"


@pytest.fixture
def pair() -> Iterator[tuple[Cluster, Cluster]]:
    """A cluster, and a standby that has everything before anything is acknowledged."""
    with new_cluster() as first, new_cluster() as standby:
        first.make()
        first.start()
        first.copy_to(standby)
        standby.start(IN_A_HURRY | {"synchronous_standby_names": ""})
        first.tell("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
        yield first, standby


@dataclass
class Acknowledged:
    """What laptops were told is in, by number."""

    entries: dict[int, str] = field(default_factory=dict)
    news: threading.Condition = field(default_factory=threading.Condition)

    def note(self, batch: list[dict[str, Any]], numbers: list[int]) -> None:
        with self.news:
            assert not self.entries.keys() & set(numbers)
            self.entries |= dict(zip(numbers, (each["id"] for each in batch), strict=True))
            self.news.notify_all()

    def wait_for(self, count: int) -> None:
        with self.news:
            assert self.news.wait_for(lambda: len(self.entries) >= count, timeout=30)


def hand_in(laptop: Laptop, acknowledged: Acknowledged) -> int:
    """Hands in batch upon batch, each again until it is acknowledged; gives how often it was told to come back."""
    put_off = 0
    while len(acknowledged.entries) < AFTER:
        batch = [laptop.making("family", reference="F", surname="Wren", stage="referred") for _ in range(IN_A_BATCH)]
        while (answer := laptop.send(*batch)).status_code == httpx.codes.SERVICE_UNAVAILABLE:
            put_off += 1
        assert answer.status_code == httpx.codes.OK, answer.text
        assert {each["o"] for each in answer.json()["answers"]} == {"accepted"}
        acknowledged.note(batch, [each["v"] for each in answer.json()["answers"]])
    return put_off


def test_a_standby_that_takes_over_has_everything_that_was_acknowledged(
    pair: tuple[Cluster, Cluster], tmp_path: Path
) -> None:
    first, standby = pair
    both = first.make_database().replace(f"host={first.folder}&port={PORT}", BOTH.format(first.folder, standby.folder))
    pi_server("init", tmp_path / "home", "--team", "Wren", "--database", both)
    with serving(tmp_path / "home") as server, ThreadPoolExecutor(WRITERS) as threads:
        laptops = [server.laptop("Amira Said", "therapist", f"laptop {number}") for number in range(WRITERS)]
        acknowledged = Acknowledged()
        writing = [threads.submit(hand_in, laptop, acknowledged) for laptop in laptops]
        acknowledged.wait_for(BEFORE)
        first.stop("immediate")
        standby.promote()
        put_off = sum(each.result() for each in writing)

        assert put_off > 0
        reader = server.laptop("Ruth Okafor", "clinical_lead")
        found = {record["v"]: record["id"] for record in reader.pull()}
        assert acknowledged.entries.items() <= found.items()
    assert "All is well." in pi_server("check", tmp_path / "home")


def test_while_its_database_is_away_a_server_says_so_and_recovers(tmp_path: Path) -> None:
    with new_cluster() as cluster:
        cluster.make()
        cluster.start()
        home = tmp_path / "home"
        pi_server("init", home, "--team", "Wren", "--database", cluster.make_database())
        with serving(home) as server:
            laptop = server.laptop("Ruth Okafor", "clinical_lead")
            laptop.sync()
            cluster.stop("immediate")
            for answer in (server.client.get(f"{server.address}/v1/ready"), laptop.send()):
                assert (answer.status_code, answer.json()["error"]) == (503, "database-away")
                assert int(answer.headers["Retry-After"]) > 0
            assert server.client.get(f"{server.address}/v1/health").is_success
            cluster.start(IN_A_HURRY)
            assert server.client.get(f"{server.address}/v1/ready").is_success
            laptop.accepted(laptop.making("family", reference="F", surname="Wren", stage="referred"))
