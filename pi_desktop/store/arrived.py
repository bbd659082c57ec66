"""A record as it comes from the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pi_desktop.ids import Id
from pi_desktop.records.merging import State


@dataclass(frozen=True, slots=True)
class Arrived:
    """A record as the server holds it at version `v`."""

    record_type: str
    record_id: Id
    family_id: Id | None
    v: int
    state: State

    @classmethod
    def from_wire(cls, sent: Mapping[str, Any]) -> "Arrived":
        heads = {group: tuple(ops) for group, ops in (sent.get("h") or {}).items()}
        state = State(sent.get("b") or sent["id"], sent["x"], heads, sent.get("r") or {})
        return cls(sent["t"], sent["id"], sent.get("f"), sent["v"], state)

    def to_wire(self) -> dict[str, Any]:
        state = self.state
        whole = {"t": self.record_type, "id": self.record_id, "f": self.family_id, "v": self.v, "b": state.born}
        return {**whole, "x": state.values, "h": state.heads, "r": state.rivals}
