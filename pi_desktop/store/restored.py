"""When the server came back from a backup: what it has forgotten is sent again, and everything is read anew."""

from pi_desktop.records import RECORD_TYPES
from pi_desktop.store.connection import Connection
from pi_desktop.store.settings import setting


def begins_again(connection: Connection, epoch: str) -> bool:
    """Whether the server leads another life than the one this file last met."""
    known = setting(connection, "epoch")
    return known is not None and known != epoch


def send_again(connection: Connection) -> None:
    """Puts everything that this laptop still has of its own back among what waits.

    The server knows most of it and answers as before; what its backup lacked is applied. Its versions start again, so
    those kept here mean nothing any more.
    """
    connection.execute("UPDATE operation SET state = 'waiting', answered_at = NULL WHERE state = 'confirmed'")
    for name in RECORD_TYPES:
        connection.execute(f'UPDATE "{name}" SET v = NULL')
    connection.execute("UPDATE held_record SET v = 0")
