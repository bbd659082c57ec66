"""Who is let in: enrolled devices, by a code that is good once, and then by their signature on every request."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from pi_desktop.server.home import Home
from pi_desktop.server.teams import team_row
from pi_desktop.server.tokens import make_token
from tests.integration.server.conftest import Server, pi_server
from tests.integration.server.laptop import Laptop

NOTHING = b"{}"


def refused(answer: httpx.Response, status: int, error: str) -> None:
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["sentence"].endswith(".")


@pytest.fixture
def newcomer(server: Server) -> Laptop:
    return Laptop(server.address, server.client, "new")


def test_a_code_enrols_one_device_of_one_person(server: Server, lead: Laptop, newcomer: Laptop) -> None:
    code = pi_server("invite", server.home, "--person", "ruth okafor")
    answer = newcomer.enrol(code.replace("-", " ").lower()).json()
    assert answer["team_name"] == "Wren Parent-Infant Team"
    assert answer["staff"] == {"id": lead.staff_id, "name": "Ruth Okafor", "role": "clinical_lead"}
    assert newcomer.pull()
    refused(Laptop(server.address, server.client).enrol(code), 403, "code-not-valid")


def test_an_enrolment_whose_answer_was_lost_may_be_repeated(server: Server, lead: Laptop, newcomer: Laptop) -> None:
    code = pi_server("invite", server.home, "--person", lead.staff_id)
    first, again = newcomer.enrol(code), newcomer.enrol(code)
    assert again.status_code == 200
    assert again.json()["staff"] == first.json()["staff"]
    thief = Laptop(server.address, server.client, id=newcomer.id)
    refused(thief.enrol(code), 403, "code-not-valid")


def test_a_device_cannot_take_the_place_of_another(server: Server, lead: Laptop, newcomer: Laptop) -> None:
    newcomer.id = lead.id
    refused(newcomer.enrol(pi_server("invite", server.home, "--person", lead.staff_id)), 409, "device-taken")


@pytest.mark.parametrize("code", ["0" * 26, "x", "O0OI1-L"])
def test_a_code_that_was_never_given_out_is_refused(newcomer: Laptop, code: str) -> None:
    refused(newcomer.enrol(code), 403, "code-not-valid")


def test_a_key_that_is_none_is_refused(server: Server, newcomer: Laptop) -> None:
    request = {"code": "x", "device": newcomer.id, "public_key": "A" * 44, "label": "new"}
    refused(server.client.post(f"{server.address}/v1/enrol", json=request), 422, "body-unfit")


def test_an_unknown_device_is_not_admitted(newcomer: Laptop) -> None:
    refused(newcomer.hello(), 401, "not-enrolled")
    newcomer.token = "a.b.c"
    refused(newcomer.post(NOTHING), 401, "not-enrolled")


def test_only_the_device_itself_can_sign(lead: Laptop, therapist: Laptop, newcomer: Laptop) -> None:
    lead.hello()
    refused(lead.post(NOTHING, Desk_Signature="AAAA"), 401, "signature-wrong")
    refused(lead.post(NOTHING, Desk_Signature="not base64"), 401, "signature-wrong")
    newcomer.id, newcomer.token = lead.id, lead.token
    refused(newcomer.post(NOTHING), 401, "signature-wrong")
    assert lead.post(NOTHING).status_code == 200


def test_a_request_without_signature_is_not_admitted(server: Server) -> None:
    answer = server.client.post(f"{server.address}/v1/sync", json={})
    refused(answer, 401, "not-enrolled")
    assert answer.headers["WWW-Authenticate"] == "Desk"


def test_a_token_is_good_for_its_own_device_only(lead: Laptop, therapist: Laptop) -> None:
    lead.hello()
    therapist.token = lead.token
    refused(therapist.post(NOTHING), 401, "token-expired")
    therapist.hello()
    assert therapist.post(NOTHING).status_code == 200


def token_of_age(home: Path, device: Laptop, age: timedelta) -> str:
    database = Home(home, os.environ).open()
    team_id = Home(home, os.environ).team_id
    with database.reading() as connection:
        team = team_row(connection, team_id)
    database.close()
    assert team
    return make_token(team.secret, team_id, device.id, datetime.now(UTC) - age)


def test_a_token_is_good_for_a_quarter_of_an_hour(server: Server, lead: Laptop) -> None:
    lead.token = token_of_age(server.home, lead, timedelta(minutes=14))
    assert lead.post(NOTHING).status_code == 200
    for age in (timedelta(minutes=16), timedelta(minutes=-5)):
        lead.token = token_of_age(server.home, lead, age)
        refused(lead.post(NOTHING), 401, "token-expired")
    lead.token = token_of_age(server.home, lead, timedelta(minutes=14)).replace(".", ".9", 1)
    refused(lead.post(NOTHING), 401, "token-expired")
    lead.hello()


def test_a_revoked_device_hands_in_what_it_holds_and_gets_nothing(server: Server, family: str, lead: Laptop) -> None:
    stolen = server.laptop("Ruth Okafor", "clinical_lead", "stolen")
    stolen.pull(limit=2)
    pi_server("revoke", server.home, stolen.id)
    goal = stolen.making("goal", family, words="Sleep", set_on="2026-11-24", state="active")
    page = stolen.sync(goal)
    assert page["revoked"] is True
    assert page["answers"][0]["o"] == "accepted"
    assert page["records"] == []
    lead.pull()
    assert goal["id"] in lead.records


def test_a_device_that_is_shut_out_is_not_listened_to(server: Server, lead: Laptop) -> None:
    stolen = server.laptop("Ruth Okafor", "clinical_lead", "stolen")
    stolen.pull()
    pi_server("revoke", server.home, stolen.id, "--at-once")
    refused(stolen.post(NOTHING), 403, "access-ended")
    refused(stolen.hello(), 403, "access-ended")


def test_the_list_of_devices_tells_whose_they_are_and_what_they_still_hold(server: Server, lead: Laptop) -> None:
    lead.sync(waiting=3)
    listing = pi_server("devices", server.home).splitlines()
    assert listing[0].split() == ["device", "person", "label", "last", "contact", "schema", "waiting"]
    [line] = [line for line in listing if lead.id in line]
    assert "Ruth Okafor" in line
    assert line.split()[-2:] == ["1", "3"]


def test_the_servers_folder_tells_nothing_and_its_keys_are_its_owners_alone(server: Server, family: str) -> None:
    for path in server.home.iterdir():
        assert b"Okafor" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0 or path.name.startswith("team.db")
