"""The server of a run: killed at any time, and started again."""

import asyncio
import random
import signal
from dataclasses import replace

from pi_desktop.server.torture.faults import Fault, Happened
from pi_desktop.server.torture.host import Place
from pi_desktop.server.torture.judge import Findings
from pi_desktop.server.torture.processes import Part, Player
from pi_desktop.server.torture.proxy import Proxy


class Service:
    """Keeps a server process alive and tells the proxy where it is. `rough`: it may kill itself at any statement."""

    def __init__(
        self,
        part: Part[Place],
        place: Place,
        proxy: Proxy,
        happened: Happened,
        findings: Findings,
        chance: random.Random,
    ) -> None:
        self.rough = False
        self.address: str | None = None
        self._part = part
        self._place = place
        self._proxy = proxy
        self._happened = happened
        self._findings = findings
        self._chance = chance
        self._wanted = asyncio.Event()
        self._wanted.set()
        self._ready = asyncio.Event()
        self._player: Player | None = None
        self._closing = asyncio.Event()
        self._life = asyncio.create_task(self._live())

    async def ready(self) -> None:
        await self._ready.wait()

    def kill(self) -> None:
        if self._player:
            self._player.kill()

    async def stop(self) -> None:
        """Kills the server, and holds back the next until it is wanted again."""
        self._wanted.clear()
        player = self._player
        self.kill()
        if player:
            await player.ended

    def start(self) -> None:
        self._wanted.set()

    async def close(self) -> None:
        self._closing.set()
        self._wanted.set()
        self.kill()
        await self._life

    def faults(self) -> list[str]:
        """What the server has logged of its own failures."""
        lines = self._place.log.read_text("utf-8", "replace").splitlines() if self._place.log.exists() else []
        return [line for line in lines if '"level": "error"' in line or '"level": "critical"' in line]

    async def _live(self) -> None:
        while True:
            await self._wanted.wait()
            if self._closing.is_set():
                return
            kills_itself = self.rough and self._chance.random() < 0.5
            place = replace(self._place, dies_at=self._chance.randrange(30, 900) if kills_itself else None)
            self._player = Player(self._part, place, self._hear)
            code = await self._player.ended
            self._ready.clear()
            self._proxy.upstream = self.address = None
            if not self._closing.is_set() and code == -signal.SIGKILL:
                self._happened.count(Fault.SERVER_KILLED)
            elif not self._closing.is_set():
                self._findings.add("crashes", f"the server ended with {code}")
                await asyncio.sleep(1)

    def _hear(self, address: object) -> None:
        self.address = str(address)
        host, _, port = self.address.removeprefix("http://").partition(":")
        self._proxy.upstream = host, int(port)
        self._ready.set()
