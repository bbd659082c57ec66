"""An older file becomes one of this version, with everything that is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pi_desktop.ids import derived
from pi_desktop.records import Goal
from pi_desktop.records.merging import State
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.connection import Connection, connect
from pi_desktop.store.errors import NewerRecords, RecordsDamaged
from pi_desktop.store.incoming import keep_arrived
from pi_desktop.store.migrate import SCHEMA, STEPS, bring_up_to_date
from pi_desktop.store.rows import compact
from pi_desktop.store.schema import statements
from pi_desktop.store.search import search
from pi_desktop.store.unit_of_work import transaction
from tests.families import RAW_KEY, TODAY, make_family, new_store
from tests.unit.store.baseline import baseline

WITH_AN_INVENTED_STEP = (STEPS, Path(__file__).parent / "invented_steps")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A file of this version with a family, a goal, and something that only a newer version knows."""
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        made = make_family(uow)
        uow.make(Goal, family_id=made.id, words="Play together", set_on=TODAY, state="active", place=1)
    store.close()
    with closing(connect(tmp_path / "records.db", RAW_KEY)) as opened:
        yield opened


def shape(connection: Connection) -> dict[str, Any]:
    """What a file is made of, whatever the order in which its columns came."""
    found: dict[str, Any] = {}
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
        if kind == "table" and not name.startswith(("search_words", "alembic_version", "sqlite_")):
            columns = connection.execute(f"PRAGMA table_xinfo({name})").fetchall()
            without_rowid = connection.execute(f"PRAGMA table_list({name})").fetchone()[4]
            found[name] = (without_rowid, {column[1:] for column in columns})
        elif sql:
            found[name] = re.sub(r"\s+|\"", " ", sql)
    return found


def made_of(folder: Path, script: list[str]) -> Connection:
    connection = connect(folder / "made.db", RAW_KEY, create=True)
    for statement in script:
        connection.execute(statement)
    return connection


def test_a_file_made_from_the_declarations_is_what_the_oldest_file_becomes(tmp_path: Path) -> None:
    """If this fails, a declaration changed and no step says so: see tests/unit/store/baseline.py."""
    (tmp_path / "old").mkdir()
    with closing(made_of(tmp_path / "old", baseline())) as old, closing(made_of(tmp_path, [*statements()])) as new:
        bring_up_to_date(old)
        assert shape(old) == shape(new)


def test_the_newest_step_is_the_version_that_the_program_works_with() -> None:
    assert max(path.name for path in STEPS.glob("*.py")).startswith(SCHEMA)


def test_an_older_file_keeps_everything_that_is_in_it(connection: Connection) -> None:
    before = connection.execute("SELECT id, words FROM goal").fetchall()
    operations = connection.execute("SELECT * FROM operation").fetchall()

    bring_up_to_date(connection, "0002", WITH_AN_INVENTED_STEP)

    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0002",)]
    assert connection.execute("SELECT id, words FROM goal").fetchall() == before
    assert connection.execute("SELECT id, words FROM lullaby").fetchall() == before
    assert connection.execute("SELECT * FROM operation").fetchall() == operations
    assert not connection.in_transaction


def test_a_table_that_is_made_anew_keeps_its_shape(connection: Connection) -> None:
    before = shape(connection)
    bring_up_to_date(connection, "0002", WITH_AN_INVENTED_STEP)
    after = shape(connection)

    assert {name for name in before if before[name] != after[name]} == {"search_entry", "goal", "family"}
    assert after["goal"][0] == before["goal"][0]  # still clustered by family
    assert after["goal_by_id"] == before["goal_by_id"]
    assert after["search_entry_changed"] == before["search_entry_changed"]


def test_search_goes_on_after_its_table_was_made_anew(connection: Connection) -> None:
    bring_up_to_date(connection, "0002", WITH_AN_INVENTED_STEP)
    assert {found.record_type for found in search(connection, "okafor")} == {"family", "baby", "caregiver"}

    connection.execute("UPDATE search_entry SET words = 'Ngozi' WHERE record_type = 'caregiver'")
    assert [found.record_type for found in search(connection, "ngozi")] == ["caregiver"]
    assert search(connection, "maria") == ()


def test_what_a_newer_version_sent_takes_its_place_once_this_one_knows_it(connection: Connection) -> None:
    """An older program held a goal as a type, and a family's stage as a field, that it did not know."""
    family_id, row_id = connection.execute("SELECT family_id, id FROM family").fetchone()
    goal = Arrived("goal", derived("another goal", "test"), family_id, 4, State("born", {"words": "Sleep alone"}))
    held = "INSERT INTO held_record (record_id, v, body) VALUES (?, 4, ?)"
    connection.execute(held, (goal.record_id, compact(goal.to_wire())))
    extra = compact({"stage": "ended", "newer": 1})
    connection.execute("UPDATE family SET stage = NULL, extra = ? WHERE id = ?", (extra, row_id))

    bring_up_to_date(connection, "0002", WITH_AN_INVENTED_STEP)

    assert connection.execute("SELECT count(*) FROM held_record").fetchone() == (0,)
    assert connection.execute("SELECT words FROM goal WHERE id = ?", (goal.record_id,)).fetchone() == ("Sleep alone",)
    assert connection.execute("SELECT stage, extra FROM family").fetchone() == ("ended", '{"newer":1}')


def test_a_record_of_a_type_that_is_still_unknown_is_still_held(connection: Connection) -> None:
    newer = Arrived("lullaby_book", derived("book", "test"), None, 4, State("born", {"words": "Hush"}))
    with transaction(connection):
        keep_arrived(connection, [newer])
    bring_up_to_date(connection, "0002", WITH_AN_INVENTED_STEP)
    assert connection.execute("SELECT record_id, v FROM held_record").fetchall() == [(newer.record_id, 4)]


def test_a_step_that_would_break_a_reference_leaves_the_old_file(connection: Connection) -> None:
    connection.execute("CREATE TABLE parent (id TEXT PRIMARY KEY)")
    connection.execute("CREATE TABLE child (parent_id TEXT REFERENCES parent (id))")
    connection.execute("INSERT INTO child VALUES ('nobody')")
    before = shape(connection)

    with pytest.raises(RecordsDamaged):
        bring_up_to_date(connection, "0002", WITH_AN_INVENTED_STEP)

    assert shape(connection) == before
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]


def test_a_file_of_a_newer_version_is_left_alone(connection: Connection) -> None:
    connection.execute("UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(NewerRecords):
        bring_up_to_date(connection)


def test_a_file_without_a_version_is_damaged(connection: Connection) -> None:
    connection.execute("DELETE FROM alembic_version")
    with pytest.raises(RecordsDamaged):
        bring_up_to_date(connection)
