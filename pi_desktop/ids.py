"""Identifiers: time-ordered for what people enter, derived for what the program makes by itself."""

import re
import secrets
import uuid
from collections.abc import Callable
from typing import NewType

from pi_desktop.clock import Clock

Id = NewType("Id", str)

_CANONICAL = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DERIVED = uuid.UUID("6f0c1f5e-3c67-5b0e-9d7b-0b6a0f2f1b11")


class Ids:
    """Makes UUIDv7 identifiers (RFC 9562, section 5.7) that never run backwards within one process."""

    def __init__(self, clock: Clock, random_bits: Callable[[int], int] = secrets.randbits) -> None:
        self._clock = clock
        self._random_bits = random_bits
        self._last = 0

    def new(self) -> Id:
        milliseconds = int(self._clock.now().timestamp() * 1000)
        stamp = max((milliseconds << 12) | self._random_bits(12), self._last + 1)
        self._last = stamp
        value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | self._random_bits(62)
        return Id(str(uuid.UUID(int=value)))


def derived(source: str, rule: str) -> Id:
    """The UUIDv5 of a source record and the rule that made something of it: the same on every device."""
    return Id(str(uuid.uuid5(_DERIVED, f"{rule}:{source}")))


def is_id(value: object) -> bool:
    """Whether a value from elsewhere is a UUID in its canonical text form."""
    return isinstance(value, str) and _CANONICAL.fullmatch(value) is not None
