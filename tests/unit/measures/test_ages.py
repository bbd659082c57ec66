"""Which form is due at which age, and what being born early changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.measures.ages import Age, age_between
from pi_desktop.measures.library import Library


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2025, 1, 31), date(2025, 2, 28), Age(1, 0)),
        (date(2025, 1, 15), date(2025, 2, 14), Age(0, 30)),
        (date(2024, 2, 29), date(2025, 2, 28), Age(12, 0)),
        (date(2025, 3, 10), date(2025, 3, 10), Age(0, 0)),
        (date(2025, 3, 10), date(2025, 1, 1), Age(0, 0)),
    ],
)
def test_an_age_is_whole_months_and_the_days_beyond(born: date, on: date, age: Age) -> None:
    assert age_between(born, on) == age


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 3000), st.integers(0, 40))
def test_nobody_grows_younger(born: date, days: int, more: int) -> None:
    earlier, later = born + timedelta(days), born + timedelta(days + more)
    assert age_between(born, earlier) <= age_between(born, later)
    assert 0 <= age_between(born, later).days <= 30


@pytest.mark.parametrize(
    ("age_in_days", "form"),
    [(20, None), (31, "2m"), (89, "2m"), (90, "6m"), (200, "6m"), (275, "12m"), (760, "24m"), (2250, None)],
)
def test_asq_se_2_has_a_form_for_each_age_window(library: Library, age_in_days: int, form: str | None) -> None:
    born = date(2025, 1, 1)
    found = library.get("asqse2").form_for(born, born + timedelta(age_in_days))
    assert (found.id if found else None) == form


BORN = date(2025, 1, 1)


@pytest.mark.parametrize(
    ("weeks_early", "on", "form"),
    [
        (0, date(2025, 4, 5), "6m"),
        (2, date(2025, 4, 5), "6m"),
        (3, date(2025, 4, 5), "2m"),
        (14, date(2026, 12, 31), "18m"),
        (14, date(2027, 1, 1), "24m"),
    ],
    ids=["at term", "two weeks early", "three weeks early", "the day before two years", "at two years"],
)
def test_a_baby_born_three_weeks_early_is_counted_from_the_due_date_until_two(
    library: Library, weeks_early: int, on: date, form: str
) -> None:
    due = BORN + timedelta(weeks=weeks_early)
    found = library.get("asqse2").form_for(BORN, on, due)
    assert found is not None
    assert found.id == form
