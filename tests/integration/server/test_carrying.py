"""The program carries attachments after the records, and goes on wherever it was cut."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import httpx
import pytest
from sqlalchemy import delete, func, select, update

from pi_desktop.clock import SystemClock
from pi_desktop.ids import Id, Ids
from pi_desktop.practice import attachments
from pi_desktop.practice.status import sync_status
from pi_desktop.records import Allocation, Attachment, Family
from pi_desktop.records.attachment import PIECE_BYTES
from pi_desktop.server import enrolment, teams
from pi_desktop.server.home import Home
from pi_desktop.server.tables import CONTENT, CONTENT_PIECE
from pi_desktop.store.connection import Connection
from pi_desktop.store.store import Store, create_store, open_store
from pi_desktop.sync.attachments import Carrier
from pi_desktop.sync.client import SyncClient
from pi_desktop.sync.errors import NoConnection, NotAdmitted, NotThereYet
from pi_desktop.sync.line import HttpLine
from tests.families import RAW_KEY
from tests.integration.server.conftest import Server, serving
from tests.integration.server.laptop import Laptop
from tests.pictures import picture

T = TypeVar("T")
seeds = itertools.count(1)
CLOCK = SystemClock()


class Cut(httpx.BaseTransport):
    """Loses the first request for each piece on its way, then the answer to the second; the third comes through."""

    def __init__(self) -> None:
        self.way = httpx.HTTPTransport()
        self.tries: dict[tuple[str, str], int] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        piece = (request.method, request.url.path)
        self.tries[piece] = self.tries.get(piece, 0) + 1
        if self.tries[piece] == 1:
            raise httpx.ConnectError("lost on its way")
        answer = self.way.handle_request(request)
        if self.tries[piece] == 2:
            answer.read()
            raise httpx.ReadError("the answer was lost")
        return answer

    def close(self) -> None:
        self.way.close()


@dataclass
class Desk:
    """The program's own store and line on one person's laptop."""

    folder: Path
    bare: Laptop
    store: Store = field(init=False)
    client: httpx.Client = field(default_factory=lambda: httpx.Client(trust_env=False))

    def __post_init__(self) -> None:
        path = self.folder / f"{self.bare.id}.db"
        create_store(path, RAW_KEY, Id(self.bare.staff_id), Ids(CLOCK).new(), Id(self.bare.id))
        self.store = open_store(path, RAW_KEY, CLOCK, Ids(CLOCK))
        self.connect(self.client)

    def connect(self, client: httpx.Client) -> None:
        self.line = HttpLine(self.bare.address, self.bare.id, self.bare.key, client)
        self.records = SyncClient(self.line, CLOCK, self._write)
        self.carrier = Carrier(self.line, self._write)

    def _write(self, action: Callable[[Connection], T]) -> T:
        return action(self.store.writing)

    def dies_and_begins_again(self) -> None:
        """The process ends without any goodbye, and another opens the file."""
        self.store.lock.let_go()
        self.store = open_store(self.folder / f"{self.bare.id}.db", RAW_KEY, CLOCK, Ids(CLOCK))
        self.connect(self.client)

    def sync(self) -> None:
        """The records, then all that there is to carry."""
        self.records.sync()
        self.carrier.look_again()
        while self.carrier.carry():
            pass

    def family(self) -> Family:
        """A family that this person works with."""
        with self.store.unit_of_work() as uow:
            family_id = uow.ids.new()
            return uow.make(
                Family, id=family_id, family_id=family_id, reference="F-1", surname="Example", stage="in_therapy"
            )

    def attach(self, family: Family, content: bytes, media_type: str = "png") -> Attachment:
        with self.store.unit_of_work() as uow:
            return attachments.attach(uow, record=family, media_type=media_type, content=content)

    def content(self, made: Attachment) -> bytes | None:
        with contextlib.suppress(attachments.NotHereYet):
            return attachments.content(self.store.reader, attachment_id=made.id)
        return None

    def missing(self, made: Attachment) -> list[int]:
        """The pieces that the server has not got."""
        return self.line.missing_pieces(made.id)

    def pieces_of(self, family: Family) -> int:
        ((found,),) = self.store.reader.rows("SELECT count(*) FROM content_piece WHERE family_id = ?", (family.id,))
        return int(found)

    @property
    def still(self) -> tuple[int, int]:
        """How many attachments are still to be sent, and to arrive."""
        found = sync_status(self.store.reader)
        return found.unsent, found.unfetched


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[[Laptop], Desk]]:
    made: list[Desk] = []

    def make(laptop: Laptop) -> Desk:
        made.append(Desk(tmp_path, laptop))
        return made[-1]

    yield make
    for each in made:
        each.store.close()
        each.client.close()


@pytest.fixture(scope="module")
def database_options() -> list[str]:
    """One kind of database is enough here: what differs between them is tried by hand."""
    return []


def drawn(pieces: float) -> bytes:
    """A picture that nobody has attached before."""
    return picture(int(pieces * PIECE_BYTES), seed=next(seeds))


def given_to(desk: Desk, family: Family, laptop: Laptop) -> Allocation:
    with desk.store.unit_of_work() as uow:
        staff_id, since = Id(laptop.staff_id), CLOCK.now().date()
        return uow.make(Allocation, family_id=family.id, staff_id=staff_id, part="lead_practitioner", since=since)


def test_what_was_attached_offline_reaches_a_colleague_after_the_records(
    desk: Callable[[Laptop], Desk], lead: Laptop, therapist: Laptop
) -> None:
    here, there = desk(lead), desk(therapist)
    family = here.family()
    given_to(here, family, therapist)
    signature, scan = drawn(0.1), drawn(2.5)
    signed, scanned = here.attach(family, signature), here.attach(family, scan)

    here.records.sync()
    assert here.still == (2, 0)
    there.sync()
    assert there.still == (0, 2)
    assert (there.content(signed), there.content(scanned)) == (None, None)

    here.sync()
    assert here.still == (0, 0)
    assert sync_status(here.store.reader).synced
    there.sync()
    assert there.still == (0, 0)
    assert (there.content(signed), there.content(scanned)) == (signature, scan)


def test_what_waits_to_be_synchronised_goes_first(desk: Callable[[Laptop], Desk], lead: Laptop) -> None:
    here = desk(lead)
    made = here.attach(here.family(), drawn(1.5))
    assert here.carrier.carry() is False

    here.records.sync()
    assert here.carrier.carry() is True
    with here.store.unit_of_work() as uow:
        uow.edit(made, words="The father's signature")
    assert here.carrier.carry() is False
    here.sync()
    assert here.still == (0, 0)


def test_cut_at_every_piece_on_both_ways_it_goes_on_where_it_was(
    desk: Callable[[Laptop], Desk], lead: Laptop, therapist: Laptop
) -> None:
    here, there = desk(lead), desk(therapist)
    family = here.family()
    given_to(here, family, therapist)
    scan = drawn(2.5)
    made = here.attach(family, scan)
    here.records.sync()
    there.records.sync()

    of_it = f"/v1/attachments/{made.id}"
    for laptop, each in ((here, "PUT"), (there, "GET")):
        cut = Cut()
        with httpx.Client(transport=cut) as client:
            laptop.connect(client)
            cuts = carried_in_spite_of_cuts(laptop)
        pieces = [path for method, path in cut.tries if method == each and path.startswith(f"{of_it}/")]
        assert pieces == [f"{of_it}/{n}" for n in range(3)]
        assert cuts >= 2 * len(pieces)
    assert there.content(made) == scan


def carried_in_spite_of_cuts(desk: Desk) -> int:
    """Carries until there is nothing left; gives how often it was cut."""
    cuts = 0
    while True:
        try:
            if not desk.carrier.carry():
                return cuts
        except NoConnection:
            cuts += 1


def test_content_that_is_not_what_its_record_says_is_not_taken_over_and_holds_up_nothing(
    server: Server, desk: Callable[[Laptop], Desk], lead: Laptop
) -> None:
    colleague = server.laptop("Sian Price", "therapist")
    here, there = desk(lead), desk(colleague)
    family = here.family()
    given_to(here, family, colleague)
    scan = drawn(2)
    altered, intact = here.attach(family, drawn(1)), here.attach(family, scan)
    here.sync()
    with at_server(server) as connection:
        of_it = CONTENT_PIECE.c.sha256 == altered.sha256
        connection.execute(update(CONTENT_PIECE).where(of_it).values(body=bytes(altered.size)))

    there.sync()
    assert there.still == (0, 1)
    assert there.content(altered) is None
    assert there.content(intact) == scan
    assert there.pieces_of(family) == 2


def test_the_same_content_is_sent_and_kept_once(server: Server, desk: Callable[[Laptop], Desk], lead: Laptop) -> None:
    here = desk(lead)
    family, scan = here.family(), drawn(2)
    first, second = here.attach(family, scan), here.attach(family, scan)
    here.sync()
    assert here.missing(first) == here.missing(second) == []
    with at_server(server) as connection:
        of_family = CONTENT_PIECE.c.family_id == family.id
        assert connection.scalar(select(func.count()).where(of_family)) == 2


@contextlib.contextmanager
def at_server(server: Server) -> Iterator:
    """The server's own database, to look into and to damage."""
    with contextlib.closing(Home(server.home, {}).open()) as database, database.writing() as connection:
        yield connection


def test_late_work_on_a_family_that_was_lost_is_handed_in_and_then_let_go(
    desk: Callable[[Laptop], Desk], lead: Laptop, therapist: Laptop
) -> None:
    here, there = desk(lead), desk(therapist)
    family = here.family()
    allocation = given_to(here, family, therapist)
    here.sync()
    there.sync()
    scan = drawn(1.5)
    made = there.attach(family, scan)
    with here.store.unit_of_work() as uow:
        uow.remove(allocation, "entered in error")
    here.sync()

    there.records.sync()
    assert there.content(made) == scan
    assert there.still == (1, 0)
    there.sync()
    assert there.still == (0, 0)
    there.sync()
    assert there.store.reader.get(Attachment, made.id) is None
    assert there.pieces_of(family) == 0
    here.sync()
    assert here.content(made) == scan


def test_a_laptop_whose_access_was_ended_hands_in_and_is_given_nothing(
    server: Server, desk: Callable[[Laptop], Desk], lead: Laptop
) -> None:
    leaver = server.laptop("Ewa Nowak", "therapist")
    here, theirs = desk(lead), desk(leaver)
    family = here.family()
    given_to(here, family, leaver)
    here.sync()
    theirs.sync()
    made = theirs.attach(family, drawn(1.5))
    shown = here.attach(family, drawn(0.2))
    here.sync()
    with at_server(server) as connection:
        enrolment.revoke(connection, Home(server.home, {}).team_id, leaver.id, CLOCK.now(), shut_out=False)

    with pytest.raises(NotAdmitted):
        theirs.records.sync()
    theirs.carrier.hand_in()
    assert theirs.still == (0, 0)
    assert here.missing(made) == []
    with pytest.raises(NotThereYet):
        theirs.line.get_piece(shown.id, 0)


def test_after_the_server_came_back_from_a_backup_whoever_has_the_content_gives_it_back(
    server: Server, desk: Callable[[Laptop], Desk], lead: Laptop, therapist: Laptop
) -> None:
    here, there = desk(lead), desk(therapist)
    family = here.family()
    given_to(here, family, therapist)
    lost, kept = here.attach(family, drawn(1.5)), here.attach(family, drawn(0.5))
    here.sync()
    there.sync()
    with at_server(server) as connection:
        for table in (CONTENT, CONTENT_PIECE):
            connection.execute(delete(table).where(table.c.sha256 == lost.sha256))
        teams.begin_new_life(connection, Home(server.home, {}).team_id)

    there.sync()
    assert there.still == (0, 0)
    assert there.missing(lost) == there.missing(kept) == []


def test_a_laptop_and_a_server_that_are_killed_go_on_where_they_were(
    server: Server, desk: Callable[[Laptop], Desk], lead: Laptop
) -> None:
    """The last test here, because the server is not there afterwards."""
    here = desk(lead)
    scan = drawn(3.5)
    made = here.attach(here.family(), scan)
    here.records.sync()
    assert here.carrier.carry() is True
    server.process.kill()
    with pytest.raises(NoConnection):
        here.carrier.carry()
    here.dies_and_begins_again()

    with serving(server.home) as another:
        here.bare.address = another.address
        here.connect(here.client)
        assert here.missing(made) == [1, 2, 3]
        here.sync()
        assert here.still[0] == 0
        assert b"".join(here.line.get_piece(made.id, n) for n in range(4)) == scan
