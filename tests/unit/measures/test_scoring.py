"""Scores against published rules and examples. A wrong score is a safety incident."""

from decimal import Decimal

import pytest

from pi_desktop.measures.errors import AnswerError
from pi_desktop.measures.library import Library
from pi_desktop.measures.scoring import accept, score


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


def test_core10_is_estimated_with_one_answer_missing_as_the_core_system_trust_allows(library: Library) -> None:
    answers = {str(item): 2 for item in range(1, 11) if item != 4} | {"1": 3}
    result = score(library.get("core10"), answers, "as_keyed")
    assert result.scores == {"total": Decimal("21.11")}
    assert not result.complete
    assert result.missing == ("4",)
    assert [flag.kind for flag in result.flags] == ["safety", "estimated"]


def test_core10_is_not_estimated_with_two_answers_missing(library: Library) -> None:
    assert not score(library.get("core10"), every(8, 0)).scores


def test_core10_is_never_estimated_over_the_question_on_suicide(library: Library) -> None:
    answers = {str(item): 0 for item in range(1, 11) if item != 6}
    assert score(library.get("core10"), answers).missing == ("6",)
    assert not score(library.get("core10"), answers).scores


@pytest.mark.parametrize(("omitted", "scored"), [(1, True), (2, True), (3, False)])
def test_asq_se_2_stands_with_two_omitted_items_and_no_more(library: Library, omitted: int, scored: bool) -> None:
    answers = {**{str(item): 1 for item in range(1 + omitted, 17)}, "concerns": 0}
    assert bool(score(library.get("asqse2"), answers, form="2m").scores) is scored


def test_asq_se_2_asks_for_its_form(library: Library) -> None:
    with pytest.raises(AnswerError) as refusal:
        score(library.get("asqse2"), {"1": 0})
    assert refusal.value.sentence == (
        "ASQ:SE-2, form: must be named; there are: 2m, 6m, 12m, 18m, 24m, 30m, 36m, 48m, 60m."
    )


def test_a_form_whose_items_are_the_publisher_s_is_entered_by_its_total(library: Library) -> None:
    asq = library.get("asqse2")
    with pytest.raises(AnswerError) as refusal:
        score(asq, {"1": 0}, form="12m")
    assert refusal.value.sentence == "ASQ:SE-2, form 12m: is entered by its total, not by its items."
    assert accept(asq, {"total": 55}, "12m").bands == {"total": "above the cut-off: refer"}


def test_an_item_of_another_form_is_refused(library: Library) -> None:
    with pytest.raises(AnswerError) as refusal:
        score(library.get("asqse2"), {"17": 0}, form="2m")
    assert refusal.value.sentence == "ASQ:SE-2, item 17: is not on this form."


def test_a_screen_that_ends_with_its_first_question_does_not_hide_what_was_answered_anyway(library: Library) -> None:
    result = score(library.get("pcptsd5"), {"0": 0, "1": 0, "2": 1})
    assert result.scores == {"total": 0}
    assert [(flag.kind, flag.about) for flag in result.flags] == [
        ("contradiction", "answered although item 0 ends the form: 2")
    ]


def test_a_screen_asks_for_its_first_question_together_with_the_others(library: Library) -> None:
    assert score(library.get("pcptsd5"), {"1": 1}).missing == ("0", "2", "3", "4", "5")


def test_ratings_that_do_not_share_out_their_points_are_refused(library: Library) -> None:
    with pytest.raises(AnswerError) as refusal:
        score(library.get("care_index"), {"adult_sensitivity": 14, "adult_control": 1, "adult_unresponsive": 0})
    assert refusal.value.sentence == (
        "CARE-Index, items adult_sensitivity, adult_control, adult_unresponsive: add up to 15, and must add up to 14."
    )


def test_more_of_one_kind_than_of_all_kinds_is_refused(library: Library) -> None:
    with pytest.raises(AnswerError) as refusal:
        score(library.get("mind_mindedness"), {"total_comments": 4, "appropriate": 5, "non_attuned": 0})
    assert refusal.value.sentence == "MM, score appropriate: 125.00 is not between 0 and 100."


def test_a_percentage_of_nothing_is_no_score(library: Library) -> None:
    counts = {"total_comments": 0, "appropriate": 0, "non_attuned": 0}
    assert not score(library.get("mind_mindedness"), counts).scores


@pytest.mark.parametrize("measure", ["phq9", "bdi", "epds", "core10", "pbq", "maas", "aws"])
def test_a_total_entered_by_itself_says_which_safety_questions_were_not_seen(library: Library, measure: str) -> None:
    definition = library.get(measure)
    name = definition.scores[0].id
    result = accept(definition, {name: definition.scores[0].least})
    assert [flag.kind for flag in result.flags] == ["safety_not_seen"] * len(definition.safety)
    assert [flag.item for flag in result.flags] == [safety.item for safety in definition.safety]


@pytest.mark.parametrize(
    ("measure", "item", "place", "flagged"),
    [
        ("pbq", "18", 5, False),
        ("pbq", "18", 4, True),
        ("pbq", "24", 0, True),
        ("epds", "10", 3, False),
        ("epds", "10", 2, True),
        ("core10", "6", 0, False),
        ("core10", "6", 1, True),
        ("maas", "12", 0, False),
        ("maas", "12", 1, True),
        ("maas", "19", 4, False),
        ("maas", "19", 0, True),
        ("aws", "11", 3, False),
        ("aws", "11", 2, True),
        ("bdi", "9", 0, False),
        ("bdi", "9", 1, True),
    ],
)
def test_a_safety_question_is_looked_at_unless_its_answer_is_the_safest(
    library: Library, measure: str, item: str, place: int, flagged: bool
) -> None:
    flags = score(library.get(measure), {item: place}).flags
    assert [flag.item for flag in flags] == ([item] if flagged else [])


def test_words_count_nothing_but_an_empty_line_is_no_answer(library: Library) -> None:
    interview = library.get("motci")
    assert score(interview, {"result": "Sensitive, with some control"}).complete
    assert score(interview, {"result": ""}).missing == ("result",)


def test_nothing_answered_is_never_complete(library: Library) -> None:
    for measure in library:
        form = next((form.id for form in measure.forms if form.items), None)
        assert not score(measure, {}, form=form).complete
