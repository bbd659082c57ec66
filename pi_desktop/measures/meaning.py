"""What a score means: its band, its cut-off, and whether a change is more than chance."""

from dataclasses import dataclass
from decimal import Decimal
from math import floor
from typing import Literal

from pi_desktop.measures.definition import Band, CutOff, Form, Score
from pi_desktop.measures.numbers import Number, within

Verdict = Literal["improved", "worsened", "no_reliable_change", "not_known"]
Basis = Literal["jacobson_truax", "published", "none"]

Place = tuple[Number, Form | None]

_TWICE_THE_ERROR = Decimal("1.96")


@dataclass(frozen=True, slots=True)
class Threshold:
    """How large a difference must be to count: more than it by Jacobson and Truax, as much by a publisher."""

    least: Number
    basis: Basis
    source: str
    confirmed: bool

    def reached_by(self, difference: Number) -> bool:
        size = max(difference, -difference)
        return size > self.least if self.basis == "jacobson_truax" else size >= self.least


@dataclass(frozen=True, slots=True)
class Change:
    """The way from one score to a later one.

    `difference` is later minus earlier; where forms change with age, of the distances from each form's own
    cut-off, and None where a form has none. `crossed_cutoff` is whether the earlier score lay beyond the
    cut-off and the later does not: with a reliable improvement that is clinically significant change
    (Jacobson and Truax 1991; the published cut-off stands for their criterion c). None without a cut-off.
    """

    difference: Number | None
    verdict: Verdict
    threshold: Threshold | None
    crossed_cutoff: bool | None

    @property
    def clinically_significant(self) -> bool:
        return self.verdict == "improved" and self.crossed_cutoff is True


def band_of(scale: Score, value: Number, form: Form | None = None) -> Band | None:
    """The band that a score lies in; None where the publisher names none.

    Bands between whole numbers were made for whole scores: 14.5 has not reached the band that begins at 15.
    """
    bands = form.bands if form is not None and form.bands else scale.bands
    found = None
    for band in bands:
        reached = floor(value) if isinstance(band.most, int) else value
        if within(reached, band.least, band.most):
            found = band
    return found


def cutoffs_of(scale: Score, form: Form | None = None) -> tuple[CutOff, ...]:
    """The cut-offs that apply: the form's own where it has them."""
    return form.cutoffs if form is not None and form.cutoffs else scale.cutoffs


def beyond(scale: Score, cutoff: CutOff, value: Number) -> bool:
    """Whether a score lies on the side of the cut-off that asks for attention."""
    if cutoff.strictly and value == cutoff.at:
        return False
    return value <= cutoff.at if scale.direction == "higher_better" else value >= cutoff.at


def reliable_change(scale: Score) -> Threshold | None:
    """How far a score must move before it is more than measurement error.

    By Jacobson and Truax (1991) where the reliability is known: 1.96 × SD × √2 × √(1 − r). Otherwise the
    published threshold. None where neither is known: then there is only a difference.
    """
    figures = scale.reliability
    if figures is not None:
        least = _TWICE_THE_ERROR * figures.sd * Decimal(2).sqrt() * (1 - figures.coefficient).sqrt()
        return Threshold(least, "jacobson_truax", figures.source, figures.confirmed)
    published = scale.reliable_change
    if published is not None:
        return Threshold(published.least, "published", published.source, published.confirmed)
    return None


def change(
    scale: Score, first: Number, last: Number, first_form: Form | None = None, last_form: Form | None = None
) -> Change:
    """From the first score to the last, of one person and on one score of the measure.

    Scores of different forms cannot be subtracted: their distances from each form's own cut-off are compared
    instead, and no threshold made for one form is applied to them.
    """
    if first_form == last_form:
        difference: Number | None = last - first
        threshold = reliable_change(scale)
    else:
        difference = _drift(scale, (first, first_form), (last, last_form))
        threshold = None
    crossed = _crossed(scale, (first, first_form), (last, last_form))
    return Change(difference, _verdict(scale, difference, threshold), threshold, crossed)


def _drift(scale: Score, first: Place, last: Place) -> Number | None:
    before, after = cutoffs_of(scale, first[1]), cutoffs_of(scale, last[1])
    if not before or not after:
        return None
    return (last[0] - after[0].at) - (first[0] - before[0].at)


def _crossed(scale: Score, first: Place, last: Place) -> bool | None:
    before, after = cutoffs_of(scale, first[1]), cutoffs_of(scale, last[1])
    if not before or not after or scale.direction is None:
        return None
    return beyond(scale, before[0], first[0]) and not beyond(scale, after[0], last[0])


def _verdict(scale: Score, difference: Number | None, threshold: Threshold | None) -> Verdict:
    if difference is None or threshold is None or scale.direction is None:
        return "not_known"
    if not threshold.reached_by(difference):
        return "no_reliable_change"
    return "improved" if (difference > 0) == (scale.direction == "higher_better") else "worsened"
