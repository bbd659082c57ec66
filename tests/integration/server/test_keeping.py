"""Backups, their way back, moving to another database, and looking whether all is sound."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, update

from pi_desktop.clock import SystemClock, local_day
from pi_desktop.ids import Ids
from pi_desktop.records import Allocation, Family
from pi_desktop.server import founding
from pi_desktop.server.checking import check
from pi_desktop.server.home import Home
from pi_desktop.server.tables import DIGEST, OPERATION, RECORD, SCOPE, TEAM
from tests.integration.server.conftest import complaint, pi_server, serving
from tests.integration.server.laptop import Laptop
from tests.postgresql import Cluster


@pytest.fixture
def home(tmp_path: Path, database_options: list[str]) -> Path:
    """A server's folder with a team in it, whose database is its own or in PostgreSQL."""
    pi_server("init", tmp_path / "home", "--team", "Wren", *database_options)
    return tmp_path / "home"


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, database_options: list[str]) -> list[str]:
    """What a command is told to use the other kind of database, an empty one."""
    if database_options:
        return []
    cluster: Cluster = request.getfixturevalue("cluster")
    return ["--database", cluster.make_database()]


def families(laptop: Laptop, count: int) -> list[dict[str, object]]:
    return [laptop.making("family", reference="F", surname="Okafor-Wren", stage="referred") for _ in range(count)]


def seen_by(laptop: Laptop) -> dict[str, object]:
    """Everything that a laptop which begins at the beginning is given, whatever the numbers."""
    fresh = Laptop(laptop.address, laptop.client, id=laptop.id, key=laptop.key, staff_id=laptop.staff_id)
    fresh.pull()
    return fresh.records


def test_a_team_comes_back_from_its_backup_into_either_kind_of_database(home: Path, elsewhere: list[str]) -> None:
    kept, restored = home.with_name("kept"), home.with_name("restored")
    with serving(home) as server:
        lead = server.laptop("Ruth Okafor", "clinical_lead")
        lead.accepted(*families(lead, 3))
        assert "5 records and 5 operations" in pi_server("backup", home, kept)
        late = families(lead, 2)
        lead.accepted(*late)
        before, epoch = seen_by(lead), lead.sync()["epoch"]

    pi_server("restore", restored, kept, "--key-file", home / "backup.key", *elsewhere)

    with serving(restored) as server:
        lead.address, lead.client = server.address, server.client
        lead.hello()
        page = lead.sync()
        assert page["epoch"] != epoch
        assert page["reset"]
        lead.accepted(*late)
        assert seen_by(lead) == before
    assert "All is well." in pi_server("check", restored)


def test_a_backup_tells_nothing_to_whoever_lacks_its_key(home: Path) -> None:
    with serving(home) as server:
        lead = server.laptop("Ruth Okafor", "clinical_lead")
        lead.accepted(*families(lead, 1))
    kept, restored = home.with_name("kept"), home.with_name("restored")
    pi_server("backup", home, kept)
    assert kept.stat().st_mode & 0o077 == 0
    assert (home / "backup.key").stat().st_mode & 0o077 == 0
    content = kept.read_bytes()
    assert b"Okafor" not in content
    assert b"family" not in content
    assert "key of the backup was not found" in complaint("restore", restored, kept)
    assert "does not open with this key" in complaint("restore", restored, kept, PI_SERVER_BACKUP_KEY="0" * 64)
    assert "not 64 hexadecimal digits" in complaint("restore", restored, kept, PI_SERVER_BACKUP_KEY="none")
    assert not restored.exists()


def test_a_backup_that_was_cut_or_altered_changes_nothing(home: Path) -> None:
    kept, spoilt = home.with_name("kept"), home.with_name("spoilt")
    pi_server("backup", home, kept)
    content = kept.read_bytes()
    for damaged in (content[:-1], content[:40], b"", content[:-20] + bytes([content[-20] ^ 1]) + content[-19:]):
        spoilt.write_bytes(damaged)
        assert "Nothing was changed" in complaint("restore", home, spoilt, "--replace")
    assert "All is well." in pi_server("check", home)


def test_neither_a_backup_nor_a_team_is_written_over_unasked(home: Path) -> None:
    kept = home.with_name("kept")
    pi_server("backup", home, kept)
    before = kept.read_bytes()
    assert "stays as it is" in complaint("backup", home, kept)
    assert "--replace" in complaint("restore", home, kept)
    assert kept.read_bytes() == before
    other = home.with_name("other")
    pi_server("init", other, "--team", "Robin")
    assert "another team" in complaint("restore", other, kept, "--key-file", home / "backup.key", "--replace")


def test_a_running_server_goes_on_from_what_was_put_in_place_of_its_records(home: Path) -> None:
    kept = home.with_name("kept")
    with serving(home) as server:
        lead = server.laptop("Ruth Okafor", "clinical_lead")
        pi_server("backup", home, kept)
        late = families(lead, 2)
        numbers = lead.accepted(*late)
        pi_server("restore", home, kept, "--replace")
        lead.hello()
        assert lead.sync()["reset"]
        assert lead.accepted(*late) == numbers
    assert "All is well." in pi_server("check", home)


def test_a_database_that_was_put_back_by_other_means_begins_another_life(home: Path) -> None:
    with serving(home) as server:
        lead = server.laptop("Ruth Okafor", "clinical_lead")
        epoch = lead.sync()["epoch"]
        pi_server("restored", home)
        page = lead.sync()
        assert page["epoch"] != epoch
        assert page["reset"]


class TestMoving:
    """From the folder's file into PostgreSQL."""

    @pytest.fixture
    def home(self, tmp_path: Path) -> Path:
        pi_server("demo", tmp_path / "home")
        return tmp_path / "home"

    def test_everything_arrives_and_is_proven_to(self, home: Path, cluster: Cluster) -> None:
        url = cluster.make_database()
        told = pi_server("move", home, "--database", url)
        assert len(re.findall(r"^\w+: \d+ rows, SHA-256 [0-9a-f]{64}, the same at both ends$", told, re.M)) >= 7
        assert url in (home / "database").read_text()
        assert "All is well." in pi_server("check", home)
        assert "already" in complaint("move", home, "--database", url)

    def test_a_server_that_runs_is_not_moved_under_its_laptops(self, home: Path, cluster: Cluster) -> None:
        with serving(home):
            assert "stop it first" in complaint("move", home, "--database", cluster.make_database())
            assert "stop it first" in complaint("serve", home, "--port", "0")
        assert not (home / "database").exists()

    def test_what_an_earlier_attempt_left_is_not_taken_for_the_team(self, home: Path, cluster: Cluster) -> None:
        url = cluster.make_database()
        pi_server("move", home, "--database", url)
        (home / "database").unlink()
        assert "--replace" in complaint("move", home, "--database", url)
        assert not (home / "database").exists()
        pi_server("move", home, "--database", url, "--replace")
        assert "All is well." in pi_server("check", home)


def forget_an_operation(connection: Connection) -> None:
    connection.execute(delete(OPERATION).where(OPERATION.c.v == 2))


def give_a_number_twice(connection: Connection) -> None:
    connection.execute(update(OPERATION).where(OPERATION.c.v == 2).values(v=1))


def count_too_far(connection: Connection) -> None:
    connection.execute(update(TEAM).values(seq=TEAM.c.seq + 1))


def spoil_a_body(connection: Connection) -> None:
    connection.execute(update(RECORD).where(RECORD.c.v == 3).values(body='{"x":'))


def raise_a_version(connection: Connection) -> None:
    connection.execute(update(RECORD).where(RECORD.c.v == 3).values(v=1000))


def forget_a_sum(connection: Connection) -> None:
    connection.execute(delete(DIGEST))


def keep_a_family_too_long(connection: Connection) -> None:
    connection.execute(update(SCOPE).values(staff_id="somebody else"))


@pytest.mark.parametrize(
    ("spoil", "finding"),
    [
        (forget_an_operation, "numbers 2 to 2 belong to no operation"),
        (give_a_number_twice, "number 1 was given twice"),
        (count_too_far, "the team counts"),
        (spoil_a_body, "cannot be read"),
        (raise_a_version, "is not that of its last operation"),
        (forget_a_sum, "the sums"),
        (keep_a_family_too_long, "who works with which family"),
    ],
    ids=lambda each: each.__name__ if callable(each) else "",
)
def test_a_check_finds_what_does_not_fit(home: Path, spoil: Callable[[Connection], None], finding: str) -> None:
    clock, opened = SystemClock(), Home(home, {})
    made = {"made_at": clock.now(), "made_by": opened.team_id}
    family_id, staff_id, today = Ids(clock).new(), Ids(clock).new(), local_day(clock.now())
    family = Family(id=family_id, family_id=family_id, reference="F", surname="Wren", stage="referred", **made)
    worked_with = {"family_id": family_id, "staff_id": staff_id, "part": "lead_practitioner", "since": today}
    allocation = Allocation(id=Ids(clock).new(), **worked_with, **made)
    operations = [founding.making(each, opened.team_id, clock) for each in (family, allocation)]
    with closing(opened.open()) as database:
        founding.enter(database, opened.team_id, operations, clock)
        report = check(database, opened.team_id, today)
        assert (report.wrong, report.awaited) == ([], {"allocation.staff_id": 1})
        with database.writing() as connection:
            spoil(connection)
        assert any(finding in each for each in check(database, opened.team_id, today).wrong)
    assert "keep the database as it is" in complaint("check", home)


def test_a_check_finds_a_page_of_the_file_that_was_altered(tmp_path: Path) -> None:
    home = tmp_path / "home"
    pi_server("init", home, "--team", "Wren")
    content = bytearray((home / "team.db").read_bytes())
    content[-2000] ^= 1
    (home / "team.db").write_bytes(content)
    assert "keep the database as it is" in complaint("check", home)
