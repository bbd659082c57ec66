"""What people were told is saved: kept by the driver, outside the product."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.operation import Operation, Values
from pi_desktop.records.state import REMOVED, filled, names_of

MAKING = frozenset({"made_at", "made_by"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation as its author meant it.

    `wrote`: the values of each merge group, what is empty left out. `saw`: for each group that was edited, the
    operations whose values were on the screen; nothing where the record was made. `n` counts a device's operations.
    """

    device: str
    n: int
    op: str
    record_type: str
    record_id: str
    family_id: str | None
    wrote: Mapping[str, Values]
    saw: Mapping[str, tuple[str, ...]] | None = None

    @property
    def made(self) -> bool:
        return self.saw is None


def groups_written(record_type: str, values: Values) -> dict[str, Values]:
    """The values of a new record by merge group."""
    declared = RECORD_TYPES.get(record_type)
    written: dict[str, dict[str, Any]] = {}
    for name, value in filled(values).items():
        if name not in MAKING:
            written.setdefault(declared.group_of(name) if declared else name, {})[name] = value
    return dict(written)


def entry_of(device: str, operation: Operation) -> Entry:
    """An operation as a device has logged it: for those whose author was killed before being told anything."""
    if operation.new is not None:
        wrote, saw = groups_written(operation.record_type, operation.new), None
    else:
        edits = operation.edits or {}
        wrote = {group: filled(edit.values) for group, edit in edits.items()}
        saw = {group: edit.bases for group, edit in edits.items()}
    return Entry(
        device=device,
        n=operation.seq,
        op=operation.op_id,
        record_type=operation.record_type,
        record_id=operation.record_id,
        family_id=operation.family_id,
        wrote=wrote,
        saw=saw,
    )


@dataclass(slots=True)
class Ledger:
    """Every entry that was told saved, and how many saves each place in the fleet, and each laptop, has told.

    `claims`: entries that were taken under the id of another.
    """

    told: dict[str, Entry] = field(default_factory=dict)
    claims: list[Entry] = field(default_factory=list)
    saves: Counter[int] = field(default_factory=Counter)
    laptops: Counter[str] = field(default_factory=Counter)

    def keep(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self.told[entry.op] = entry


def part_of(values: Values, record_type: str, group: str, *also: Values) -> Values:
    """The values of one merge group, what is empty left out."""
    names = names_of(RECORD_TYPES.get(record_type), group, *also) if group != REMOVED else (REMOVED, "removed_why")
    return filled({name: values[name] for name in names if name in values})
