"""What the tests have for a laptop: a bare device that signs its requests and speaks the server's wire."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pi_desktop.clock import SystemClock
from pi_desktop.ids import Ids

ids = Ids(SystemClock())
WHEN = "2026-11-24T09:15:00.000Z"


@dataclass
class Laptop:
    """One device of one person. `staff_id` is known once it is enrolled."""

    address: str
    client: httpx.Client
    label: str = "laptop"
    id: str = field(default_factory=ids.new)
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    staff_id: str = ""
    token: str = ""
    cursor: str | None = None
    count: int = 0
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    history: list[dict[str, Any]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def public_key(self) -> str:
        raw = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return base64.b64encode(raw).decode()

    def enrol(self, code: str) -> httpx.Response:
        request = {"code": code, "device": self.id, "public_key": self.public_key, "label": self.label}
        answer = self.client.post(f"{self.address}/v1/enrol", json=request)
        if answer.is_success:
            self.staff_id = answer.json()["staff"]["id"]
        return answer

    def hello(self) -> httpx.Response:
        answer = self.client.post(f"{self.address}/v1/hello", json={"device": self.id})
        if answer.is_success:
            self.token = answer.json()["token"]
        return answer

    def post(self, body: bytes, **headers: str) -> httpx.Response:
        """A signed request to synchronise; `headers` replace or add (underscores are hyphens)."""
        return self.request("POST", "/v1/sync", body, **headers)

    def request(self, method: str, path: str, body: bytes = b"", **headers: str) -> httpx.Response:
        """Any signed request."""
        sent = self.headers(method, path, body) | {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.request(method, f"{self.address}{path}", content=body, headers=sent)
        self.token = answer.headers.get("Desk-Token", self.token)
        return answer

    def headers(self, method: str, path: str, body: bytes) -> dict[str, str]:
        """What a signed request says of itself."""
        if not self.token:
            self.hello()
        text = f"{method}\n{path}\n{hashlib.sha256(body).hexdigest()}\n{self.token}".encode()
        signature = base64.b64encode(self.key.sign(text)).decode()
        return {
            "Content-Type": "application/json",
            "Desk-Device": self.id,
            "Desk-Token": self.token,
            "Desk-Signature": signature,
        }

    def send(self, *ops: Mapping[str, Any] | object, **envelope: object) -> httpx.Response:
        """Hands in operations and asks for one page."""
        request = {"cursor": self.cursor, "ops": ops, "limit": 1000, "history": True, "schema": 1, "waiting": 0}
        body = zstandard.compress(json.dumps({**request, **envelope}).encode())
        return self.post(body, Content_Encoding="zstd")

    def sync(self, *ops: Mapping[str, Any] | object, **envelope: object) -> dict[str, Any]:
        """One round: hands in operations, takes one page, and keeps what it was given."""
        answer = self.send(*ops, **envelope)
        assert answer.status_code == 200, answer.text
        page: dict[str, Any] = answer.json()
        self.cursor = page["cursor"]
        self.records |= {record["id"]: record for record in page["records"]}
        self.history += page["history"]
        self.lost += page["lost"]
        return page

    def pull(self, **envelope: object) -> list[dict[str, Any]]:
        """All pages until there is no more; gives the records that came."""
        came = []
        while True:
            page = self.sync(**envelope)
            came += page["records"]
            if not page["more"]:
                return came

    def making(self, record_type: str, family_id: str | None = None, **values: object) -> dict[str, Any]:
        """An operation that makes a record under a fresh id."""
        new = {"made_at": WHEN, "made_by": self.staff_id, **values}
        return self._operation(record_type, ids.new(), family_id, new=new)

    def editing(
        self, record: Mapping[str, Any], group: str, values: Mapping[str, object], *bases: str
    ) -> dict[str, Any]:
        """An operation that edits a merge group of a record as it was seen, based on what made it unless bases are
        given."""
        edit = {group: [list(bases or (record["id"],)), dict(values)]}
        operation = self._operation(record["t"], record["id"], record.get("f"), edit=edit, op=ids.new())
        return {**operation, "v": record.get("v", 0)}

    def allocating(self, family_id: str, to: Laptop, **values: object) -> dict[str, Any]:
        """An operation that gives a family to somebody to work with."""
        facts = {"staff_id": to.staff_id, "part": "lead_practitioner", "since": "2026-01-05", **values}
        return self.making("allocation", family_id, **facts)

    def accepted(self, *ops: Mapping[str, Any]) -> list[int]:
        """Hands in operations that must all be accepted; gives their numbers."""
        answers = self.sync(*ops)["answers"]
        assert [each["o"] for each in answers] == ["accepted"] * len(ops), answers
        return [each["v"] for each in answers]

    def _operation(self, record_type: str, record_id: str, family_id: str | None, **rest: object) -> dict[str, Any]:
        self.count += 1
        operation = {"t": record_type, "id": record_id, "by": self.staff_id, "at": WHEN, "n": self.count, **rest}
        return {**operation, "f": family_id} if family_id else operation
