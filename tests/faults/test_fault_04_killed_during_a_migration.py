"""Fault 4: kill -9 at every statement of a migration leaves the old schema or the new one, whole."""

from __future__ import annotations

from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import tests.unit.store
from pi_desktop.records import Goal
from pi_desktop.store.checking import check
from pi_desktop.store.connection import Connection, connect
from pi_desktop.store.migrate import STEPS, bring_up_to_date
from tests.families import RAW_KEY, TODAY, make_family, new_store, open_again
from tests.faults.dying import die_at, was_killed

WITH_AN_INVENTED_STEP = (STEPS, Path(tests.unit.store.__path__[0], "invented_steps"))


def migrate_and_die(records: Path, statement: int) -> None:
    connection = connect(records, RAW_KEY)
    die_at(connection, statement)
    bring_up_to_date(connection, "0002", WITH_AN_INVENTED_STEP)
    connection.close()


def schema_and_rows(connection: Connection) -> tuple[Any, Any]:
    """The whole schema, and every row of the tables that the step touches."""
    schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    touched = ("alembic_version", "family", "goal", "search_entry", "operation")
    return schema, [connection.execute(f"SELECT * FROM {table}").fetchall() for table in touched]


def test_a_migration_that_is_killed_anywhere_has_not_happened(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        made = make_family(uow)
        for number in range(20):
            uow.make(Goal, family_id=made.id, words=f"Goal {number}", set_on=TODAY, state="active")
    store.close()
    records = tmp_path / "records.db"
    with closing(connect(records, RAW_KEY)) as connection:
        old = schema_and_rows(connection)

    for statement in count(1):
        if not was_killed(migrate_and_die, records, statement):
            break
        with closing(connect(records, RAW_KEY)) as connection:
            assert schema_and_rows(connection) == old
    assert statement > 60

    with closing(connect(records, RAW_KEY)) as connection:
        schema, (version, families, goals, entries, operations) = schema_and_rows(connection)
        assert version == [("0002",)]
        assert "lullaby" in {name for _, name, _ in schema}
        assert [row[:2] for row in families] == [row[:2] for row in old[1][1]]
        assert goals == old[1][2]
        assert [row[:5] for row in entries] == old[1][3]
        assert operations == old[1][4]
    assert check(records, RAW_KEY) == ()


def test_after_a_killed_migration_the_earlier_program_still_opens_the_file(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        made = make_family(uow)
    store.close()
    assert was_killed(migrate_and_die, tmp_path / "records.db", 40)

    again = open_again(tmp_path)
    assert again.reader.get(type(made.family), made.id) == made.family
    again.close()
