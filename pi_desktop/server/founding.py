"""What enters the team at the server itself: its own record, its first people, an invented team. It goes through the
same inbox as everything else."""

from collections.abc import Iterable
from itertools import islice

from pi_desktop.clock import Clock
from pi_desktop.ids import Id, Ids
from pi_desktop.records import type_of
from pi_desktop.records.kinds import instant_text
from pi_desktop.records.operation import Operation
from pi_desktop.records.record import Record
from pi_desktop.records.team import Staff, Team
from pi_desktop.server import inbox, teams
from pi_desktop.server.batch import Sender
from pi_desktop.server.database import Database
from pi_desktop.server.errors import PersonUnknown
from pi_desktop.server.incoming import receive

_BATCH = 2000


def found(database: Database, team_id: Id, operations: Iterable[Operation], clock: Clock) -> int:
    """Begins a team with its first operations; gives how many there were."""
    with database.writing() as connection:
        teams.add_team(connection, team_id)
    return enter(database, team_id, operations, clock)


def enter(database: Database, team_id: Id, operations: Iterable[Operation], clock: Clock) -> int:
    """Takes operations in on behalf of the team itself; one that is refused is a defect of whoever made it."""
    remaining, count = iter(operations), 0
    while batch := [operation.to_wire() for operation in islice(remaining, _BATCH)]:
        with database.writing() as connection:
            answers = inbox.take(connection, Sender(team_id), [receive(each) for each in batch], clock.now())
        refused = [each for each in answers if each.outcome == "refused"]
        if refused:
            raise ValueError(f"{len(refused)} operations were refused, the first because {refused[0].why}")
        count += len(answers)
    return count


def the_team(team_id: Id, name: str, clock: Clock) -> Operation:
    return making(Team(id=team_id, made_at=clock.now(), made_by=team_id, name=name), team_id, clock)


def a_colleague(team_id: Id, name: str, role: str, clock: Clock) -> Operation:
    colleague = Staff(id=Ids(clock).new(), made_at=clock.now(), made_by=team_id, name=name, role=role)
    return making(colleague, team_id, clock)


def making(record: Record, team_id: Id, clock: Clock) -> Operation:
    """The operation that makes a record. Raises Refused where an entry cannot be kept."""
    record_type = type_of(record)
    record_type.check({name: getattr(record, name) for name in record_type.rules})
    return Operation(
        op_id=record.id,
        record_type=record_type.name,
        record_id=record.id,
        family_id=record.family_id,
        by=team_id,
        at=instant_text(clock.now()),
        seq=1,
        new=record_type.values(record),
    )


def person_to_invite(database: Database, team_id: Id, name_or_id: str, role: str | None, clock: Clock) -> teams.Person:
    """Whoever goes by that name or id; with a role, somebody new is entered into the team. Raises PersonUnknown."""
    try:
        with database.reading() as connection:
            return teams.find_person(connection, team_id, name_or_id)
    except PersonUnknown:
        if role is None:
            raise
    operation = a_colleague(team_id, name_or_id, role, clock)
    enter(database, team_id, [operation], clock)
    with database.reading() as connection:
        return teams.person(connection, team_id, operation.record_id)
