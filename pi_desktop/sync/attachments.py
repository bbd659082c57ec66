"""Carrying the content of attachments, after the records: a piece at a time, up before down, the smallest first.

Nothing about a transfer is remembered but the pieces that are there, so it goes on wherever it was cut.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from pi_desktop.ids import Id
from pi_desktop.store import attachments
from pi_desktop.store.attachments import Load
from pi_desktop.store.connection import Connection
from pi_desktop.store.outbox import counts
from pi_desktop.store.unit_of_work import transaction
from pi_desktop.sync.client import Write
from pi_desktop.sync.errors import ContentUnfit, NotThereYet


class PieceLine(Protocol):
    """Pieces of content to and from the team's server. All raise SyncError: NotThereYet where the server does not know
    the attachment or has not all of its content, ContentUnfit where it does not take what it was given."""

    def missing_pieces(self, attachment_id: Id) -> Sequence[int]:
        """The numbers of the pieces that the server has not got."""

    def put_piece(self, attachment_id: Id, n: int, piece: bytes) -> Sequence[int]:
        """Hands a piece in; gives the numbers of those still missing."""

    def get_piece(self, attachment_id: Id, n: int) -> bytes: ...


class Carrier:
    """Carries content over one line. An attachment that cannot be carried is passed over and holds up no other."""

    def __init__(self, line: PieceLine, write: Write) -> None:
        self._line = line
        self._write = write
        self._not_there: set[Id] = set()
        self._unfit: set[Id] = set()

    def look_again(self) -> None:
        """After records came: what the server did not have before, it may have now."""
        self._not_there.clear()

    def carry(self) -> bool:
        """Carries one piece, unless entries wait to be synchronised: they go first. Gives whether there was one.

        Raises SyncError; the next call goes on from there.
        """
        if self._write(counts).waiting:
            return False
        return self._carry(attachments.unsent, self._send) or self._carry(attachments.unfetched, self._fetch)

    def hand_in(self) -> None:
        """Sends all that the server lacks: what a laptop does whose access was ended. Raises SyncError."""
        while self._carry(attachments.unsent, self._send):
            pass

    def _carry(self, which: Callable[[Connection], Sequence[Load]], move: Callable[[Load], None]) -> bool:
        passed_over = self._not_there | self._unfit
        load = next((each for each in self._write(which) if each.attachment_id not in passed_over), None)
        if load is None:
            return False
        try:
            move(load)
        except NotThereYet:
            self._not_there.add(load.attachment_id)
        except ContentUnfit:
            self._unfit.add(load.attachment_id)
        return True

    def _send(self, load: Load) -> None:
        missing = self._line.missing_pieces(load.attachment_id)
        if missing:
            body = self._write(partial(attachments.piece, load=load, n=missing[0]))
            missing = self._line.put_piece(load.attachment_id, missing[0], body)
        if not missing:
            self._write(partial(attachments.mark_sent, load=load))

    def _fetch(self, load: Load) -> None:
        n = self._write(partial(attachments.next_missing, load=load))
        body = self._line.get_piece(load.attachment_id, n)
        if not self._write(partial(_keep_piece, load=load, n=n, body=body)):
            raise ContentUnfit


def _keep_piece(connection: Connection, load: Load, n: int, body: bytes) -> bool:
    with transaction(connection):
        return attachments.keep_piece(connection, load, n, body)
