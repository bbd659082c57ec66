"""One sync: everything that waits goes up, then everything new comes down, resumable at every page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from pi_desktop.clock import Clock
from pi_desktop.ids import Id
from pi_desktop.records.access import sight_of
from pi_desktop.records.digest import Digest
from pi_desktop.records.kinds import instant_text
from pi_desktop.records.operation import Operation
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.connection import Connection
from pi_desktop.store.drift import Scope, held
from pi_desktop.store.incoming import keep_arrived, keep_history, lose_classes, lose_families, regain_families
from pi_desktop.store.outbox import counts, keep_answers, next_batch
from pi_desktop.store.repair import repair, to_repair
from pi_desktop.store.restored import begin_again
from pi_desktop.store.settings import keep_setting, setting
from pi_desktop.store.unit_of_work import Changed, passing_transaction, transaction
from pi_desktop.sync.errors import NotAdmitted
from pi_desktop.sync.line import Line
from pi_desktop.sync.wire import Ask, Page

T = TypeVar("T")

PAGE = 2000
SLICE = 500
SCOPES = 50


class Write(Protocol):
    """Runs an action with the writing connection, between a person's saves, and waits for its result."""

    def __call__(self, action: Callable[[Connection], T]) -> T: ...


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one sync did. It ended with the server's confirmation of everything that had been sent."""

    sent: int
    arrived: int
    changed: Changed


class SyncClient:
    """Push, then pull, over one line. Every page is kept together with the cursor that belongs to it."""

    def __init__(self, line: Line, clock: Clock, write: Write) -> None:
        self._line = line
        self._clock = clock
        self._write = write

    def sync(self, progress: Callable[[int], None] = lambda arrived: None) -> SyncReport:
        """Sends and fetches until nothing waits here and the server has nothing more.

        `progress` is told the number of records that have arrived so far. Raises SyncError; what was kept until then
        stays, and the next sync goes on from there.
        """
        sent = arrived = 0
        types: set[str] = set()
        families: set[Id | None] = set()
        more, mended = True, False
        while more:
            ask, at_once = self._write(_next_ask)
            batch = ask.operations
            page = self._line.exchange(ask)
            if self._write(partial(begin_again, epoch=page.epoch)):
                continue
            changed = self._keep(batch, page, at_once)
            sent, arrived = sent + len(page.answers), arrived + len(page.arrived)
            types |= changed.record_types
            families |= changed.family_ids
            progress(arrived)
            if page.revoked and len(batch) == ask.waiting:
                raise NotAdmitted
            differs = bool(page.differs) and not mended
            if differs:
                self._repair(page.differs)
                mended = True
            more = page.more or differs or len(batch) < ask.waiting
        self._write(self._mark_synced)
        return SyncReport(sent, arrived, Changed(frozenset(types), frozenset(families)))

    def _repair(self, right: Mapping[Scope, Digest]) -> None:
        """Fetches whole what this laptop holds otherwise than the server. Raises ServerHoldsTooLittle."""
        wanted = self._write(partial(_to_repair, right=right))
        for start in range(0, len(wanted), SCOPES):
            page = self._line.exchange(self._write(partial(_ask_whole, scopes=wanted[start : start + SCOPES])))
            self._write(partial(_repair, page=page))

    def _keep(self, batch: Sequence[Operation], page: Page, at_once: int) -> Changed:
        """Keeps a page in slices, so that a person's save never waits for more than one of them."""
        slices = [page.arrived[start : start + at_once] for start in range(0, len(page.arrived), at_once)] or [()]
        for number, piece in enumerate(slices, start=1):
            self._write(
                partial(self._keep_slice, batch if number == 1 else [], piece, page, last=number == len(slices))
            )
        touched: list[Arrived | Operation] = [*page.arrived, *batch]
        return Changed(frozenset(each.record_type for each in touched), frozenset(each.family_id for each in touched))

    def _keep_slice(
        self,
        batch: Sequence[Operation],
        piece: tuple[Arrived, ...],
        page: Page,
        connection: Connection,
        *,
        last: bool,
    ) -> None:
        with transaction(connection):
            if batch:
                keep_answers(connection, batch, page.answers, instant_text(self._clock.now()))
            keep_arrived(connection, piece)
            if last:
                keep_history(connection, page.history)
                regain_families(connection, page.gained)
                lose_families(connection, page.lost, sight_of(page.role).parted_with)
                if page.role:
                    lose_classes(connection, sight_of(page.role).never)
                if page.cursor:
                    keep_setting(connection, "cursor", page.cursor)
                keep_setting(connection, "epoch", page.epoch)

    def _mark_synced(self, connection: Connection) -> None:
        with passing_transaction(connection):
            keep_setting(connection, "synced_at", instant_text(self._clock.now()))


def _next_ask(connection: Connection) -> tuple[Ask, int]:
    """What to ask next, and how many records of the answer to keep at once.

    Until everything has come for the first time these are more: hardly anybody writes here yet, and the fewer
    transactions, the less often a page of the file is encrypted and written that records of many families share.
    """
    batch = next_batch(connection)
    waiting = counts(connection).waiting
    limit = PAGE if len(batch) == waiting else 0
    digest = None if waiting else held(connection)
    cursor, epoch = setting(connection, "cursor"), setting(connection, "epoch")
    at_once = PAGE if setting(connection, "synced_at") is None else SLICE
    return Ask(cursor, batch, limit=limit, waiting=waiting, digest=digest, epoch=epoch), at_once


def _ask_whole(connection: Connection, scopes: Sequence[Scope]) -> Ask:
    return Ask(setting(connection, "cursor"), repair=scopes, limit=1, epoch=setting(connection, "epoch"))


def _to_repair(connection: Connection, right: Mapping[Scope, Digest]) -> tuple[Scope, ...]:
    with transaction(connection):
        return to_repair(connection, right)


def _repair(connection: Connection, page: Page) -> None:
    with transaction(connection):
        repair(connection, page.whole, page.arrived)
