"""What the server writes about itself tells how it fares, and nothing about anybody."""

from __future__ import annotations

import json
import logging
import sys

from pi_desktop.server.logs import JsonLines
from tests.integration.server.conftest import Server
from tests.integration.server.laptop import Laptop

SECRET = "Baby Leila sleeps in the car"


def test_a_round_is_logged_by_its_counts(server: Server, shared: str, therapist: Laptop) -> None:
    made = therapist.making("goal", shared, words=SECRET, set_on="2026-11-24", state="active")
    therapist.sync(made, {**made, "id": "nothing"})
    text = server.log.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    rounds = [line for line in lines if line["event"] == "synchronised" and line["device"] == therapist.id]
    assert rounds[-1]["operations"] == 2
    for word in (SECRET, "Leila", "Amira", "Ruth", shared, made["id"], therapist.token, therapist.staff_id):
        assert word not in text


def test_a_defect_is_logged_by_its_kind_and_place_and_never_by_its_text() -> None:
    try:
        int(SECRET)
    except ValueError:
        record = logging.LogRecord("server", logging.ERROR, __file__, 1, SECRET, None, sys.exc_info())
    line = json.loads(JsonLines().format(record))
    assert (line["level"], line["event"], line["fault"]) == ("error", "failed", "ValueError")
    assert line["where"][-1].startswith(__file__)
    assert "Leila" not in str(line)
