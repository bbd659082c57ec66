"""The kinds of field that records are made of.

A kind knows four things: what a person may enter (`check`), how the value is kept in a column (`to_column`), how it
travels (`to_wire`), and what may arrive from elsewhere (`fits_wire`). Values in memory are plain Python: text, whole
numbers, dates, aware instants, tuples.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from pi_desktop.errors import DeskError
from pi_desktop.ids import is_id


class FieldError(DeskError):
    """This entry cannot be kept as it is written."""


class TooLong(FieldError):
    """This is longer than {limit} characters: please shorten it."""


class Unreadable(FieldError):
    """This holds characters that cannot be kept: please type it instead of pasting it."""


class NotOffered(FieldError):
    """Please choose one of the answers that are offered."""


class OutOfRange(FieldError):
    """This must be a whole number from {least} to {most}."""


class NotADate(FieldError):
    """Please give a date, for example 24 November 2026."""


class NotATime(FieldError):
    """Please give a time of day, for example 14:30."""


class NotAPostcode(FieldError):
    """This does not look like a UK postcode: please check it, for example CV34 5QT."""


class NotAPhone(FieldError):
    """This does not look like a phone number: please check it, for example 07700 900142."""


class NotAnAnswer(FieldError):
    """This is not an answer that the form has."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What all kinds share: a value that is its own column and wire form."""

    def check(self, value: Any) -> Any:
        """The value as it will be kept. Raises FieldError with a sentence for the person."""
        return value

    def to_column(self, value: Any) -> Any:
        return value

    def from_column(self, stored: Any) -> Any:
        return stored

    def to_wire(self, value: Any) -> Any:
        return self.to_column(value)

    def from_wire(self, sent: Any) -> Any:
        return self.from_column(sent)

    def column_of_wire(self, sent: Any) -> Any:
        """The column form of a value that arrived, without making a Python value of it on the way."""
        return sent

    def wire_of_column(self, stored: Any) -> Any:
        return stored

    def fits_wire(self, sent: object) -> bool:
        """Whether something from elsewhere has the right shape; what it says is not judged."""
        raise NotImplementedError


def _clean(text: str) -> str:
    """Text in one normal form, without what no file can hold (NUL, lone surrogates)."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise Unreadable from fault
    return unicodedata.normalize("NFC", text.replace("\0", "").replace("\r\n", "\n"))


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """A line or more of text, at most `limit` characters; outer blanks are dropped from single lines."""

    limit: int = 200
    lines: bool = False

    def check(self, value: Any) -> str | None:
        if value is None:
            return None
        text = _clean(str(value))
        text = text if self.lines else " ".join(text.split())
        if len(text) > self.limit:
            raise TooLong(limit=self.limit)
        return text if text.strip() else None

    def fits_wire(self, sent: object) -> bool:
        return sent is None or (isinstance(sent, str) and len(sent) <= max(self.limit * 2, 100_000))


@dataclass(frozen=True, slots=True)
class Code(Kind):
    """One of a list of codes; a code that this version does not know is kept when it arrives from elsewhere.

    With no choices any code goes: the list is then data of the team, not of the program.
    """

    choices: tuple[str, ...] = ()

    def check(self, value: Any) -> str | None:
        if value is not None and self.choices and value not in self.choices:
            raise NotOffered
        return None if value is None else str(value)

    def fits_wire(self, sent: object) -> bool:
        return sent is None or (isinstance(sent, str) and len(sent) <= 100)


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number within bounds, both included."""

    least: int
    most: int

    def check(self, value: Any) -> int | None:
        if value is None:
            return None
        try:
            number = int(str(value).strip())
        except ValueError as fault:
            raise OutOfRange(least=self.least, most=self.most) from fault
        if not self.least <= number <= self.most:
            raise OutOfRange(least=self.least, most=self.most)
        return number

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
class Day(Kind):
    """A date on the wall calendar."""

    def check(self, value: Any) -> date | None:
        if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
            raise NotADate
        return value

    def to_column(self, value: date | None) -> str | None:
        return None if value is None else value.isoformat()

    def from_column(self, stored: str | None) -> date | None:
        return None if stored is None else date.fromisoformat(stored)

    def fits_wire(self, sent: object) -> bool:
        return sent is None or _parses(date.fromisoformat, sent, 10)


@dataclass(frozen=True, slots=True)
class TimeOfDay(Kind):
    """A time on the wall clock, to the minute, Europe/London."""

    def check(self, value: Any) -> time | None:
        if value is not None and not isinstance(value, time):
            raise NotATime
        return None if value is None else value.replace(second=0, microsecond=0, tzinfo=None)

    def to_column(self, value: time | None) -> str | None:
        return None if value is None else value.strftime("%H:%M")

    def from_column(self, stored: str | None) -> time | None:
        return None if stored is None else time.fromisoformat(stored)

    def fits_wire(self, sent: object) -> bool:
        return sent is None or _parses(time.fromisoformat, sent, 5)


@dataclass(frozen=True, slots=True)
class Instant(Kind):
    """A point in time, UTC, to the millisecond, in a text form that sorts."""

    def check(self, value: Any) -> datetime | None:
        if value is None:
            return None
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise NotADate
        return value.astimezone(UTC)

    def to_column(self, value: datetime | None) -> str | None:
        return None if value is None else instant_text(value)

    def from_column(self, stored: str | None) -> datetime | None:
        return None if stored is None else datetime.fromisoformat(stored)

    def fits_wire(self, sent: object) -> bool:
        return sent is None or (_parses(datetime.fromisoformat, sent, 24) and str(sent).endswith("Z"))


def instant_text(instant: datetime) -> str:
    """An aware instant as `2026-11-24T09:15:00.000Z`, always 24 characters."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _parses(read: Any, sent: object, length: int) -> bool:
    if not isinstance(sent, str) or len(sent) != length:
        return False
    try:
        read(sent)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Link(Kind):
    """The id of another record, which may not have arrived yet."""

    to: str

    def fits_wire(self, sent: object) -> bool:
        return sent is None or is_id(sent)


_POSTCODE = re.compile(r"(?:[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}|GIR ?0AA|ZZ99 ?3[A-Z]{2})")


@dataclass(frozen=True, slots=True)
class Postcode(Kind):
    """A UK postcode, written with one blank. Pseudo postcodes ZZ99 3.. of the NHS (no fixed abode) are allowed."""

    def check(self, value: Any) -> str | None:
        text = Text(20).check(value)
        if text is None:
            return None
        joined = text.upper().replace(" ", "")
        if not _POSTCODE.fullmatch(joined):
            raise NotAPostcode
        return f"{joined[:-3]} {joined[-3:]}"

    def fits_wire(self, sent: object) -> bool:
        return sent is None or (isinstance(sent, str) and len(sent) <= 20)


@dataclass(frozen=True, slots=True)
class Phone(Kind):
    """A telephone number in E.164; drama numbers (Ofcom, 07700 900000 to 900999) are accepted as numbers."""

    def check(self, value: Any) -> str | None:
        text = Text(40).check(value)
        if text is None:
            return None
        import phonenumbers

        try:
            number = phonenumbers.parse(text, "GB")
        except phonenumbers.NumberParseException as fault:
            raise NotAPhone from fault
        if not phonenumbers.is_possible_number(number) or re.search(r"[A-Za-z]", text):
            raise NotAPhone
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def fits_wire(self, sent: object) -> bool:
        return sent is None or (isinstance(sent, str) and len(sent) <= 40)


@dataclass(frozen=True, slots=True)
class Many(Kind):
    """Several ids or codes, in the order they were given; none is kept as an empty tuple."""

    of: Link | Code

    def check(self, value: Any) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(self.of.check(each)) for each in value or () if each is not None))

    def to_column(self, value: tuple[str, ...]) -> str:
        return json.dumps(list(value), separators=(",", ":"))

    def from_column(self, stored: str | None) -> tuple[str, ...]:
        return tuple(json.loads(stored)) if stored else ()

    def to_wire(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    def from_wire(self, sent: list[str] | None) -> tuple[str, ...]:
        return tuple(sent or ())

    def column_of_wire(self, sent: list[str] | None) -> str:
        return json.dumps(sent or [], separators=(",", ":"))

    def wire_of_column(self, stored: str | None) -> list[str]:
        return json.loads(stored) if stored else []

    def fits_wire(self, sent: object) -> bool:
        return sent is None or (
            isinstance(sent, list)
            and len(sent) <= 200
            and all(each is not None and self.of.fits_wire(each) for each in sent)
        )


@dataclass(frozen=True, slots=True)
class Answers(Kind):
    """What was answered, by item: a whole number, or nothing where the person would rather not say."""

    def check(self, value: Any) -> Mapping[str, int | None]:
        checked = dict(value or {})
        if not all(isinstance(item, str) and _is_answer(answer) for item, answer in checked.items()):
            raise NotAnAnswer
        return checked

    def to_column(self, value: Mapping[str, int | None]) -> str:
        return json.dumps(dict(value), separators=(",", ":"))

    def from_column(self, stored: str | None) -> Mapping[str, int | None]:
        return json.loads(stored) if stored else {}

    def to_wire(self, value: Mapping[str, int | None]) -> dict[str, int | None]:
        return dict(value)

    def from_wire(self, sent: dict[str, int | None] | None) -> Mapping[str, int | None]:
        return dict(sent or {})

    def column_of_wire(self, sent: dict[str, int | None] | None) -> str:
        return json.dumps(sent or {}, separators=(",", ":"))

    def wire_of_column(self, stored: str | None) -> dict[str, int | None]:
        return json.loads(stored) if stored else {}

    def fits_wire(self, sent: object) -> bool:
        return sent is None or (
            isinstance(sent, dict)
            and len(sent) <= 400
            and all(isinstance(item, str) and len(item) <= 40 and _is_answer(answer) for item, answer in sent.items())
        )


def _is_answer(answer: object) -> bool:
    return answer is None or (isinstance(answer, int) and not isinstance(answer, bool) and abs(answer) < 2**31)
