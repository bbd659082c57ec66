"""A slot opens as a whole or not at all."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.vault import slots
from pi_desktop.vault.errors import SlotDamaged, SlotError, SlotForeign, SlotsMissing, SlotTooNew, SlotWeakened
from pi_desktop.vault.keys import FLOOR, DatabaseKey, KdfParameters, VaultKeys
from pi_desktop.vault.profile import Policy
from pi_desktop.vault.slots import Slot, SlotHeader

VAULT = "019c0000-0000-7000-8000-000000000001"
SLOT_KEY = bytearray(range(32))


def header(generation: int = 1, vault_id: str = VAULT) -> SlotHeader:
    return SlotHeader(
        vault_id=vault_id,
        generation=generation,
        policy=Policy.KEYRING,
        backend="Secret Service",
        kdf=FLOOR,
        salt=bytes(range(16)),
    )


def slot(generation: int = 1, vault_id: str = VAULT) -> Slot:
    return Slot.seal(header(generation, vault_id), VaultKeys(DatabaseKey(bytes(32))), SLOT_KEY)


def test_the_header_on_disk_is_the_header_that_is_authenticated() -> None:
    made = slot()
    assert made.encode().splitlines()[0] == made.header.encode()
    assert made.header.encode() == (
        b'{"backend":"Secret Service","generation":1,'
        b'"kdf":{"lanes":4,"memory_kib":65536,"name":"argon2id","passes":3},"kind":"user","policy":"keyring",'
        b'"salt":"000102030405060708090a0b0c0d0e0f","vault":"019c0000-0000-7000-8000-000000000001","version":1}'
    )


@given(
    generation=st.integers(0, 2**32 - 1),
    policy=st.sampled_from(Policy),
    backend=st.text(max_size=20),
    salt=st.binary(min_size=16, max_size=16),
    passes=st.integers(3, 24),
)
def test_a_header_comes_back_as_it_was(generation: int, policy: Policy, backend: str, salt: bytes, passes: int) -> None:
    made = SlotHeader(VAULT, generation, policy, backend, KdfParameters(FLOOR.memory_kib, passes, 4), salt)
    assert SlotHeader.decode(made.encode()) == made


def test_the_keys_come_back_from_a_slot() -> None:
    keys = VaultKeys(DatabaseKey.random(), DatabaseKey.random())
    sealed = Slot.decode(Slot.seal(header(), keys, SLOT_KEY).encode())
    assert sealed.open(SLOT_KEY) == keys
    assert sealed.open(bytearray(secrets.token_bytes(32))) is None


def test_no_changed_byte_of_a_slot_file_is_accepted() -> None:
    whole = slot().encode()
    for position in range(len(whole) - 1):  # the last byte is the end of the line
        changed = bytearray(whole)
        changed[position] ^= 1
        try:
            keys = Slot.decode(bytes(changed)).open(SLOT_KEY)
        except SlotError:
            continue
        assert keys is None, f"byte {position} may be changed"


def test_no_shortened_slot_file_is_accepted() -> None:
    whole = slot().encode()
    for length in range(len(whole) - 1):
        try:
            keys = Slot.decode(whole[:length]).open(SLOT_KEY)
        except SlotError:
            continue
        assert keys is None, f"{length} bytes are enough"


@given(st.binary(max_size=300))
def test_rubbish_is_called_damaged(rubbish: bytes) -> None:
    with pytest.raises(SlotDamaged):
        Slot.decode(rubbish)


@pytest.mark.parametrize(
    "rubbish",
    [b"[" * 100_000, b'{"version":1e999}', b"null", b'{"version":true}', b'"\\ud800"', b'{"version":1,"kdf":7}'],
)
def test_a_hostile_header_is_called_damaged(rubbish: bytes) -> None:
    with pytest.raises(SlotDamaged):
        SlotHeader.decode(rubbish)


def test_a_header_that_says_the_same_in_other_bytes_is_refused() -> None:
    with pytest.raises(SlotDamaged):
        SlotHeader.decode(header().encode().replace(b":", b": "))


def test_a_slot_of_a_later_version_asks_for_a_newer_program() -> None:
    with pytest.raises(SlotTooNew):
        SlotHeader.decode(header().encode().replace(b'"version":1', b'"version":2'))


def test_a_slot_below_the_floor_is_refused_before_anything_is_derived() -> None:
    with pytest.raises(SlotWeakened):
        SlotHeader.decode(header().encode().replace(b"65536", b"8"))


def test_the_newest_generation_comes_first(tmp_path: Path) -> None:
    for generation in (7, 8):
        slots.write(tmp_path, slot(generation))
    assert [each.header.generation for each in slots.read(tmp_path, VAULT)] == [8, 7]


def test_a_new_generation_leaves_the_one_before_it_alone(tmp_path: Path) -> None:
    for generation in (7, 8, 9):
        slots.write(tmp_path, slot(generation))
    assert [each.header.generation for each in slots.read(tmp_path, VAULT)] == [9, 8]


def test_one_spoilt_generation_leaves_the_other(tmp_path: Path) -> None:
    for generation in (7, 8):
        slots.write(tmp_path, slot(generation))
    slots.slot_files(tmp_path)[0].write_bytes(b"spoilt")
    assert [each.header.generation for each in slots.read(tmp_path, VAULT)] == [7]


def test_missing_foreign_and_misplaced_slots_are_told_apart(tmp_path: Path) -> None:
    even, odd = slots.slot_files(tmp_path)
    with pytest.raises(SlotsMissing):
        slots.read(tmp_path, VAULT)
    even.write_bytes(slot(2, vault_id="019c0000-0000-7000-8000-000000000002").encode())
    with pytest.raises(SlotForeign):
        slots.read(tmp_path, VAULT)
    even.unlink()
    odd.write_bytes(slot(2).encode())
    with pytest.raises(SlotDamaged):
        slots.read(tmp_path, VAULT)


def test_equal_keys_are_sealed_into_different_bytes() -> None:
    one, other = slot(), slot()
    assert one.sealed != other.sealed
    assert replace(one, sealed=b"") == replace(other, sealed=b"")
