"""Making the server's tables, and bringing older ones up to date: wholly or not at all.

One transaction holds every statement of all steps. `Database.writing` begins it explicitly, so that on SQLite the
driver commits nothing behind one's back; PostgreSQL defines tables in transactions anyway.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from pi_desktop.server.database import Database
from pi_desktop.server.errors import DatabaseNewer

SCHEMA = "0001"
"""The version of the tables that this program works with: the newest of the steps."""

STEPS = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7065646573)")


def schema_of(connection: Connection) -> str | None:
    """The version of a database's tables; none where it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    return found


def bring_up_to_date(database: Database, schema: str = SCHEMA, steps: Path = STEPS) -> None:
    """Gives an empty database its tables, and an older one those of version `schema`.

    Alembic takes most of a second to load, and is loaded only where there is something to do. Raises DatabaseNewer.
    """
    with database.reading() as connection:
        found = schema_of(connection)
    if found is not None and found > schema:
        raise DatabaseNewer
    if found == schema:
        return
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            # Another process may have just been started for the same purpose; the steps begin after it has finished.
            connection.execute(_ONE_AT_A_TIME)
        _take_steps(connection, schema, steps)


def _take_steps(connection: Connection, schema: str, steps: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(steps))
    config.attributes["connection"] = connection
    command.upgrade(config, schema)
