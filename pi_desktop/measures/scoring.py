"""From answers to scores: one pure function, and exact arithmetic.

An incomplete form has no score, unless the publisher allows it and says how. Whatever does not fit the form
is refused: a score made from a mistyped answer would be a safety incident.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from pi_desktop.measures.answers import Given, as_number, keyed, span
from pi_desktop.measures.definition import Answer, Form, Measure, Number, Score
from pi_desktop.measures.errors import AnswerError
from pi_desktop.measures.meaning import band_of

Values = Mapping[str, Number | None]
FlagKind = Literal["safety", "safety_declined", "safety_not_seen", "estimated", "contradiction"]


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that the practitioner must see beside the score, and the parent must not.

    "safety": the answer itself asks for attention. "safety_declined": such a question was left unanswered on
    purpose. "safety_not_seen": only a total was entered. "estimated": the score stands on an incomplete form.
    "contradiction": answers that cannot both be meant.
    """

    kind: FlagKind
    item: str | None
    about: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a form came to: `scores` is empty unless the publisher's rules give one, `missing` names items."""

    complete: bool
    scores: Mapping[str, Number]
    bands: Mapping[str, str]
    flags: tuple[Flag, ...]
    missing: tuple[str, ...]


def score(
    measure: Measure, answers: Mapping[str, Answer], given: Given = "as_shown", form: str | None = None
) -> Result:
    """Score one filled-in form.

    `answers` maps items to the place of the chosen option (or to keyed values, see Given), to numbers, or to
    words; an item left out is unanswered, None is declined. `form` picks one of the measure's forms.
    Raises AnswerError with the item and the reason for whatever the form does not offer.
    """
    chosen = _form(measure, form)
    asked = _asked(measure, chosen)
    values: Values = keyed(measure, answers, given)
    for name in answers:
        if chosen is not None and name not in asked:
            raise AnswerError(measure.abbreviation, f"item {name}", f"is not on the form {chosen.name}")
    _check_sums(measure, values)
    if measure.gate is not None and values.get(measure.gate.item) == measure.gate.equals:
        return _stopped(measure, values)
    values = _with_skips(measure, values)
    missing = _missing(measure, asked, values, answers)
    flags = _safety(measure, values, answers)
    if not missing:
        return _result(measure, chosen, values, asked, (), flags)
    if not _allowed(measure, missing):
        return Result(False, MappingProxyType({}), MappingProxyType({}), flags, missing)
    estimated = Flag("estimated", None, f"{len(missing)} unanswered: {', '.join(missing)}")
    return _result(measure, chosen, values, asked, missing, (*flags, estimated))


def accept(measure: Measure, scores: Mapping[str, object], form: str | None = None) -> Result:
    """Scores that were made by hand, by a rater or from the publisher's manual, checked against their ranges.

    Raises AnswerError for a score that the measure does not have or that lies outside its range.
    """
    chosen = _form(measure, form)
    accepted: dict[str, Number] = {}
    for name, given in scores.items():
        scale = measure.score.get(name)
        if scale is None:
            names = ", ".join(measure.score) or "none"
            raise AnswerError(
                measure.abbreviation, f"score {name}", f"there is no such score; there are: {names}"
            )
        value = as_number(given)
        if value is None or (not scale.decimals and value != int(value)):
            kind = "number" if scale.decimals else "whole number"
            raise AnswerError(measure.abbreviation, f"score {name}", f"{given} is not a {kind}")
        if (scale.least is not None and value < scale.least) or (
            scale.most is not None and value > scale.most
        ):
            reason = f"{given} is not {span(scale.least, scale.most)}"
            raise AnswerError(measure.abbreviation, f"score {name}", reason)
        accepted[name] = value if scale.decimals else int(value)
    unseen = tuple(Flag("safety_not_seen", safety.item, safety.about) for safety in measure.safety)
    return Result(bool(accepted), MappingProxyType(accepted), _bands(measure, chosen, accepted), unseen, ())


def _form(measure: Measure, name: str | None) -> Form | None:
    if name is None:
        return None
    if name not in measure.form:
        names = ", ".join(measure.form) or "none"
        raise AnswerError(measure.abbreviation, f"form {name}", f"there is no such form; there are: {names}")
    return measure.form[name]


def _asked(measure: Measure, form: Form | None) -> Sequence[str]:
    if form is None:
        if any(other.items is not None for other in measure.forms):
            names = ", ".join(measure.form)
            raise AnswerError(measure.abbreviation, "form", f"must be named; there are: {names}")
        return tuple(measure.item)
    if form.items is None:
        raise AnswerError(
            measure.abbreviation, f"form {form.id}", "is entered by its total, not by its items"
        )
    return form.items


def _check_sums(measure: Measure, values: Values) -> None:
    for rule in measure.must_add_up:
        shares = [values[name] for name in rule.items if name in values]
        total = sum(share for share in shares if share is not None)
        if len(shares) == len(rule.items) and total != rule.total:
            reason = f"add up to {total}, and must add up to {rule.total}"
            raise AnswerError(measure.abbreviation, f"items {', '.join(rule.items)}", reason)


def _stopped(measure: Measure, values: Values) -> Result:
    gate = measure.gate
    assert gate is not None
    scores = MappingProxyType({scale.id: gate.score for scale in measure.scores})
    beyond = tuple(name for name in values if name != gate.item)
    about = f"answered although item {gate.item} ends the form: {', '.join(beyond)}"
    flags = (Flag("contradiction", gate.item, about),) if beyond else ()
    return Result(True, scores, _bands(measure, None, scores), flags, ())


def _with_skips(measure: Measure, values: Values) -> Values:
    filled = dict(values)
    for skip in measure.skips:
        if skip.item not in filled and filled.get(skip.when) == skip.equals:
            filled[skip.item] = skip.value
    return filled


def _missing(
    measure: Measure, asked: Sequence[str], values: Values, answers: Mapping[str, Answer]
) -> tuple[str, ...]:
    return tuple(
        name
        for name in asked
        if measure.item[name].required and name not in values and not isinstance(answers.get(name), str)
    )


def _allowed(measure: Measure, missing: tuple[str, ...]) -> bool:
    rule = measure.missing
    return len(missing) <= rule.up_to and not set(missing) & set(rule.never)


def _safety(measure: Measure, values: Values, answers: Mapping[str, Answer]) -> tuple[Flag, ...]:
    flags = []
    for safety in measure.safety:
        value = values.get(safety.item)
        if safety.item in answers and answers[safety.item] is None:
            flags.append(Flag("safety_declined", safety.item, safety.about))
        elif (
            value is not None
            and (safety.least is None or value >= safety.least)
            and (safety.most is None or value <= safety.most)
        ):
            flags.append(Flag("safety", safety.item, safety.about))
    return tuple(flags)


def _result(
    measure: Measure,
    form: Form | None,
    values: Values,
    asked: Sequence[str],
    missing: tuple[str, ...],
    flags: tuple[Flag, ...],
) -> Result:
    scores: dict[str, Number] = {}
    for scale in measure.scores:
        if scale.rule == "entered" or not set(scale.items) <= set(asked):
            continue
        figure = _figure(scale, values, measure)
        if figure is not None:
            scores[scale.id] = figure
    return Result(not missing, MappingProxyType(scores), _bands(measure, form, scores), flags, missing)


def _figure(scale: Score, values: Values, measure: Measure) -> Number | None:
    counted = [scale.counts(name, value) for name in scale.items if (value := values.get(name)) is not None]
    if not counted:
        return None
    total = sum(counted)
    if scale.rule == "mean":
        return _rounded(Fraction(total) / len(counted))
    if scale.rule == "percent":
        assert scale.whole is not None
        whole = values.get(scale.whole)
        return _rounded(100 * Fraction(total) / Fraction(whole)) if whole else None
    if len(counted) < len(scale.items) and measure.missing.how == "prorated":
        return _rounded(Fraction(total) * len(scale.items) / len(counted))
    return scale.table[int(total)] if scale.table else total


def _bands(measure: Measure, form: Form | None, scores: Mapping[str, Number]) -> Mapping[str, str]:
    named = {}
    for name, value in scores.items():
        band = band_of(measure.score[name], value, form)
        if band is not None:
            named[name] = band.label
    return MappingProxyType(named)


def _rounded(value: Fraction) -> Decimal:
    """Two places, halves away from zero, as they are rounded by hand."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
