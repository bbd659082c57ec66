"""The content of attachments at the server: who may hand in and be given what, and what is refused."""

from __future__ import annotations

import hashlib
import itertools
from pathlib import Path

import httpx
from sqlalchemy import select

from pi_desktop.records.attachment import MOST_BYTES, MOST_PIECES, PIECE_BYTES
from pi_desktop.server.home import Home
from pi_desktop.server.tables import CONTENT_PIECE
from tests.integration.server.conftest import Server, pi_server
from tests.integration.server.laptop import Laptop
from tests.pictures import document, picture

seeds = itertools.count(1)
PIECE = "application/octet-stream"


def drawn(pieces: float) -> bytes:
    """A picture that nobody has attached before."""
    return picture(int(pieces * PIECE_BYTES), seed=next(seeds))


def missing(laptop: Laptop, attachment_id: str) -> list[int]:
    answer = laptop.request("GET", f"/v1/attachments/{attachment_id}")
    assert answer.status_code == 200, answer.text
    found: list[int] = answer.json()["missing"]
    return found


def given(laptop: Laptop, attachment_id: str, n: int) -> httpx.Response:
    return laptop.request("GET", f"/v1/attachments/{attachment_id}/{n}")


def put(laptop: Laptop, attachment_id: str, n: int, piece: bytes) -> httpx.Response:
    return laptop.request("PUT", f"/v1/attachments/{attachment_id}/{n}", piece, Content_Type=PIECE)


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]


def attaching(laptop: Laptop, family: str, content: bytes, **values: object) -> str:
    """An attachment's record, made by hand."""
    said = {"media_type": "png", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    made = laptop.making("attachment", family, of=family, of_type="family", **{**said, **values})
    laptop.accepted(made)
    return str(made["id"])


def test_nobody_is_given_what_is_out_of_their_sight(server: Server, family: str, lead: Laptop) -> None:
    stranger = server.laptop("Karen Bird", "keyworker")
    office = server.laptop("Dev Patel", "administrator")
    content = drawn(0.2)
    made = attaching(lead, family, content)
    for laptop in (stranger, office):
        assert told(laptop.request("GET", f"/v1/attachments/{made}")) == (404, "attachment-unknown")
        assert told(put(laptop, made, 0, content)) == (404, "attachment-unknown")
    assert put(lead, made, 0, content).json() == {"missing": []}
    for laptop in (stranger, office):
        assert told(given(laptop, made, 0)) == (404, "attachment-unknown")

    lead.accepted(lead.allocating(family, stranger))
    assert given(stranger, made, 0).content == content


def test_knowing_what_another_family_has_is_not_enough_to_be_given_it(
    shared: str, lead: Laptop, therapist: Laptop
) -> None:
    """Content is kept by family, so to claim the hash of something that one has not got opens nothing."""
    other = lead.making("family", reference="F-0002", surname="Other", stage="referred")
    lead.accepted(other)
    content = drawn(0.2)
    assert put(lead, attaching(lead, other["id"], content), 0, content).json() == {"missing": []}

    claimed = attaching(therapist, shared, content)
    assert missing(therapist, claimed) == [0]
    assert told(given(therapist, claimed, 0)) == (404, "content-not-there")


def test_what_has_not_arrived_as_a_whole_is_not_given_out(shared: str, lead: Laptop, therapist: Laptop) -> None:
    content = drawn(1.5)
    made = attaching(lead, shared, content)
    assert put(lead, made, 1, content[PIECE_BYTES:]).json() == {"missing": [0]}
    assert told(given(therapist, made, 1)) == (404, "content-not-there")
    assert put(lead, made, 0, content[:PIECE_BYTES]).json() == {"missing": []}
    assert given(therapist, made, 1).content == content[PIECE_BYTES:]
    assert told(given(therapist, made, 2)) == (404, "content-not-there")


def test_content_that_is_not_what_was_announced_is_refused_and_may_come_again(family: str, lead: Laptop) -> None:
    content = drawn(1.5)
    made = attaching(lead, family, content)
    assert put(lead, made, 0, content[:PIECE_BYTES]).json() == {"missing": [1]}
    assert told(put(lead, made, 1, bytes(len(content) - PIECE_BYTES))) == (422, "content-unfit")
    assert missing(lead, made) == [0, 1]
    put(lead, made, 0, content[:PIECE_BYTES])
    assert put(lead, made, 1, content[PIECE_BYTES:]).json() == {"missing": []}


def test_pieces_of_another_length_or_number_are_refused(family: str, lead: Laptop) -> None:
    content = drawn(1.5)
    made = attaching(lead, family, content)
    assert told(put(lead, made, 0, content[: PIECE_BYTES - 1])) == (422, "content-unfit")
    assert told(put(lead, made, 0, content)) == (422, "content-unfit")
    assert told(put(lead, made, 2, content[PIECE_BYTES:])) == (422, "content-unfit")
    assert told(put(lead, made, 0, b"")) == (422, "body-unfit")
    assert told(put(lead, made, MOST_PIECES, b"x")) == (422, "body-unfit")
    assert told(put(lead, made, 0, bytes(9 * 1024 * 1024))) == (413, "body-too-large")
    assert told(lead.request("PUT", "/v1/attachments/one/0", b"x", Content_Type=PIECE)) == (422, "body-unfit")
    assert told(put(lead, family, 0, b"x")) == (404, "attachment-unknown")
    assert missing(lead, made) == [0, 1]


def test_a_type_by_name_only_and_what_is_too_large_are_refused(family: str, lead: Laptop) -> None:
    program = b"MZ\x90\x00" + bytes(500)
    assert told(put(lead, attaching(lead, family, program), 0, program)) == (422, "content-unfit")
    letter = document()
    assert told(put(lead, attaching(lead, family, letter), 0, letter)) == (422, "content-unfit")
    giant = attaching(lead, family, letter, media_type="pdf", size=MOST_BYTES + 1)
    assert told(put(lead, giant, 0, bytes(PIECE_BYTES))) == (422, "content-unfit")
    page = attaching(lead, family, b"<html>", media_type="html")
    assert told(put(lead, page, 0, b"<html>")) == (422, "content-unfit")


def test_a_record_that_says_something_untrue_of_content_that_is_there_takes_nothing_away(
    shared: str, lead: Laptop, therapist: Laptop
) -> None:
    content = drawn(1)
    made = attaching(lead, shared, content)
    assert put(lead, made, 0, content).json() == {"missing": []}
    untrue = attaching(therapist, shared, content, size=len(content) + 1)
    assert told(put(therapist, untrue, 1, b"x")) == (422, "content-unfit")
    assert told(given(therapist, untrue, 0)) == (422, "content-unfit")
    assert given(therapist, made, 0).content == content


def test_content_comes_back_with_a_backup(server: Server, family: str, lead: Laptop, tmp_path: Path) -> None:
    content = drawn(1.5)
    made = attaching(lead, family, content)
    put(lead, made, 0, content[:PIECE_BYTES])
    put(lead, made, 1, content[PIECE_BYTES:])
    kept, restored = tmp_path / "kept", tmp_path / "restored"
    pi_server("backup", server.home, kept)
    assert b"IEND" not in kept.read_bytes()
    pi_server("restore", restored, kept, "--key-file", server.home / "backup.key")

    with Home(restored, {}).open() as database, database.reading() as connection:
        pieces = select(CONTENT_PIECE.c.body).where(CONTENT_PIECE.c.family_id == family).order_by(CONTENT_PIECE.c.n)
        assert b"".join(connection.scalars(pieces)) == content
