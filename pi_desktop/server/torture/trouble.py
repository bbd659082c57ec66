"""What is done to a run while people work: kills, reassignments, revocations, restores."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from pi_desktop.clock import Clock
from pi_desktop.ids import Id
from pi_desktop.server import enrolment
from pi_desktop.server.database import Database
from pi_desktop.server.sealed import new_key
from pi_desktop.server.torture.backup import Backup, back_up, operations_now, restore
from pi_desktop.server.torture.faults import Fault, Happened, Plan
from pi_desktop.server.torture.fleet import Fleet, Seat
from pi_desktop.server.torture.ledger import Ledger
from pi_desktop.server.torture.office import Office
from pi_desktop.server.torture.proxy import Proxy
from pi_desktop.server.torture.service import Service

_UNSENT_SAVES = 3
_MOST_BACKUPS = 3
_BACKUP_EVERY = 3.0
_GLANCE = 0.05

Deed = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Stage:
    """Everything that a run consists of."""

    plan: Plan
    database: Database
    team_id: Id
    folder: Path
    clock: Clock
    service: Service
    proxy: Proxy
    fleet: Fleet
    office: Office
    ledger: Ledger
    happened: Happened
    chance: random.Random
    replace: Callable[[Seat], Awaitable[None]]
    revoked: list[str] = field(default_factory=list)


class Trouble:
    """Lets each kind of thing go wrong early once, and then now and again, until it is over."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._over = asyncio.Event()
        self._history = asyncio.Lock()
        """Held by whoever cannot bear that the server's past changes meanwhile."""
        self._backups: list[Backup] = []
        self._backup_key = new_key()
        self._made = 0

    async def make(self) -> None:
        """Makes trouble for the time of the plan."""
        plan, stage = self._stage.plan, self._stage
        await self._back_up()
        deeds = (
            (plan.device_kill, self._kill_device),
            (plan.server_kill, self._kill_server),
            (plan.reassign, self._reassign),
            (plan.role_change, self._change_role),
            (plan.newer_entry, self._write_newer),
            (plan.changed_replay, self._replay_changed),
            (plan.revoke, self._revoke),
            (plan.restore and _BACKUP_EVERY, self._back_up),
            (plan.restore, self._restore),
        )
        stage.service.rough = plan.server_kill is not None
        running = [asyncio.create_task(self._now_and_again(every, deed)) for every, deed in deeds if every]
        await self._wait(plan.seconds)
        self._over.set()
        stage.service.rough = False
        await asyncio.gather(*running)

    async def _wait(self, seconds: float) -> bool:
        """Waits; gives whether it is over."""
        try:
            await asyncio.wait_for(self._over.wait(), max(0.0, seconds))
        except TimeoutError:
            return False
        return True

    async def _until(self, reached: Callable[[], bool], seconds: float) -> bool:
        """Waits until something is so; gives whether it was, in time."""
        end = monotonic() + seconds
        while not reached() and monotonic() < end:
            if await self._wait(_GLANCE):
                break
        return reached()

    async def _now_and_again(self, every: float, deed: Deed) -> None:
        chance = self._stage.chance
        early = min(every, self._stage.plan.seconds / 2)
        over = await self._wait(early * chance.uniform(0.3, 1))
        while not over:
            await deed()
            over = await self._wait(chance.expovariate(1 / every))

    async def _kill_device(self) -> None:
        seats = self._stage.fleet.seats
        self._stage.chance.choice(seats).kill()

    async def _kill_server(self) -> None:
        self._stage.service.kill()

    async def _reassign(self) -> None:
        await self._stage.office.reassign()
        self._stage.happened.count(Fault.REASSIGNED)

    async def _change_role(self) -> None:
        await self._stage.office.change_role()
        self._stage.happened.count(Fault.ROLE_CHANGED)

    async def _write_newer(self) -> None:
        await self._stage.office.write_newer()
        self._stage.happened.count(Fault.NEWER_ENTRY)

    async def _replay_changed(self) -> None:
        async with self._history:
            await self._stage.office.replay_changed()
        self._stage.happened.count(Fault.CHANGED_REPLAY)

    async def _back_up(self) -> None:
        async with self._history:
            await self._keep_backup()

    async def _keep_backup(self) -> None:
        stage, file = self._stage, self._stage.folder / f"backup-{self._made}"
        self._made += 1
        backup = await asyncio.to_thread(back_up, stage.database, stage.team_id, file, self._backup_key, stage.clock)
        self._backups = [*self._backups, backup][-_MOST_BACKUPS:]

    async def _restore(self) -> None:
        """Puts the server back to an older state, once there is something that it would forget."""
        stage = self._stage
        async with self._history:
            backup = stage.chance.choice(self._backups)
            await self._until(lambda: operations_now(stage.database, stage.team_id) > backup.operations, 5)
            if operations_now(stage.database, stage.team_id) > backup.operations:
                await stage.service.stop()
                await asyncio.to_thread(restore, stage.database, backup, stage.revoked, stage.clock)
                stage.service.start()
                stage.happened.count(Fault.RESTORED)

    async def _revoke(self) -> None:
        """Shuts a laptop out while it holds entries that it has not sent; it hands them in, and another replaces it."""
        stage = self._stage
        in_use = [seat for seat in stage.fleet.in_use if stage.ledger.laptops[seat.laptop.id]]
        if not in_use:
            return
        seat = stage.chance.choice(in_use)
        saves, before = stage.ledger.saves, stage.ledger.saves[seat.number]
        stage.proxy.cut_off.add(seat.laptop.id)
        holds = await self._until(lambda: saves[seat.number] >= before + _UNSENT_SAVES, 10)
        async with self._history:
            await asyncio.to_thread(self._shut_out, seat)
        stage.proxy.cut_off.discard(seat.laptop.id)
        if holds:
            stage.happened.count(Fault.REVOKED)
        if await self._until(seat.handed_in.is_set, 30):
            async with self._history:
                await stage.replace(seat)
                # No backup may be restored that does not know every laptop.
                self._backups = []
                await self._keep_backup()

    def _shut_out(self, seat: Seat) -> None:
        stage = self._stage
        with stage.database.writing() as connection:
            enrolment.revoke(connection, stage.team_id, seat.laptop.id, stage.clock.now(), shut_out=False)
        stage.revoked.append(seat.laptop.id)
        seat.revoked = True
