"""What travels between a laptop and the server: the envelopes of one round trip, and how they are packed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import zstandard

from pi_desktop.ids import Id
from pi_desktop.records.digest import Digest
from pi_desktop.records.merging import Outcome, Rival, State
from pi_desktop.records.operation import Operation
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.drift import Scope
from pi_desktop.store.outbox import Answer
from pi_desktop.store.repair import Whole
from pi_desktop.sync.errors import NotOurServer

SCHEMA = 1
MOST_BYTES_OPEN = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ask:
    """One round trip's question: what was written here, and what the laptop has seen so far.

    `digest` is the sum of what the laptop holds, where nothing waits; `repair` names what it wants whole. `epoch` is
    the life of the server's database that the laptop has met: in another, nothing of what is sent is taken in.
    """

    cursor: str | None
    operations: Sequence[Operation] = field(default=())
    limit: int = 2000
    history: bool = True
    waiting: int = 0
    digest: Digest | None = None
    repair: Sequence[Scope] = field(default=())
    epoch: str | None = None

    def to_wire(self) -> dict[str, Any]:
        return {
            "cursor": self.cursor,
            "ops": [operation.to_wire() for operation in self.operations],
            "limit": self.limit,
            "history": self.history,
            "schema": SCHEMA,
            "waiting": self.waiting,
            "digest": [self.digest.records, self.digest.total] if self.digest else None,
            "repair": self.repair,
            "epoch": self.epoch,
        }


@dataclass(frozen=True, slots=True)
class Page:
    """One round trip's answer: what became of each operation, and the next page of what others wrote.

    `reset` says that the server does not know the cursor, so this page begins at the beginning; with another `epoch`
    than before, the server was restored from a backup. `role` is the person's role now. `revoked` says that the laptop
    was shut out: it has handed in what it held and gets nothing more. `differs` are the server's sums, where the
    laptop's is another; `whole` says of what was wanted whole which records there are, which are among `arrived`.
    """

    answers: tuple[Answer, ...]
    arrived: tuple[Arrived, ...]
    history: tuple[dict[str, Any], ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    cursor: str
    more: bool
    epoch: str
    now: str
    differs: Mapping[Scope, Digest] = field(default_factory=dict)
    whole: tuple[Whole, ...] = ()
    role: str = ""
    reset: bool = False
    revoked: bool = False


class _SentAnswer(msgspec.Struct):
    op: str
    o: Outcome
    v: int | None = None
    why: str | None = None


class _SentRecord(msgspec.Struct):
    """`t` type, `id`, `f` family, `v` version, `x` values, `b` the operation that made it if not its id, `h` heads,
    `r` rivals."""

    t: str
    id: str
    v: int
    x: dict[str, Any]
    f: str | None = None
    b: str | None = None
    h: dict[str, tuple[str, ...]] = {}
    r: dict[str, list[Rival]] = {}

    def arrived(self) -> Arrived:
        state = State(self.b or self.id, self.x, self.h, self.r)
        return Arrived(self.t, Id(self.id), Id(self.f) if self.f else None, self.v, state)


class _SentWhole(msgspec.Struct):
    family: str
    visibility: str
    ids: list[tuple[str, int]]


class _SentPage(msgspec.Struct):
    answers: list[_SentAnswer]
    records: list[_SentRecord]
    history: tuple[dict[str, Any], ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    cursor: str
    more: bool
    epoch: str
    now: str
    differs: list[tuple[str, str, int, int]] = []
    whole: list[_SentWhole] = []
    role: str = ""
    reset: bool = False
    revoked: bool = False


_read_page = msgspec.json.Decoder(_SentPage).decode


def page_from_wire(body: bytes) -> Page:
    """Reads an answer. Raises NotOurServer where it is not one."""
    try:
        sent = _read_page(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise NotOurServer from fault
    return Page(
        answers=tuple(Answer(each.op, each.o, each.v or 0, each.why) for each in sent.answers),
        arrived=tuple(each.arrived() for each in sent.records),
        history=sent.history,
        gained=sent.gained,
        lost=sent.lost,
        cursor=sent.cursor,
        more=sent.more,
        epoch=sent.epoch,
        now=sent.now,
        differs={(family, each): Digest(records, total) for family, each, records, total in sent.differs},
        whole=tuple(Whole((each.family, each.visibility), dict(each.ids)) for each in sent.whole),
        role=sent.role,
        reset=sent.reset,
        revoked=sent.revoked,
    )


def pack(value: object) -> bytes:
    """JSON, compressed with Zstandard (RFC 8878)."""
    return zstandard.ZstdCompressor(level=3).compress(msgspec.json.encode(value))


def unpack(body: bytes) -> bytes:
    """What was compressed, at most 256 MB of it. Raises NotOurServer where it cannot be read."""
    try:
        return zstandard.ZstdDecompressor().decompress(body, max_output_size=MOST_BYTES_OPEN)
    except zstandard.ZstdError as fault:
        raise NotOurServer from fault
