"""Bringing an older file up to date: wholly or not at all, whatever happens meanwhile.

Alembic's defaults destroy rows here: with foreign keys on, a table that is made anew takes with it whatever refers to
it, and the driver commits behind one's back before a table is altered. So the driver stays in autocommit, one explicit
transaction holds every statement of all steps, and foreign keys are off, and checked before it commits.
"""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from pi_desktop.store.connection import Connection
from pi_desktop.store.errors import NewerRecords, RecordsDamaged, told
from pi_desktop.store.unknown import take_in_what_is_known_now

SCHEMA = "0001"
"""The version of the file that this program works with: the newest of the steps."""

MIGRATIONS = Path(__file__).parent / "migrations"
STEPS = MIGRATIONS / "versions"


def bring_up_to_date(connection: Connection, schema: str = SCHEMA, steps: tuple[Path, ...] = (STEPS,)) -> None:
    """Makes a file of version `schema` of an older one, by the steps in those folders.

    Alembic takes most of a second to load, and is loaded only where the file is old. Raises NewerRecords where the
    file is newer, RecordsDamaged where it says no version.
    """
    with told():
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if found is None:
        raise RecordsDamaged
    if found[0] > schema:
        raise NewerRecords
    if found[0] < schema:
        _take_steps(connection, schema, steps)


def _take_steps(connection: Connection, schema: str, steps: tuple[Path, ...]) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import StaticPool

    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )
    event.listen(engine, "begin", lambda bound: bound.exec_driver_sql("BEGIN IMMEDIATE"))
    config = Config()
    config.set_main_option("path_separator", "newline")
    config.set_main_option("script_location", _as_option(MIGRATIONS))
    config.set_main_option("version_locations", "\n".join(map(_as_option, steps)))
    with told():
        connection.execute("PRAGMA foreign_keys = OFF")
        try:
            with engine.begin() as bound:
                config.attributes["connection"] = bound
                command.upgrade(config, schema)
                _make_triggers_again(connection)
                take_in_what_is_known_now(connection)
                if connection.execute("PRAGMA foreign_key_check").fetchone():
                    raise RecordsDamaged
        except DBAPIError as fault:
            raise (fault.orig or fault) from None


def _as_option(folder: Path) -> str:
    return str(folder).replace("%", "%%")


def _make_triggers_again(connection: Connection) -> None:
    """A table that was made anew has lost its triggers."""
    from pi_desktop.store.tables import TRIGGERS

    for name, statement in TRIGGERS.items():
        connection.execute(f"DROP TRIGGER IF EXISTS {name}")
        connection.execute(statement)
