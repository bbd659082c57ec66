"""Which families a person works with, and from which operation on: kept from the team's allocations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from pi_desktop.server.shelf import Shelved
from pi_desktop.server.sql import among, texts
from pi_desktop.server.tables import SCOPE

ALLOCATION = "allocation"

_TEAM = SCOPE.c.team_id == bindparam("team")
_OF_STAFF = select(SCOPE.c.family_id, SCOPE.c.gained_v, SCOPE.c.lost_v).where(
    _TEAM, SCOPE.c.staff_id == bindparam("staff")
)
_OF_ALLOCATIONS = select(SCOPE.c.allocation_id, SCOPE.c.staff_id, SCOPE.c.lost_v).where(
    _TEAM, SCOPE.c.allocation_id.in_(among("ids"))
)
_OVERDUE = select(SCOPE.c.allocation_id).where(_TEAM, SCOPE.c.lost_v.is_(None), SCOPE.c.until < bindparam("today"))
_WORKING = select(SCOPE.c.allocation_id, SCOPE.c.staff_id).where(
    _TEAM, SCOPE.c.lost_v.is_(None), SCOPE.c.until.is_(None) | (SCOPE.c.until >= bindparam("today"))
)
_ROW = update(SCOPE).where(
    _TEAM, SCOPE.c.staff_id == bindparam("staff"), SCOPE.c.allocation_id == bindparam("allocation")
)
_PROLONG = _ROW.values(until=bindparam("new_until"))
_REGAIN = _ROW.values(until=bindparam("new_until"), gained_v=bindparam("at_v"), lost_v=None)
_LOSE = _ROW.values(lost_v=bindparam("at_v"))
_LAPSE = (
    update(SCOPE)
    .where(_TEAM, SCOPE.c.lost_v.is_(None), SCOPE.c.until < bindparam("today"))
    .values(lost_v=bindparam("at_v"))
)


@dataclass(frozen=True, slots=True)
class Scope:
    """A person's families. `held`: the number of the operation since which each one has been theirs without a break;
    `lost`: the number of the one that took a family away which is not theirs now."""

    held: dict[str, int]
    lost: dict[str, int]

    def gained_since(self, v: int) -> list[str]:
        return sorted(family for family, since in self.held.items() if since > v)

    def lost_since(self, v: int) -> list[str]:
        return sorted(family for family, since in self.lost.items() if since > v)


def scope_of(connection: Connection, team_id: str, staff_id: str) -> Scope:
    held: dict[str, int] = {}
    lost: dict[str, int] = {}
    for family, gained_v, lost_v in connection.execute(_OF_STAFF, {"team": team_id, "staff": staff_id}):
        if lost_v is None:
            held[family] = min(gained_v, held.get(family, gained_v))
        else:
            lost[family] = max(lost_v, lost.get(family, lost_v))
    return Scope(held, {family: v for family, v in lost.items() if family not in held})


def working(connection: Connection, team_id: str, today: date) -> set[tuple[str, str]]:
    """Who works with families by which allocation, but for what has lapsed without anybody's having been told."""
    rows = connection.execute(_WORKING, {"team": team_id, "today": today.isoformat()})
    return {(allocation_id, staff_id) for allocation_id, staff_id in rows}


def follow(connection: Connection, team_id: str, allocations: Sequence[Shelved], today: date) -> None:
    """Brings the scope in step with allocations that were made or changed. An allocation counts until its last day."""
    if not allocations:
        return
    rows = connection.execute(_OF_ALLOCATIONS, {"team": team_id, "ids": texts(each.id for each in allocations)})
    known: dict[str, dict[str, int | None]] = {}
    for allocation_id, staff_id, lost_v in rows:
        known.setdefault(allocation_id, {})[staff_id] = lost_v
    for allocation in allocations:
        _follow(connection, team_id, allocation, known.get(allocation.id, {}), today)


def holder(allocation: Shelved, today: date) -> str | None:
    """Who works with the family by an allocation; None where nobody does any more. It counts until its last day."""
    values = allocation.state().values
    staff_id, until = values.get("staff_id"), values.get("until")
    counts = allocation.family_id and not values.get("removed") and (until is None or until >= today.isoformat())
    return staff_id if counts else None


def _follow(
    connection: Connection, team_id: str, allocation: Shelved, known: dict[str, int | None], today: date
) -> None:
    staff_id, until = holder(allocation, today), allocation.state().values.get("until")
    facts: dict[str, Any] = {"team": team_id, "allocation": allocation.id, "at_v": allocation.v, "new_until": until}
    for other, lost_v in known.items():
        if lost_v is None and other != staff_id:
            connection.execute(_LOSE, {**facts, "staff": other})
    if staff_id is None:
        return
    if staff_id not in known:
        connection.execute(
            insert(SCOPE).values(
                team_id=team_id,
                staff_id=staff_id,
                allocation_id=allocation.id,
                family_id=allocation.family_id,
                until=until,
                gained_v=allocation.v,
                lost_v=None,
            )
        )
    else:
        connection.execute(_PROLONG if known[staff_id] is None else _REGAIN, {**facts, "staff": staff_id})


def overdue(connection: Connection, team_id: str, today: date) -> bool:
    """Whether an allocation has passed its last day without the scope's having been told."""
    return connection.execute(_OVERDUE.limit(1), {"team": team_id, "today": today.isoformat()}).first() is not None


def lapse(connection: Connection, team_id: str, today: date, v: int) -> None:
    """Ends what is past its last day, as of number `v`."""
    connection.execute(_LAPSE, {"team": team_id, "today": today.isoformat(), "at_v": v})
