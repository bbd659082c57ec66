"""What some content is, is read from it; and how it falls into pieces."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.records.attachment import MOST_BYTES, MOST_PIECES, PIECE_BYTES, Content, content_of
from tests.pictures import document, photograph, picture


@pytest.mark.parametrize(("body", "kind"), [(picture(900), "png"), (photograph(), "jpeg"), (document(), "pdf")])
def test_what_may_be_attached_is_known_by_how_it_begins_and_ends(body: bytes, kind: str) -> None:
    assert content_of([body]) == Content(kind, len(body), hashlib.sha256(body).hexdigest())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"MZ\x90\x00 a program",
        b"<html><script>alert(1)</script></html>",
        b"PK\x03\x04 an office document",
        b"GIF89a\x01\x00",
        picture(900)[:-1],
        picture(9000)[:4000],
        photograph()[:-2],
        document()[:-7],
        b" " + document(),
        b"\x89PNG\r\n\x1a\n" + document(),
    ],
)
def test_anything_else_and_what_was_cut_short_is_none_of_them(body: bytes) -> None:
    assert content_of([body]).media_type == ""


@given(st.binary(max_size=4000), st.integers(8, 4000))
def test_it_is_the_same_however_it_was_cut_into_pieces(filling: bytes, length: int) -> None:
    body = document(filling)
    pieces = [body[start : start + length] for start in range(0, len(body), length)]
    assert content_of(pieces) == content_of([body])


@given(st.integers(1, MOST_BYTES))
def test_the_pieces_are_together_as_long_as_the_whole(size: int) -> None:
    content = Content("png", size, "")
    lengths = [content.length_of(n) for n in range(content.pieces)]
    assert sum(lengths) == size
    assert content.pieces <= MOST_PIECES
    assert all(length == PIECE_BYTES for length in lengths[:-1])
    assert 0 < lengths[-1] <= PIECE_BYTES
