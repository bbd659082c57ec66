"""What must hold for every measure, whatever is answered."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.measures.definition import Answer, Item, Measure, Option
from pi_desktop.measures.errors import AnswerError
from pi_desktop.measures.library import Library
from pi_desktop.measures.loading_items import reverse
from pi_desktop.measures.scoring import score
from tests.unit.measures.places import MEASURES

MEASURES_READ = tuple(Library.load(MEASURES))
SCORED = tuple(measure for measure in MEASURES_READ if measure.scores)
RAISED_FREELY = tuple(
    measure
    for measure in SCORED
    if measure.gate is None
    and all(option.value is not None for item in measure.items for option in item.options)
    and all(measure.item[item].kind == "choice" for scale in measure.scores for item in scale.items)
)
NEVER_ESTIMATED = tuple(
    measure
    for measure in SCORED
    if measure.missing.up_to == 0 and measure.gate is None and any(item.required for item in measure.items)
)

Filled = tuple[Measure, str | None, dict[str, Answer]]


def forms_of(measure: Measure) -> list[str | None]:
    """The forms that are filled in item by item; None where the measure has one form only."""
    return [form.id for form in measure.forms if form.items is not None] or [None]


def items_of(measure: Measure, form: str | None) -> tuple[str, ...]:
    return (form and measure.form[form].items) or tuple(measure.item)


def an_answer(measure: Measure, item: Item) -> st.SearchStrategy[Answer]:
    """Any answer that the item offers, in printed order. A whole is never less than its parts."""
    if item.kind == "text":
        return st.text(min_size=1, max_size=20)
    if item.kind == "choice":
        return st.integers(0, len(item.options) - 1)
    least = int(item.least or 0)
    if any(scale.whole == item.id for scale in measure.scores):
        return st.integers(100, 200)
    return st.integers(least, least + 100 if item.most is None else int(item.most))


@st.composite
def filled(draw: st.DrawFn, measures: tuple[Measure, ...] = SCORED) -> tuple[Measure, str | None, dict[str, Answer]]:
    """A measure, one of its forms, and an answer to every item."""
    measure = draw(st.sampled_from(measures))
    form = draw(st.sampled_from(forms_of(measure)))
    answers = {name: draw(an_answer(measure, measure.item[name])) for name in items_of(measure, form)}
    for rule in measure.must_add_up:
        rest = rule.total
        for name in rule.items[:-1]:
            answers[name] = draw(st.integers(0, rest))
            rest -= int(str(answers[name]))
        answers[rule.items[-1]] = rest
    return measure, form, answers


def as_keyed(measure: Measure, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The same answers, each by what it counts; those that count nothing have no keyed form and are left out."""
    keyed: dict[str, Answer] = {}
    for name, answer in answers.items():
        item = measure.item[name]
        value = item.options[int(str(answer))].value if item.kind == "choice" else answer
        if value is not None:
            keyed[name] = value
    return keyed


def counts_everywhere(measure: Measure) -> bool:
    return all(option.value is not None for item in measure.items for option in item.options)


@given(filled())
def test_no_score_leaves_its_range(form: Filled) -> None:
    measure, name, answers = form
    result = score(measure, answers, form=name)
    assert result.complete
    for scale in measure.scores:
        value = result.scores.get(scale.id)
        assert value is None or scale.least is None or value >= scale.least
        assert value is None or scale.most is None or value <= scale.most


@given(filled(RAISED_FREELY), st.data())
def test_a_higher_answer_never_lowers_a_score(form: Filled, data: st.DataObject) -> None:
    measure, name, answers = form
    scale = data.draw(st.sampled_from([scale for scale in measure.scores if set(scale.items) & set(answers)]))
    item = data.draw(st.sampled_from([item for item in scale.items if item in answers]))
    values = sorted(int(option.value) for option in measure.item[item].options if option.value is not None)
    lower, higher = sorted((data.draw(st.sampled_from(values)), data.draw(st.sampled_from(values))))
    keyed = as_keyed(measure, answers)
    before = score(measure, {**keyed, item: lower}, "as_keyed", name).scores[scale.id]
    after = score(measure, {**keyed, item: higher}, "as_keyed", name).scores[scale.id]
    assert after >= before


@given(filled(tuple(measure for measure in SCORED if counts_everywhere(measure))))
def test_places_and_keyed_values_give_the_same_scores(form: Filled) -> None:
    measure, name, answers = form
    shown = score(measure, answers, "as_shown", name)
    assert score(measure, as_keyed(measure, answers), "as_keyed", name) == shown


@given(filled(NEVER_ESTIMATED), st.data())
def test_a_missing_answer_never_scores(form: Filled, data: st.DataObject) -> None:
    measure, name, answers = form
    not_asked = {skip.item for skip in measure.skips}
    required = [item for item in answers if measure.item[item].required and item not in not_asked]
    gone = data.draw(st.lists(st.sampled_from(required), min_size=1, unique=True))
    left = {item: answer for item, answer in answers.items() if item not in gone}
    result = score(measure, left, form=name)
    assert not result.complete
    assert not result.scores
    assert set(gone) <= set(result.missing)


@given(filled(), st.data())
def test_the_order_in_which_answers_came_changes_nothing(form: Filled, data: st.DataObject) -> None:
    measure, name, answers = form
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    assert score(measure, shuffled, form=name) == score(measure, answers, form=name)


@given(filled())
def test_one_answer_too_many_is_refused(form: Filled) -> None:
    measure, name, answers = form
    with pytest.raises(AnswerError, match="AnswerError"):
        score(measure, {**answers, "one too many": 1}, form=name)


@given(filled(), st.data())
def test_an_answer_beyond_the_last_is_refused(form: Filled, data: st.DataObject) -> None:
    measure, name, answers = form
    choices = [item for item in answers if measure.item[item].kind == "choice"]
    if not choices:
        return
    item = data.draw(st.sampled_from(choices))
    beyond = len(measure.item[item].options) + data.draw(st.integers(0, 100))
    with pytest.raises(AnswerError):
        score(measure, {**answers, item: beyond}, form=name)


@given(st.lists(st.one_of(st.none(), st.integers(-5, 5)), max_size=8))
def test_reversal_twice_is_nothing(values: list[int | None]) -> None:
    options = tuple(Option(f"answer {place}", str(place), value) for place, value in enumerate(values))
    assert reverse(reverse(options)) == options
    assert [option.label for option in reverse(options)] == [option.label for option in options]


@pytest.mark.parametrize(
    "measure", [one for one in SCORED if any(item.reversed for item in one.items)], ids=lambda measure: measure.id
)
def test_a_reversed_item_counts_the_other_way(measure: Measure) -> None:
    counts = {
        item.reversed: [option.value for option in item.options] for item in measure.items if item.kind == "choice"
    }
    assert counts[True] == counts[False][::-1]
