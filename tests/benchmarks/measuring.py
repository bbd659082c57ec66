"""Medians."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


def median_ms(work: Callable[[T], object], inputs: Iterable[T]) -> float:
    """How long some work takes, in milliseconds: the median over all inputs."""
    return round(median(milliseconds(work, each) for each in inputs), 2)


def milliseconds(work: Callable[[T], object], given: T) -> float:
    begun = perf_counter()
    work(given)
    return (perf_counter() - begun) * 1000
