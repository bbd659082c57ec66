"""The laptops of a run: each is started, listened to, and started again whenever it was killed."""

import asyncio
import random
import secrets
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pi_desktop.ids import Id
from pi_desktop.records.team import Staff
from pi_desktop.server.torture.desk import FINISH, Drifted, Enrolled, HandedIn, Hidden, Laptop, Rested, Saved
from pi_desktop.server.torture.faults import Fault, Happened
from pi_desktop.server.torture.judge import Findings
from pi_desktop.server.torture.ledger import Ledger
from pi_desktop.server.torture.processes import Part, Player

_SKEWS = (timedelta(0), timedelta(days=-3 * 365), timedelta(days=5 * 365), timedelta(hours=-7), timedelta(days=400))
_LONGEST_LOG = 1500
AGAIN = "again"


class Seat:
    """One laptop in use. `number` is its place in the fleet; a laptop that replaces it has the same."""

    def __init__(self, number: int, laptop: Laptop, owner: Staff) -> None:
        self.number = number
        self.laptop = laptop
        self.owner = owner
        self.revoked = False
        self.player: Player | None = None
        self.enrolled = asyncio.Event()
        self.handed_in = asyncio.Event()
        self.rested: asyncio.Queue[Rested] = asyncio.Queue()

    def kill(self) -> None:
        if self.player:
            self.player.kill()

    def say(self, word: str) -> None:
        if self.player:
            self.player.say(word)


def new_laptop(number: int, place: int, owner: Staff, team_id: Id, device_id: Id, folder: Path, url: str) -> Laptop:
    """A laptop as it comes out of its box: a wrong clock, a key of its own, nothing on it."""
    return Laptop(
        id=device_id,
        label=f"laptop {number}",
        staff_id=owner.id,
        team_id=team_id,
        path=folder / f"laptop-{number}.db",
        raw_key=secrets.token_hex(32),
        private_key=Ed25519PrivateKey.generate().private_bytes_raw(),
        url=url,
        code="",
        skew=_SKEWS[place % len(_SKEWS)],
        seed=number,
        pause=0,
    )


class Fleet:
    """All laptops, and what they say. `rough`: they may kill themselves in the middle of a transaction."""

    def __init__(
        self, part: Part[Laptop], ledger: Ledger, happened: Happened, findings: Findings, chance: random.Random
    ) -> None:
        self.seats: list[Seat] = []
        self.rough = True
        self._part = part
        self._ledger = ledger
        self._happened = happened
        self._findings = findings
        self._chance = chance
        self._lives: list[asyncio.Task[None]] = []
        self._closing = asyncio.Event()

    @property
    def in_use(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.enrolled.is_set() and not seat.revoked]

    def begin(self, seat: Seat) -> None:
        self.seats.append(seat)
        self._lives.append(asyncio.create_task(self._live(seat)))

    def finish(self) -> None:
        """Nobody saves any more."""
        self.rough = False
        for seat in self.seats:
            seat.say(FINISH)

    async def rest(self) -> list[Rested]:
        """What each laptop's next undisturbed sync has done."""
        found = [await seat.rested.get() for seat in self.seats]
        for seat in self.seats:
            seat.say(AGAIN)
        return found

    async def close(self) -> None:
        self._closing.set()
        for seat in self.seats:
            seat.kill()
        await asyncio.gather(*self._lives)

    async def _live(self, seat: Seat) -> None:
        while not self._closing.is_set():
            kills_itself = self.rough and seat.enrolled.is_set() and self._chance.random() < 0.4
            dies_at = self._chance.randrange(20, 1200) if kills_itself else None
            seat.player = Player(self._part, replace(seat.laptop, dies_at=dies_at), self._hearing(seat))
            if not self.rough:
                seat.say(FINISH)
            code = await seat.player.ended
            if self._closing.is_set():
                return
            if code == -signal.SIGKILL:
                self._happened.count(Fault.DEVICE_KILLED)
            else:
                self._findings.add("crashes", f"{seat.laptop.label} ended with {code}: {self._last_words(seat)}")
                await asyncio.sleep(1)
            seat.laptop = replace(seat.laptop, attempt=seat.laptop.attempt + 1)

    def _hearing(self, seat: Seat) -> Callable[[object], None]:
        def hear(said: object) -> None:
            if isinstance(said, Saved):
                self._ledger.keep(said.entries)
                self._ledger.saves[seat.number] += 1
                self._ledger.laptops[seat.laptop.id] += 1
            elif isinstance(said, Hidden):
                for op in said.ops:
                    self._findings.add("overwritten", f"{seat.laptop.label}: unsent operation {op} is not shown")
            elif isinstance(said, Drifted):
                self._findings.add("drifted", f"{seat.laptop.label}: {said.scopes}")
            elif isinstance(said, Enrolled):
                seat.enrolled.set()
            elif isinstance(said, HandedIn):
                seat.handed_in.set()
                if not seat.revoked:
                    self._findings.add("turned_away", f"{seat.laptop.label} is not admitted any more")
            elif isinstance(said, Rested):
                seat.rested.put_nowait(said)

        return hear

    def _last_words(self, seat: Seat) -> str:
        log = seat.laptop.path.with_suffix(".log")
        return log.read_text("utf-8", "replace")[-_LONGEST_LOG:] if log.exists() else ""
