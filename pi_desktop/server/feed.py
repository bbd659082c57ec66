"""Giving a laptop what its person may see: in the order in which it was committed, page by page."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, Table, bindparam, func, or_, select

from pi_desktop.records.access import sight_of
from pi_desktop.records.digest import Digest
from pi_desktop.server import digests
from pi_desktop.server.cursor import Backfill, Cursor, Stream
from pi_desktop.server.scope import Scope, scope_of
from pi_desktop.server.tables import OPERATION, RECORD, SCOPE
from pi_desktop.server.teams import Person, TeamRow


@dataclass(frozen=True, slots=True)
class Page:
    """What a device is given at once. Records and history are JSON texts, as they lie in the database.

    `gained` and `lost` are families that came into the person's sight since the cursor, or left it.
    """

    records: list[msgspec.Raw]
    history: list[msgspec.Raw]
    gained: list[str]
    lost: list[str]
    cursor: str
    more: bool
    reset: bool = False


_FAMILIES = select(SCOPE.c.family_id).where(
    SCOPE.c.team_id == bindparam("team"), SCOPE.c.staff_id == bindparam("staff"), SCOPE.c.lost_v.is_(None)
)


def _new_in_scope(table: Table, *columns: str) -> Select[Any]:
    """What is numbered above a position, of classes seen everywhere, or seen of the person's own families."""
    return (
        select(*(table.c[name] for name in columns))
        .where(
            table.c.team_id == bindparam("team"),
            table.c.v > bindparam("after"),
            or_(
                table.c.visibility.in_(bindparam("everywhere", expanding=True)),
                table.c.visibility.in_(bindparam("own", expanding=True)) & table.c.family_id.in_(_FAMILIES),
            ),
        )
        .order_by(table.c.v)
        .limit(bindparam("most"))
    )


def _of_family(table: Table, *columns: str) -> Select[Any]:
    return (
        select(*(table.c[name] for name in columns))
        .where(
            table.c.team_id == bindparam("team"),
            table.c.family_id == bindparam("family"),
            table.c.v > bindparam("after"),
            table.c.v <= bindparam("upto"),
            table.c.visibility.in_(bindparam("own", expanding=True)),
        )
        .order_by(table.c.v)
        .limit(bindparam("most"))
    )


_RECORD_COLUMNS = ("v", "id", "type", "family_id", "body")
_HISTORY_COLUMNS = ("v", "record_id", "body")
_TOLD = OPERATION.c.body.is_not(None)
_RECORDS = _new_in_scope(RECORD, *_RECORD_COLUMNS), _of_family(RECORD, *_RECORD_COLUMNS)
_HISTORY = (
    _new_in_scope(OPERATION, *_HISTORY_COLUMNS).where(_TOLD),
    _of_family(OPERATION, *_HISTORY_COLUMNS).where(_TOLD),
)


_OF_SCOPE = (
    select(*(RECORD.c[name] for name in _RECORD_COLUMNS))
    .where(
        RECORD.c.team_id == bindparam("team"),
        func.coalesce(RECORD.c.family_id, digests.NO_FAMILY) == bindparam("family"),
        RECORD.c.visibility == bindparam("visibility"),
    )
    .order_by(RECORD.c.v)
)


@dataclass(frozen=True, slots=True)
class Whole:
    """All records of one family and class: pairs of id and version, and the records."""

    family: str
    visibility: str
    ids: list[tuple[str, int]]
    records: list[msgspec.Raw]


class Feed:
    """What one person is given, in one unchanging view of the database."""

    def __init__(self, connection: Connection, team_id: str, team: TeamRow, person: Person) -> None:
        self._connection = connection
        self._team_id = team_id
        self._team = team
        self._person = person
        self._sight = sight_of(person.role)

    @cached_property
    def _scope(self) -> Scope:
        return scope_of(self._connection, self._team_id, self._person.id)

    def page(self, sent_cursor: str | None, *, limit: int, history: bool, known: AbstractSet[int]) -> Page:
        """The next page after a cursor, of about `limit` entries.

        `known` are numbers of operations whose outcome the device has already: their records are left out, but for
        families that have just come into scope, of which the device may have written from memory. A cursor of another
        life of the database, or one that cannot be read, begins again, and the page says so.
        """
        scope = self._scope
        cursor = Cursor.from_text(sent_cursor)
        reset = bool(sent_cursor) and not (cursor and cursor.fits(self._team.epoch, self._team.seq))
        if cursor is None or reset:
            cursor = Cursor(self._team.epoch, self._person.role, self._team.seq)
            gained, lost = (sorted(scope.held), self._not_held(scope.held)) if reset else ([], [])
        else:
            same_role = cursor.role == self._person.role
            gained = scope.gained_since(cursor.scope) if same_role else sorted(scope.held)
            cursor, lost = self._follow_scope(cursor, scope)
        records, stream = self._stream(_RECORDS, cursor.records, limit)
        told: list[Row[Any]] = []
        history_stream = cursor.history
        complete = self._complete(stream)
        if history and complete and len(records) < limit:
            told, history_stream = self._stream(_HISTORY, cursor.history, limit - len(records))
        if history:
            complete = complete and self._complete(history_stream)
        return Page(
            records=[_record(row) for row in records if row.v not in known or row.family_id in gained],
            history=[_told(row) for row in told],
            gained=gained,
            lost=lost,
            cursor=msgspec.structs.replace(cursor, records=stream, history=history_stream).to_text(),
            more=not complete,
            reset=reset,
        )

    def differs(self, digest: Digest) -> list[tuple[str, str, int, int]]:
        """Nothing where a laptop holds what it should; otherwise the right sums, by family and class, to find out."""
        held = self._scope.held
        if digests.in_sight(self._connection, self._team_id, self._sight, held) == digest:
            return []
        right = digests.by_scope(self._connection, self._team_id, self._sight, held)
        return [(family, each, sums.records, sums.total) for (family, each), sums in sorted(right.items())]

    def whole(self, wanted: Iterable[tuple[str, str]]) -> list[Whole]:
        """All that the person may see of these families and classes; what is out of sight is left out."""
        held = self._scope.held
        return [
            self._whole(family, each)
            for family, each in wanted
            if each in self._sight.everywhere or (family in held and each in self._sight.own)
        ]

    def _whole(self, family: str, visibility: str) -> Whole:
        facts = {"team": self._team_id, "family": family, "visibility": visibility}
        rows = self._connection.execute(_OF_SCOPE, facts).all()
        return Whole(family, visibility, [(row.id, row.v) for row in rows], [_record(row) for row in rows])

    def of_others(self, families: AbstractSet[str]) -> list[str]:
        """Those of these families that the person does not work with, and so may write about but not keep."""
        if not families or not self._sight.only_own:
            return []
        return sorted(families - self._scope.held.keys())

    def _follow_scope(self, cursor: Cursor, scope: Scope) -> tuple[Cursor, list[str]]:
        """Takes in what changed in the person's role and families; gives the families that left their sight."""
        head = self._team.seq
        if cursor.role != self._person.role:
            sees_less = not sight_of(cursor.role).everywhere <= self._sight.everywhere
            return Cursor(cursor.epoch, self._person.role, head), self._not_held(scope.held) if sees_less else []
        if not self._sight.only_own:
            return msgspec.structs.replace(cursor, scope=head), []
        gained, lost = scope.gained_since(cursor.scope), scope.lost_since(cursor.scope)
        records = cursor.records.follow_scope(gained, scope.held)
        history = cursor.history.follow_scope(gained, scope.held)
        return msgspec.structs.replace(cursor, scope=head, records=records, history=history), lost

    def _not_held(self, held: Iterable[str]) -> list[str]:
        """All families of the team but these: what a laptop that held more must let go of.

        Of all families it lets go, by itself, of the classes that its person's role never sees.
        """
        families = (
            select(RECORD.c.family_id)
            .distinct()
            .where(RECORD.c.team_id == self._team_id, RECORD.c.family_id.is_not(None))
        )
        return sorted(set(self._connection.scalars(families)).difference(held))

    def _stream(
        self, statements: tuple[Select[Any], Select[Any]], stream: Stream, limit: int
    ) -> tuple[list[Row[Any]], Stream]:
        """The next rows of a stream: families that came into scope first, then what is new in all of it."""
        new_in_scope, of_family = statements
        rows: list[Row[Any]] = []
        backlog, position = list(stream.backlog), stream.position
        facts = {"team": self._team_id, "staff": self._person.id}
        while backlog and len(rows) < limit:
            family_id, after, upto = (family := backlog[0]).family_id, family.after, family.upto
            most = limit - len(rows)
            wanted = {"family": family_id, "after": after, "upto": upto, "own": list(self._sight.only_own)}
            found = self._connection.execute(of_family, {"team": self._team_id, "most": most, **wanted}).all()
            rows += found
            backlog[:1] = [Backfill(family_id, found[-1].v, upto)] if len(found) == most else []
        if not backlog and len(rows) < limit and position < self._team.seq:
            most = limit - len(rows)
            seen = {"everywhere": list(self._sight.everywhere), "own": list(self._sight.only_own)}
            found = self._connection.execute(new_in_scope, {**facts, **seen, "after": position, "most": most}).all()
            rows += found
            position = found[-1].v if len(found) == most else self._team.seq
        return rows, Stream(position, tuple(backlog))

    def _complete(self, stream: Stream) -> bool:
        return not stream.backlog and stream.position == self._team.seq


def _record(row: Row[Any]) -> msgspec.Raw:
    """A record as it travels. Ids, types and numbers were checked when they came in; the body is passed on unread."""
    family = f'"f":"{row.family_id}",' if row.family_id else ""
    return msgspec.Raw(f'{{"t":"{row.type}","id":"{row.id}",{family}"v":{row.v},{row.body[1:]}')


def _told(row: Row[Any]) -> msgspec.Raw:
    return msgspec.Raw(f'{{"id":"{row.record_id}","v":{row.v},"op":{row.body}}}')
