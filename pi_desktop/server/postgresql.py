"""A team's records in PostgreSQL."""

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import create_engine, event
from sqlalchemy.exc import OperationalError

from pi_desktop.server.database import CONNECTIONS, Database
from pi_desktop.server.errors import AddressUnfit, DatabaseUnreachable

_LIBPQ = {
    "application_name": "pi-server",
    "connect_timeout": "5",
    # A machine that vanished is noticed in seconds, not in the hours that TCP would take.
    "keepalives_idle": "10",
    "tcp_user_timeout": "15000",
}
# Whatever the database's administrator chose, what is acknowledged has been forced to disk, and to the standby's where
# there is one. `remote_apply`, which waits for more, stays.
_WAIT_FOR_DISKS = (
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')"
)


def open_postgresql(url: str) -> Database:
    """A database by a URL as libpq reads it, `postgresql://...`.

    With several hosts and `target_session_attrs=read-write` the server finds the standby that has taken over. Raises
    AddressUnfit, DatabaseUnreachable.
    """
    engine = create_engine(
        "postgresql+psycopg://",
        connect_args=_settings(url),
        isolation_level="READ COMMITTED",
        pool_size=CONNECTIONS,
        max_overflow=0,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _wait_for_disks)
    database = Database(engine)
    try:
        with database.reading():
            return database
    except OperationalError as fault:
        raise DatabaseUnreachable from fault


def _settings(url: str) -> dict[str, Any]:
    try:
        return {**_LIBPQ, **conninfo_to_dict(url)}
    except psycopg.ProgrammingError:
        # What libpq says repeats the address, and so perhaps a password.
        raise AddressUnfit from None


def _wait_for_disks(connection: psycopg.Connection, _: object) -> None:
    connection.execute(_WAIT_FOR_DISKS)
    connection.commit()
