"""An operation: what one person's action did to one record, as it is logged, sent and merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pi_desktop.ids import Id

Values = Mapping[str, Any]
"""Fields as they travel: JSON values, what is empty left out."""


@dataclass(frozen=True, slots=True)
class Edit:
    """New values for one merge group, all its fields, and the operations whose values the person saw."""

    bases: tuple[str, ...]
    values: Values


@dataclass(frozen=True, slots=True)
class Operation:
    """Either makes a record (`new`) or edits some of its merge groups (`edits`).

    The operation that makes a record under a fresh id bears the record's id. `at` is the device's clock in text form,
    kept and shown but never used to order anything; `seq` counts the device's operations without gaps, from 1;
    `seen` is the version of the record that the device had, 0 for none.
    """

    op_id: str
    record_type: str
    record_id: Id
    family_id: Id | None
    by: Id
    at: str
    seq: int
    new: Values | None = None
    edits: Mapping[str, Edit] | None = None
    seen: int = 0

    def to_wire(self) -> dict[str, Any]:
        sent: dict[str, Any] = {
            "t": self.record_type,
            "id": self.record_id,
            "by": self.by,
            "at": self.at,
            "n": self.seq,
        }
        if self.op_id != self.record_id:
            sent["op"] = self.op_id
        if self.family_id:
            sent["f"] = self.family_id
        if self.seen:
            sent["v"] = self.seen
        if self.new is not None:
            sent["new"] = self.new
        if self.edits is not None:
            sent["edit"] = {group: [list(edit.bases), edit.values] for group, edit in self.edits.items()}
        return sent

    @classmethod
    def from_wire(cls, sent: Mapping[str, Any]) -> "Operation":
        edits = sent.get("edit")
        return cls(
            op_id=sent.get("op", sent["id"]),
            record_type=sent["t"],
            record_id=sent["id"],
            family_id=sent.get("f"),
            by=sent["by"],
            at=sent["at"],
            seq=sent["n"],
            new=sent.get("new"),
            edits=None if edits is None else {g: Edit(tuple(bases), values) for g, (bases, values) in edits.items()},
            seen=sent.get("v", 0),
        )
