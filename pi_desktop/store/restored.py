"""When the server came back from a backup: what it has forgotten is sent again, and everything is read anew."""

from pi_desktop.records import RECORD_TYPES
from pi_desktop.store.attachments import offer_again
from pi_desktop.store.connection import Connection
from pi_desktop.store.settings import keep_setting, setting
from pi_desktop.store.unit_of_work import transaction


def begin_again(connection: Connection, epoch: str) -> bool:
    """Whether the server leads another life than the one this file last met; then the file is made ready for it.

    Everything that this laptop still has of its own waits once more, to be sent before anything is read. The server
    knows most of it and answers as before; what its backup lacked is applied. Its versions start again, so those kept
    here mean nothing any more, neither of records nor of what an operation's author had seen. The cursor stays: by it
    the server knows that this file may hold families that it should not, and says which.
    """
    if setting(connection, "epoch") in (None, epoch):
        return False
    with transaction(connection):
        connection.execute(
            "UPDATE operation SET state = 'waiting', answered_at = NULL, body = json_remove(body, '$.v') "
            "WHERE state <> 'set_aside'"
        )
        for name in RECORD_TYPES:
            connection.execute(f'UPDATE "{name}" SET v = NULL')
        connection.execute("UPDATE held_record SET v = 0")
        offer_again(connection)
        connection.execute("DELETE FROM digest")
        keep_setting(connection, "epoch", epoch)
    return True
