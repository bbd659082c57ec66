"""Changed in two places: every entry of which several versions stand, and choosing between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pi_desktop.ids import Id
from pi_desktop.practice.chains import chains
from pi_desktop.practice.days import clock_time, short_day
from pi_desktop.practice.field_words import NOTHING, group_words, phone_words, record_words, value_words
from pi_desktop.practice.whom import whom
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.consent import Consent
from pi_desktop.records.kinds import Phone, Postcode, Text
from pi_desktop.records.merging import REMOVED
from pi_desktop.records.record import Record, RecordType
from pi_desktop.records.team import Staff
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

_NOT_COPIED = frozenset({"made_at", "made_by", "removed", "removed_why", "supersedes"})
_SHOWN_OF_CHAIN = ("decision", "means", "value", "not_rated_because", "total", "on", "significant", "minor", "words")


@dataclass(frozen=True, slots=True)
class Version:
    """One of the versions that stand. `here`: written on this laptop; otherwise `laptop` is what the team calls the one
    it was written on. `received` is when it reached the team, where that is known.
    """

    words: str
    by: str
    role: str
    mine: bool
    here: bool
    laptop: str
    at: datetime
    received: datetime | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry that was changed in two places. The first version is in use.

    `careful`: it is in use because it is the more careful one, not because it came first. `writable` holds the field
    names of which a third version can be written, with what is in use. `record` is the entry as it was shown: a choice
    answers what its person has seen and nothing that came later.
    """

    family_id: Id | None
    about: str
    what: str
    versions: tuple[Version, ...]
    careful: bool
    writable: Mapping[str, str]
    record: Record
    group: str | None
    tips: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What the conflict is known by as long as it is open."""
        return f"{self.record.id} {self.group or ''}"


def open_conflicts(reader: Reader) -> tuple[Conflict, ...]:
    """Every open conflict on this laptop, those of one family together."""
    found = [*_of_records(reader), *_of_chains(reader)]
    return tuple(sorted(found, key=lambda conflict: (conflict.family_id or "", conflict.key)))


def count_open(reader: Reader) -> int:
    """How many entries wait for a choice."""
    return sum(len(record.rivals) for record in _with_rivals(reader)) + sum(1 for _ in _of_chains(reader))


def choose(uow: UnitOfWork, *, conflict: Conflict, version: Version) -> None:
    """Take one of the versions. It is an edit like any other; the one not chosen stays in the history."""
    if conflict.group is None:
        _follow(uow, conflict.record, version.values, conflict.tips)
    else:
        names = RECORD_TYPES[conflict.record.type_name].groups[conflict.group]
        uow.edit(conflict.record, **{name: version.values.get(name) for name in names})


def write_another(uow: UnitOfWork, *, conflict: Conflict, written: Mapping[str, str]) -> None:
    """Take neither, but what is written now. Raises Refused, with a sentence for each field that cannot be kept."""
    uow.edit(conflict.record, **written)


def _follow(uow: UnitOfWork, like: Record, values: Mapping[str, Any], tips: tuple[str, ...]) -> None:
    copied = {name: value for name, value in values.items() if name not in _NOT_COPIED}
    uow.make(type(like), family_id=like.family_id, supersedes=tips, **copied)


def _with_rivals(reader: Reader) -> Iterable[Record]:
    for name, record_type in RECORD_TYPES.items():
        for (record_id,) in reader.rows(f'SELECT id FROM "{name}" WHERE rivals IS NOT NULL ORDER BY id'):
            record = reader.get(record_type.cls, record_id)
            if record:
                yield record


def _of_records(reader: Reader) -> Iterable[Conflict]:
    for record in _with_rivals(reader):
        for group, rivals in record.rivals.items():
            yield _of_group(reader, record, group, rivals)


def _of_group(reader: Reader, record: Record, group: str, rivals: list[dict[str, Any]]) -> Conflict:
    record_type = RECORD_TYPES[record.type_name]
    names = record_type.groups.get(group, ())
    return Conflict(
        family_id=record.family_id,
        about=whom(reader, record),
        what=_what(record, group_words(record.type_name, group)),
        versions=tuple(_version(reader, record_type, names, rival) for rival in rivals),
        careful=any(record_type.rules[name].careful for name in names),
        writable=_writable(record_type, record, names),
        record=record,
        group=group,
    )


def _version(reader: Reader, record_type: RecordType, names: tuple[str, ...], rival: Mapping[str, Any]) -> Version:
    values = {name: record_type.rules[name].kind.from_wire(rival["values"].get(name)) for name in names}
    received = rival.get("received")
    return replace(
        _by(reader, rival["by"], datetime.fromisoformat(rival["at"])),
        words=_group_value(reader, record_type, values),
        here=_written_here(reader, rival["op"]),
        laptop=rival.get("device") or "",
        received=datetime.fromisoformat(received) if received else None,
        values=values,
    )


def _written_here(reader: Reader, op_id: str) -> bool:
    return bool(reader.rows("SELECT 1 FROM operation WHERE op_id = ?", (op_id,)))


def _by(reader: Reader, staff_id: Id, at: datetime) -> Version:
    staff = reader.get(Staff, staff_id)
    return Version(
        words="",
        by=staff.name if staff else "a colleague",
        role=staff.role.replace("_", " ") if staff else "",
        mine=staff_id == reader.setting("owner"),
        here=False,
        laptop="",
        at=at,
        received=None,
        values={},
    )


def _group_value(reader: Reader, record_type: RecordType, values: Mapping[str, Any]) -> str:
    if set(values) == set(record_type.groups[REMOVED]):
        return f"Taken back: {values[REMOVED]}" if values[REMOVED] else "Kept"
    filled = {name: value for name, value in values.items() if value not in (None, (), {})}
    words = [_one_value(reader, record_type.name, name, value) for name, value in filled.items()]
    return ", ".join(words) or NOTHING.capitalize()


def _one_value(reader: Reader, type_name: str, name: str, value: Any) -> str:
    words = value_words(reader, type_name, name, value)
    return f"{words} min" if name == "minutes" else words


def _writable(record_type: RecordType, record: Record, names: tuple[str, ...]) -> dict[str, str]:
    """What is in use, as it would be typed; empty where the group holds anything that is not typed."""
    kinds = {name: record_type.rules[name].kind for name in names}
    if REMOVED in names or not all(isinstance(kind, Text | Phone | Postcode) for kind in kinds.values()):
        return {}
    in_use = {name: getattr(record, name) or "" for name in names}
    return {name: phone_words(value) if isinstance(kinds[name], Phone) else value for name, value in in_use.items()}


def _of_chains(reader: Reader) -> Iterable[Conflict]:
    for name, record_type in RECORD_TYPES.items():
        if record_type.chain is not None:
            for (family_id,) in reader.rows(_candidates(name, record_type.chain)):
                for chain in chains(reader.find(record_type.cls, family_id=family_id)):
                    if chain.in_two_places:
                        yield _of_tips(reader, record_type, chain.tips)


def _candidates(name: str, fields: tuple[str, ...]) -> str:
    """Families in which a chain may have two tips, read off the indexes over matters and over what follows."""
    followed = f"""SELECT j.value FROM "{name}" s, json_each(s.supersedes) j
        WHERE s.supersedes <> '[]' AND s.removed IS NULL"""
    if fields:
        matter = ", ".join(f'"{field}"' for field in fields)
        return f"""SELECT DISTINCT family_id FROM (SELECT family_id FROM "{name}" WHERE removed IS NULL
            AND id NOT IN ({followed}) GROUP BY {matter} HAVING count(*) > 1)"""
    return f"""SELECT DISTINCT s.family_id FROM "{name}" s, json_each(s.supersedes) j
        WHERE s.supersedes <> '[]' AND s.removed IS NULL GROUP BY j.value HAVING count(*) > 1"""


def _of_tips(reader: Reader, record_type: RecordType, tips: tuple[Record, ...]) -> Conflict:
    first = tips[0]
    matter = first.purpose.replace("_", " ") if isinstance(first, Consent) else ""
    return Conflict(
        family_id=first.family_id,
        about=whom(reader, first),
        what=" · ".join(filter(None, (record_words(record_type.name), matter))),
        versions=tuple(_of_tip(reader, record_type, tip) for tip in tips),
        careful=any(rule.careful for rule in record_type.rules.values()),
        writable={},
        record=first,
        group=None,
        tips=tuple(tip.id for tip in tips),
    )


def _of_tip(reader: Reader, record_type: RecordType, tip: Record) -> Version:
    values = {name: getattr(tip, name) for name in record_type.rules}
    shown = [
        _one_value(reader, record_type.name, name, values[name])
        for name in _SHOWN_OF_CHAIN
        if values.get(name) not in (None, (), {})
    ]
    words = ", ".join(shown) or NOTHING
    return replace(_by(reader, tip.made_by, tip.made_at), words=words[:1].upper() + words[1:], values=values)


def _what(record: Record, field: str) -> str:
    """ "mobile number", "appointment 1 Dec 14:00 · date, time and place"."""
    if isinstance(record, Appointment):
        return f"appointment {short_day(record.day)} {clock_time(record.at)} · {field}"
    return " · ".join(filter(None, (record_words(record.type_name), field)))
