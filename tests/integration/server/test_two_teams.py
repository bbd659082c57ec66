"""Two teams share one database and one server, and neither ever meets anything of the other."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.server.conftest import Server, complaint, pi_server, serving
from tests.integration.server.laptop import Laptop
from tests.postgresql import Cluster


@pytest.fixture(scope="module")
def homes(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    shared = cluster.make_database()
    homes = [tmp_path_factory.mktemp("teams") / name for name in ("wren", "robin")]
    for home in homes:
        pi_server("init", home, "--team", home.name, "--database", shared)
    return homes


@pytest.fixture(scope="module")
def laptops(homes: list[Path]) -> Iterator[tuple[Laptop, Laptop]]:
    """A lead's laptop of each team; both speak to the same process."""
    with serving(homes[0]) as server:
        other = Server(homes[1], server.address, server.process, server.client, server.log)
        yield server.laptop("Ruth", "clinical_lead"), other.laptop("Rhian", "clinical_lead")


def test_the_same_id_in_two_teams_is_two_records(laptops: tuple[Laptop, Laptop]) -> None:
    wren, robin = laptops
    ours = wren.making("family", reference="W", surname="Wren", stage="referred")
    theirs = {**robin.making("family", reference="R", surname="Robin", stage="referred"), "id": ours["id"]}
    wren.accepted(ours)
    robin.accepted(theirs)
    for laptop, surname in ((wren, "Wren"), (robin, "Robin")):
        fresh = Laptop(laptop.address, laptop.client, id=laptop.id, key=laptop.key)
        fresh.pull()
        assert fresh.records[ours["id"]]["x"]["surname"] == surname
        assert {each["x"]["surname"] for each in fresh.records.values() if each["t"] == "family"} == {surname}


def test_an_edit_of_another_teams_record_waits_for_one_of_its_own(laptops: tuple[Laptop, Laptop]) -> None:
    wren, robin = laptops
    ours = wren.making("family", reference="W", surname="Wren", stage="referred")
    wren.accepted(ours)
    [answer] = robin.sync(robin.editing({**ours, "v": 1}, "surname", {"surname": "Taken"}))["answers"]
    assert answer["o"] == "held"
    wren.cursor = None
    wren.pull()
    assert wren.records[ours["id"]]["x"]["surname"] == "Wren"


def test_a_token_is_good_in_its_own_team_only(laptops: tuple[Laptop, Laptop]) -> None:
    wren, robin = laptops
    wren.hello()
    robin.hello()
    (ours, _, our_rest), (theirs, _, their_rest) = wren.token.partition("."), robin.token.partition(".")
    for wren.token in (robin.token, f"{ours}.{their_rest}", f"{theirs}.{our_rest}"):
        answer = wren.post(b"{}")
        assert (answer.status_code, answer.json()["error"]) in {(401, "not-enrolled"), (401, "token-expired")}
    wren.hello()


def test_a_cursor_of_another_team_begins_at_the_beginning(laptops: tuple[Laptop, Laptop]) -> None:
    wren, robin = laptops
    wren.pull()
    page = robin.sync(cursor=wren.cursor)
    assert page["reset"]
    assert {each["x"].get("name") for each in page["records"] if each["t"] == "team"} == {"robin"}


def test_a_cursor_from_the_future_begins_at_the_beginning(laptops: tuple[Laptop, Laptop]) -> None:
    wren, _ = laptops
    wren.pull()
    assert wren.cursor
    cursor = json.loads(base64.urlsafe_b64decode(wren.cursor))
    cursor["records"] = [10**6, []]
    page = wren.sync(cursor=base64.urlsafe_b64encode(json.dumps(cursor).encode()).decode())
    assert page["reset"]
    assert page["records"]


def test_one_teams_backup_holds_and_puts_back_that_team_alone(
    homes: list[Path], laptops: tuple[Laptop, Laptop]
) -> None:
    _, robin = laptops
    kept = homes[0].with_name("kept")
    pi_server("backup", homes[0], kept)
    late = robin.making("family", reference="R", surname="Late", stage="referred")
    robin.accepted(late)
    assert "another team" in complaint("restore", homes[1], kept, "--key-file", homes[0] / "backup.key", "--replace")
    epoch = robin.sync()["epoch"]
    pi_server("restore", homes[0], kept, "--replace")
    assert robin.sync()["epoch"] == epoch
    assert "All is well." in pi_server("check", homes[1])
    assert "All is well." in pi_server("check", homes[0])
