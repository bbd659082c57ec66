"""Sums over what the server holds, by family and class, to tell a laptop when it holds something else."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select

from pi_desktop.records.access import Sight
from pi_desktop.records.digest import Digest, Step, sum_of
from pi_desktop.server.sql import among, texts
from pi_desktop.server.tables import DIGEST

NO_FAMILY = ""
EVERY_FAMILY = "*"
"""The sum of a whole class, so that what everybody holds costs one row, however many families there are."""

Scope = tuple[str, str]
"""A family, NO_FAMILY or EVERY_FAMILY, and a visibility class."""


class Move(NamedTuple):
    """A record that went from one version to another; None where there was none."""

    family_id: str | None
    visibility: str
    record_id: str
    before: int | None
    after: int


_COLUMNS = (DIGEST.c.family_id, DIGEST.c.visibility, DIGEST.c.records, DIGEST.c.total)
_OF_FAMILIES = select(*_COLUMNS).where(DIGEST.c.team_id == bindparam("team"), DIGEST.c.family_id.in_(among("families")))
_OF_TEAM = select(*_COLUMNS).where(DIGEST.c.team_id == bindparam("team"), DIGEST.c.family_id != EVERY_FAMILY)
_DROP = delete(DIGEST).where(
    DIGEST.c.team_id == bindparam("team"),
    DIGEST.c.family_id == bindparam("family"),
    DIGEST.c.visibility == bindparam("class"),
)


def note(connection: Connection, team_id: str, moves: Iterable[Move]) -> None:
    """Keeps the sums in step with the records, in the same transaction; the caller holds the team's row."""
    steps: dict[Scope, list[Step]] = {}
    for family_id, visibility, record_id, before, after in moves:
        steps.setdefault((family_id or NO_FAMILY, visibility), []).append((record_id, before, after))
    if not steps:
        return
    changes = {scope: Digest().moved(each) for scope, each in steps.items()}
    for (_, visibility), change in [*changes.items()]:
        of_class = (EVERY_FAMILY, visibility)
        changes[of_class] = changes.get(of_class, Digest()) + change
    sums = _read(connection, _OF_FAMILIES, team_id, {"families": texts({family for family, _ in changes})})
    known = [{"team": team_id, "family": family, "class": each} for family, each in changes if (family, each) in sums]
    if known:
        connection.execute(_DROP, known)
    new = {scope: sums.get(scope, Digest()) + change for scope, change in changes.items()}
    rows = [
        {"team_id": team_id, "family_id": family, "visibility": each, "records": digest.records, "total": digest.total}
        for (family, each), digest in new.items()
    ]
    connection.execute(insert(DIGEST), rows)


def of_team(connection: Connection, team_id: str) -> dict[Scope, Digest]:
    """All sums of a team."""
    return _read(connection, select(*_COLUMNS).where(DIGEST.c.team_id == bindparam("team")), team_id, {})


def in_sight(connection: Connection, team_id: str, sight: Sight, own: Iterable[str]) -> Digest:
    """The sum of all that a person may hold: classes seen everywhere, and the rest of their own families."""
    families = {*own, EVERY_FAMILY} if sight.only_own else {EVERY_FAMILY}
    sums = _read(connection, _OF_FAMILIES, team_id, {"families": texts(families)})
    return sum_of(
        digest
        for (family, each), digest in sums.items()
        if each in (sight.everywhere if family == EVERY_FAMILY else sight.only_own)
    )


def by_scope(connection: Connection, team_id: str, sight: Sight, own: Iterable[str]) -> dict[Scope, Digest]:
    """The sums of all that a person may hold, one by one."""
    sums, families = _read(connection, _OF_TEAM, team_id, {}), set(own)
    return {
        (family, each): digest
        for (family, each), digest in sums.items()
        if each in sight.everywhere or (family in families and each in sight.own)
    }


def _read(connection: Connection, statement: object, team_id: str, facts: Mapping[str, object]) -> dict[Scope, Digest]:
    rows = connection.execute(statement, {"team": team_id, **facts})  # type: ignore[call-overload]
    return {(family, visibility): Digest(records, total) for family, visibility, records, total in rows}
