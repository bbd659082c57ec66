"""The content of attachments: kept in pieces inside the encrypted file, and what of it has still to travel.

Content belongs to a family, as records do, and is kept once within it, however many attachments name it.
"""

from collections.abc import Iterator
from dataclasses import astuple, dataclass

from pi_desktop.ids import Id
from pi_desktop.records.attachment import MEDIA_TYPES, MOST_BYTES, PIECE_BYTES, Attachment, Content, content_of
from pi_desktop.store.connection import Connection
from pi_desktop.store.rows import NO_FAMILY

_LOAD = 'SELECT a.id, a.family_id, a.media_type, a.size, a.sha256 FROM "attachment" a'
_SMALLEST_FIRST = "ORDER BY a.size, a.id"
_SAME = "c.family_id = a.family_id AND c.sha256 = a.sha256 AND c.media_type = a.media_type AND c.size = a.size"
_NAMED = f'EXISTS (SELECT 1 FROM "attachment" a WHERE {_SAME})'
_NOT_HERE = f"""a.removed IS NULL AND a.v > 0
    AND a.media_type IN ({", ".join(f"'{each}'" for each in MEDIA_TYPES)}) AND a.size BETWEEN 1 AND {MOST_BYTES}
    AND NOT EXISTS (SELECT 1 FROM content c WHERE {_SAME})"""
_OF = "family_id = ? AND sha256 = ?"
_KEEP = "INSERT OR IGNORE INTO content (family_id, media_type, size, sha256, sent) VALUES (?, ?, ?, ?, ?)"
_KEEP_PIECE = "INSERT OR REPLACE INTO content_piece (family_id, sha256, n, body) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Load:
    """The content of one attachment on its way. `family_id` is NO_FAMILY for what is of the team itself."""

    attachment_id: Id
    family_id: str
    content: Content

    @property
    def key(self) -> tuple[str, str]:
        return self.family_id, self.content.sha256


@dataclass(frozen=True, slots=True)
class Counts:
    """How many contents the server has not confirmed yet, and of how many attachments the content is not here yet."""

    unsent: int
    unfetched: int


def keep(connection: Connection, family_id: Id | None, content: Content, body: bytes) -> None:
    """Keeps content that was made here, to be sent unless the server has it already."""
    family = family_id or NO_FAMILY
    starts = range(0, len(body), PIECE_BYTES)
    connection.executemany(
        _KEEP_PIECE, ((family, content.sha256, n, body[at : at + PIECE_BYTES]) for n, at in enumerate(starts))
    )
    connection.execute(_KEEP, (family, *astuple(content), 0))


def is_here(connection: Connection, attachment: Attachment) -> bool:
    """Whether all of an attachment's content is on this laptop, and was found to be what its record says."""
    facts = (attachment.family_id or NO_FAMILY, attachment.sha256, attachment.media_type, attachment.size)
    found = connection.execute(f"SELECT 1 FROM content WHERE {_OF} AND media_type = ? AND size = ?", facts).fetchone()
    return found is not None


def body_of(connection: Connection, attachment: Attachment) -> bytes:
    """An attachment's content, as far as it is here."""
    return b"".join(_pieces(connection, (attachment.family_id or NO_FAMILY, attachment.sha256)))


def unsent(connection: Connection) -> list[Load]:
    """Content that the server has not confirmed, of attachments that it knows; the smallest first."""
    statement = f"{_LOAD} JOIN content c ON {_SAME} WHERE c.sent = 0 AND a.v > 0 {_SMALLEST_FIRST}"
    return _loads(connection, statement)


def unfetched(connection: Connection) -> list[Load]:
    """Attachments whose content is not here, or not all of it; the smallest first."""
    return _loads(connection, f"{_LOAD} WHERE {_NOT_HERE} {_SMALLEST_FIRST}")


def counts(connection: Connection) -> Counts:
    (sending,) = connection.execute(f"SELECT count(*) FROM content c WHERE sent = 0 AND {_NAMED}").fetchone()
    (fetching,) = connection.execute(f'SELECT count(*) FROM "attachment" a WHERE {_NOT_HERE}').fetchone()
    return Counts(sending, fetching)


def piece(connection: Connection, load: Load, n: int) -> bytes:
    """One piece of content that is here; empty where it has no such piece."""
    row = connection.execute(f"SELECT body FROM content_piece WHERE {_OF} AND n = ?", (*load.key, n)).fetchone()
    return bytes(row[0]) if row else b""


def mark_sent(connection: Connection, load: Load) -> None:
    connection.execute(f"UPDATE content SET sent = 1 WHERE {_OF}", load.key)


def next_missing(connection: Connection, load: Load) -> int:
    """The number of the first piece that is not here: they are fetched in their order."""
    (here,) = connection.execute(f"SELECT count(*) FROM content_piece WHERE {_OF}", load.key).fetchone()
    return int(here)


def keep_piece(connection: Connection, load: Load, n: int, body: bytes) -> bool:
    """Keeps a piece that was fetched. With the last one all of it is looked at.

    False where it is something else than the attachment's record says: then none of it is kept.
    """
    connection.execute(_KEEP_PIECE, (*load.key, n, body))
    if n + 1 < load.content.pieces:
        return True
    if content_of(_pieces(connection, load.key)) != load.content:
        connection.execute(f"DELETE FROM content_piece WHERE {_OF}", load.key)
        return False
    connection.execute(_KEEP, (load.family_id, *astuple(load.content), 1))
    return True


def has_unsent(connection: Connection, family_id: str) -> bool:
    """Whether this person attached something that the server has not confirmed. What others attached may go unsent:
    the server takes that from those only who still work with the family."""
    statement = f"""SELECT 1 FROM content c JOIN "attachment" a ON {_SAME}
        WHERE c.family_id = ? AND c.sent = 0 AND a.made_by = (SELECT value FROM setting WHERE name = 'owner') LIMIT 1"""
    return connection.execute(statement, (family_id,)).fetchone() is not None


def forget(connection: Connection, family_id: str) -> None:
    """Lets go of all content of a family, together with its records."""
    connection.execute("DELETE FROM content_piece WHERE family_id = ?", (family_id,))
    connection.execute("DELETE FROM content WHERE family_id = ?", (family_id,))


def offer_again(connection: Connection) -> None:
    """After the server came back from a backup: it may lack any content, whoever sent it, so all that is here counts
    as unsent until the server has been asked."""
    connection.execute("UPDATE content SET sent = 0")


def _loads(connection: Connection, statement: str) -> list[Load]:
    rows = connection.execute(statement)
    return [Load(each, family, Content(media_type, size, sha256)) for each, family, media_type, size, sha256 in rows]


def _pieces(connection: Connection, key: tuple[str, str]) -> Iterator[bytes]:
    rows = connection.execute(f"SELECT body FROM content_piece WHERE {_OF} ORDER BY n", key)
    return (bytes(body) for (body,) in rows)
