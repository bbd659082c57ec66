"""What people were told is saved, kept outside the product, and whether all of it can still be found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pi_desktop.records import RECORD_TYPES
from pi_desktop.store.rows import FORMS
from pi_desktop.store.store import Store

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """One person was told that these values of one merge group are saved."""

    op_id: str
    record_type: str
    record_id: str
    family_id: str | None
    group: str
    values: Values
    by: str


@dataclass
class Ledger:
    told: list[Told] = field(default_factory=list)

    def note(self, operation: Mapping[str, Any], by: str) -> None:
        """Takes down what an operation said, once its author has been told that it is saved."""
        record_type = RECORD_TYPES[operation["t"]]
        op_id = operation.get("op", operation["id"])
        if "new" in operation:
            by_group: dict[str, dict[str, Any]] = {}
            for name, value in operation["new"].items():
                by_group.setdefault(record_type.group_of(name), {})[name] = value
        else:
            by_group = {group: dict(values) for group, (_, values) in operation["edit"].items()}
        for group, values in by_group.items():
            self.told.append(Told(op_id, operation["t"], operation["id"], operation.get("f"), group, values, by))


@dataclass(frozen=True)
class Kept:
    """All that one device holds of one record: the values in use, those in an open conflict, and earlier ones."""

    current: Values
    rivals: Mapping[str, list[Values]]
    earlier: list[Values]
    set_aside: list[Values]

    def holds(self, told: Told) -> bool:
        wanted = _filled(told.values)
        places = [self.current, *self.rivals.get(told.group, []), *self.earlier, *self.set_aside]
        return any(all(place.get(name) == value for name, value in wanted.items()) for place in places)


def kept_by(store: Store, record_type: str, record_id: str) -> Kept | None:
    """What a device holds of a record, None where it does not have it."""
    connection = store.reading
    form = FORMS[record_type]
    row = connection.execute(f"{form.select} WHERE id = ?", (record_id,)).fetchone()
    if row is None:
        return None
    state = form.state(row)
    earlier: list[Values] = []
    for (body,) in connection.execute("SELECT body FROM history WHERE record_id = ?", (record_id,)):
        operation = json.loads(body)
        earlier += [values for _, values in operation.get("edit", {}).values()]
        earlier += [operation["new"]] if "new" in operation else []
        earlier += [operation["was"]] if "was" in operation else []
    aside = connection.execute(
        "SELECT body FROM operation WHERE record_id = ? AND state = 'set_aside'", (record_id,)
    ).fetchall()
    set_aside: list[Values] = []
    for (body,) in aside:
        operation = json.loads(body)
        set_aside += [values for _, values in operation.get("edit", {}).values()]
        set_aside += [operation["new"]] if "new" in operation else []
    rivals = {group: [rival["values"] for rival in both] for group, both in state.rivals.items()}
    return Kept(state.values, rivals, earlier, set_aside)


def missing(told: Iterable[Told], stores: Mapping[str, Store], may_see: Any) -> list[str]:
    """What somebody was told is saved and somebody who may see it cannot find."""
    lost = []
    for each in told:
        for name, store in stores.items():
            if not may_see(name, each):
                continue
            kept = kept_by(store, each.record_type, each.record_id)
            if kept is None or not kept.holds(each):
                lost.append(f"{name} has lost {each.record_type}.{each.group} = {dict(each.values)} told to {each.by}")
    return lost


def _filled(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, [], {})}
