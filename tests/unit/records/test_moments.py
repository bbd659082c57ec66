"""Days, times of day and instants: what cannot be is refused, and what is kept sorts as text."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.records.kinds import Day, Instant, NotADate, NotATime, TimeOfDay, instant_text
from tests.strategies import entries

IN_PARIS = timezone(timedelta(hours=1))


@pytest.mark.parametrize("entry", [date(26, 11, 24), date(9999, 12, 31), datetime(2026, 11, 24, tzinfo=UTC), "24/11"])
def test_a_day_that_nobody_can_mean_is_refused(entry: Any) -> None:
    with pytest.raises(NotADate) as refused:
        Day().check(entry)
    assert "24 November 2026" in refused.value.sentence


@pytest.mark.parametrize(
    "sent", ["2026-02-30", "2026-13-01", "26-11-24", "2026-W48-2", "20261124", "2026-11-24T00:00", "", 20261124]
)
def test_a_day_from_elsewhere_in_any_other_form_does_not_fit(sent: object) -> None:
    assert Day().fits_wire("2026-11-24")
    assert not Day().fits_wire(sent)


def test_a_time_of_day_is_kept_to_the_minute() -> None:
    assert TimeOfDay().check(time(14, 30, 59, 999, tzinfo=UTC)) == time(14, 30)
    with pytest.raises(NotATime):
        TimeOfDay().check("14:30")


@pytest.mark.parametrize("sent", ["24:00", "9:15", "14.30", "T1430", "14:30:00", "half past two", 930])
def test_a_time_from_elsewhere_in_any_other_form_does_not_fit(sent: object) -> None:
    assert TimeOfDay().fits_wire("14:30")
    assert not TimeOfDay().fits_wire(sent)


def test_an_instant_is_kept_in_utc_to_the_millisecond() -> None:
    entered = datetime(2026, 11, 24, 10, 15, 0, 123_999, tzinfo=IN_PARIS)
    kept = Instant().check(entered)
    assert kept == datetime(2026, 11, 24, 9, 15, 0, 123_000, tzinfo=UTC)
    assert instant_text(entered) == "2026-11-24T09:15:00.123Z"


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(NotADate):
        Instant().check(datetime(2026, 11, 24, 9, 15))  # noqa: DTZ001


@pytest.mark.parametrize(
    "sent",
    [
        "2026-11-24T09:15:00.000+00:00",
        "2026-11-24T09:15:00Z",
        "2026-11-24 09:15:00.000Z",
        "2026-11-24T09:15:00,000Z",
        "2026-11-24T24:15:00.000Z",
        "0001-01-01T00:00:00.00+1",
        1_795_512_900,
    ],
)
def test_an_instant_from_elsewhere_in_any_other_form_does_not_fit(sent: object) -> None:
    assert Instant().fits_wire("2026-11-24T09:15:00.000Z")
    assert not Instant().fits_wire(sent)


@pytest.mark.parametrize("kind", [Day(), TimeOfDay(), Instant()], ids=lambda kind: type(kind).__name__)
@given(data=st.data())
def test_as_they_are_kept_earlier_comes_before_later(kind: Day | TimeOfDay | Instant, data: st.DataObject) -> None:
    moments = st.lists(entries(kind).filter(lambda entry: entry is not None))
    drawn = data.draw(moments)
    assert sorted(drawn) == [kind.from_column(kept) for kept in sorted(map(kind.to_column, drawn))]
