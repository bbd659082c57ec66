"""Bringing the server's tables up to date: whole or not at all, in either kind of database, while laptops go on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event, inspect, text

from pi_desktop.clock import SystemClock
from pi_desktop.ids import Ids
from pi_desktop.server import founding
from pi_desktop.server.copying import tallies_of
from pi_desktop.server.database import Database, open_encrypted
from pi_desktop.server.errors import DatabaseNewer
from pi_desktop.server.home import Home
from pi_desktop.server.migrate import SCHEMA, STEPS, bring_up_to_date, schema_of
from pi_desktop.server.postgresql import open_postgresql
from pi_desktop.server.tables import METADATA
from tests.integration.server.conftest import complaint, pi_server, serving

NEXT = "9001"
STEP = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{SCHEMA}"

def upgrade():
    op.add_column("record", sa.Column("sealed", sa.Text))
    op.create_table("audit", sa.Column("team_id", sa.Text, primary_key=True), sa.Column("told", sa.Text))
    op.create_index("record_by_type", "record", ["team_id", "type"])
    op.execute("UPDATE record SET sealed = type")
"""


class Killed(BaseException):
    """The process ended here."""


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """The steps of a version to come, which has one more."""
    folder = tmp_path / "steps"
    shutil.copytree(STEPS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{NEXT}_what_comes_next.py").write_text(STEP)
    return folder


@pytest.fixture
def opened(
    request: pytest.FixtureRequest, tmp_path: Path, database_options: list[str]
) -> Iterator[Callable[[], Database]]:
    """Opens the same empty database as often as it is asked."""
    databases: list[Database] = []
    url = request.getfixturevalue("cluster").make_database() if database_options else None

    def open_again() -> Database:
        databases.append(open_postgresql(url) if url else open_encrypted(tmp_path / "db", "5e" * 32, create=True))
        return databases[-1]

    yield open_again
    for each in databases:
        each.close()


@pytest.fixture
def database(opened: Callable[[], Database]) -> Database:
    """A database with a team in it."""
    made, clock = opened(), SystemClock()
    bring_up_to_date(made)
    team_id = Ids(clock).new()
    founding.found(made, team_id, [founding.the_team(team_id, "Wren", clock)], clock)
    return made


def state(database: Database) -> object:
    """The version of the tables, their columns, and all that is in them."""
    with database.reading() as connection:
        names = inspect(connection).get_table_names()
        columns = {name: [each["name"] for each in inspect(connection).get_columns(name)] for name in names}
        team_id = connection.execute(text("SELECT team_id FROM team")).scalar_one()
        return schema_of(connection), columns, tallies_of(connection, team_id)


def test_the_steps_lead_to_the_tables_that_the_program_declares(database: Database) -> None:
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        assert schema_of(connection) == SCHEMA


def test_a_kill_at_any_statement_leaves_the_old_tables_or_the_new_ones(database: Database, steps: Path) -> None:
    before, survived = state(database), 0
    while True:
        left = survived

        def die(*_: object) -> None:
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1

        event.listen(database._engine, "before_cursor_execute", die)
        try:
            bring_up_to_date(database, NEXT, steps)
        except Killed:
            survived += 1
        else:
            break
        finally:
            event.remove(database._engine, "before_cursor_execute", die)
        assert state(database) == before
    assert survived > 6
    after = state(database)
    assert after != before
    bring_up_to_date(database, NEXT, steps)
    assert state(database) == after


def test_processes_that_start_together_make_the_tables_once(opened: Callable[[], Database]) -> None:
    databases = [opened() for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(bring_up_to_date, databases))
    with databases[0].reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_laptops_of_the_version_before_go_on_while_the_tables_change_under_their_server(
    tmp_path: Path, database_options: list[str], steps: Path
) -> None:
    home = tmp_path / "home"
    pi_server("init", home, "--team", "Wren", *database_options)
    with serving(home) as server:
        laptop, other = (server.laptop("Ruth Okafor", "clinical_lead") for _ in range(2))
        laptop.accepted(laptop.making("family", reference="F", surname="Wren", stage="referred"))
        with Home(home, {}).open() as database:
            bring_up_to_date(database, NEXT, steps)
        laptop.accepted(laptop.making("family", reference="F", surname="Robin", stage="referred"))
        assert {each["x"].get("surname") for each in other.pull()} >= {"Wren", "Robin"}
        assert server.client.get(f"{server.address}/v1/ready").status_code == 200
    assert "newer version" in complaint("devices", home)


def test_a_database_of_a_newer_version_is_left_alone(database: Database, steps: Path) -> None:
    bring_up_to_date(database, NEXT, steps)
    before = state(database)
    with pytest.raises(DatabaseNewer):
        bring_up_to_date(database)
    assert state(database) == before
