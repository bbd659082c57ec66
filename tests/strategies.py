"""Any entry that a field may hold, any record of a type: drawn from the declarations themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from hypothesis import strategies as st

from pi_desktop.ids import Id
from pi_desktop.records import RECORD_TYPES, kinds
from pi_desktop.records.record import Record, Rule

R = TypeVar("R", bound=Record)
Entries = st.SearchStrategy[Any]

_A_CENTURY = {"min_value": date(1900, 1, 1), "max_value": date(2199, 12, 31)}
_INSTANTS = st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
_POSTCODES = st.sampled_from(("CV34 5QT", "M1 1AE", "ec1a1bb", "GIR 0AA", "ZZ99 3WZ"))
_TEAMS_OWN_CODES = ("p03", "r01", "f02")

ids = st.uuids(version=4).map(lambda each: Id(str(each)))


def _texts(kind: kinds.Text) -> Entries:
    return st.text(max_size=min(kind.limit // 4, 60)).map(lambda typed: kind.check(typed) or "Zoë")


_FILLED: dict[type[kinds.Kind], Callable[[Any], Entries]] = {
    kinds.Text: _texts,
    kinds.Code: lambda kind: st.sampled_from(kind.choices or _TEAMS_OWN_CODES),
    kinds.Whole: lambda kind: st.integers(kind.least, kind.most),
    kinds.Flag: lambda kind: st.booleans(),
    kinds.Day: lambda kind: st.dates(**_A_CENTURY),
    kinds.TimeOfDay: lambda kind: st.times().map(kind.check),
    kinds.Instant: lambda kind: _INSTANTS.map(kind.check),
    kinds.Link: lambda kind: ids,
    kinds.Sha256: lambda kind: st.binary(min_size=32, max_size=32).map(bytes.hex),
    kinds.Postcode: lambda kind: _POSTCODES.map(kind.check),
    kinds.Phone: lambda kind: st.integers(0, 999).map(lambda last: kind.check(f"07700 900{last:03d}")),
    kinds.Many: lambda kind: st.lists(_filled(kind.of), max_size=4, unique=True).map(tuple),
    kinds.Answers: lambda kind: st.dictionaries(st.sampled_from("123456789"), st.none() | st.integers(0, 5)),
}


def _filled(kind: kinds.Kind) -> Entries:
    return _FILLED[type(kind)](kind)


def entries(kind: kinds.Kind) -> Entries:
    """What a person may enter into a field of this kind, as it will be kept; empty entries among it."""
    return _filled(kind) if isinstance(kind, kinds.Many | kinds.Answers) else st.none() | _filled(kind)


def field_entries(rule: Rule) -> Entries:
    """What may be entered into a declared field."""
    return _filled(rule.kind) if rule.required else entries(rule.kind)


def records(cls: type[R]) -> st.SearchStrategy[R]:
    """Any record of one type that the program would keep."""
    rules = RECORD_TYPES[cls.type_name].rules
    fields = {name: field_entries(rule) for name, rule in rules.items()}
    return st.builds(cls, id=ids, family_id=st.none() | ids, **fields)


any_record = st.sampled_from([each.cls for each in RECORD_TYPES.values()]).flatmap(records)
