"""A team at the server: its running number, its epoch, its people."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from pi_desktop.ids import Id
from pi_desktop.server.errors import PersonUnknown
from pi_desktop.server.shelf import Shelved, values_of
from pi_desktop.server.tables import RECORD, TEAM

_ROW = select(TEAM.c.seq, TEAM.c.epoch, TEAM.c.secret).where(TEAM.c.team_id == bindparam("team"))


@dataclass(frozen=True, slots=True)
class TeamRow:
    """`seq`: number of the last operation applied. `epoch`: which life of the database. `secret`: seals tokens."""

    seq: int
    epoch: str
    secret: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works in the team, as far as the server must know."""

    id: Id
    name: str
    role: str
    left_on: str | None = None

    def has_left(self, today: date) -> bool:
        return self.left_on is not None and self.left_on < today.isoformat()


def add_team(connection: Connection, team_id: str) -> None:
    connection.execute(
        insert(TEAM).values(team_id=team_id, seq=0, epoch=secrets.token_hex(8), secret=secrets.token_hex(32))
    )


def begin_new_life(connection: Connection, team_id: str) -> None:
    """Gives the team another epoch: to be done whenever its database was put back to an older state. Devices then
    send again what they have kept, and read everything anew."""
    connection.execute(update(TEAM).where(TEAM.c.team_id == team_id).values(epoch=secrets.token_hex(8)))


def team_row(connection: Connection, team_id: str) -> TeamRow | None:
    row = connection.execute(_ROW, {"team": team_id}).first()
    return TeamRow(*row) if row else None


def lock_team(connection: Connection, team_id: str) -> int:
    """Holds the team's row until the transaction ends, and gives the number of its last operation.

    Whoever waits for the row sees what was committed before, so numbers are committed in their order.
    """
    seq: int = connection.execute(_ROW.with_for_update(), {"team": team_id}).one().seq
    return seq


def set_seq(connection: Connection, team_id: str, seq: int) -> None:
    connection.execute(update(TEAM).where(TEAM.c.team_id == team_id).values(seq=seq))


def team_name(connection: Connection, team_id: str) -> str:
    return str((values_of(connection, team_id, team_id) or {}).get("name", ""))


def person(connection: Connection, team_id: str, staff_id: str) -> Person:
    """A member of staff. One whom the team has taken back counts as nobody, who sees nothing but the index."""
    return _person(staff_id, values_of(connection, team_id, staff_id) or {})


def _person(staff_id: str, values: Mapping[str, Any]) -> Person:
    role = "" if values.get("removed") else str(values.get("role", ""))
    return Person(Id(staff_id), str(values.get("name", "")), role, values.get("left_on"))


def people(connection: Connection, team_id: str) -> list[Person]:
    """All who are or were in the team, by name."""
    rows = connection.execute(
        select(RECORD.c.id, RECORD.c.type, RECORD.c.family_id, RECORD.c.visibility, RECORD.c.v, RECORD.c.body).where(
            RECORD.c.team_id == team_id, RECORD.c.type == "staff"
        )
    )
    return sorted((_person(row[0], Shelved(*row).state().values) for row in rows), key=lambda each: each.name)


def find_person(connection: Connection, team_id: str, name_or_id: str) -> Person:
    """The one person with that id or name, in any case. Raises PersonUnknown."""
    wanted = name_or_id.strip().casefold()
    found = [each for each in people(connection, team_id) if each.role and wanted in (each.id, each.name.casefold())]
    if len(found) != 1:
        raise PersonUnknown(person=name_or_id)
    return found[0]
