"""What the file knows of itself: whose it is, and where synchronising stands."""

from pi_desktop.store.connection import Connection


def setting(connection: Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def keep_setting(connection: Connection, name: str, value: str) -> None:
    """What is there already is not written again, so that keeping it forces nothing to disk."""
    connection.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value",
        (name, value),
    )
