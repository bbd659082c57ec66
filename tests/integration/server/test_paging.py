"""The feed comes in pages, and a cursor always says truly how far one has come."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.integration.server.conftest import Server
from tests.integration.server.laptop import Laptop


@pytest.fixture
def newcomer(server: Server) -> Laptop:
    """Another laptop of the lead, which holds nothing yet."""
    return server.laptop("Ruth Okafor", "clinical_lead", "new")


def test_a_first_download_in_small_pages_brings_everything_once(shared: str, lead: Laptop, newcomer: Laptop) -> None:
    goals = [lead.making("goal", shared, words=str(n), set_on="2026-11-24", state="active") for n in range(40)]
    lead.accepted(*goals)
    lead.accepted(*(lead.editing(goal, "state", {"state": "reached"}) for goal in goals[:5]))
    came = newcomer.pull(limit=7)
    numbers = [record["v"] for record in came]
    assert numbers == sorted(set(numbers))
    assert {goal["id"] for goal in goals} <= newcomer.records.keys()
    assert [each["id"] for each in newcomer.history][-5:] == [goal["id"] for goal in goals[:5]]


def test_records_come_before_their_history_which_one_may_leave_for_later(
    shared: str, lead: Laptop, newcomer: Laptop
) -> None:
    goal = lead.making("goal", shared, words="Sleep", set_on="2026-11-24", state="active")
    lead.accepted(goal, lead.editing(goal, "state", {"state": "reached"}))
    newcomer.pull(history=False)
    assert goal["id"] in newcomer.records
    assert newcomer.history == []
    assert newcomer.pull() == []
    assert goal["id"] in {each["id"] for each in newcomer.history}


def test_a_record_that_changes_while_it_is_being_downloaded_comes_as_it_is_now(
    shared: str, lead: Laptop, newcomer: Laptop
) -> None:
    goals = [lead.making("goal", shared, words=str(n), set_on="2026-11-24", state="active") for n in range(20)]
    lead.accepted(*goals)
    while goals[0]["id"] not in newcomer.records:
        newcomer.sync(limit=5)
    lead.accepted(*(lead.editing(goal, "words", {"words": "changed"}) for goal in goals))
    newcomer.pull(limit=5)
    assert {newcomer.records[goal["id"]]["x"]["words"] for goal in goals} == {"changed"}


def altered(cursor: str | None, **parts: object) -> str:
    assert cursor
    told: dict[str, Any] = json.loads(base64.urlsafe_b64decode(cursor))
    return base64.urlsafe_b64encode(json.dumps({**told, **parts}).encode()).decode()


def test_a_cursor_that_the_server_does_not_know_begins_again_and_says_so(shared: str, lead: Laptop) -> None:
    lead.cursor = None
    everything = len(lead.pull())
    known = lead.cursor
    assert everything
    for cursor in (
        altered(known, epoch="another life"),
        altered(known, scope=10**9),
        altered(known, records=[10**9, []]),
        altered(known, history=[-1, []])[:-4],
        "not a cursor",
    ):
        lead.cursor = cursor
        page = lead.sync()
        assert page["reset"] is True
        assert len(page["records"]) == everything
    lead.cursor = known
    page = lead.sync()
    assert "reset" not in page
    assert page["records"] == []
