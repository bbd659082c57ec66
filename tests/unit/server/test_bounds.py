"""What one sender may ask, and what all requests together may take up."""

from __future__ import annotations

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.server.bounds import Pace, Room
from pi_desktop.server.errors import ServerBusy, TooManyRequests


class Watch:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def refused(pace: Pace, sender: str) -> bool:
    try:
        pace.expect(sender)
    except TooManyRequests:
        return True
    return False


def test_whoever_asks_too_often_is_told_when_to_come_back() -> None:
    watch = Watch()
    pace = Pace(at_once=3, per_second=0.5, seconds=watch)
    assert [refused(pace, "amira") for _ in range(4)] == [False, False, False, True]
    assert not refused(pace, "karen")
    with pytest.raises(TooManyRequests) as told:
        pace.expect("amira")
    assert told.value.headers == {"Retry-After": "2"}
    assert told.value.status == 429
    watch.seconds = 2
    assert [refused(pace, "amira") for _ in range(2)] == [False, True]


@given(st.lists(st.floats(0, 10), max_size=50), st.integers(1, 5), st.floats(0.1, 10))
def test_nobody_gets_more_than_the_first_rush_and_the_pace(pauses: list[float], at_once: int, pace: float) -> None:
    watch = Watch()
    bucket = Pace(at_once, pace, watch)
    answered = 0
    for pause in pauses:
        watch.seconds += pause
        answered += not refused(bucket, "amira")
    assert answered <= at_once + watch.seconds * pace + 1e-6


def test_the_senders_that_are_remembered_are_bounded() -> None:
    pace = Pace(at_once=1, per_second=1, seconds=Watch())
    for number in range(20_000):
        pace.expect(str(number))
    assert len(pace._buckets) == 10_000


def test_a_body_that_finds_no_room_is_put_off_and_all_room_comes_back() -> None:
    room = Room(10)
    with room.filling() as take:
        take(6)
        with room.filling() as take_too:
            take_too(3)
            with pytest.raises(ServerBusy):
                take_too(3)
        take(4)
    with room.filling() as take:
        take(10)


def test_room_is_waited_for_in_the_order_of_asking() -> None:
    order: list[str] = []

    async def hold(room: Room, name: str, size: int, go: anyio.Event) -> None:
        async with room.holding(size):
            order.append(name)
            await go.wait()

    async def story() -> None:
        room, go = Room(10), anyio.Event()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(hold, room, "first", 7, go)
            await anyio.wait_all_tasks_blocked()
            tasks.start_soon(hold, room, "large", 8, go)
            await anyio.wait_all_tasks_blocked()
            tasks.start_soon(hold, room, "small", 1, go)
            await anyio.wait_all_tasks_blocked()
            assert order == ["first"]
            go.set()
        assert order == ["first", "large", "small"]
        async with room.holding(1):
            with anyio.move_on_after(0.01) as given_up:
                await hold(room, "too late", 10, go)
        assert given_up.cancelled_caught
        async with room.holding(10):
            order.append("whole")

    anyio.run(story)
    assert order == ["first", "large", "small", "whole"]
