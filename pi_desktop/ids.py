"""Identifiers: time-ordered for what people enter, derived for what the program makes by itself.

The way to the first window passes through here, so what loads OpenSSL is imported where it is used.
"""

import random
import re
from collections.abc import Callable
from typing import NewType

from pi_desktop.clock import Clock

Id = NewType("Id", str)

_CANONICAL = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DERIVED = "6f0c1f5e-3c67-5b0e-9d7b-0b6a0f2f1b11"


_random_bits = random.SystemRandom().getrandbits


class Ids:
    """Makes UUIDv7 identifiers (RFC 9562, section 5.7) that never run backwards within one process."""

    def __init__(self, clock: Clock, random_bits: Callable[[int], int] = _random_bits) -> None:
        self._clock = clock
        self._random_bits = random_bits
        self._last = 0

    def new(self) -> Id:
        milliseconds = int(self._clock.now().timestamp() * 1000)
        stamp = max((milliseconds << 12) | self._random_bits(12), self._last + 1)
        self._last = stamp
        value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | self._random_bits(62)
        digits = f"{value:032x}"
        return Id(f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}")


def derived(source: str, rule: str) -> Id:
    """The UUIDv5 of a source record and the rule that made something of it: the same on every device."""
    import uuid

    return Id(str(uuid.uuid5(uuid.UUID(_DERIVED), f"{rule}:{source}")))


def is_id(value: object) -> bool:
    """Whether a value from elsewhere is a UUID in its canonical text form."""
    return isinstance(value, str) and _CANONICAL.fullmatch(value) is not None
