"""What is chosen, counted or pointed to: codes, numbers, yes or no, other records, content."""

import re
from dataclasses import dataclass
from typing import Any

from pi_desktop.ids import Id, is_id
from pi_desktop.records.kinds.errors import NotOffered, OutOfRange
from pi_desktop.records.kinds.kind import Kind
from pi_desktop.records.kinds.text import Text
from pi_desktop.records.kinds.writing import fits_text

_LONGEST_CODE = 100
_WHOLE = re.compile(r"[+-]?\d{1,15}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Code(Kind):
    """One of a list of codes; a code that this version does not know is kept when it arrives from elsewhere.

    With no choices any code goes: the list is then data of the team, not of the program.
    """

    choices: tuple[str, ...] = ()

    def check(self, value: Any) -> str | None:
        if value is None:
            return None
        offered = value in self.choices if self.choices else Text(_LONGEST_CODE).check(value) == value
        if not offered:
            raise NotOffered
        return str(value)

    def fits_wire(self, sent: object) -> bool:
        return fits_text(sent, _LONGEST_CODE)


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number within bounds, both included."""

    least: int
    most: int

    def check(self, value: Any) -> int | None:
        if value is None:
            return None
        digits = str(value).strip()
        if not _WHOLE.fullmatch(digits) or not self.least <= int(digits) <= self.most:
            raise OutOfRange(least=self.least, most=self.most)
        return int(digits)

    def fits_wire(self, sent: object) -> bool:
        return sent is None or (isinstance(sent, int) and not isinstance(sent, bool) and abs(sent) < 2**53)


@dataclass(frozen=True, slots=True)
class Flag(Kind):
    """Yes, no, or not asked."""

    def check(self, value: Any) -> bool | None:
        if value is not None and not isinstance(value, bool):
            raise NotOffered
        return value

    def to_column(self, value: bool | None) -> int | None:
        return None if value is None else int(value)

    def from_column(self, stored: int | None) -> bool | None:
        return None if stored is None else bool(stored)

    def to_wire(self, value: bool | None) -> bool | None:
        return value

    def from_wire(self, sent: bool | None) -> bool | None:
        return sent

    def column_of_wire(self, sent: bool | None) -> int | None:
        return None if sent is None else int(sent)

    def wire_of_column(self, stored: int | None) -> bool | None:
        return None if stored is None else bool(stored)

    def fits_wire(self, sent: object) -> bool:
        return sent is None or isinstance(sent, bool)


@dataclass(frozen=True, slots=True)
class Link(Kind):
    """The id of another record, which may not have arrived yet. `to` is its type; empty where it may be any."""

    to: str = ""

    def check(self, value: Any) -> Id | None:
        if value is None:
            return None
        if not is_id(value):
            raise NotOffered
        return Id(value)

    def fits_wire(self, sent: object) -> bool:
        return sent is None or is_id(sent)


@dataclass(frozen=True, slots=True)
class Sha256(Kind):
    """The SHA-256 of some content (FIPS 180-4), as 64 hexadecimal digits."""

    def check(self, value: Any) -> str | None:
        if not self.fits_wire(value):
            raise NotOffered
        return None if value is None else str(value)

    def fits_wire(self, sent: object) -> bool:
        return sent is None or (isinstance(sent, str) and _SHA256.fullmatch(sent) is not None)
