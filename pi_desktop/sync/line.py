"""The one module that speaks HTTP: signed requests to the team's server."""

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any, Protocol

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pi_desktop.sync.errors import (
    CodeNotAccepted,
    NoConnection,
    NotAdmitted,
    NotOurServer,
    ServerTrouble,
    SignInPage,
    SyncError,
    TooOld,
)
from pi_desktop.sync.wire import Ask, Page, pack, page_from_wire

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 60.0


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
    """A client that follows no redirect (a sign-in page would be one) and waits for no answer for ever."""
    return httpx.Client(
        timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
        follow_redirects=False,
        trust_env=False,
    )


class HttpLine:
    """Requests signed with the laptop's Ed25519 key over method, path, body and the server's latest token.

    Modelled on RFC 9421. The token comes with every answer, so the laptop's clock is never compared with anything.
    """

    def __init__(self, url: str, device_id: str, key: Ed25519PrivateKey, client: httpx.Client) -> None:
        self._url = url.rstrip("/")
        self._device_id = device_id
        self._key = key
        self._client = client
        self._token: str | None = None

    def exchange(self, ask: Ask) -> Page:
        body = pack(ask.to_wire())
        answer = self._signed("/v1/sync", body)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._token = None
            answer = self._signed("/v1/sync", body)
        _expect_ours(answer)
        return page_from_wire(answer.content)

    def _signed(self, path: str, body: bytes) -> httpx.Response:
        token = self._token or self._hello()
        text = f"POST\n{path}\n{hashlib.sha256(body).hexdigest()}\n{token}"
        headers = {
            "Desk-Device": self._device_id,
            "Desk-Token": token,
            "Desk-Signature": base64.b64encode(self._key.sign(text.encode())).decode(),
            "Content-Type": "application/json",
            "Content-Encoding": "zstd",
            "Accept-Encoding": "zstd",
        }
        answer = _sent(self._client, f"{self._url}{path}", body, headers)
        self._token = answer.headers.get("Desk-Token")
        return answer

    def _hello(self) -> str:
        sent = json.dumps({"device": self._device_id}).encode()
        answer = _sent(self._client, f"{self._url}/v1/hello", sent, {"Content-Type": "application/json"})
        _expect_ours(answer)
        return str(_fields(answer)["token"])


def enrol(url: str, code: str, device_id: str, key: Ed25519PrivateKey, label: str, client: httpx.Client) -> Enrolled:
    """Registers the laptop with its single-use code. Raises CodeNotAccepted, or another SyncError."""
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    sent = json.dumps({"code": code, "device": device_id, "public_key": public, "label": label}).encode()
    answer = _sent(client, f"{url.rstrip('/')}/v1/enrol", sent, {"Content-Type": "application/json"})
    if answer.status_code in (httpx.codes.FORBIDDEN, httpx.codes.UNPROCESSABLE_ENTITY):
        raise CodeNotAccepted
    _expect_ours(answer)
    fields = _fields(answer)
    staff = fields["staff"]
    return Enrolled(fields["team"], fields["team_name"], staff["id"], staff["name"], staff["role"])


def _sent(client: httpx.Client, url: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
    try:
        return client.post(url, content=body, headers=headers)
    except httpx.TransportError as fault:
        raise NoConnection from fault
    except httpx.DecodingError as fault:
        raise NotOurServer from fault


def _expect_ours(answer: httpx.Response) -> None:
    ours = answer.headers.get("Content-Type", "").startswith("application/json")
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
