"""The forms of what travels between laptops and server, as the OpenAPI document tells them."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, WithJsonSchema

MOST_OPERATIONS = 500
MOST_A_PAGE = 5000
MOST_REPAIRED = 50
_Uuid = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
_Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$", description="base64 of an Ed25519 public key")]


def _numeric(value: object) -> object:
    """To the document 1.0 is an integer, and `true` and "1" are none."""
    if type(value) in (bool, str):
        raise ValueError
    return value


_NUMERIC = BeforeValidator(_numeric)
_Number = Annotated[int, Field(ge=0, lt=2**31), _NUMERIC]
_Total = Annotated[int, Field(ge=0), _NUMERIC]
_Word = Annotated[str, Field(max_length=100)]

_OPERATION = {
    "type": "object",
    "description": "One person's action upon one record.",
    "required": ["t", "id", "by", "at", "n"],
    "properties": {
        "t": {"type": "string", "description": "record type"},
        "id": {"type": "string", "format": "uuid", "description": "record"},
        "op": {"type": "string", "format": "uuid", "description": "operation, if not the record's id"},
        "f": {"type": "string", "format": "uuid", "description": "family, if the record belongs to one"},
        "by": {"type": "string", "format": "uuid", "description": "member of staff"},
        "at": {"type": "string", "format": "date-time", "description": "clock of the device"},
        "n": {"type": "integer", "minimum": 1, "description": "count of the device's operations"},
        "v": {"type": "integer", "minimum": 0, "description": "version of the record that the device had"},
        "new": {"type": "object", "description": "fields of a new record"},
        "edit": {
            "type": "object",
            "description": "by merge group: operations whose values the person saw, and new values",
            "additionalProperties": {"type": "array", "minItems": 2, "maxItems": 2},
        },
    },
}
_ANYTHING: dict[str, Any] = {"description": "What has another form is refused by itself, and the others are taken in."}
_Operation = Annotated[Any, WithJsonSchema({"anyOf": [_OPERATION, _ANYTHING]})]


class Envelope(BaseModel):
    """A newer laptop may say more than this server knows."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class HelloRequest(Envelope):
    device: UUID
    # Where many teams share a cluster, whoever says theirs is looked for in one place.
    team: UUID | None = None


class HelloAnswer(Envelope):
    token: str
    now: str
    epoch: str


class EnrolRequest(Envelope):
    code: Annotated[str, Field(min_length=1, max_length=60)]
    device: UUID
    public_key: _Key
    label: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]


class EnrolledPerson(Envelope):
    id: _Uuid
    name: str
    role: str


class EnrolAnswer(Envelope):
    team: _Uuid
    team_name: str
    staff: EnrolledPerson
    epoch: str
    now: str


class SyncRequest(Envelope):
    """What a laptop hands in, and where it stands in what it is given."""

    cursor: Annotated[str, Field(max_length=200_000)] | None = None
    ops: Annotated[list[_Operation], Field(max_length=MOST_OPERATIONS)] = []
    # 0 asks for no page: more operations follow, and a page belongs after the last of them.
    limit: Annotated[int, Field(ge=0, le=MOST_A_PAGE), _NUMERIC] = 1000
    history: StrictBool = True
    # The life of the server's database that the laptop has met: what was written for another is not taken in, because
    # the laptop will send everything again, in its order.
    epoch: Annotated[str, Field(max_length=100)] | None = None
    # For the team's list of devices; `waiting` counts the operations of this request as well.
    schema_version: Annotated[_Number, Field(alias="schema")] = 0
    waiting: _Number = 0
    # How many of the server's records the laptop holds, and the sum of their marks (records/digest.py); where nothing
    # waits. Where the server's sum is another, the answer says which families and classes differ.
    digest: tuple[_Number, _Total] | None = None
    repair: Annotated[list[tuple[_Word, _Word]], Field(max_length=MOST_REPAIRED)] = []


class OperationAnswer(Envelope):
    op: str
    o: Literal["accepted", "merged", "conflict", "held", "refused"]
    v: int | None
    why: str | None = None


class SentRecord(Envelope):
    t: str
    id: UUID
    f: UUID | None = None
    v: int
    x: dict[str, Any]
    b: UUID | None = None
    h: dict[str, list[UUID]] | None = None
    r: dict[str, list[dict[str, Any]]] | None = None


class SentHistory(Envelope):
    id: UUID
    v: int
    op: dict[str, Any]


class WholeScope(Envelope):
    """Every record of a family and class, as pairs of id and version; the records themselves come beside it."""

    family: str
    visibility: str
    ids: list[tuple[UUID, int]]


class SyncAnswer(Envelope):
    """`reset`: the cursor was of another life of the database, and the feed begins again. `revoked`: operations were
    taken, and nothing is given any more."""

    answers: list[OperationAnswer]
    records: list[SentRecord]
    history: list[SentHistory]
    gained: list[UUID]
    lost: list[UUID]
    differs: list[tuple[str, str, int, int]] = []
    whole: list[WholeScope] = []
    cursor: str
    more: bool
    role: str
    epoch: str
    now: str
    reset: bool = False
    revoked: bool = False


class PiecesMissing(Envelope):
    """The numbers of the pieces of an attachment's content that the server has not got; none: it has all of it."""

    missing: list[int]


class Health(Envelope):
    status: Literal["well"]


class Fault(Envelope):
    """What went wrong: a word for programs and a sentence for people."""

    error: str
    sentence: str
