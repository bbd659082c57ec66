"""When a laptop synchronises by itself, and when it leaves the connection alone."""

from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.sync.rhythm import Habits, Rhythm, Surroundings


def rhythm(now: float = 0.0, chance: float = 1.0) -> Rhythm:
    return Rhythm(Habits(), lambda: chance, now)


def test_the_first_sync_is_due_at_once_and_the_next_after_some_minutes() -> None:
    beat = rhythm()
    assert beat.due_in(0.0) == 0.0
    beat.succeeded(10.0)
    assert beat.due_in(10.0) == Habits().every


def test_saves_are_gathered_for_some_seconds_and_later_saves_do_not_put_it_off() -> None:
    beat = rhythm()
    beat.succeeded(0.0)
    beat.saved(1.0)
    beat.saved(3.0)
    assert beat.due_in(3.0) == 1.0 + Habits().gather - 3.0


def test_a_save_does_not_hurry_a_server_that_is_away() -> None:
    beat = rhythm()
    for _ in range(6):
        beat.failed(100.0)
    before = beat.due_in(100.0)
    beat.saved(100.0)
    assert beat.due_in(100.0) == before


def test_pauses_after_failures_double_up_to_a_quarter_of_an_hour() -> None:
    beat = rhythm()
    pauses = []
    for _ in range(12):
        beat.failed(0.0)
        pauses.append(beat.due_in(0.0))
    assert pauses[:4] == [5.0, 10.0, 20.0, 40.0]
    assert pauses[-1] == Habits().longest_retry


@given(chance=st.floats(0.0, 1.0), failures=st.integers(1, 60))
def test_a_pause_lies_between_half_of_itself_and_the_whole(chance: float, failures: int) -> None:
    beat, whole = rhythm(chance=chance), rhythm(chance=1.0)
    for _ in range(failures):
        beat.failed(0.0)
        whole.failed(0.0)
    pause, longest = beat.due_in(0.0), whole.due_in(0.0)
    assert pause is not None
    assert longest is not None
    assert longest / 2 <= pause <= longest


def test_a_connection_that_appears_ends_the_pause() -> None:
    beat = rhythm()
    beat.failed(0.0)
    beat.connected(1.0)
    assert beat.due_in(1.0) == 0.0


def test_a_metered_connection_and_a_battery_saver_are_left_alone_until_the_person_asks() -> None:
    for surroundings in (Surroundings(metered=True), Surroundings(battery_saver=True)):
        beat = rhythm()
        beat.surroundings(surroundings)
        assert beat.due_in(0.0) is None
        beat.asked(5.0)
        assert beat.due_in(5.0) == 0.0
        beat.succeeded(6.0)
        assert beat.due_in(6.0) is None


def test_what_the_settings_allow_is_used() -> None:
    beat = rhythm()
    beat.surroundings(Surroundings(metered=True, battery_saver=True))
    beat.allow(on_metered=True, on_battery_saver=True)
    assert beat.due_in(0.0) == 0.0
