"""Families, caregivers and babies are called what the team calls them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.ids import Id
from pi_desktop.practice.naming import (
    age_words,
    baby_first_names,
    baby_name,
    caregiver_and_role,
    caregiver_name,
    family_title,
)
from pi_desktop.records.family import Baby, Caregiver

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def a_baby(name: str | None = "Leo", surname: str | None = "Okafor", **facts: object) -> Baby:
    values = {"id": Id(f"baby {name} {facts}"), "born_on": date(2026, 4, 20), **facts}
    return Baby(made_at=NOW, made_by=Id("somebody"), given_name=name, surname=surname, **values)  # type: ignore[arg-type]


def a_caregiver(name: str | None = "Maria", surname: str | None = "Okafor", **facts: object) -> Caregiver:
    values = {"id": Id(f"caregiver {name}"), "role": "mother", **facts}
    return Caregiver(made_at=NOW, made_by=Id("somebody"), given_name=name, surname=surname, **values)  # type: ignore[arg-type]


def test_a_family_is_called_after_baby_and_caregiver() -> None:
    assert family_title([a_baby()], [a_caregiver()]) == "Leo & Maria Okafor"


def test_two_surnames_are_both_said() -> None:
    foster_carer = a_caregiver("Jane", "Smith", role="foster_carer", lives_with_baby=True)
    apart = a_caregiver("Maria", "Okafor", lives_with_baby=False)
    assert family_title([a_baby()], [apart, foster_carer]) == "Leo Okafor & Jane Smith"


def test_a_baby_without_a_name_is_the_baby_of_its_mother() -> None:
    hannah = a_caregiver("Hannah", "Price")
    father = a_caregiver("Tom", "Price", role="father", id=Id("a father comes first by id"))
    unborn = a_baby(None, None, born_on=None, due_on=date(2027, 1, 19))
    assert baby_name(unborn, [father, hannah]) == "Baby of Hannah Price"
    assert family_title([unborn], [father, hannah]) == "Baby of Hannah Price"


def test_a_baby_of_whom_nothing_is_known_still_has_something_to_be_called() -> None:
    assert baby_name(a_baby(None, None), []) == "Baby without a name yet"
    assert baby_name(a_baby(None, "Price"), []) == "Baby Price"


def test_twins_are_named_together_in_the_order_of_their_birth() -> None:
    twins = [a_baby("Zayn", "Malik", birth_order=2), a_baby("Iqra", "Malik", birth_order=1)]
    assert family_title(twins, [a_caregiver("Sana", "Malik")]) == "Twins Iqra & Zayn Malik"


def test_unnamed_twins_are_the_twins_of_their_mother() -> None:
    due = date(2027, 1, 19)
    twins = [a_baby(None, None, born_on=None, due_on=due, birth_order=place) for place in (1, 2)]
    assert family_title(twins, [a_caregiver("Hannah", "Price")]) == "Twins of Hannah Price"


def test_brother_and_sister_of_different_age_are_no_twins() -> None:
    both = [a_baby("Ava", "Bright"), a_baby("Ned", "Bright", born_on=date(2025, 1, 2))]
    assert family_title(both, []) == "Ned & Ava Bright"


def test_two_babies_with_the_same_name_are_told_apart() -> None:
    twins = [a_baby("Ava", birth_order=2), a_baby("Ava", birth_order=1)]
    names = baby_first_names(twins, [])
    assert [names[twin.id] for twin in twins] == ["Ava (second born)", "Ava (first born)"]


def test_the_name_a_caregiver_prefers_is_used() -> None:
    caregiver = a_caregiver("Oluwaseun", "Okafor", preferred_name="Seun", role="foster_carer")
    assert caregiver_name(caregiver) == "Seun Okafor"
    assert caregiver_and_role(caregiver) == "Seun (foster carer)"
    assert caregiver_name(a_caregiver(None, None, role="grandmother")) == "Grandmother"


@pytest.mark.parametrize("name", ["مريم", "Łucja", "美咲", "O’Brien-Ní Dhónaill", "Ọlá"])
def test_names_in_any_script_stay_as_they_are(name: str) -> None:
    assert family_title([a_baby(name, "خان")], [a_caregiver("Maria", "خان")]) == f"{name} & Maria خان"


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2026, 11, 24), "0 days"),
        (date(2026, 11, 23), "1 day"),
        (date(2026, 11, 10), "2 weeks"),
        (date(2026, 9, 1), "12 weeks"),
        (date(2026, 4, 20), "7 months"),
        (date(2024, 11, 25), "23 months"),
        (date(2024, 11, 24), "2 years"),
    ],
)
def test_an_age_is_said_the_way_people_say_it(born: date, words: str) -> None:
    assert age_words(a_baby(born_on=born), TODAY) == words


def test_an_expected_baby_has_a_due_date_instead_of_an_age() -> None:
    assert age_words(a_baby(born_on=None, due_on=date(2027, 1, 19)), TODAY) == "due 19 Jan"
    assert age_words(a_baby(born_on=None, due_on=date(2026, 11, 2)), TODAY) == "was due 2 Nov"
    assert age_words(a_baby(born_on=None, due_on=date(2025, 11, 2)), TODAY) == "was due 2 Nov 2025"
    assert age_words(a_baby(born_on=None), TODAY) == ""


@given(born=st.dates(date(2000, 1, 1), TODAY))
def test_no_birth_date_is_too_odd_for_words(born: date) -> None:
    assert age_words(a_baby(born_on=born), TODAY).split()[1] in {
        "day", "days", "week", "weeks", "month", "months", "years",
    }  # fmt: skip
