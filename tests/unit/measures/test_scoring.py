"""Scores against published rules and examples. A wrong score is a safety incident."""

import pytest

from pi_desktop.measures.errors import AnswerError
from pi_desktop.measures.library import Library
from pi_desktop.measures.scoring import score


def every(items: int, answer: int) -> dict[str, int]:
    return {str(item): answer for item in range(1, items + 1)}


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "none to minimal"),
        (4, "none to minimal"),
        (5, "mild"),
        (10, "moderate"),
        (15, "moderately severe"),
        (20, "severe"),
        (27, "severe"),
    ],
)
def test_phq9_bands_begin_where_kroenke_spitzer_and_williams_2001_put_them(
    library: Library, total: int, band: str
) -> None:
    answers = {str(item): min(3, max(0, total - 3 * (item - 1))) for item in range(1, 10)}
    result = score(library.get("phq9"), answers)
    assert result.scores == {"total": total}
    assert result.bands == {"total": band}


def test_phq9_asks_for_the_tenth_question_but_does_not_score_it(library: Library) -> None:
    assert score(library.get("phq9"), {**every(9, 1), "10": 3}).scores == {"total": 9}


def test_phq9_item_9_is_flagged_whatever_the_total(library: Library) -> None:
    result = score(library.get("phq9"), {**every(9, 0), "9": 1})
    assert result.bands == {"total": "none to minimal"}
    assert [(flag.kind, flag.item) for flag in result.flags] == [("safety", "9")]


def test_phq9_item_9_is_flagged_before_the_form_is_complete(library: Library) -> None:
    result = score(library.get("phq9"), {"9": 2})
    assert not result.complete
    assert [flag.item for flag in result.flags] == ["9"]


def test_an_incomplete_form_has_no_score_and_names_what_is_missing(library: Library) -> None:
    answers: dict[str, int | None] = {**every(9, 1), "4": None}
    del answers["7"]
    result = score(library.get("phq9"), answers)
    assert (result.complete, dict(result.scores), result.missing) == (False, {}, ("4", "7"))


def test_declining_a_safety_question_is_shown_to_the_practitioner(library: Library) -> None:
    result = score(library.get("phq9"), {**every(8, 0), "9": None})
    assert [(flag.kind, flag.item) for flag in result.flags] == [("safety_declined", "9")]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"1": "two"}, 'PHQ-9, item 1: "two" is not one of the answers, which are whole numbers.'),
        ({"1": 9}, "PHQ-9, item 1: 9 is not between 0, the first answer printed, and 3."),
        ({"1": -1}, "PHQ-9, item 1: -1 is not between 0, the first answer printed, and 3."),
        ({"11": 1}, "PHQ-9, item 11: there is no such item; the items are 1 to 10."),
        ({"1": 1.0}, "PHQ-9, item 1: 1.0 is not one of the answers, which are whole numbers."),
        ({"1": True}, "PHQ-9, item 1: True is not one of the answers, which are whole numbers."),
    ],
)
def test_an_answer_that_the_form_does_not_offer_is_refused_with_the_item_and_the_reason(
    library: Library, answers: dict[str, int], sentence: str
) -> None:
    with pytest.raises(AnswerError) as refusal:
        score(library.get("phq9"), answers)
    assert refusal.value.sentence == sentence


@pytest.mark.parametrize(("total", "band"), [(4, "none to minimal"), (5, "mild"), (10, "moderate"), (15, "severe")])
def test_gad7_bands_begin_where_spitzer_and_others_2006_put_them(library: Library, total: int, band: str) -> None:
    answers = {str(item): min(3, max(0, total - 3 * (item - 1))) for item in range(1, 8)}
    assert score(library.get("gad7"), answers).bands == {"total": band}
