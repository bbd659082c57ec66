"""Teams can be spread over many machines: everything that a laptop does every day is asked of its team's rows alone."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import event

from pi_desktop.ids import Id
from pi_desktop.server import enrolment
from pi_desktop.server.enrolment import Applicant, Device
from pi_desktop.server.envelopes import SyncRequest
from pi_desktop.server.exchange import Exchange, Signed
from pi_desktop.server.tables import METADATA
from tests.unit.server.conftest import ATeam

NAMES_A_TABLE = re.compile(rf'\b(from|into|update|join) "?({"|".join(METADATA.tables)})\b', re.IGNORECASE)
OF_ONE_TEAM = re.compile(r"team_id = |INSERT INTO \S+ \(team_id,", re.IGNORECASE)

KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def device(team: ATeam) -> Device:
    lead, now = team.join("Ruth", "clinical_lead"), team.clock.now()
    public = base64.b64encode(KEY.public_key().public_bytes_raw()).decode()
    with team.database.writing() as connection:
        code = enrolment.invite(connection, team.id, lead, now)
        return enrolment.enrol(connection, code, Applicant(team.ids.new(), public, "laptop"), now)


@pytest.fixture
def statements(team: ATeam, device: Device) -> Iterator[list[str]]:
    """What the database is asked, as it is asked, without savepoints and pragmas."""
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if NAMES_A_TABLE.search(statement):
            seen.append(" ".join(statement.split()))

    event.listen(team.database._engine, "before_cursor_execute", note)
    yield seen
    event.remove(team.database._engine, "before_cursor_execute", note)


def test_hello_admission_and_a_round_ask_for_one_team_only(team: ATeam, device: Device, statements: list[str]) -> None:
    exchange = Exchange(team.database, team.clock)
    token = exchange.hello(device.id, team.id).token
    text = f"POST\n/v1/sync\n{hashlib.sha256(b'').hexdigest()}\n{token}".encode()
    signature = base64.b64encode(KEY.sign(text)).decode()
    admitted = exchange.admit(Signed("POST", "/v1/sync", b"", device.id, token, signature))
    colleague, family = team.join("Amira", "therapist"), Id(team.ids.new())
    made = team.making(device.staff_id, "goal", family, words="Sleep", set_on="2026-11-24", state="active")
    facts = {"staff_id": colleague, "part": "keyworker", "since": "2026-01-05", "until": "2026-11-01"}
    allocation = team.making(device.staff_id, "allocation", family, **facts)
    edit = team.editing(device.staff_id, made, "words", {"words": "Rest"})
    exchange.sync(admitted.device, SyncRequest(ops=[made, allocation, edit]))
    exchange.sync(admitted.device, SyncRequest(waiting=3, digest=(1, 1)))
    assert len(statements) > 20
    assert [each for each in statements if not OF_ONE_TEAM.search(each)] == []
