"""A server's database in one encrypted file, and in it a fresh team for each test or example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from pi_desktop.clock import FixedClock
from pi_desktop.ids import Id, Ids
from pi_desktop.server import founding, inbox
from pi_desktop.server.batch import Answer, Sender
from pi_desktop.server.database import Database, open_encrypted
from pi_desktop.server.feed import Feed, Page
from pi_desktop.server.incoming import receive
from pi_desktop.server.migrate import bring_up_to_date
from pi_desktop.server.postgresql import open_postgresql
from pi_desktop.server.shelf import values_of
from pi_desktop.server.teams import person, team_row
from tests.postgresql import cluster, kinds_of_database

__all__ = ["cluster"]

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
WHEN = "2026-11-24T09:15:00.000Z"


@dataclass
class ATeam:
    """A team at the server, driven without HTTP."""

    database: Database
    clock: FixedClock
    ids: Ids
    id: Id
    count: int = 0
    families: list[Id] = field(default_factory=list)

    def join(self, name: str, role: str) -> Id:
        operation = founding.a_colleague(self.id, name, role, self.clock)
        founding.enter(self.database, self.id, [operation], self.clock)
        return operation.record_id

    def sender(self, staff_id: Id, device_id: str, role: str = "therapist") -> Sender:
        return Sender(self.id, device_id, f"{device_id}'s laptop", staff_id, role)

    def take(self, sender: Sender, *sent: object) -> list[Answer]:
        with self.database.writing() as connection:
            return inbox.take(connection, sender, [receive(each) for each in sent], self.clock.now())

    def enter(self, *sent: object) -> list[Answer]:
        """Takes operations in on behalf of the team itself."""
        return self.take(Sender(self.id), *sent)

    def page(self, staff_id: Id, cursor: str | None, limit: int = 1000) -> Page:
        with self.database.reading() as connection:
            team = team_row(connection, self.id)
            assert team
            feed = Feed(connection, self.id, team, person(connection, self.id, staff_id))
            return feed.page(cursor, limit=limit, history=True, known=frozenset())

    def values(self, record_id: str) -> Mapping[str, Any] | None:
        with self.database.reading() as connection:
            return values_of(connection, self.id, record_id)

    def making(self, by: Id, record_type: str, family_id: str | None = None, **values: object) -> dict[str, Any]:
        new = {"made_at": WHEN, "made_by": by, **values}
        return self._operation(by, record_type, self.ids.new(), family_id, new=new)

    def editing(
        self, by: Id, made: Mapping[str, Any], group: str, values: Mapping[str, object], *bases: str
    ) -> dict[str, Any]:
        edit = {group: [list(bases or (made["id"],)), dict(values)]}
        return self._operation(by, made["t"], made["id"], made.get("f"), edit=edit, op=self.ids.new())

    def _operation(
        self, by: Id, record_type: str, record_id: str, family_id: str | None, **rest: object
    ) -> dict[str, Any]:
        self.count += 1
        operation = {"t": record_type, "id": record_id, "by": by, "at": WHEN, "n": self.count, **rest}
        return {**operation, "f": family_id} if family_id else operation


@pytest.fixture(scope="session", params=kinds_of_database())
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database of each kind; every test has teams of its own in it."""
    if request.param == "sqlite":
        opened = open_encrypted(tmp_path_factory.mktemp("database") / "team.db", "7a" * 32, create=True)
    else:
        opened = open_postgresql(request.getfixturevalue("cluster").make_database())
    with opened:
        bring_up_to_date(opened)
        yield opened


def found_team(database: Database) -> ATeam:
    clock = FixedClock(NOON)
    ids = Ids(clock)
    team_id = ids.new()
    founding.found(database, team_id, [founding.the_team(team_id, "Wren", clock)], clock)
    return ATeam(database, clock, ids, team_id)


@pytest.fixture
def team(database: Database) -> ATeam:
    return found_team(database)
