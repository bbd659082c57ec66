"""Any entry that a field may hold, any record of a type: drawn from the declarations themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypeVar

from hypothesis import strategies as st

from pi_desktop.ids import Id
from pi_desktop.records import RECORD_TYPES, kinds
from pi_desktop.records.record import Record, Rule

R = TypeVar("R", bound=Record)

ids = st.uuids(version=4).map(lambda each: Id(str(each)))


def entries(kind: kinds.Kind) -> st.SearchStrategy[Any]:
    """What a person may enter into a field of this kind, as it will be kept; empty entries among it."""
    return _filled(kind) if isinstance(kind, kinds.Many | kinds.Answers) else st.none() | _filled(kind)


def _filled(kind: kinds.Kind) -> st.SearchStrategy[Any]:
    match kind:
        case kinds.Text():
            return st.text(max_size=min(kind.limit // 4, 60)).map(lambda typed: kind.check(typed) or "Zoë")
        case kinds.Code():
            return st.sampled_from(kind.choices or ("p03", "r01", "f02"))
        case kinds.Whole():
            return st.integers(kind.least, kind.most)
        case kinds.Flag():
            return st.booleans()
        case kinds.Day():
            return st.dates(date(1900, 1, 1), date(2199, 12, 31))
        case kinds.TimeOfDay():
            return st.times().map(kind.check)
        case kinds.Instant():
            return st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC)).map(kind.check)  # noqa: DTZ001
        case kinds.Link():
            return ids
        case kinds.Sha256():
            return st.binary(min_size=32, max_size=32).map(bytes.hex)
        case kinds.Postcode():
            return st.sampled_from(("CV34 5QT", "M1 1AE", "ec1a1bb", "GIR 0AA", "ZZ99 3WZ")).map(kind.check)
        case kinds.Phone():
            return st.integers(0, 999).map(lambda last: kind.check(f"07700 900{last:03d}"))
        case kinds.Many():
            return st.lists(_filled(kind.of), max_size=4, unique=True).map(tuple)
        case kinds.Answers():
            return st.dictionaries(st.sampled_from("123456789"), st.none() | st.integers(0, 5))
    raise AssertionError(kind)


def field_entries(rule: Rule) -> st.SearchStrategy[Any]:
    """What may be entered into a declared field."""
    return _filled(rule.kind) if rule.required else entries(rule.kind)


def records(cls: type[R]) -> st.SearchStrategy[R]:
    """Any record of one type that the program would keep."""
    rules = RECORD_TYPES[cls.type_name].rules
    fields = {name: field_entries(rule) for name, rule in rules.items()}
    return st.builds(cls, id=ids, family_id=st.none() | ids, **fields)


any_record = st.sampled_from([each.cls for each in RECORD_TYPES.values()]).flatmap(records)
