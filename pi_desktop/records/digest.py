"""A sum over the records that somebody holds: two sides compare theirs, and know at once whether they hold the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

_MODULUS = 1 << 63
"""Sums stay within what a signed column of 64 bits holds."""


def mark(record_id: str, v: int) -> int:
    """The part that one version of one record has in a sum. It tells drift, not forgery."""
    return int.from_bytes(blake2b(f"{record_id}{v}".encode(), digest_size=8).digest()) >> 1


@dataclass(frozen=True, slots=True)
class Digest:
    """How many records, and the sum of their marks. The order in which they came makes no difference."""

    records: int = 0
    total: int = 0

    def __add__(self, other: "Digest") -> "Digest":
        return Digest(self.records + other.records, (self.total + other.total) % _MODULUS)

    def moved(self, record_id: str, before: int | None, after: int | None) -> "Digest":
        """After a record went from one version to another; None is a version that is not there."""
        gone = (1, mark(record_id, before)) if before else (0, 0)
        come = (1, mark(record_id, after)) if after else (0, 0)
        return Digest(self.records + come[0] - gone[0], (self.total + come[1] - gone[1]) % _MODULUS)


def sum_of(digests: Iterable[Digest]) -> Digest:
    return sum(digests, Digest())
