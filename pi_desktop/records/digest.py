"""A sum over the records that somebody holds: two sides compare theirs, and know at once whether they hold the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

_MODULUS = 1 << 63
"""Sums stay within what a signed column of 64 bits holds."""

Step = tuple[str, int | None, int | None]
"""The id of a record, and the versions before and after; None is a version that is not there."""


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

    def moved(self, steps: Iterable[Step]) -> "Digest":
        """After records went from one version to another."""
        records, total = self.records, self.total
        for record_id, before, after in steps:
            if before:
                records, total = records - 1, total - mark(record_id, before)
            if after:
                records, total = records + 1, total + mark(record_id, after)
        return Digest(records, total % _MODULUS)


def sum_of(digests: Iterable[Digest]) -> Digest:
    return sum(digests, Digest())
