"""What wrong passwords cost, whatever is done to the clock and the files."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.clock import FixedClock
from pi_desktop.vault.errors import FolderNotWritable, TooManyWrongPasswords, TooSoon
from pi_desktop.vault.throttle import FREE_TRIES, LAST_TRY, LONGEST_WAIT, Tally, Throttle, wait_after
from tests.unit.vault.support import MONDAY, monday_clock


@pytest.fixture
def clock() -> FixedClock:
    return monday_clock()


@pytest.fixture
def throttle(tmp_path: Path, clock: FixedClock) -> Throttle:
    throttle = Throttle(tmp_path, clock)
    throttle.begin()
    return throttle


def copies(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def pass_time(clock: FixedClock, **length: float) -> None:
    clock.move_to(clock.now() + timedelta(**length))


def take(throttle: Throttle, times: int, clock: FixedClock) -> None:
    """So many wrong passwords, each as soon as it is allowed."""
    for _ in range(times):
        pass_time(clock, seconds=throttle.wait())
        throttle.take()


def test_waits_double_from_thirty_seconds_to_a_quarter_of_an_hour() -> None:
    assert [wait_after(wrong) for wrong in range(12)] == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]
    assert wait_after(LAST_TRY) == LONGEST_WAIT


def test_five_tries_are_free_and_the_sixth_waits(throttle: Throttle, clock: FixedClock) -> None:
    for _ in range(FREE_TRIES):
        throttle.take()

    with pytest.raises(TooSoon) as refused:
        throttle.take()
    assert refused.value.wait_seconds == 30
    assert "30 seconds" in refused.value.sentence

    pass_time(clock, seconds=29)
    assert throttle.wait() == 1
    pass_time(clock, seconds=1)
    throttle.take()
    assert throttle.wait() == 60


def test_a_refused_try_is_not_counted(throttle: Throttle, clock: FixedClock) -> None:
    take(throttle, FREE_TRIES, clock)
    for _ in range(50):
        with pytest.raises(TooSoon):
            throttle.take()
    assert throttle.wait() == 30


def test_the_right_password_makes_tries_free_again(throttle: Throttle, clock: FixedClock) -> None:
    take(throttle, 20, clock)
    throttle.begin()
    assert throttle.wait() == 0
    assert throttle.take().wrong == 0


def test_a_try_in_which_nothing_was_tested_is_given_back(throttle: Throttle, clock: FixedClock) -> None:
    take(throttle, FREE_TRIES + 1, clock)
    pass_time(clock, minutes=1)
    throttle.give_back(throttle.take())
    assert throttle.wait() == 0
    assert throttle.take().wrong == FREE_TRIES + 1


def test_the_count_survives_a_restart(throttle: Throttle, clock: FixedClock, tmp_path: Path) -> None:
    take(throttle, 7, clock)
    assert Throttle(tmp_path, clock).wait() == 120


def test_after_a_hundred_the_slot_is_closed_however_long_one_waits(throttle: Throttle, clock: FixedClock) -> None:
    take(throttle, LAST_TRY, clock)
    pass_time(clock, days=365)
    with pytest.raises(TooManyWrongPasswords):
        throttle.take()
    with pytest.raises(TooManyWrongPasswords):
        throttle.wait()


@pytest.mark.parametrize(
    "spoil", [Path.unlink, lambda path: path.write_bytes(b""), lambda path: path.write_bytes(b"0")]
)
@pytest.mark.parametrize("which", [0, 1])
def test_one_lost_copy_of_the_count_changes_nothing(
    throttle: Throttle, clock: FixedClock, tmp_path: Path, which: int, spoil: object
) -> None:
    take(throttle, 9, clock)
    spoil(copies(tmp_path)[which])

    assert Throttle(tmp_path, clock).wait() == 480

    first, second = copies(tmp_path)
    assert first.read_bytes() == second.read_bytes()


def test_an_older_copy_put_back_changes_nothing(throttle: Throttle, clock: FixedClock, tmp_path: Path) -> None:
    older = copies(tmp_path)[0].read_bytes()
    take(throttle, 9, clock)
    copies(tmp_path)[0].write_bytes(older)
    assert Throttle(tmp_path, clock).wait() == 480


def test_both_copies_lost_is_the_first_wait_and_not_a_free_try(
    throttle: Throttle, clock: FixedClock, tmp_path: Path
) -> None:
    for copy in copies(tmp_path):
        copy.unlink()

    with pytest.raises(TooSoon) as refused:
        throttle.take()
    assert refused.value.wait_seconds == 30
    pass_time(clock, seconds=30)
    throttle.take()
    assert throttle.wait() == 60


def test_a_count_that_tells_of_no_instant_is_a_lost_one() -> None:
    assert Tally.decode(b"rubbish") is None
    whole = Tally(3, MONDAY).encode()
    assert Tally.decode(whole) == Tally(3, MONDAY)
    assert all(
        Tally.decode(whole[:place] + b"9" + whole[place + 1 :]) in (None, Tally(3, MONDAY)) for place in range(40)
    )


@given(wrong=st.integers(FREE_TRIES, LAST_TRY - 1), back=st.integers(1, 10 * 365 * 86400), elapsed=st.integers(0, 900))
def test_setting_the_clock_back_never_shortens_a_wait(
    tmp_path_factory: pytest.TempPathFactory, wrong: int, back: int, elapsed: int
) -> None:
    folder = tmp_path_factory.mktemp("clock")
    clock = monday_clock()
    throttle = Throttle(folder, clock)
    throttle.begin()
    throttle.give_back(Tally(wrong, clock.now()))

    pass_time(clock, seconds=elapsed)
    before = throttle.wait()
    pass_time(clock, seconds=-back)

    assert throttle.wait() >= before
    pass_time(clock, seconds=wait_after(wrong))
    assert throttle.wait() == 0, "nobody is locked out by a clock that was wrong for a while"


def test_a_clock_that_was_years_ahead_locks_nobody_out(throttle: Throttle, clock: FixedClock) -> None:
    pass_time(clock, days=3650)
    take(throttle, FREE_TRIES, clock)
    clock.move_to(MONDAY)
    assert throttle.wait() == 30
    pass_time(clock, seconds=30)
    assert throttle.wait() == 0


def test_where_the_count_cannot_be_written_no_password_is_tried(throttle: Throttle, tmp_path: Path) -> None:
    for copy in copies(tmp_path):
        copy.unlink()
        copy.symlink_to("/dev/full")
    with pytest.raises(FolderNotWritable):
        throttle.take()
