"""The team's office: it moves families between people, and runs a program that is one version ahead of all others."""

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pi_desktop.clock import Clock, local_day
from pi_desktop.ids import Id, Ids
from pi_desktop.records.kinds import instant_text
from pi_desktop.records.operation import Edit, Operation, Values
from pi_desktop.server.torture.ledger import Ledger, entry_of
from pi_desktop.server.torture.team import ROLES, World
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.outbox import Answer
from pi_desktop.sync.errors import SyncError
from pi_desktop.sync.line import HttpLine
from pi_desktop.sync.wire import Ask, Page

NEWER_TYPE = "lullaby"
NEWER_FIELD = "messenger"
_PAUSE = 0.1
_BATCH = 500


@dataclass(frozen=True, slots=True)
class NewerAsk(Ask):
    """What a program asks that is one version ahead."""

    def to_wire(self) -> dict[str, Any]:
        return {**Ask.to_wire(self), "schema": 2, "lullabies": True}


@dataclass(slots=True)
class Shown:
    """Everything that a device which sees all of the team is given from the beginning."""

    records: dict[str, Arrived] = field(default_factory=dict)
    history: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def role_of(self, staff_id: str) -> str:
        return str(self.records[staff_id].state.values["role"])

    def families_of(self, staff_id: str) -> frozenset[str]:
        """The families that somebody works with: an allocation that has ended did so before today."""
        allocations = [each for each in self.records.values() if each.record_type == "allocation"]
        return frozenset(
            str(each.family_id)
            for each in allocations
            if each.state.values["staff_id"] == staff_id and "until" not in each.state.values
        )


class Office:
    """A device of the team's lead that speaks the wire itself. What it has written it sends until it is answered."""

    def __init__(
        self,
        world: World,
        device_id: Id,
        address: Callable[[], str | None],
        clock: Clock,
        ledger: Ledger,
        chance: random.Random,
    ) -> None:
        self.device_id = device_id
        self.key = Ed25519PrivateKey.generate()
        self.refused: list[Answer] = []
        self._world = world
        self._address = address
        self._clock = clock
        self._ids = Ids(clock)
        self._ledger = ledger
        self._chance = chance
        self.client = httpx.Client(timeout=5.0, trust_env=False)
        self._one_at_a_time = asyncio.Lock()
        self._cursor: str | None = None
        self._epoch = ""
        self._written: list[Operation] = []
        self._heads: dict[tuple[str, str], str] = {}
        self._working = {each.id: each.staff_id for each in world.allocations}
        self._lullabies: list[tuple[Id, Id]] = []

    def close(self) -> None:
        self.client.close()

    async def reassign(self, family_id: str | None = None) -> None:
        """Gives one of a family's places to somebody else, ends it, or gives it back soon afterwards."""
        offered = [each for each in self._world.allocations if family_id in (None, each.family_id)]
        allocation = self._chance.choice(offered)
        before = self._working[allocation.id]
        after = self._chance.choice([*self._world.workers, None])
        await self._give(allocation.id, Id(allocation.family_id or ""), after.id if after else None)
        if self._chance.random() < 0.4:
            await asyncio.sleep(self._chance.random() * 0.4)
            await self._give(allocation.id, Id(allocation.family_id or ""), before)

    async def _give(self, allocation_id: Id, family_id: Id, staff_id: Id | None) -> None:
        """To somebody, or to nobody: then it ends yesterday."""
        yesterday = local_day(self._clock.now()) - timedelta(days=1)
        changes: dict[str, Values] = {"until": {"until": None if staff_id else yesterday.isoformat()}}
        if staff_id:
            changes["staff_id"] = {"staff_id": staff_id}
        self._working[allocation_id] = staff_id or Id("")
        await self._write(self._editing("allocation", allocation_id, family_id, changes))

    async def change_role(self) -> None:
        """Makes somebody something else in the team, who then sees more, or less, or other things."""
        person = self._chance.choice(self._world.people)
        role = self._chance.choice(sorted({*ROLES}))
        await self._write(self._editing("staff", person.id, None, {"role": {"role": role}}))

    async def write_newer(self) -> None:
        """An entry of a kind, or in a field, that no other program of the run knows."""
        word = f"n{self._chance.getrandbits(40):010x}"
        if self._lullabies and self._chance.random() < 0.4:
            record_id, family_id = self._chance.choice(self._lullabies)
            await self._write(self._editing(NEWER_TYPE, record_id, family_id, {"words": {"words": word}}))
        elif self._chance.random() < 0.4:
            record_id, family_id = self._ids.new(), self._chance.choice(self._world.families)
            self._lullabies.append((record_id, family_id))
            made = {"made_at": instant_text(self._clock.now()), "made_by": self._world.lead.id, "words": word}
            await self._write(self._operation(NEWER_TYPE, record_id, family_id, new=made, op_id=record_id))
        else:
            await self._write(self._messenger(word))

    async def replay_changed(self) -> None:
        """The same operation twice, with other content the second time. If that is taken, it must not be lost."""
        operation = self._messenger(f"n{self._chance.getrandbits(40):010x}")
        await self._write(operation)
        word = f"n{self._chance.getrandbits(40):010x}"
        changed = replace(operation, edits={NEWER_FIELD: Edit((operation.record_id,), {NEWER_FIELD: word})})
        for answer in (await self._exchange([changed])).answers:
            if answer.outcome != "refused":
                self._ledger.claims.append(entry_of(self.device_id, changed))

    async def catch_up(self) -> int:
        """One round trip, and what it moved: nothing once the office has met the server's present life."""
        before = self._epoch
        page = await self._exchange([])
        return len(page.arrived) if self._epoch == before else len(self._written)

    async def everything(self) -> Shown:
        """All that the team has, read anew from the beginning."""
        shown, cursor, more = Shown(), None, True
        while more:
            page = await asyncio.to_thread(self._line().exchange, NewerAsk(cursor))
            shown.records |= {each.record_id: each for each in page.arrived}
            shown.history |= {told["op"]["op"]: told["op"] for told in page.history if "op" in told["op"]}
            cursor, more = page.cursor, page.more
        return shown

    async def _write(self, operation: Operation) -> None:
        self._written.append(operation)
        for answer in (await self._exchange([operation])).answers:
            if answer.outcome == "refused":
                self.refused.append(answer)
        self._ledger.keep([entry_of(self.device_id, operation)])

    async def _exchange(self, operations: list[Operation]) -> Page:
        """Asks until there is an answer. In another life of the server everything is sent again, in its order."""
        async with self._one_at_a_time:
            page = await self._ask(operations)
            while self._epoch != page.epoch:
                self._epoch = page.epoch
                batches = [self._written[start : start + _BATCH] for start in range(0, len(self._written), _BATCH)]
                for batch in (*batches, operations):
                    page = await self._ask(batch)
            return page

    async def _ask(self, operations: list[Operation]) -> Page:
        while True:
            try:
                page = await asyncio.to_thread(
                    self._line().exchange, NewerAsk(self._cursor, operations, epoch=self._epoch or None)
                )
            except SyncError:
                await asyncio.sleep(_PAUSE)
            else:
                self._cursor = page.cursor
                return page

    def _line(self) -> HttpLine:
        return HttpLine(self._address() or "http://127.0.0.1:1", self.device_id, self.key, self.client)

    def _messenger(self, word: str) -> Operation:
        details = self._chance.choice([each for each in self._world.records if each.type_name == "contact_details"])
        changes = {NEWER_FIELD: {NEWER_FIELD: word}}
        return self._editing(details.type_name, details.id, Id(details.family_id or ""), changes)

    def _editing(
        self, record_type: str, record_id: Id, family_id: Id | None, changes: Mapping[str, Values]
    ) -> Operation:
        """An edit of fields that only the office writes: it has seen whatever it wrote last."""
        op_id = self._ids.new()
        edits = {
            group: Edit((self._heads.get((record_id, group), record_id),), values) for group, values in changes.items()
        }
        self._heads |= dict.fromkeys(((record_id, group) for group in changes), op_id)
        return self._operation(record_type, record_id, family_id, edits=edits, op_id=op_id)

    def _operation(
        self,
        record_type: str,
        record_id: Id,
        family_id: Id | None,
        *,
        op_id: Id,
        new: Values | None = None,
        edits: Mapping[str, Edit] | None = None,
    ) -> Operation:
        return Operation(
            op_id=op_id,
            record_type=record_type,
            record_id=record_id,
            family_id=family_id,
            by=self._world.lead.id,
            at=instant_text(self._clock.now()),
            seq=len(self._written) + 1,
            new=new,
            edits=edits,
        )
