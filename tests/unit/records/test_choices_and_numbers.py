"""Codes, whole numbers, yes or no, links to other records, and answers to a questionnaire."""

from __future__ import annotations

from typing import Any

import pytest

from pi_desktop.ids import derived
from pi_desktop.records.kinds import (
    Answers,
    Code,
    FieldError,
    Flag,
    Link,
    Many,
    NotAnAnswer,
    NotOffered,
    OutOfRange,
    Whole,
)

RATING = Whole(0, 10)
MARIA = derived("Maria", "test")


@pytest.mark.parametrize(("typed", "kept"), [(0, 0), ("7", 7), (" 10 ", 10), ("٧", 7), (None, None)])
def test_a_rating_is_a_whole_number_from_0_to_10(typed: Any, kept: int | None) -> None:
    assert RATING.check(typed) == kept


@pytest.mark.parametrize("typed", [11, -1, "11", "7.5", 7.0, "seven", "1_0", "", True, "9" * 5000, "½"])
def test_a_rating_of_eleven_and_what_is_no_number_are_refused_with_the_bounds(typed: Any) -> None:
    with pytest.raises(OutOfRange) as refused:
        RATING.check(typed)
    assert refused.value.sentence == "This must be a whole number from 0 to 10."


def test_only_a_code_that_is_offered_may_be_chosen() -> None:
    stage = Code(("waiting", "ended"))
    assert stage.check("ended") == "ended"
    assert stage.check(None) is None
    with pytest.raises(NotOffered):
        stage.check("paused")


def test_a_code_of_a_newer_version_is_kept_when_it_arrives() -> None:
    assert Code(("waiting", "ended")).fits_wire("paused")


def test_a_list_that_is_the_teams_own_takes_any_plain_code() -> None:
    assert Code().check("p03") == "p03"


@pytest.mark.parametrize("odd", ["p\0", " p03", "p" * 101, "\u202ep03", ""])
def test_a_code_is_never_anything_odd(odd: str) -> None:
    with pytest.raises(FieldError):
        Code().check(odd)


@pytest.mark.parametrize("entry", ["yes", 1, 0, "True"])
def test_yes_or_no_is_nothing_else(entry: Any) -> None:
    with pytest.raises(NotOffered):
        Flag().check(entry)
    assert [Flag().check(each) for each in (True, False, None)] == [True, False, None]


@pytest.mark.parametrize("entry", ["Maria", "", MARIA.upper(), "{" + MARIA + "}", 7])
def test_a_link_is_an_id(entry: Any) -> None:
    assert Link("caregiver").check(MARIA) == MARIA
    with pytest.raises(NotOffered):
        Link("caregiver").check(entry)
    assert not Link("caregiver").fits_wire(entry)


def test_several_keep_their_order_and_each_comes_once() -> None:
    several = Many(Code(("dog", "other")))
    assert several.check(["other", "dog", "other", None]) == ("other", "dog")
    assert several.check(None) == ()


@pytest.mark.parametrize("entry", ["dog", ["cat"], [str(number) for number in range(201)]])
def test_several_of_what_is_not_offered_and_one_where_several_belong_are_refused(entry: Any) -> None:
    with pytest.raises(NotOffered):
        Many(Code(("dog", "other")) if "cat" in entry else Code()).check(entry)


def test_an_answer_that_somebody_would_rather_not_give_is_kept_as_not_given() -> None:
    half = {"1": 2, "2": None, "9": 0}
    assert Answers().check(half) == half
    assert Answers().check(None) == {}


@pytest.mark.parametrize(
    "answers", [{"1": "2"}, {1: 2}, {"1": True}, {"1": 1.5}, {"1": 2**31}, {"x" * 41: 1}, {"\0": 1}]
)
def test_what_is_no_answer_is_refused(answers: Any) -> None:
    with pytest.raises(NotAnAnswer):
        Answers().check(answers)
    assert not Answers().fits_wire(answers)
