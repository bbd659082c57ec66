"""What the server spends on requests at most: how many of one sender a second, and how much memory on all of them."""

import math
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import anyio

from pi_desktop.server.errors import ServerBusy, TooManyRequests

MEGABYTE = 1024 * 1024
_MOST_SENDERS = 10_000


class Pace:
    """How fast one sender may ask: a token bucket each. What it counts is this process's alone."""

    def __init__(self, at_once: int, per_second: float, seconds: Callable[[], float] = time.monotonic) -> None:
        self._at_once = at_once
        self._per_second = per_second
        self._seconds = seconds
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def expect(self, sender: str, cost: int = 1) -> None:
        """Counts a request, a large one for several. Raises TooManyRequests, and says when it may come again."""
        now = self._seconds()
        tokens, since = self._buckets.pop(sender, (float(self._at_once), now))
        tokens = min(self._at_once, tokens + (now - since) * self._per_second)
        self._buckets[sender] = (tokens - cost, now) if tokens >= cost else (tokens, now)
        if len(self._buckets) > _MOST_SENDERS:
            # Whoever has been quiet for longest has a full bucket again, or nearly.
            self._buckets.popitem(last=False)
        if tokens < cost:
            raise TooManyRequests(seconds=math.ceil((cost - tokens) / self._per_second))


class Room:
    """Bytes of memory that the requests of this process share. It belongs to one event loop."""

    def __init__(self, size: int) -> None:
        self._free = size
        self._waiting: deque[tuple[int, anyio.Event]] = deque()

    @contextmanager
    def filling(self) -> Iterator[Callable[[int], None]]:
        """Gives what takes some more bytes, or raises ServerBusy; they are given back together."""
        taken = 0

        def take(count: int) -> None:
            nonlocal taken
            if count > self._free:
                raise ServerBusy
            self._free -= count
            taken += count

        try:
            yield take
        finally:
            self._give_back(taken)

    @asynccontextmanager
    async def holding(self, count: int) -> AsyncIterator[None]:
        """Waits for that many bytes, in the order of asking."""
        if self._waiting or count > self._free:
            turn = (count, anyio.Event())
            self._waiting.append(turn)
            try:
                await turn[1].wait()
            except BaseException:
                if turn[1].is_set():
                    self._give_back(count)
                else:
                    self._waiting.remove(turn)
                raise
        else:
            self._free -= count
        try:
            yield
        finally:
            self._give_back(count)

    def _give_back(self, count: int) -> None:
        self._free += count
        while self._waiting and self._waiting[0][0] <= self._free:
            wanted, turn = self._waiting.popleft()
            self._free -= wanted
            turn.set()


@dataclass(frozen=True, slots=True)
class Bounds:
    """`devices` and `addresses`: who asks, enrolled or not. `sent`: bodies as they arrive. `plain`: bodies unpacked,
    which take up to some twenty times their size as objects."""

    devices: Pace = field(default_factory=lambda: Pace(at_once=2000, per_second=50))
    addresses: Pace = field(default_factory=lambda: Pace(at_once=2000, per_second=50))
    sent: Room = field(default_factory=lambda: Room(64 * MEGABYTE))
    plain: Room = field(default_factory=lambda: Room(24 * MEGABYTE))
