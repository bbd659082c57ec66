"""Whatever is sent, the answer says precisely what was wrong with it, nothing is kept, and the line stays usable."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest
import zstandard

from tests.integration.server.conftest import Server
from tests.integration.server.laptop import Laptop

ZSTD = {"Content_Encoding": "zstd"}
MEGABYTE = 1024 * 1024


@pytest.fixture
def laptop(lead: Laptop) -> Iterator[Laptop]:
    """A laptop that can still synchronise after what the test did."""
    yield lead
    assert lead.sync()["answers"] == []


def told(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/json"
    return answer.status_code, answer.json()["error"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"nul", b"\xff\xfe", b'{"limit": NaN}', b'{"cursor": "\\ud800"}', b"[" * 200_000]
)
def test_what_is_no_json_object(laptop: Laptop, body: bytes) -> None:
    assert told(laptop.post(body)) in {(400, "body-unreadable"), (422, "body-unfit")}


@pytest.mark.parametrize(
    ("envelope", "where"),
    [
        ({"ops": {}}, "body.ops"),
        ({"ops": [{}] * 501}, "body.ops"),
        ({"limit": -1}, "body.limit"),
        ({"limit": "many"}, "body.limit"),
        ({"limit": 10**9}, "body.limit"),
        ({"cursor": 7}, "body.cursor"),
        ({"cursor": "x" * 300_000}, "body.cursor"),
        ({"waiting": -1}, "body.waiting"),
        ({"schema": 2**40}, "body.schema"),
        ({"history": [], "limit": None}, "body.history, body.limit"),
    ],
)
def test_an_envelope_of_the_wrong_form(laptop: Laptop, envelope: dict[str, object], where: str) -> None:
    answer = laptop.post(json.dumps(envelope).encode())
    assert told(answer) == (422, "body-unfit")
    assert answer.json()["sentence"] == f"What arrived does not have the form that the server expects: {where}."


def test_a_newer_laptop_may_say_more_than_the_server_knows(laptop: Laptop) -> None:
    assert laptop.post(b'{"limit": 1, "weather": {"outlook": "bright"}}').status_code == 200


def test_a_body_that_is_too_large(laptop: Laptop) -> None:
    assert told(laptop.post(b" " * (8 * MEGABYTE + 1))) == (413, "body-too-large")


def test_a_body_that_does_not_say_how_large_it_is(server: Server, laptop: Laptop) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(9):
            yield b" " * MEGABYTE

    with httpx.Client() as client:
        answer = client.post(
            f"{server.address}/v1/sync", content=endless(), headers={"Content-Type": "application/json"}
        )
    assert told(answer) == (413, "body-too-large")


def test_a_small_body_that_would_become_a_huge_one(laptop: Laptop) -> None:
    bomb = zstandard.compress(b" " * (200 * MEGABYTE), 19)
    assert len(bomb) < MEGABYTE
    assert told(laptop.post(bomb, **ZSTD)) == (413, "body-too-large")


def test_a_huge_body_that_hides_its_size_or_comes_after_a_small_one(laptop: Laptop) -> None:
    hidden = zstandard.ZstdCompressor(write_content_size=False).compress(b" " * (200 * MEGABYTE))
    assert told(laptop.post(hidden, **ZSTD)) == (400, "body-unreadable")
    assert told(laptop.post(zstandard.compress(b"{}") + hidden, **ZSTD)) == (400, "body-unreadable")


def test_a_body_that_was_damaged_on_its_way(laptop: Laptop) -> None:
    whole = zstandard.compress(json.dumps({"limit": 1, "cursor": "x" * 3000}).encode())
    assert told(laptop.post(whole[:-5], **ZSTD)) == (400, "body-unreadable")
    assert told(laptop.post(b"\x00" + whole, **ZSTD)) == (400, "body-unreadable")


def test_an_encoding_that_the_server_does_not_read(laptop: Laptop) -> None:
    assert told(laptop.post(b"{}", Content_Encoding="gzip")) == (415, "encoding-unknown")


def test_a_plain_body_and_a_plain_answer_do_as_well(laptop: Laptop) -> None:
    laptop.cursor = None
    answer = laptop.post(b'{"cursor": null}', Accept_Encoding="identity")
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers
    assert answer.json()["records"]


def test_a_path_or_method_that_is_not_offered(server: Server) -> None:
    assert told(server.client.get(f"{server.address}/")) == (404, "not-offered")
    assert told(server.client.get(f"{server.address}/docs")) == (404, "not-offered")
    assert told(server.client.get(f"{server.address}/v1/sync")) == (405, "not-offered")


def test_every_answer_forbids_what_a_browser_might_do_with_it(server: Server) -> None:
    for path in ("/v1/health", "/nowhere"):
        headers = server.client.get(f"{server.address}{path}").headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "server" not in headers


def test_the_openapi_document_describes_the_exchange(server: Server) -> None:
    document = server.client.get(f"{server.address}/v1/openapi.json").json()
    of_attachments = {"/v1/attachments/{attachment}", "/v1/attachments/{attachment}/{n}"}
    others = {"/v1/health", "/v1/ready", "/v1/hello", "/v1/enrol", "/v1/sync"}
    assert document["paths"].keys() == of_attachments | others
    sync = document["paths"]["/v1/sync"]["post"]
    assert sync["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("/SyncRequest")
    assert {"desk-device", "desk-token", "desk-signature"} <= {each["name"] for each in sync["parameters"]}
    asked = document["components"]["schemas"]["SyncRequest"]["properties"].keys()
    assert asked == {"schema", "waiting", "cursor", "ops", "limit", "history", "digest", "repair", "epoch"}
