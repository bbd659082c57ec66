"""Something large that belongs to a record: a signature that was drawn or scanned, a scanned letter."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from pi_desktop.ids import Id
from pi_desktop.records import kinds
from pi_desktop.records.record import Record, Visibility, kept

MEDIA_TYPES = ("png", "jpeg", "pdf")
MOST_BYTES = 20 * 1024 * 1024
PIECE_BYTES = 256 * 1024
MOST_PIECES = MOST_BYTES // PIECE_BYTES

_LOOKED_AT = 1024
_MARKS = MappingProxyType(
    {
        "png": (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
        "jpeg": (b"\xff\xd8\xff", b"\xff\xd9"),
        "pdf": (b"%PDF-", b"%%EOF"),
    }
)
"""How each kind begins and ends: ISO 15948, sections 5.2 and 11.2.5; ISO 10918-1, table B.1; ISO 32000-1, 7.5 (readers
look for a PDF's end in its last 1,024 bytes)."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is known of some content: its size in bytes and its SHA-256. It travels in pieces, the last one shorter."""

    media_type: str
    size: int
    sha256: str

    @property
    def pieces(self) -> int:
        return -(-self.size // PIECE_BYTES)

    def length_of(self, n: int) -> int:
        """How many bytes piece number `n` has, counted from 0."""
        return min(PIECE_BYTES, self.size - n * PIECE_BYTES)


def content_of(pieces: Iterable[bytes]) -> Content:
    """What some content really is: its type by how it begins and ends, whatever it is called.

    The type is empty where it is none that may be attached, or where the content was cut short.
    """
    digest, size, head, tail = hashlib.sha256(), 0, b"", b""
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
        head, tail = head or piece[:_LOOKED_AT], (tail + piece[-_LOOKED_AT:])[-_LOOKED_AT:]
    found = (name for name, (first, last) in _MARKS.items() if head.startswith(first) and last in tail)
    return Content(next(found, ""), size, digest.hexdigest())


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment(Record):
    """What is known of something attached to a record; the content itself travels after it, in pieces.

    `of` is the record that it belongs to, `of_type` that record's type.
    """

    type_name: ClassVar[str] = "attachment"
    visibility: ClassVar[Visibility] = Visibility.CLINICAL

    of: Id = kept(kinds.Link(), group="of", required=True, indexed=True)
    of_type: str = kept(kinds.Code(), group="of", required=True)
    media_type: str = kept(kinds.Code(MEDIA_TYPES), group="content", required=True)
    size: int = kept(kinds.Whole(1, MOST_BYTES), group="content", required=True)
    sha256: str = kept(kinds.Sha256(), group="content", required=True)
    words: str | None = kept(kinds.Text(300), narrative=True)

    @property
    def content(self) -> Content:
        return Content(self.media_type, self.size, self.sha256)
