"""From answers to scores: one pure function, and exact arithmetic.

An incomplete form has no score, unless the publisher allows it and says how. Whatever does not fit the form
is refused: a score made from a mistyped answer would be a safety incident.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from pi_desktop.measures.answers import Given, keyed
from pi_desktop.measures.definition import Answer, Form, Measure, Score
from pi_desktop.measures.errors import AnswerError
from pi_desktop.measures.meaning import band_of
from pi_desktop.measures.numbers import Number, as_number, span, within
from pi_desktop.measures.rules import Gate, MissingRule

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
    for name in answers:
        if name in measure.item and name not in asked:
            raise AnswerError(measure.abbreviation, f"item {name}", "is not on this form")
    values: Values = keyed(measure, answers, given)
    _check_shares(measure, values)
    if measure.gate is not None and values.get(measure.gate.item) == measure.gate.equals:
        return _stopped(measure, measure.gate, values)
    values = _with_skips(measure, values)
    missing = _missing(measure, asked, values, answers)
    flags = _safety(measure, values, answers)
    if missing and not _allowed(measure, missing):
        return Result(False, {}, {}, flags, missing)
    if missing:
        flags = (*flags, Flag("estimated", None, f"{len(missing)} unanswered: {', '.join(missing)}"))
    scores = _scores(measure, asked, values)
    return Result(not missing, scores, _bands(measure, chosen, scores), flags, missing)


def accept(measure: Measure, scores: Mapping[str, Answer], form: str | None = None) -> Result:
    """Scores that were added up by hand, from a paper form of which only the totals are to be kept.

    Raises AnswerError for a score that the measure does not have or that lies outside its range.
    """
    chosen = _form(measure, form)
    accepted = {name: _accepted(measure, name, given) for name, given in scores.items()}
    unseen = tuple(Flag("safety_not_seen", safety.item, safety.about) for safety in measure.safety)
    return Result(bool(accepted), accepted, _bands(measure, chosen, accepted), unseen, ())


def _accepted(measure: Measure, name: str, given: Answer) -> Number:
    scale = measure.score.get(name)
    if scale is None:
        raise _refused(measure, f"score {name}", f"there is no such score; there are: {_names(measure.score)}")
    value = as_number(given)
    if value is None or (not scale.decimals and value != int(value)):
        kind = "number" if scale.decimals else "whole number"
        raise _refused(measure, f"score {name}", f"{given} is not a {kind}")
    if not within(value, scale.least, scale.most):
        raise _refused(measure, f"score {name}", f"{given} is not {span(scale.least, scale.most)}")
    return value if scale.decimals else int(value)


def _form(measure: Measure, name: str | None) -> Form | None:
    if name is None and measure.forms:
        raise _refused(measure, "form", f"must be named; there are: {_names(measure.form)}")
    if name is None:
        return None
    if name not in measure.form:
        raise _refused(measure, f"form {name}", f"there is no such form; there are: {_names(measure.form)}")
    return measure.form[name]


def _asked(measure: Measure, form: Form | None) -> Sequence[str]:
    if form is None:
        return tuple(measure.item)
    if form.items is None:
        raise _refused(measure, f"form {form.id}", "is entered by its total, not by its items")
    return form.items


def _check_shares(measure: Measure, values: Values) -> None:
    for rule in measure.must_add_up:
        shares = [share for name in rule.items if (share := values.get(name)) is not None]
        if len(shares) == len(rule.items) and sum(shares) != rule.total:
            reason = f"add up to {sum(shares)}, and must add up to {rule.total}"
            raise _refused(measure, f"items {', '.join(rule.items)}", reason)


def _stopped(measure: Measure, gate: Gate, values: Values) -> Result:
    scores = {scale.id: gate.score for scale in measure.scores}
    beyond = [item.id for item in measure.items if item.id != gate.item and values.get(item.id)]
    about = f"answered although item {gate.item} ends the form: {', '.join(beyond)}"
    flags = (Flag("contradiction", gate.item, about),) if beyond else ()
    return Result(True, scores, _bands(measure, None, scores), flags, ())


def _with_skips(measure: Measure, values: Values) -> Values:
    filled = dict(values)
    for skip in measure.skips:
        if skip.item not in filled and filled.get(skip.when) == skip.equals:
            filled[skip.item] = skip.value
    return filled


def _missing(measure: Measure, asked: Sequence[str], values: Values, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    open_items = [name for name in asked if name not in values and not answers.get(name)]
    required = tuple(name for name in open_items if measure.item[name].required)
    if len(open_items) == len(asked):
        return required or tuple(asked)
    if required and measure.gate is not None and measure.gate.item in open_items:
        return (measure.gate.item, *required)
    return required


def _allowed(measure: Measure, missing: tuple[str, ...]) -> bool:
    rule = measure.missing
    return len(missing) <= rule.up_to and not set(missing) & set(rule.never)


def _safety(measure: Measure, values: Values, answers: Mapping[str, Answer]) -> tuple[Flag, ...]:
    flags = []
    for safety in measure.safety:
        value = values.get(safety.item)
        if safety.item in answers and answers[safety.item] is None:
            flags.append(Flag("safety_declined", safety.item, safety.about))
        elif value is not None and within(value, safety.least, safety.most):
            flags.append(Flag("safety", safety.item, safety.about))
    return tuple(flags)


def _scores(measure: Measure, asked: Sequence[str], values: Values) -> dict[str, Number]:
    scores: dict[str, Number] = {}
    for scale in measure.scores:
        figure = _figure(scale, [name for name in scale.items if name in asked], values, measure.missing)
        if figure is None:
            continue
        if not within(figure, scale.least, scale.most):
            raise _refused(measure, f"score {scale.id}", f"{figure} is not {span(scale.least, scale.most)}")
        scores[scale.id] = figure
    return scores


def _figure(scale: Score, items: Sequence[str], values: Values, rule: MissingRule) -> Number | None:
    counted = [scale.counts(name, value) for name in items if (value := values.get(name)) is not None]
    if not counted:
        return None
    total = sum(counted)
    if scale.rule == "mean":
        return _rounded(Fraction(total) / len(counted))
    if scale.whole is not None:
        whole = values.get(scale.whole)
        return _rounded(100 * Fraction(total) / Fraction(whole)) if whole else None
    if len(counted) < len(items) and rule.how == "prorated":
        return _rounded(Fraction(total) * len(items) / len(counted))
    return scale.table[int(total)] if scale.table else total


def _bands(measure: Measure, form: Form | None, scores: Mapping[str, Number]) -> dict[str, str]:
    bands = {name: band_of(measure.score[name], value, form) for name, value in scores.items()}
    return {name: band.label for name, band in bands.items() if band is not None}


def _rounded(value: Fraction) -> Decimal:
    """Two places, halves away from zero, as they are rounded by hand."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _refused(measure: Measure, place: str, reason: str) -> AnswerError:
    return AnswerError(measure.abbreviation, place, reason)


def _names(known: Mapping[str, object]) -> str:
    return ", ".join(known) or "none"
