"""Several values in one field."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pi_desktop.records.kinds.choice import Code, Link
from pi_desktop.records.kinds.errors import NotAnAnswer, NotOffered
from pi_desktop.records.kinds.kind import Kind
from pi_desktop.records.kinds.writing import fits_text

_MOST_OF_MANY = 200
_json = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Many(Kind):
    """Several ids or codes, in the order they were given; none is kept as an empty tuple."""

    of: Link | Code

    def check(self, value: Any) -> tuple[str, ...]:
        if isinstance(value, str):
            raise NotOffered
        checked = tuple(dict.fromkeys(str(self.of.check(each)) for each in value or () if each is not None))
        if len(checked) > _MOST_OF_MANY:
            raise NotOffered
        return checked

    def to_column(self, value: tuple[str, ...]) -> str:
        return _json(list(value))

    def from_column(self, stored: str | None) -> tuple[str, ...]:
        return tuple(json.loads(stored)) if stored else ()

    def to_wire(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    def from_wire(self, sent: list[str] | None) -> tuple[str, ...]:
        return tuple(sent or ())

    def column_of_wire(self, sent: list[str] | None) -> str:
        return _json(sent) if sent else "[]"

    def wire_of_column(self, stored: str | None) -> list[str]:
        return json.loads(stored) if stored else []

    def fits_wire(self, sent: object) -> bool:
        return sent is None or (
            isinstance(sent, list)
            and len(sent) <= _MOST_OF_MANY
            and all(each is not None and self.of.fits_wire(each) for each in sent)
        )


@dataclass(frozen=True, slots=True)
class Answers(Kind):
    """What was answered, by item: a whole number, or nothing where the person would rather not say."""

    def check(self, value: Any) -> Mapping[str, int | None]:
        checked = dict(value or {})
        if not self.fits_wire(checked):
            raise NotAnAnswer
        return checked

    def to_column(self, value: Mapping[str, int | None]) -> str:
        return _json(dict(value))

    def from_column(self, stored: str | None) -> Mapping[str, int | None]:
        return json.loads(stored) if stored else {}

    def to_wire(self, value: Mapping[str, int | None]) -> dict[str, int | None]:
        return dict(value)

    def from_wire(self, sent: dict[str, int | None] | None) -> Mapping[str, int | None]:
        return dict(sent or {})

    def column_of_wire(self, sent: dict[str, int | None] | None) -> str:
        return _json(sent) if sent else "{}"

    def wire_of_column(self, stored: str | None) -> dict[str, int | None]:
        return json.loads(stored) if stored else {}

    def fits_wire(self, sent: object) -> bool:
        return sent is None or (
            isinstance(sent, dict)
            and len(sent) <= 400
            and all(item is not None and fits_text(item, 40) and _is_answer(answer) for item, answer in sent.items())
        )


def _is_answer(answer: object) -> bool:
    return answer is None or (isinstance(answer, int) and not isinstance(answer, bool) and abs(answer) < 2**31)
