"""The driver of a run: sets the stage, lets people work and things go wrong, and asks the judge at the end."""

import asyncio
import json
import random
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from pi_desktop.clock import SystemClock
from pi_desktop.ids import Id, Ids
from pi_desktop.server import enrolment, founding
from pi_desktop.server.database import Database
from pi_desktop.server.torture import holdings, team
from pi_desktop.server.torture.backup import forget
from pi_desktop.server.torture.desk import Laptop, run_device
from pi_desktop.server.torture.faults import Happened, Plan
from pi_desktop.server.torture.fleet import Fleet, Seat, new_laptop
from pi_desktop.server.torture.host import Place, run_server
from pi_desktop.server.torture.judge import Findings, Judge, Viewer
from pi_desktop.server.torture.ledger import Ledger, entry_of
from pi_desktop.server.torture.office import Office
from pi_desktop.server.torture.processes import Part, import_once
from pi_desktop.server.torture.proxy import Message, Proxy
from pi_desktop.server.torture.service import Service
from pi_desktop.server.torture.trouble import Stage, Trouble
from pi_desktop.sync.line import enrol
from pi_desktop.sync.wire import unpack

LEAST_SAVES_A_MINUTE = 20
_MOST_ROUNDS = 60
_EXPECTED_NONE = (
    "lost",
    "diverged",
    "unreported_conflicts",
    "out_of_scope",
    "drifted",
    "overwritten",
    "careless",
    "unsent",
    "turned_away",
    "set_aside",
    "crashes",
    "server_faults",
    "restless",
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the processes of a run do."""

    server: Part[Place] = run_server
    laptop: Part[Laptop] = run_device


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has shown. `figures` is the line that is printed; `sentences` are for whoever looks for the cause."""

    figures: dict[str, object]
    sentences: tuple[str, ...]
    faultless: bool
    complete: bool

    @property
    def held(self) -> bool:
        """Nothing was lost, and enough was tried for that to mean something."""
        return self.faultless and self.complete

    def line(self) -> str:
        return json.dumps(self.figures)


def torture(plan: Plan, folder: Path | None = None, parts: Parts | None = None) -> Outcome:
    """Runs the plan with real processes. Files stay in `folder` if one is given."""
    import_once()
    if folder is not None:
        return asyncio.run(_Run(plan, folder, parts or Parts()).run())
    with tempfile.TemporaryDirectory(prefix="torture-") as made:
        return asyncio.run(_Run(plan, Path(made), parts or Parts()).run())


class _Run:
    def __init__(self, plan: Plan, folder: Path, parts: Parts) -> None:
        self._plan = plan
        self._folder = folder
        self._parts = parts
        self._chance = random.Random(plan.seed)
        self._clock = SystemClock()
        self._ids = Ids(self._clock)
        self._ledger = Ledger()
        self._findings = Findings()
        self._happened = Happened(plan, self._chance)
        self._world = team.invent(plan.devices, self._clock, self._chance)
        self._laptops = 0

    async def run(self) -> Outcome:
        begun = monotonic()
        place = Place(self._folder / "server", self._plan.database, self._folder / "server.log")
        database = place.home().make(self._world.team_id)
        founding.found(database, self._world.team_id, self._world.operations(), self._clock)
        try:
            stage = await self._set(place, database)
            seconds = await self._work(stage)
            await self._come_to_rest(stage)
            await self._judge(stage)
        finally:
            if self._plan.database:
                forget(database, self._world.team_id)
            database.close()
        return self._outcome(seconds, monotonic() - begun)

    async def _set(self, place: Place, database: Database) -> Stage:
        proxy = Proxy(self._happened, self._chance, self._reassign_in_upload)
        self._url = await proxy.open()
        service = Service(self._parts.server, place, proxy, self._happened, self._findings, self._chance)
        fleet = Fleet(self._parts.laptop, self._ledger, self._happened, self._findings, self._chance)
        office = Office(self._world, self._ids.new(), lambda: service.address, self._clock, self._ledger, self._chance)
        stage = Stage(
            plan=self._plan,
            database=database,
            team_id=self._world.team_id,
            folder=self._folder,
            clock=self._clock,
            service=service,
            proxy=proxy,
            fleet=fleet,
            office=office,
            ledger=self._ledger,
            happened=self._happened,
            chance=self._chance,
            replace=self._replace,
        )
        self._stage = stage
        await service.ready()
        code = self._invite(self._world.lead.id)
        await asyncio.to_thread(
            enrol, service.address or "", code, office.device_id, office.key, "office", office.client
        )
        for number in range(self._plan.devices):
            self._seat(number)
        await asyncio.gather(*(seat.enrolled.wait() for seat in fleet.seats))
        return stage

    def _invite(self, staff_id: Id) -> str:
        with self._stage.database.writing() as connection:
            return enrolment.invite(connection, self._world.team_id, staff_id, self._clock.now())

    def _seat(self, number: int) -> Seat:
        owner = self._world.people[team.owner_of(number)]
        laptop = new_laptop(self._laptops, number, owner, self._world.team_id, self._ids.new(), self._folder, self._url)
        self._laptops += 1
        code = self._invite(owner.id)
        seed, pause = self._chance.getrandbits(32), max(self._plan.pause, 0.03 * self._plan.devices)
        seat = Seat(number, replace(laptop, code=code, seed=seed, pause=pause), owner)
        self._stage.fleet.begin(seat)
        return seat

    async def _replace(self, seat: Seat) -> None:
        """Another laptop for the same person."""
        await self._seat(seat.number).enrolled.wait()

    async def _reassign_in_upload(self, request: Message) -> bool:
        """Moves one of the families that an upload is about, while the upload is under way."""
        if not request.device or not request.body.startswith(b"\x28\xb5\x2f\xfd"):
            return False
        families = [sent["f"] for sent in json.loads(unpack(request.body))["ops"] if sent.get("f")]
        if not families:
            return False
        await self._stage.office.reassign(self._chance.choice(families))
        return True

    async def _work(self, stage: Stage) -> float:
        begun = monotonic()
        await Trouble(stage).make()
        return monotonic() - begun

    async def _come_to_rest(self, stage: Stage) -> None:
        """Nothing goes wrong any more; everybody synchronises until nothing moves."""
        stage.proxy.cut_off.clear()
        stage.fleet.finish()
        await stage.service.stop()
        stage.service.start()
        await stage.service.ready()
        await stage.proxy.settle()
        for _ in range(_MOST_ROUNDS):
            moved = await stage.office.catch_up()
            rested = await stage.fleet.rest()
            if not moved and not any(each.moved or each.waiting or each.fault for each in rested):
                return
        for seat, each in zip(stage.fleet.seats, rested, strict=True):
            if each.moved or each.waiting or each.fault:
                self._findings.add("restless", f"{seat.laptop.label}: {each}")

    async def _judge(self, stage: Stage) -> None:
        shown = await stage.office.everything()
        await stage.fleet.close()
        await stage.service.close()
        await stage.proxy.close()
        stage.office.close()
        for fault in stage.service.faults():
            self._findings.add("server_faults", fault)
        for answer in stage.office.refused:
            self._findings.add("set_aside", f"the office: {answer}")
        viewers = [
            Viewer(
                device=seat.laptop.id,
                label=seat.laptop.label,
                role=shown.role_of(seat.owner.id),
                families=shown.families_of(seat.owner.id),
                admitted=not seat.revoked,
                holdings=holdings.read(seat.laptop.path, seat.laptop.raw_key, seat.laptop.id),
            )
            for seat in stage.fleet.seats
        ]
        founded = [entry_of("", operation) for operation in self._world.operations()]
        judged = Judge(self._ledger, founded, viewers, shown).judge()
        self._findings.counts += judged.counts
        self._findings.sentences += judged.sentences

    def _outcome(self, seconds: float, whole: float) -> Outcome:
        rates = [self._ledger.saves[number] * 60 / seconds for number in range(self._plan.devices)]
        absent = self._happened.absent()
        figures: dict[str, object] = {
            "told_saved": len(self._ledger.told),
            **{kind: self._findings.counts[kind] for kind in _EXPECTED_NONE},
            **self._happened.told(),
            "absent": absent,
            "least_saves_a_minute": round(min(rates), 1),
            "devices": self._plan.devices,
            "database": "postgresql" if self._plan.database else "sqlite",
            "seconds": round(seconds, 1),
            "whole_seconds": round(whole, 1),
            "seed": self._plan.seed,
        }
        return Outcome(
            figures=figures,
            sentences=tuple(self._findings.sentences),
            faultless=not self._findings.counts,
            complete=not absent and min(rates) >= LEAST_SAVES_A_MINUTE,
        )
