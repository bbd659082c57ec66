"""Dates and times are read the way people type them."""

from __future__ import annotations

import contextlib
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.practice.days import (
    clock_time,
    read_day,
    read_time,
    short_day_with_year,
    weekday_and_day,
)
from pi_desktop.records.kinds import NotADate, NotATime

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed",
    ["1 Dec", "Tue 1 Dec", "tuesday, 1st december 2026", "1/12", "01.12.26", "2026-12-01", " 1 DEC. ", "1-12-2026"],
)
def test_the_first_of_december(typed: str) -> None:
    assert read_day(typed, TODAY) == date(2026, 12, 1)


def test_without_a_year_the_nearest_day_is_meant() -> None:
    assert read_day("5 Jan", TODAY) == date(2027, 1, 5)
    assert read_day("20 Nov", TODAY) == date(2026, 11, 20)


@pytest.mark.parametrize(
    "typed", ["", "soon", "31 Nov", "29 Feb 2027", "1 Xyz", "12", "0 Dec", "1 13 2026", "٣ ديسمبر"]
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(NotADate):
        read_day(typed, TODAY)


@pytest.mark.parametrize("typed", ["14:30", "1430", "14.30", "2:30pm", "2.30 PM", "14h30"])
def test_half_past_two(typed: str) -> None:
    assert read_time(typed) == time(14, 30)


def test_whole_hours_noon_and_midnight() -> None:
    assert [read_time(typed) for typed in ("9", "12pm", "12am", "9 am")] == [time(9), time(12), time(0), time(9)]


@pytest.mark.parametrize("typed", ["", "25:00", "9:60", "13pm", "0 am", "after lunch", "9:5", "123456"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(NotATime):
        read_time(typed)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_date_is_read_as_it_is_written(day: date) -> None:
    assert read_day(short_day_with_year(day), TODAY) == day
    assert read_day(day.isoformat(), TODAY) == day


@given(st.times())
def test_a_time_is_read_as_it_is_written(at: time) -> None:
    assert read_time(clock_time(at)) == at.replace(second=0, microsecond=0)


@given(st.text())
def test_whatever_is_typed_is_a_date_or_gets_a_sentence(typed: str) -> None:
    with contextlib.suppress(NotADate):
        assert isinstance(read_day(typed, TODAY), date)
    with contextlib.suppress(NotATime):
        assert isinstance(read_time(typed), time)


def test_the_weekday_comes_before_the_day() -> None:
    assert weekday_and_day(TODAY) == "Tue 24 Nov"
