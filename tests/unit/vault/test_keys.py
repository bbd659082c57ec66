"""Keys show nothing, and are never derived cheaply."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.vault.errors import SlotDamaged, SlotWeakened
from pi_desktop.vault.keys import (
    CALIBRATED_CEILING,
    CEILING,
    FLOOR,
    DatabaseKey,
    KdfParameters,
    VaultKeys,
    calibrate,
    slot_key,
    stretch,
)

SALT = bytes(16)


def test_a_key_is_not_shown_pickled_or_hashed() -> None:
    key = DatabaseKey(bytes(range(32)))

    assert key.raw_hex() not in f"{key!r} {key} {VaultKeys(key)}"
    with pytest.raises(TypeError):
        pickle.dumps(key)
    with pytest.raises(TypeError):
        hash(key)


def test_a_wiped_key_is_zero() -> None:
    key = DatabaseKey.random()
    key.wipe()
    assert key.raw_hex() == "0" * 64


@given(st.binary(min_size=32, max_size=32), st.none() | st.binary(min_size=32, max_size=32))
def test_packed_keys_come_back(current: bytes, pending: bytes | None) -> None:
    keys = VaultKeys(DatabaseKey(current), None if pending is None else DatabaseKey(pending))
    assert VaultKeys.unpack(keys.pack()) == keys


def test_a_pending_key_is_the_second_candidate() -> None:
    current, pending = DatabaseKey.random(), DatabaseKey.random()
    assert VaultKeys(current, pending).candidates == (current, pending)
    assert VaultKeys(current).candidates == (current,)


@pytest.mark.parametrize("weaker", ["memory_kib", "passes", "lanes"])
def test_no_parameter_may_be_below_the_floor(weaker: str) -> None:
    with pytest.raises(SlotWeakened):
        stretch(b"password", SALT, replace(FLOOR, **{weaker: getattr(FLOOR, weaker) - 1}))


@pytest.mark.parametrize("larger", ["memory_kib", "passes", "lanes"])
def test_no_parameter_may_exhaust_the_laptop(larger: str) -> None:
    with pytest.raises(SlotDamaged):
        stretch(b"password", SALT, replace(FLOOR, **{larger: getattr(CEILING, larger) + 1}))


def test_password_device_secret_and_header_all_go_into_the_key() -> None:
    stretched, device = bytearray(b"a" * 32), bytearray(b"d" * 32)
    keys = {
        bytes(slot_key(stretched, device, b"header")),
        bytes(slot_key(bytearray(b"b" * 32), device, b"header")),
        bytes(slot_key(stretched, bytearray(b"e" * 32), b"header")),
        bytes(slot_key(stretched, bytearray(), b"header")),
        bytes(slot_key(stretched, device, b"other header")),
    }
    assert len(keys) == 5


def laptop(gib_passes_a_second: float) -> dict[str, object]:
    """How long a laptop takes that works through so many GiB, pass by pass, in a second."""

    def seconds_for(asked: KdfParameters) -> float:
        return asked.memory_kib / 2**20 * asked.passes / gib_passes_a_second

    return {"seconds_for": seconds_for}


@pytest.mark.parametrize(
    ("gib_passes_a_second", "expected"),
    [
        (0.05, FLOOR),
        (0.375, KdfParameters(memory_kib=128 * 1024, passes=3, lanes=4)),
        (1.0, KdfParameters(memory_kib=256 * 1024, passes=4, lanes=4)),
        (100.0, CALIBRATED_CEILING),
    ],
)
def test_calibration_takes_memory_first_then_passes(gib_passes_a_second: float, expected: KdfParameters) -> None:
    assert calibrate(**laptop(gib_passes_a_second)) == expected


@given(st.floats(min_value=1e-4, max_value=1e4))
def test_calibration_never_leaves_its_bounds(gib_passes_a_second: float) -> None:
    chosen = calibrate(**laptop(gib_passes_a_second))
    assert not FLOOR.exceeds(chosen)
    assert not chosen.exceeds(CALIBRATED_CEILING)
