"""Files that are sealed in pieces: they open as they were written, or not at all."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.server.errors import BackupUnreadable
from pi_desktop.server.sealed import PIECE, SealedReader, SealedWriter, new_key

sizes = st.sampled_from([0, 1, 100, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 7])


def sealed(content: bytes, key: bytes, steps: int = 1) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, key)
    for start in range(0, len(content), max(1, len(content) // steps)):
        writer.write(content[start : start + max(1, len(content) // steps)])
    writer.finish()
    return file.getvalue()


def opened(content: bytes, key: bytes) -> bytes:
    return SealedReader(io.BytesIO(content), key).readall() or b""


@given(sizes, st.integers(1, 5))
def test_what_was_sealed_opens_with_its_key(size: int, steps: int) -> None:
    key, content = new_key(), bytes(range(256)) * (size // 256 + 1)
    assert opened(sealed(content[:size], key, steps), key) == content[:size]


@given(sizes, st.data())
def test_a_bit_that_was_turned_is_found(size: int, data: st.DataObject) -> None:
    key = new_key()
    spoilt = bytearray(sealed(bytes(size), key))
    spoilt[data.draw(st.integers(0, len(spoilt) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BackupUnreadable):
        opened(bytes(spoilt), key)


@given(sizes, st.data())
def test_a_file_that_was_cut_is_found(size: int, data: st.DataObject) -> None:
    key = new_key()
    whole = sealed(bytes(size), key)
    with pytest.raises(BackupUnreadable):
        opened(whole[: data.draw(st.integers(0, len(whole) - 1))], key)


def test_pieces_can_be_neither_swapped_nor_left_out_nor_taken_from_another_file() -> None:
    key, head, piece = new_key(), 60, PIECE + 16
    one, other = (sealed(bytes(3 * PIECE), key) for _ in range(2))
    first, second, rest = one[head : head + piece], one[head + piece : head + 2 * piece], one[head + 2 * piece :]
    assert opened(one[:head] + first + second + rest, key) == bytes(3 * PIECE)
    for spoilt in (second + first + rest, first + rest, first + second, first + other[head + piece :]):
        with pytest.raises(BackupUnreadable):
            opened(one[:head] + spoilt, key)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(BackupUnreadable):
        opened(sealed(b"family", new_key()), new_key())
