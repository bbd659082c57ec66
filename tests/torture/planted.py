"""Ten defects that have lost other teams their data, each to be planted into a process before it starts."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from pi_desktop.records.access import Sight
from pi_desktop.records.operation import Operation
from pi_desktop.records.record import Visibility
from pi_desktop.records.state import State
from pi_desktop.server import batch, feed, inbox, incoming, teams
from pi_desktop.server.database import Database
from pi_desktop.server.exchange import Exchange
from pi_desktop.server.torture.desk import Laptop, run_device
from pi_desktop.server.torture.driver import Parts
from pi_desktop.server.torture.faults import Plan
from pi_desktop.server.torture.host import Place, run_server
from pi_desktop.store import incoming as arriving
from pi_desktop.store.settings import keep_setting
from pi_desktop.store.unit_of_work import transaction
from pi_desktop.sync import client
from pi_desktop.sync.client import SyncClient

QUIET = Plan(
    devices=3,
    seconds=4,
    seed=0,
    troubled=0.1,
    device_kill=None,
    server_kill=None,
    reassign=None,
    role_change=None,
    revoke=None,
    restore=None,
    newer_entry=None,
    changed_replay=None,
    pause=0.05,
)
"""Nothing goes wrong but the network now and then: each defect is looked for where it does its harm."""


def acknowledge_before_commit() -> None:
    """The laptop is told that its entries are taken, and a moment later they are."""
    take = Exchange._take

    @contextmanager
    def writing_late(self: Database) -> Iterator[Any]:
        self._one_writer.__enter__()
        connection = self._engine.connect().execution_options(writing=True)
        begun = connection.begin()

        def finish(how: Callable[[], None]) -> None:
            how()
            connection.close()
            self._one_writer.__exit__(None, None, None)

        def commit_late() -> None:
            time.sleep(0.4)
            finish(begun.commit)

        try:
            yield connection
        except BaseException:
            finish(begun.rollback)
            raise
        threading.Thread(target=commit_late, daemon=True).start()

    def take_before_commit(self: Exchange, *told: Any) -> Any:
        late = copy(self)
        late._database = copy(self._database)
        late._database.writing = partial(writing_late, self._database)
        return take(late, *told)

    Exchange._take = take_before_commit  # type: ignore[method-assign]


def cursor_before_its_page() -> None:
    """The laptop notes how far it has come before it has kept what came."""
    keep = SyncClient._keep

    def keep_cursor_first(self: SyncClient, sent: Any, page: Any) -> Any:
        def keep_cursor(connection: Any) -> None:
            with transaction(connection):
                keep_setting(connection, "cursor", page.cursor)

        if page.cursor:
            self._write(keep_cursor)
            time.sleep(0.2)
        return keep(self, sent, page)

    SyncClient._keep = keep_cursor_first  # type: ignore[method-assign]


def order_by_device_time() -> None:
    """Of two entries the one counts whose laptop's clock was later."""

    def latest_wins(_: Any, state: State, operation: Operation, *rest: Any) -> tuple[State, bool]:
        describe = rest[1]
        for group, edit in (operation.edits or {}).items():
            if all(describe(head)["at"] <= operation.at for head in state.standing(group)):
                state = state.alone(group, operation.op_id, edit.values)
        return state, False

    batch.merge = latest_wins


def loser_dropped() -> None:
    """Of two values that stand against each other the first stays, and the other is forgotten."""

    def first_stays(self: State, _: Any, group: str, rivals: list[dict[str, Any]]) -> State:
        return self.alone(group, rivals[0]["op"], rivals[0]["values"])

    State.contested = first_stays  # type: ignore[method-assign]


def late_commit_skipped() -> None:
    """Numbers are given out before the team's row is held, so a later number can be seen before an earlier one."""
    take, lock, reserved = Exchange._take, teams.lock_team, threading.local()
    spare = 50

    def take_with_early_number(self: Exchange, device: Any, request: Any, arrived: Any, now: Any) -> Any:
        with self._database.writing() as connection:
            reserved.first = lock(connection, device.team_id)
            teams.set_seq(connection, device.team_id, reserved.first + len(arrived) + spare)
        time.sleep(0.2 * random.random())
        try:
            return take(self, device, request, arrived, now)
        finally:
            del reserved.first

    Exchange._take = take_with_early_number  # type: ignore[method-assign]
    inbox.lock_team = lambda connection, team_id: getattr(reserved, "first", None) or lock(connection, team_id)
    inbox.set_seq = lambda *_: None


def changed_replay_accepted() -> None:
    """An operation is known by its id alone, whatever it says the second time."""
    incoming.digest_of = lambda _: "the same"


def purge_before_upload() -> None:
    """A family that its keyworker has lost goes at once, with what was written about it and not sent."""
    purge = arriving._purge

    def purge_at_once(connection: Any, family_id: str, classes: Any) -> bool:
        unsent = "state <> 'confirmed' AND json_extract(body, '$.f') = ?"
        connection.execute(f"DELETE FROM operation WHERE {unsent}", (family_id,))
        return purge(connection, family_id, classes)

    arriving._purge = purge_at_once


def pull_over_an_unsent_edit() -> None:
    """What arrives takes the place of what was written here and waits."""
    arriving.waiting_on = lambda *_: {}


def epoch_ignored() -> None:
    """The laptop takes no notice of the server's having come back from a backup."""
    client.begin_again = lambda *_, **__: False


def out_of_scope_record_sent() -> None:
    """Everybody is sent everything."""
    everything = frozenset(Visibility)
    feed.sight_of = lambda _: Sight(everywhere=everything, own=everything)


@dataclass(frozen=True)
class Defect:
    """`plant` puts it into the process of the server or of each laptop; `harm` are the findings that give it away."""

    plant: Callable[[], None]
    in_server: bool
    harm: frozenset[str]
    plan: Plan

    @property
    def name(self) -> str:
        return self.plant.__name__.replace("_", " ")

    @property
    def parts(self) -> Parts:
        if self.in_server:
            return Parts(server=partial(run_planted_server, self.plant))
        return Parts(laptop=partial(run_planted_laptop, self.plant))


def run_planted_server(plant: Callable[[], None], pipe: Connection[Any, Any], place: Place) -> None:
    plant()
    run_server(pipe, place)


def run_planted_laptop(plant: Callable[[], None], pipe: Connection[Any, Any], laptop: Laptop) -> None:
    plant()
    run_device(pipe, laptop)


def in_server(plant: Callable[[], None], harm: str, **plan: Any) -> Defect:
    return Defect(plant, True, frozenset(harm.split()), replace(QUIET, **plan))


def in_laptops(plant: Callable[[], None], harm: str, **plan: Any) -> Defect:
    return Defect(plant, False, frozenset(harm.split()), replace(QUIET, **plan))


DEFECTS = (
    in_server(acknowledge_before_commit, "lost drifted", server_kill=1.2),
    in_laptops(cursor_before_its_page, "lost drifted", device_kill=0.3),
    in_server(order_by_device_time, "unreported_conflicts"),
    in_server(loser_dropped, "unreported_conflicts"),
    in_server(late_commit_skipped, "lost drifted"),
    in_server(changed_replay_accepted, "lost", changed_replay=0.5),
    in_laptops(purge_before_upload, "lost", devices=4, reassign=0.15),
    in_laptops(pull_over_an_unsent_edit, "overwritten"),
    in_laptops(epoch_ignored, "lost drifted", restore=1.5),
    in_server(out_of_scope_record_sent, "out_of_scope"),
)
