"""The content of attachments: handed in and given out in pieces, after the record that says what it is.

Content belongs to a family, and is kept once within it, however many attachments name it. Whoever may hold an
attachment's record is given its content. Whoever wrote the record may hand the content in, even where they have lost
the family meanwhile, as with all late work.
"""

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, insert, select

from pi_desktop.clock import Clock, local_day
from pi_desktop.ids import Id
from pi_desktop.records.access import may_see
from pi_desktop.records.attachment import MEDIA_TYPES, MOST_BYTES, Attachment, Content, content_of
from pi_desktop.records.record import Visibility
from pi_desktop.server import inbox, shelf, teams
from pi_desktop.server.database import Database
from pi_desktop.server.digests import NO_FAMILY
from pi_desktop.server.enrolment import Device
from pi_desktop.server.errors import AttachmentUnknown, ContentNotThere, ContentUnfit
from pi_desktop.server.scope import scope_of
from pi_desktop.server.shelf import Shelved
from pi_desktop.server.tables import CONTENT, CONTENT_PIECE

_OF: Mapping[str, BindParameter[str]] = {
    "team_id": bindparam("team"),
    "family_id": bindparam("family"),
    "sha256": bindparam("sha"),
}
_WHOLE = select(CONTENT.c.media_type, CONTENT.c.size).where(*(CONTENT.c[name] == fact for name, fact in _OF.items()))
_OF_PIECES = and_(*(CONTENT_PIECE.c[name] == fact for name, fact in _OF.items()))
_NUMBERS = select(CONTENT_PIECE.c.n).where(_OF_PIECES)
_BODIES = select(CONTENT_PIECE.c.body).where(_OF_PIECES).order_by(CONTENT_PIECE.c.n)
_BODY = select(CONTENT_PIECE.c.body).where(_OF_PIECES, CONTENT_PIECE.c.n == bindparam("number"))
_DROP = delete(CONTENT_PIECE).where(_OF_PIECES)


class Attachments:
    """What laptops ask about the content of attachments. Nothing is remembered outside the database.

    All raise AttachmentUnknown where the person does not see the attachment, and ContentUnfit where the content is, or
    would be, something else than its record says.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def missing(self, device: Device, attachment_id: str) -> list[int]:
        """The numbers of the pieces that are not here."""
        with self._database.reading() as connection:
            return self._to_write(connection, device, attachment_id).missing()

    def take(self, device: Device, attachment_id: str, n: int, piece: bytes) -> list[int]:
        """Keeps a piece, unless it is here already; gives the numbers of those still missing.

        With the last one all of them are looked at, and let go where they are not what the record says.
        """
        with self._database.writing() as connection:
            # Of two laptops that bring the last two pieces, the second finds both.
            teams.lock_team(connection, device.team_id)
            place = self._to_write(connection, device, attachment_id)
            missing = place.missing()
            if n in missing:
                place.put(n, piece)
                missing.remove(n)
                fits = bool(missing) or place.settle()
            else:
                fits = n < place.content.pieces
        if not fits:
            raise ContentUnfit
        return missing

    def give(self, device: Device, attachment_id: str, n: int) -> bytes:
        """One piece of content that is here as a whole. Raises ContentNotThere."""
        now = self._clock.now()
        inbox.end_overdue_allocations(self._database, device.team_id, now)
        with self._database.reading() as connection:
            record = _record(connection, device.team_id, attachment_id)
            if not _sees(connection, device, record, now):
                raise AttachmentUnknown
            return _place(connection, device.team_id, record).get(n)

    def _to_write(self, connection: Connection, device: Device, attachment_id: str) -> "_Place":
        record = _record(connection, device.team_id, attachment_id)
        wrote_it = record.state().values.get("made_by") == device.staff_id
        if not wrote_it and not _sees(connection, device, record, self._clock.now()):
            raise AttachmentUnknown
        return _place(connection, device.team_id, record)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the content of an attachment lies, or is to lie."""

    connection: Connection
    team_id: str
    family_id: str
    content: Content

    @property
    def key(self) -> dict[str, str]:
        return {"team": self.team_id, "family": self.family_id, "sha": self.content.sha256}

    def missing(self) -> list[int]:
        """Nothing where all of it was here and right. Raises ContentUnfit where it was found to be something else."""
        whole = self.connection.execute(_WHOLE, self.key).first()
        if whole is None:
            return sorted(set(range(self.content.pieces)).difference(self.connection.scalars(_NUMBERS, self.key)))
        if tuple(whole) != (self.content.media_type, self.content.size):
            raise ContentUnfit
        return []

    def put(self, n: int, piece: bytes) -> None:
        if len(piece) != self.content.length_of(n):
            raise ContentUnfit
        row = {"team_id": self.team_id, "family_id": self.family_id, "sha256": self.content.sha256, "n": n}
        self.connection.execute(insert(CONTENT_PIECE).values(**row, body=piece))

    def settle(self) -> bool:
        """Whether the pieces are together what the record says; then the content is here. Otherwise they go."""
        if content_of(self._bodies()) != self.content:
            self.connection.execute(_DROP, self.key)
            return False
        media_type, size, sha256 = astuple(self.content)
        row = {"team_id": self.team_id, "family_id": self.family_id, "sha256": sha256}
        self.connection.execute(insert(CONTENT).values(**row, media_type=media_type, size=size))
        return True

    def get(self, n: int) -> bytes:
        """Raises ContentNotThere."""
        body = None if self.missing() else self.connection.scalar(_BODY, {**self.key, "number": n})
        if body is None:
            raise ContentNotThere
        return bytes(body)

    def _bodies(self) -> Iterator[bytes]:
        return (bytes(body) for body in self.connection.scalars(_BODIES, self.key, execution_options={"yield_per": 4}))


def _record(connection: Connection, team_id: str, attachment_id: str) -> Shelved:
    record = shelf.load(connection, team_id, [attachment_id]).get(attachment_id)
    if record is None or record.type != Attachment.type_name:
        raise AttachmentUnknown
    return record


def _sees(connection: Connection, device: Device, record: Shelved, now: datetime) -> bool:
    person = teams.person(connection, device.team_id, Id(device.staff_id))
    if device.revoked_at is not None or person.has_left(local_day(now)):
        return False
    own_family = record.family_id in scope_of(connection, device.team_id, person.id).held
    return may_see(person.role, Visibility(record.visibility), own_family=own_family)


def _place(connection: Connection, team_id: str, record: Shelved) -> _Place:
    values = record.state().values
    content = Content(values.get("media_type", ""), values.get("size", 0), values.get("sha256", ""))
    if content.media_type not in MEDIA_TYPES or not 0 < content.size <= MOST_BYTES or not content.sha256:
        raise ContentUnfit
    return _Place(connection, team_id, record.family_id or NO_FAMILY, content)
