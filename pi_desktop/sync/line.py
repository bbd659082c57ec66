"""The one module that speaks HTTP: signed requests to the team's server."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, Protocol

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pi_desktop.ids import Id
from pi_desktop.sync.errors import (
    CodeNotAccepted,
    ContentUnfit,
    NoConnection,
    NotAdmitted,
    NotOurServer,
    NotThereYet,
    ServerTrouble,
    SignInPage,
    SyncError,
    TooOld,
)
from pi_desktop.sync.transport import BreakableTransport
from pi_desktop.sync.wire import Ask, Page, pack, page_from_wire

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 60.0
JSON = "application/json"
PIECE = "application/octet-stream"

Method = Literal["GET", "POST", "PUT"]


class Line(Protocol):
    """One round trip with the team's server. Raises SyncError, and says by its type what stood between."""

    def exchange(self, ask: Ask) -> Page: ...


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a laptop learns when it is enrolled."""

    team_id: str
    team_name: str
    staff_id: str
    staff_name: str
    role: str


def new_client() -> httpx.Client:
    """A client that follows no redirect (a sign-in page would be one), waits for no answer for ever, and for none once
    it is closed.
    """
    return httpx.Client(
        transport=BreakableTransport(),
        timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
        follow_redirects=False,
        trust_env=False,
    )


class HttpLine:
    """Requests signed with the laptop's Ed25519 key over method, path, body and the server's latest token.

    Modelled on RFC 9421. The token comes with every answer, so the laptop's clock is never compared with anything.
    """

    def __init__(
        self, url: str, device_id: str, key: Ed25519PrivateKey, client: httpx.Client, team_id: str | None = None
    ) -> None:
        """`team_id` spares a server of many teams the search for the laptop's."""
        self._url = url.rstrip("/")
        self._device_id = device_id
        self._team_id = team_id
        self._key = key
        self._client = client
        self._token: str | None = None

    def exchange(self, ask: Ask) -> Page:
        packed = {"Content-Type": JSON, "Content-Encoding": "zstd", "Accept-Encoding": "zstd"}
        answer = self._admitted("POST", "/v1/sync", pack(ask.to_wire()), packed)
        _expect_ours(answer)
        return page_from_wire(answer.content)

    def missing_pieces(self, attachment_id: Id) -> list[int]:
        """The pieces of an attachment that the server has not got. Raises NotThereYet or another SyncError."""
        return _missing(self._admitted("GET", f"/v1/attachments/{attachment_id}"))

    def put_piece(self, attachment_id: Id, n: int, piece: bytes) -> list[int]:
        """Hands a piece in; gives those still missing. Raises NotThereYet, ContentUnfit or another SyncError."""
        return _missing(self._admitted("PUT", f"/v1/attachments/{attachment_id}/{n}", piece, {"Content-Type": PIECE}))

    def get_piece(self, attachment_id: Id, n: int) -> bytes:
        """Raises NotThereYet or another SyncError."""
        answer = self._admitted("GET", f"/v1/attachments/{attachment_id}/{n}")
        _expect_there(answer)
        _expect_ours(answer, PIECE)
        return answer.content

    def _admitted(
        self, method: Method, path: str, body: bytes = b"", headers: Mapping[str, str] = MappingProxyType({})
    ) -> httpx.Response:
        """A signed request, repeated with a new token where the last one was too old."""
        answer = self._signed(method, path, body, headers)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._token = None
            answer = self._signed(method, path, body, headers)
        return answer

    def _signed(self, method: Method, path: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
        token = self._token or self._hello()
        text = f"{method}\n{path}\n{hashlib.sha256(body).hexdigest()}\n{token}"
        signed = {
            "Desk-Device": self._device_id,
            "Desk-Token": token,
            "Desk-Signature": base64.b64encode(self._key.sign(text.encode())).decode(),
            **headers,
        }
        answer = _sent(self._client, method, f"{self._url}{path}", body, signed)
        self._token = answer.headers.get("Desk-Token")
        return answer

    def _hello(self) -> str:
        sent = json.dumps({"device": self._device_id, "team": self._team_id}).encode()
        answer = _sent(self._client, "POST", f"{self._url}/v1/hello", sent, {"Content-Type": JSON})
        _expect_ours(answer)
        return str(_fields(answer)["token"])


def enrol(url: str, code: str, device_id: str, key: Ed25519PrivateKey, label: str, client: httpx.Client) -> Enrolled:
    """Registers the laptop with its single-use code. Raises CodeNotAccepted, or another SyncError."""
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    sent = json.dumps({"code": code, "device": device_id, "public_key": public, "label": label}).encode()
    answer = _sent(client, "POST", f"{url.rstrip('/')}/v1/enrol", sent, {"Content-Type": JSON})
    if answer.status_code in (httpx.codes.FORBIDDEN, httpx.codes.UNPROCESSABLE_ENTITY):
        raise CodeNotAccepted
    _expect_ours(answer)
    fields = _fields(answer)
    staff = fields["staff"]
    return Enrolled(fields["team"], fields["team_name"], staff["id"], staff["name"], staff["role"])


def _sent(client: httpx.Client, method: Method, url: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
    try:
        return client.request(method, url, content=body, headers=headers)
    except httpx.TransportError as fault:
        raise NoConnection from fault
    except httpx.DecodingError as fault:
        raise NotOurServer from fault


def _missing(answer: httpx.Response) -> list[int]:
    _expect_there(answer)
    _expect_ours(answer)
    missing = _fields(answer).get("missing")
    if not isinstance(missing, list) or not all(isinstance(n, int) for n in missing):
        raise NotOurServer
    return missing


def _expect_there(answer: httpx.Response) -> None:
    """What the server says of one attachment, and not of this laptop or this network."""
    if not answer.headers.get("Content-Type", "").startswith(JSON):
        return
    if answer.status_code == httpx.codes.NOT_FOUND:
        raise NotThereYet
    if answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
        raise ContentUnfit


def _expect_ours(answer: httpx.Response, media_type: str = JSON) -> None:
    ours = answer.headers.get("Content-Type", "").startswith(media_type)
    if answer.is_redirect or (not ours and answer.headers.get("Content-Type", "").startswith("text/html")):
        raise SignInPage
    if answer.is_success and ours:
        return
    raise _fault_for(answer.status_code)


def _fault_for(status: int) -> SyncError:
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return NotAdmitted()
    if status == httpx.codes.UNPROCESSABLE_ENTITY:
        return TooOld()
    if status >= 500 or status == httpx.codes.TOO_MANY_REQUESTS:
        return ServerTrouble()
    return NotOurServer()


def _fields(answer: httpx.Response) -> dict[str, Any]:
    try:
        fields = json.loads(answer.content)
    except ValueError as fault:
        raise NotOurServer from fault
    if not isinstance(fields, dict):
        raise NotOurServer
    return fields
