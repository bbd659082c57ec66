"""What was measured, beside its floor and beside what it may be at most: as JSON and as a table."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """A median in its unit. `floor` is that of the least program of the same shape, measured in the same run.

    `most` and `least` are bounds of the value itself, `most_times` of the value in floors; where there is none, the
    figure is there to be known.
    """

    name: str
    unit: str
    value: float
    floor: float | None = None
    most_times: float | None = None
    most: float | None = None
    least: float | None = None

    @property
    def times(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def holds(self) -> bool | None:
        """Whether it is within its bounds; None where it has none."""
        bounds = [
            self.value <= self.most if self.most is not None else None,
            self.value >= self.least if self.least is not None else None,
            self.times <= self.most_times if self.times is not None and self.most_times is not None else None,
        ]
        known = [each for each in bounds if each is not None]
        return all(known) if known else None

    @property
    def bound(self) -> str:
        if self.most_times is not None:
            return f"at most {self.most_times:g} floors"
        if self.most is not None:
            return f"at most {self.most:g} {self.unit}".strip()
        return f"at least {self.least:g} {self.unit}".strip() if self.least is not None else ""

    def to_json(self) -> dict[str, Any]:
        told = {
            "name": self.name,
            "unit": self.unit,
            "value": _digits(self.value),
            "floor": _digits(self.floor),
            "times": _digits(self.times),
            "bound": self.bound,
            "holds": self.holds,
        }
        return {name: value for name, value in told.items() if value not in (None, "")}


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def table(figures: Iterable[Figure]) -> str:
    """The figures in Markdown."""
    rows = [("", "this program", "floor", "times", "bound")]
    rows += [
        (
            each.name,
            f"{_digits(each.value):,} {each.unit}".strip(),
            f"{_digits(each.floor):,} {each.unit}".strip() if each.floor is not None else "",
            f"{each.times:.1f}" if each.times is not None else "",
            f"{each.bound}{'' if each.holds else ' (missed)'}" if each.bound else "",
        )
        for each in figures
    ]
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "| --- | ---: | ---: | ---: | --- |", *body])


def _digits(value: float | None) -> float | None:
    """Three digits: more would pretend to a certainty that one machine does not give."""
    if value is None:
        return None
    rounded = float(f"{value:.3g}")
    return int(rounded) if rounded == int(rounded) else rounded
