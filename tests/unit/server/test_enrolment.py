"""Codes for enrolment: single-use, short-lived, kept as a hash only."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from pi_desktop.ids import Id
from pi_desktop.server import enrolment
from pi_desktop.server.enrolment import Applicant, Device
from pi_desktop.server.errors import CodeNotValid
from pi_desktop.server.tables import INVITE
from tests.unit.server.conftest import ATeam


@pytest.fixture
def amira(team: ATeam) -> Id:
    return team.join("Amira Said", "therapist")


def invited(team: ATeam, staff_id: Id) -> str:
    with team.database.writing() as connection:
        return enrolment.invite(connection, team.id, staff_id, team.clock.now())


def enrolled(team: ATeam, code: str) -> Device:
    key = base64.b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
    with team.database.writing() as connection:
        return enrolment.enrol(connection, code, Applicant(team.ids.new(), key, "laptop"), team.clock.now())


def test_a_code_is_128_bits_in_letters_that_cannot_be_mistaken(team: ATeam, amira: Id) -> None:
    codes = {invited(team, amira) for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        assert len(code.replace("-", "")) == 26
        assert not set(code) & set("OILU")


def test_letters_that_look_alike_are_taken_for_one_another(team: ATeam, amira: Id) -> None:
    code = invited(team, amira).replace("0", "o").replace("1", "l").lower()
    assert enrolled(team, f" {code} ").staff_id == amira


def test_a_code_lapses_after_ten_minutes(team: ATeam, amira: Id) -> None:
    code, start = invited(team, amira), team.clock.now()
    team.clock.move_to(start + timedelta(minutes=10, milliseconds=1))
    with pytest.raises(CodeNotValid):
        enrolled(team, code)
    team.clock.move_to(start + timedelta(minutes=10))
    assert enrolled(team, code).staff_id == amira


def test_only_a_hash_of_the_code_is_kept(team: ATeam, amira: Id) -> None:
    code = invited(team, amira)
    with team.database.reading() as connection:
        rows = connection.execute(select(INVITE).where(INVITE.c.team_id == team.id)).all()
    assert code.replace("-", "") not in str(rows).upper()
