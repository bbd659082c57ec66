"""Text, and the two texts with a form of their own: postcode and phone number."""

import re
from dataclasses import dataclass
from typing import Any

from pi_desktop.records.kinds.errors import NotAPhone, NotAPostcode, TooLong
from pi_desktop.records.kinds.kind import Kind
from pi_desktop.records.kinds.writing import clean, fits_text, shows_nothing

_LONGEST_LINE = 200
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][ABD-HJLNP-UW-Z]{2}|GIR0AA|ZZ993[A-Z]{2}")
_DRAMA = re.compile(r"\+44(7700900|1632960|2079460|8081570|9098790|3069990)\d{3}")


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """A line or more of text, at most `limit` characters; outer blanks are dropped from single lines."""

    limit: int = 200
    lines: bool = False

    def check(self, value: Any) -> str | None:
        if value is None:
            return None
        text = clean(str(value))
        text = text if self.lines else " ".join(text.split())
        if len(text) > self.limit:
            raise TooLong(limit=self.limit)
        return None if shows_nothing(text) else text

    def fits_wire(self, sent: object) -> bool:
        return fits_text(sent, max(self.limit * 2, 100_000))


@dataclass(frozen=True, slots=True)
class Postcode(Kind):
    """A UK postcode, written with one blank. Pseudo postcodes ZZ99 3.. of the NHS (no fixed abode) are allowed."""

    def check(self, value: Any) -> str | None:
        text = Text(_LONGEST_LINE).check(value)
        if text is None:
            return None
        joined = text.upper().replace(" ", "")
        if not _POSTCODE.fullmatch(joined):
            raise NotAPostcode
        return f"{joined[:-3]} {joined[-3:]}"

    def fits_wire(self, sent: object) -> bool:
        return fits_text(sent, 20)


@dataclass(frozen=True, slots=True)
class Phone(Kind):
    """A telephone number in E.164, without an extension. Numbers set aside for drama (Ofcom) are numbers too."""

    def check(self, value: Any) -> str | None:
        text = Text(_LONGEST_LINE).check(value)
        if text is None:
            return None
        import phonenumbers  # takes long to load, and most starts of the program never need it

        try:
            number = phonenumbers.parse(text, "GB")
        except phonenumbers.NumberParseException as fault:
            raise NotAPhone from fault
        kept = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if number.extension or re.search(r"[A-Za-z]", text):
            raise NotAPhone
        if not phonenumbers.is_valid_number(number) and not _DRAMA.fullmatch(kept):
            raise NotAPhone
        return kept

    def fits_wire(self, sent: object) -> bool:
        return fits_text(sent, 40)
