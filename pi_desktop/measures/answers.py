"""Checks answers against the form, and turns each into what it counts."""

from collections.abc import Mapping
from typing import Literal

from pi_desktop.measures.definition import Answer, Item, Measure
from pi_desktop.measures.errors import AnswerError
from pi_desktop.measures.numbers import Number, as_number, span, within

Given = Literal["as_shown", "as_keyed"]
"""How choices are written: by their place in the printed order, counted from 0; or by what they count once
the scoring key, reversals included, is applied. Ratings and counts are written as they are either way."""


def keyed(measure: Measure, answers: Mapping[str, Answer], given: Given) -> dict[str, Number | None]:
    """What each answered item counts; None for an answer that counts nothing, such as "not observed".

    Items that were left out, or declined (None), are not in the result. Words count nothing.
    Raises AnswerError for an item that the form does not have and for an answer that its item does not offer.
    """
    values: dict[str, Number | None] = {}
    known = measure.item
    for name, answer in answers.items():
        item = known.get(name)
        if item is None:
            raise AnswerError(measure.abbreviation, f"item {name}", f"there is no such item{_here(measure)}")
        if answer is None:
            continue
        if item.kind == "choice":
            values[name] = _choice(measure, item, answer, given)
        elif item.kind == "number":
            values[name] = _number(measure, item, answer)
        elif not isinstance(answer, str):
            raise _refused(measure, item, f"must be words, not {answer}")
    return values


def _choice(measure: Measure, item: Item, answer: Answer, given: Given) -> Number | None:
    if isinstance(answer, bool) or not isinstance(answer, int):
        raise _refused(measure, item, f"{_shown(answer)} is not one of the answers, which are whole numbers")
    if given == "as_shown":
        if not 0 <= answer < len(item.options):
            last = len(item.options) - 1
            raise _refused(measure, item, f"{answer} is not between 0, the first answer printed, and {last}")
        return item.options[answer].value
    for option in item.options:
        if option.value == answer:
            return answer
    offered = ", ".join(str(option.value) for option in item.options if option.value is not None)
    raise _refused(measure, item, f"{answer} is not one of {offered}")


def _number(measure: Measure, item: Item, answer: Answer) -> Number:
    value = as_number(answer)
    if value is None:
        raise _refused(measure, item, f"{_shown(answer)} is not a number")
    if not item.decimals and value != int(value):
        raise _refused(measure, item, f"{answer} is not a whole number")
    if not within(value, item.least, item.most):
        raise _refused(measure, item, f"{answer} is not {span(item.least, item.most)}")
    return value if item.decimals else int(value)


def _refused(measure: Measure, item: Item, reason: str) -> AnswerError:
    return AnswerError(measure.abbreviation, f"item {item.id}", reason)


def _here(measure: Measure) -> str:
    return f"; the items are {measure.items[0].id} to {measure.items[-1].id}"


def _shown(answer: object) -> str:
    return f'"{answer}"' if isinstance(answer, str) else str(answer)
