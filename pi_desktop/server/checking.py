"""Whether what the database holds of a team fits together. Nothing is changed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import msgspec
from sqlalchemy import Connection, func, select

from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.digest import Digest
from pi_desktop.records.kinds import Link, Many
from pi_desktop.server import digests, scope, shelf
from pi_desktop.server.database import Database
from pi_desktop.server.shelf import Shelved
from pi_desktop.server.tables import OPERATION, RECORD
from pi_desktop.server.teams import team_row


@dataclass(slots=True)
class Report:
    """`wrong`: what must never be. `awaited`: how many ids records refer to that are not there, by the field that does
    so; a child may have arrived before its parent, so this is no fault unless it stays."""

    records: int = 0
    seq: int = 0
    wrong: list[str] = field(default_factory=list)
    awaited: Counter[str] = field(default_factory=Counter)


def check(database: Database, team_id: str, today: date) -> Report:
    """Looks through everything of a team, in one unchanging view."""
    report = Report()
    with database.reading() as connection:
        team = team_row(connection, team_id)
        if team is None:
            report.wrong.append("the team itself is not there")
            return report
        report.seq = team.seq
        report.wrong += _wrong_numbers(connection, team_id, team.seq)
        report.wrong += _wrong_versions(connection, team_id)
        _look_at_records(connection, team_id, today, report)
    return report


def _wrong_numbers(connection: Connection, team_id: str, seq: int) -> Iterator[str]:
    """Every number up to the team's last belongs to one operation."""
    given = select(OPERATION.c.v).where(OPERATION.c.team_id == team_id, OPERATION.c.v.is_not(None))
    numbers = connection.execute(given.order_by(OPERATION.c.v), execution_options={"yield_per": 5000})
    expected = 1
    for (v,) in numbers:
        if v < expected:
            yield f"number {v} was given twice"
        elif v > expected:
            yield f"numbers {expected} to {v - 1} belong to no operation"
        expected = max(expected, v + 1)
    if expected != seq + 1:
        yield f"the last operation is number {expected - 1}, and the team counts {seq}"


def _wrong_versions(connection: Connection, team_id: str) -> Iterator[str]:
    """Every record's version is the number of the last operation upon it."""
    last = (
        select(OPERATION.c.record_id, func.max(OPERATION.c.v).label("v"))
        .where(OPERATION.c.team_id == team_id)
        .group_by(OPERATION.c.record_id)
        .subquery()
    )
    astray = (
        select(RECORD.c.id)
        .outerjoin(last, last.c.record_id == RECORD.c.id)
        .where(RECORD.c.team_id == team_id, (RECORD.c.v != last.c.v) | last.c.v.is_(None))
    )
    for (record_id,) in connection.execute(astray):
        yield f"the version of record {record_id} is not that of its last operation"


def _look_at_records(connection: Connection, team_id: str, today: date, report: Report) -> None:
    there: set[str] = set()
    referred: dict[str, str] = {}
    sums: dict[digests.Scope, Digest] = {}
    working: set[tuple[str, str]] = set()
    for record in shelf.every(connection, team_id):
        there.add(record.id)
        try:
            referred |= {target: name for name, target in _references(record) if target not in referred}
            if record.type == scope.ALLOCATION and (staff_id := scope.holder(record, today)):
                working.add((record.id, staff_id))
        except (msgspec.DecodeError, msgspec.ValidationError):
            report.wrong.append(f"the body of record {record.id} cannot be read")
        for family in (record.family_id or digests.NO_FAMILY, digests.EVERY_FAMILY):
            part = (family, record.visibility)
            sums[part] = sums.get(part, Digest()).moved([(record.id, None, record.v)])
    report.records = len(there)
    report.awaited.update(name for target, name in referred.items() if target not in there)
    if sums != digests.of_team(connection, team_id):
        report.wrong.append("the sums that laptops compare theirs with are not those of the records")
    if working != scope.working(connection, team_id, today):
        report.wrong.append("who works with which family is not what the allocations say")


def _references(record: Shelved) -> Iterator[tuple[str, str]]:
    """The ids that a record refers to, each with the field that does so."""
    if record.family_id:
        yield f"{record.type}.family_id", record.family_id
    values = record.state().values
    for name in _links(record.type):
        found = values.get(name) or ()
        for target in (found,) if isinstance(found, str) else found:
            yield f"{record.type}.{name}", target


@cache
def _links(type_name: str) -> tuple[str, ...]:
    record_type = RECORD_TYPES.get(type_name)
    rules = record_type.rules if record_type else {}
    return tuple(
        name
        for name, rule in rules.items()
        if isinstance(rule.kind, Link) or (isinstance(rule.kind, Many) and isinstance(rule.kind.of, Link))
    )
