"""Where a device stands in what it is to be given. To the device it is opaque text that it keeps and sends back."""

import base64
import binascii
from collections.abc import Collection
from typing import Self

import msgspec

MOST_TEXT = 200_000


class Backfill(msgspec.Struct, frozen=True, array_like=True):
    """A family that came into scope: what is numbered above `after` and up to `upto` is still to be given."""

    family_id: str
    after: int
    upto: int


class Stream(msgspec.Struct, frozen=True, array_like=True):
    """Everything in scope up to number `position` was given, but for the families in the backlog."""

    position: int = 0
    backlog: tuple[Backfill, ...] = ()

    def follow_scope(self, gained: Collection[str], held: Collection[str]) -> "Stream":
        """Queues families that came into scope, and drops from the queue whatever is not in it."""
        kept = [each for each in self.backlog if each.family_id in held and each.family_id not in gained]
        new = [Backfill(family, 0, self.position) for family in gained if self.position]
        return Stream(self.position, (*kept, *new))

    def numbers(self) -> list[int]:
        return [self.position, *(number for each in self.backlog for number in (each.after, each.upto))]


class Cursor(msgspec.Struct, frozen=True):
    """`epoch`: life of the server's database. `role`: what the person was when the page was made. `scope`: number up to
    which changes of scope are taken into account. Records come first, the history of what was edited after them."""

    epoch: str
    role: str
    scope: int = 0
    records: Stream = Stream()
    history: Stream = Stream()

    def fits(self, epoch: str, last: int) -> bool:
        """Whether it is of this life of the database, and nowhere beyond its last number."""
        numbers = [self.scope, *self.records.numbers(), *self.history.numbers()]
        return self.epoch == epoch and all(0 <= number <= last for number in numbers)

    def to_text(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode()

    @classmethod
    def from_text(cls, text: str | None) -> Self | None:
        """The cursor, or None where there is none or it cannot be read."""
        if not text or len(text) > MOST_TEXT:
            return None
        try:
            return msgspec.json.decode(base64.b64decode(text, altchars=b"-_", validate=True), type=cls)
        except (binascii.Error, ValueError, msgspec.DecodeError):
            return None
