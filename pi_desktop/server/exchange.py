"""The conversations that a laptop has with the server: hello, enrolment, and one round of synchronising."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from pi_desktop.clock import Clock, local_day
from pi_desktop.records.digest import Digest
from pi_desktop.records.kinds import instant_text
from pi_desktop.server import enrolment, inbox, scope, teams
from pi_desktop.server.batch import Answer, Sender
from pi_desktop.server.database import Database
from pi_desktop.server.enrolment import Applicant, Device
from pi_desktop.server.envelopes import EnrolAnswer, EnrolledPerson, EnrolRequest, HelloAnswer, SyncRequest
from pi_desktop.server.errors import AccessEnded, NotEnrolled, NotReady
from pi_desktop.server.feed import Feed, Page, Whole
from pi_desktop.server.incoming import Incoming, receive
from pi_desktop.server.migrate import SCHEMA, schema_of
from pi_desktop.server.teams import TeamRow
from pi_desktop.server.tokens import check_signature, check_token, make_token, signed_text, team_of


@dataclass(frozen=True, slots=True)
class Signed:
    """A request as it was signed: `body` as it was sent."""

    method: str
    path: str
    body: bytes
    device_id: str
    token: str
    signature: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """A device whose signature was right, and the token for its next request."""

    device: Device
    next_token: str


class AnswerOut(msgspec.Struct, omit_defaults=True, frozen=True):
    op: str
    o: str
    v: int | None
    why: str | None = None


class WholeOut(msgspec.Struct, frozen=True):
    family: str
    visibility: str
    ids: list[tuple[str, int]]


class SyncOut(msgspec.Struct, omit_defaults=True, frozen=True):
    """`envelopes.SyncAnswer` on its hot path: bodies of records go from the database into the answer unread."""

    answers: list[AnswerOut]
    role: str
    epoch: str
    now: str
    cursor: str
    more: bool
    records: list[msgspec.Raw]
    history: list[msgspec.Raw]
    gained: list[str]
    lost: list[str]
    differs: Sequence[tuple[str, str, int, int]] = ()
    whole: Sequence[WholeOut] = ()
    reset: bool = False
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What a device is given in one round: a page of the feed, and what sets right what it holds.

    `foreign`: families that it wrote about and may not keep. `differs` and `whole`: see `Feed`.
    """

    page: Page
    foreign: Sequence[str] = ()
    differs: Sequence[tuple[str, str, int, int]] = ()
    whole: Sequence[Whole] = ()


class Exchange:
    """What the server says to laptops. Each call is complete in itself: nothing is remembered outside the database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def check_ready(self) -> None:
        """Raises NotReady where the tables are not there, or older than this program needs."""
        with self._database.reading() as connection:
            found = schema_of(connection)
        if found is None or found < SCHEMA:
            raise NotReady

    def hello(self, device_id: str, team_id: str | None = None) -> HelloAnswer:
        """A first token, for a device of that team or of any. Raises NotEnrolled, AccessEnded."""
        now = self._clock.now()
        with self._database.reading() as connection:
            device, team = _device_and_team(connection, device_id, team_id)
        token = make_token(team.secret, device.team_id, device.id, now)
        return HelloAnswer(token=token, now=instant_text(now), epoch=team.epoch)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Raises CodeNotValid, DeviceTaken, KeyUnfit."""
        now = self._clock.now()
        applicant = Applicant(str(request.device), request.public_key, request.label)
        with self._database.writing() as connection:
            device = enrolment.enrol(connection, request.code, applicant, now)
            _, team = _device_and_team(connection, device.id, device.team_id)
            person = teams.person(connection, device.team_id, device.staff_id)
            name = teams.team_name(connection, device.team_id)
        return EnrolAnswer(
            team=device.team_id,
            team_name=name,
            staff=EnrolledPerson(id=person.id, name=person.name, role=person.role),
            epoch=team.epoch,
            now=instant_text(now),
        )

    def admit(self, request: Signed) -> Admitted:
        """Lets a signed request in. Raises NotEnrolled, AccessEnded, TokenExpired, SignatureWrong."""
        now = self._clock.now()
        with self._database.reading() as connection:
            device, team = _device_and_team(connection, request.device_id, team_of(request.token))
        text = signed_text(request.method, request.path, request.body, request.token)
        check_signature(device.public_key, request.signature, text)
        check_token(team.secret, device.team_id, device.id, request.token, now)
        return Admitted(device, make_token(team.secret, device.team_id, device.id, now))

    def sync(self, device: Device, request: SyncRequest) -> SyncOut:
        """Takes in what the device hands in, and gives it the next page of what its person may see."""
        now = self._clock.now()
        waiting = max(0, request.waiting - len(request.ops))
        news = bool(request.ops) or enrolment.contact_is_news(device, now, request.schema_version, waiting)
        with self._database.reading() as connection:
            team = _team(connection, device.team_id)
            if request.epoch not in (None, team.epoch):
                return _another_life(device, team, now)
            if not news and not scope.overdue(connection, device.team_id, local_day(now)):
                return _round(connection, device, team, request, now)
        inbox.end_overdue_allocations(self._database, device.team_id, now)
        incoming = [receive(each) for each in request.ops]
        answers = self._take(device, request.schema_version, waiting, incoming, now) if news else []
        with self._database.reading() as connection:
            team = _team(connection, device.team_id)
            return _round(connection, device, team, request, now, incoming, answers)

    def _take(
        self, device: Device, schema: int, waiting: int, incoming: Sequence[Incoming], now: datetime
    ) -> list[Answer]:
        with self._database.writing() as connection:
            enrolment.note_contact(connection, device, now, schema, waiting)
            if not incoming:
                return []
            person = teams.person(connection, device.team_id, device.staff_id)
            sender = Sender(device.team_id, device.id, device.label, person.id, person.role)
            return inbox.take(connection, sender, incoming, now)


def _round(
    connection: Connection,
    device: Device,
    team: TeamRow,
    request: SyncRequest,
    now: datetime,
    incoming: Sequence[Incoming] = (),
    answers: Sequence[Answer] = (),
) -> SyncOut:
    """What a device is told at the end of a round, in one unchanging view of the database."""
    person = teams.person(connection, device.team_id, device.staff_id)
    given = _given(Feed(connection, device.team_id, team, person), request, incoming, answers)
    if device.revoked_at is not None or person.has_left(local_day(now)):
        given = Given(Page([], [], [], [], "", more=False))
    page = given.page
    return SyncOut(
        answers=[AnswerOut(each.op, each.outcome, each.v, each.why) for each in answers],
        role=person.role,
        epoch=team.epoch,
        now=instant_text(now),
        cursor=page.cursor,
        more=page.more,
        records=[*page.records, *(record for each in given.whole for record in each.records)],
        history=page.history,
        gained=page.gained,
        lost=sorted({*page.lost, *given.foreign}),
        differs=given.differs,
        whole=[WholeOut(each.family, each.visibility, each.ids) for each in given.whole],
        reset=page.reset,
        revoked=device.revoked_at is not None,
    )


def _given(feed: Feed, request: SyncRequest, incoming: Sequence[Incoming], answers: Sequence[Answer]) -> Given:
    foreign = feed.of_others(_families(incoming))
    if not request.limit:
        return Given(Page([], [], [], [], request.cursor or "", more=True), foreign)
    known = _known(answers)
    page = feed.page(request.cursor, limit=request.limit, history=request.history, known=known)
    differs: list[tuple[str, str, int, int]] = []
    if request.digest and not (incoming or page.records or page.gained or page.lost or page.more):
        differs = feed.differs(Digest(*request.digest))
    return Given(page, foreign, differs, feed.whole(request.repair))


def _another_life(device: Device, team: TeamRow, now: datetime) -> SyncOut:
    """Says that the laptop must begin again, and takes nothing of what it has sent."""
    return SyncOut(
        answers=[],
        role="",
        epoch=team.epoch,
        now=instant_text(now),
        cursor="",
        more=True,
        records=[],
        history=[],
        gained=[],
        lost=[],
        reset=True,
        revoked=device.revoked_at is not None,
    )


def _families(incoming: Iterable[Incoming]) -> frozenset[str]:
    """The families that operations are about; one that cannot be read is about none."""
    operations = (each.operation for each in incoming)
    return frozenset(each.family_id for each in operations if each and each.family_id)


def _known(answers: Iterable[Answer]) -> frozenset[int]:
    """A laptop knows already what it wrote itself, unless somebody else had a hand in it."""
    return frozenset(each.v for each in answers if each.v and each.outcome == "accepted" and not each.again)


def _device_and_team(connection: Connection, device_id: str, team_id: str | None = None) -> tuple[Device, TeamRow]:
    device = enrolment.find(connection, device_id, team_id)
    if device is None:
        raise NotEnrolled
    if device.shut_out:
        raise AccessEnded
    return device, _team(connection, device.team_id)


def _team(connection: Connection, team_id: str) -> TeamRow:
    team = teams.team_row(connection, team_id)
    if team is None:
        raise NotEnrolled
    return team
