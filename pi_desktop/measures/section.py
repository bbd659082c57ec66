"""Reads one table of a measure's file, and says the place and the reason when it is not as it should be."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeGuard

from pi_desktop.measures.codes import KNOWN
from pi_desktop.measures.errors import DefinitionError
from pi_desktop.measures.numbers import Number

Table = Mapping[str, object]


class Section:
    """One table of the file, and its place in it. Every key must be asked for: `close` refuses the others."""

    def __init__(self, table: Table, place: str) -> None:
        self._table = table
        self._asked: set[str] = set()
        self.place = place

    def close(self) -> None:
        """Refuse what nobody asked for: a misspelt key would be a rule that silently never applies."""
        for key in self._table:
            if key not in self._asked:
                raise DefinitionError(self.place, f'"{key}" is not something that is said here')

    def refuse(self, key: str, reason: str) -> DefinitionError:
        return DefinitionError(f"{self.place}, {key}", reason)

    def has(self, key: str) -> bool:
        return key in self._table

    def raw(self, key: str) -> object:
        self._asked.add(key)
        return self._table.get(key)

    def text(self, key: str) -> str:
        value = self.text_or_none(key)
        if value is None:
            raise self.refuse(key, "is missing")
        return value

    def text_or_none(self, key: str) -> str | None:
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(key, f"must be words, not {_shown(value)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._array(key)
        for value in values:
            if not isinstance(value, str) or not value.strip():
                raise self.refuse(key, f"must hold words only, not {_shown(value)}")
        return tuple(str(value) for value in values)

    def one_of(self, key: str, allowed: Sequence[str], otherwise: str | None = None) -> str:
        value = self.raw(key)
        if value is None and otherwise is not None:
            return otherwise
        if value not in allowed:
            reason = "is missing" if value is None else f"{_shown(value)} is not known"
            raise self.refuse(key, f"{reason}; it must be one of {', '.join(allowed)}")
        return str(value)

    def yes(self, key: str, otherwise: bool = False) -> bool:
        value = self.raw(key)
        if value is None:
            return otherwise
        if not isinstance(value, bool):
            raise self.refuse(key, f"must be true or false, not {_shown(value)}")
        return value

    def number(self, key: str) -> Number:
        value = self.number_or_none(key)
        if value is None:
            raise self.refuse(key, "is missing")
        return value

    def number_or_none(self, key: str) -> Number | None:
        value = self.raw(key)
        return None if value is None else self._number(key, value)

    def decimal(self, key: str) -> Decimal:
        return Decimal(self.number(key))

    def whole_or_none(self, key: str) -> int | None:
        value = self.number_or_none(key)
        if isinstance(value, Decimal):
            raise self.refuse(key, f"must be a whole number, not {value}")
        return value

    def whole(self, key: str, otherwise: int | None = None) -> int:
        value = self.whole_or_none(key)
        if value is not None:
            return value
        if otherwise is None:
            raise self.refuse(key, "is missing")
        return otherwise

    def pair(self, key: str) -> tuple[Number | None, Number | None]:
        """A range as [least, most], or [least] where it is open above; (None, None) if the file does not say."""
        values = [self._number(key, value) for value in self._array(key)]
        if len(values) < 2:
            return (values[0] if values else None), None
        if len(values) != 2 or values[0] > values[1]:
            raise self.refuse(key, "must be two numbers, the lower first")
        return values[0], values[1]

    def ids(self, key: str) -> tuple[str, ...]:
        """Item names, written one by one or as runs: [1, 2, "4-9", "A1-A7"]."""
        found = [name for value in self._array(key) for name in self._run(key, value)]
        for name in found:
            if found.count(name) > 1:
                raise self.refuse(key, f"item {name} stands there twice")
        return tuple(found)

    def items(self, key: str, known: Sequence[str]) -> tuple[str, ...]:
        """Item names as `ids` reads them, each of them an item of this measure."""
        names = self.ids(key)
        for name in names:
            self._must_know(key, name, known)
        return names

    def item(self, key: str, known: Sequence[str]) -> str:
        name = self.item_or_none(key, known)
        if name is None:
            raise self.refuse(key, "is missing")
        return name

    def item_or_none(self, key: str, known: Sequence[str]) -> str | None:
        value = self.raw(key)
        if value is None:
            return None
        name = str(value)
        self._must_know(key, name, known)
        return name

    def codes(self) -> dict[str, str]:
        """The codes by system, and by system and purpose: {"snomed": …, "loinc panel": …}."""
        codes = self.text_map("codes")
        for system, code in codes.items():
            check = KNOWN.get(system.split()[0])
            if check is None:
                raise self.refuse("codes", f'"{system}" is not a code system that is known here')
            if not check(code):
                raise self.refuse("codes", f"{system} {code} is not a code: its check digit does not fit")
        return codes

    def number_map(self, key: str) -> dict[str, Number]:
        value = self.raw(key)
        if value is None:
            return {}
        if not _is_table(value):
            raise self.refuse(key, f"must be a table, not {_shown(value)}")
        return {name: self._number(key, number) for name, number in value.items()}

    def text_map(self, key: str) -> dict[str, str]:
        value = self.raw(key)
        if value is None:
            return {}
        if not _is_table(value):
            raise self.refuse(key, f"must be a table, not {_shown(value)}")
        section = Section(value, f"{self.place}, {key}")
        return {name: section.text(name) for name in value}

    def section(self, key: str) -> "Section | None":
        value = self.raw(key)
        if value is None:
            return None
        if not _is_table(value):
            raise self.refuse(key, f"must be a table, not {_shown(value)}")
        return Section(value, f"{self.place}, {key}")

    def sections(self, key: str) -> Iterator["Section"]:
        for count, value in enumerate(self._array(key), start=1):
            if not _is_table(value):
                raise self.refuse(key, f"must hold tables, not {_shown(value)}")
            name = value.get("id") or value.get("item") or value.get("label") or count
            yield Section(value, f"{self.place}, {key} {name}")

    def _must_know(self, key: str, name: str, known: Sequence[str]) -> None:
        if name not in known:
            here = f"the items are {known[0]} to {known[-1]}" if known else "the measure has no items"
            raise self.refuse(key, f"there is no item {name}; {here}")

    def _array(self, key: str) -> Sequence[object]:
        value = self.raw(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.refuse(key, f"must be a list, not {_shown(value)}")
        return value

    def _number(self, key: str, value: object) -> Number:
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            raise self.refuse(key, f"must be a number, not {_shown(value)}")
        return value

    def _run(self, key: str, value: object) -> list[str]:
        if isinstance(value, int) and not isinstance(value, bool):
            return [str(value)]
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(key, f"must name items, not {_shown(value)}")
        first, dash, last = value.partition("-")
        if not dash:
            return [value]
        head = first.rstrip("0123456789")
        start, end = first[len(head) :], last.removeprefix(head)
        digits = start.isdecimal() and end.isdecimal() and last.startswith(head) and len(start + end) <= 6
        if not digits or int(start) > int(end):
            raise self.refuse(key, f'"{value}" is not a run of items, such as 1-9 or A1-A7')
        return [f"{head}{number}" for number in range(int(start), int(end) + 1)]


def _is_table(value: object) -> TypeGuard[Table]:
    return isinstance(value, dict)


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
