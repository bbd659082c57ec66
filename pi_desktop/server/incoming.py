"""What may be taken in as an operation: everything that arrives is checked here, by hand, entry by entry."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from pi_desktop.errors import DeskError
from pi_desktop.ids import is_id
from pi_desktop.records import RECORD_TYPES, kinds
from pi_desktop.records.operation import Operation
from pi_desktop.records.record import RecordType

MOST_BASES = 200
_NAME = re.compile(r"[a-z][a-z0-9_]{0,49}")
_INSTANT = kinds.Instant()
_IN_ORDER = msgspec.json.Encoder(order="sorted")


class Unfit(DeskError):
    """This entry was set aside, because {why}."""

    @property
    def why(self) -> str:
        return str(self.facts["why"])


@dataclass(frozen=True, slots=True)
class Incoming:
    """An operation as it arrived, and the digest of its content. Where it does not fit, `unfit` says why not.

    The digest leaves out what the device had seen (`v`): that may change between two attempts to send the same entry.
    """

    op_id: str
    sent: Mapping[str, Any]
    digest: str
    operation: Operation | None
    unfit: Unfit | None = None


def receive(sent: object) -> Incoming:
    """Reads one operation; never raises for what it says."""
    if not isinstance(sent, dict):
        return Incoming("", {}, "", None, Unfit(why="it is not an object"))
    op_id = sent.get("op", sent.get("id"))
    if not isinstance(op_id, str) or not is_id(op_id):
        return Incoming("", sent, "", None, Unfit(why="it bears no id"))
    digest = digest_of(sent)
    try:
        _check(sent)
    except Unfit as unfit:
        return Incoming(op_id, sent, digest, None, unfit)
    return Incoming(op_id, sent, digest, Operation.from_wire(sent))


def digest_of(sent: Mapping[str, Any]) -> str:
    content = {name: value for name, value in sent.items() if name != "v"}
    return hashlib.blake2b(_IN_ORDER.encode(content), digest_size=16).hexdigest()


def _check(sent: Mapping[str, Any]) -> None:
    for name, fits in _PARTS.items():
        if not fits(sent.get(name, 0 if name == "v" else None)):
            raise Unfit(why=f"its part “{name}” is missing or not of the right form")
    if ("new" in sent) == ("edit" in sent):
        raise Unfit(why="it must either make a record or edit one")
    record_type = RECORD_TYPES.get(sent["t"])
    if "new" in sent:
        _check_new(record_type, sent["new"])
    else:
        _check_edits(record_type, sent["edit"])


def _is_name(value: object) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def _is_count(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value < 2**53


_PARTS: dict[str, Callable[[object], bool]] = {
    "t": _is_name,
    "id": is_id,
    "f": lambda value: value is None or is_id(value),
    "by": is_id,
    "at": lambda value: value is not None and _INSTANT.fits_wire(value),
    "n": lambda value: _is_count(value, 1),
    "v": lambda value: _is_count(value, 0),
}


def _check_new(record_type: RecordType | None, values: object) -> None:
    if not isinstance(values, dict):
        raise Unfit(why="what it makes is not an object")
    for name in ("made_at", "made_by"):
        if values.get(name) is None:
            raise Unfit(why=f"“{name}” is missing")
    _check_values(record_type, values)


def _check_edits(record_type: RecordType | None, edits: object) -> None:
    if not isinstance(edits, dict) or not edits:
        raise Unfit(why="it edits nothing")
    for group, edit in edits.items():
        if not _is_name(group) or not isinstance(edit, list) or len(edit) != 2:
            raise Unfit(why="an edit of it is not a pair of bases and values")
        bases, values = edit
        if not isinstance(bases, list) or not 1 <= len(bases) <= MOST_BASES or not all(map(is_id, bases)):
            raise Unfit(why=f"the edit of “{group}” does not say what it is based on")
        if not isinstance(values, dict) or not values:
            raise Unfit(why=f"the edit of “{group}” holds no values")
        if record_type and any(record_type.group_of(name) != group for name in values):
            raise Unfit(why=f"the edit of “{group}” holds a value that belongs elsewhere")
        _check_values(record_type, values)


def _check_values(record_type: RecordType | None, values: Mapping[str, object]) -> None:
    """A field that this version does not know may hold anything: it is kept and passed on."""
    rules = record_type.rules if record_type else {}
    for name, value in values.items():
        rule = rules.get(name)
        if rule is None:
            if not _is_name(name):
                raise Unfit(why="a field of it has no proper name")
        elif not rule.kind.fits_wire(value):
            raise Unfit(why=f"“{name}” is not of the right form")
        elif rule.required and value in (None, []):
            raise Unfit(why=f"“{name}” must not be empty")
