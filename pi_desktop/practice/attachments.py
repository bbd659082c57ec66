"""What is attached to a record: a signature that was drawn or scanned, a scanned letter."""

from dataclasses import dataclass
from datetime import datetime

from pi_desktop.errors import DeskError
from pi_desktop.ids import Id
from pi_desktop.records.attachment import MOST_BYTES, Attachment, content_of
from pi_desktop.records.kinds import FieldError
from pi_desktop.records.record import Record
from pi_desktop.store import attachments
from pi_desktop.store.errors import told
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

_MEGABYTE = 1024 * 1024


class NotThatKind(FieldError):
    """This is not a whole picture (PNG or JPEG) or PDF document of the kind it is said to be: please choose another."""


class TooLarge(FieldError):
    """This is larger than {most} MB: please make it smaller, or attach it in parts."""


class NotHereYet(DeskError):
    """This has not reached this laptop yet. It comes by itself, after the records, when there is a connection."""


@dataclass(frozen=True, slots=True)
class Attached:
    """One thing that is attached to a record. `size` is in bytes; `here`: its content has reached this laptop."""

    id: Id
    media_type: str
    size: int
    words: str | None
    at: datetime
    by: Id
    here: bool


def attach(uow: UnitOfWork, *, record: Record, media_type: str, content: bytes, words: str | None = None) -> Attachment:
    """Attaches a picture ("png", "jpeg") or a document ("pdf") to a record of its family.

    What it is is read from its content, never from what it is called. Raises NotThatKind, TooLarge.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge(most=MOST_BYTES // _MEGABYTE)
    found = content_of([content])
    if not found.media_type or found.media_type != media_type:
        raise NotThatKind
    with told():
        attachments.keep(uow.connection, record.family_id, found, content)
    return uow.make(
        Attachment,
        family_id=record.family_id,
        of=record.id,
        of_type=record.type_name,
        media_type=found.media_type,
        size=found.size,
        sha256=found.sha256,
        words=words,
    )


def attached_to(reader: Reader, *, record_id: Id) -> tuple[Attached, ...]:
    """What is attached to a record, in the order in which it was attached."""
    found = reader.find(Attachment, of=record_id)
    with told():
        here = {each.id: attachments.is_here(reader.connection, each) for each in found}
    return tuple(
        Attached(each.id, each.media_type, each.size, each.words, each.made_at, each.made_by, here[each.id])
        for each in found
    )


def content(reader: Reader, *, attachment_id: Id) -> bytes:
    """The picture or document itself, as it was attached. Raises NotHereYet."""
    attachment = reader.get(Attachment, attachment_id)
    with told():
        if attachment is None or not attachments.is_here(reader.connection, attachment):
            raise NotHereYet
        return attachments.body_of(reader.connection, attachment)
