"""When to synchronise: soon after a save, every few minutes, when a connection appears, and patiently when it fails."""

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Habits:
    """Seconds, and what the person allows. Saves are gathered for `gather`; without news a sync comes every `every`."""

    gather: float = 4.0
    every: float = 180.0
    first_retry: float = 5.0
    longest_retry: float = 900.0
    on_metered: bool = False
    on_battery_saver: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the computer says of its connection and its battery; what it cannot say counts as allowed."""

    metered: bool = False
    battery_saver: bool = False


class Rhythm:
    """Says in how many seconds the next sync is due. Times are of one steady clock, handed in, never of the wall.

    After a failure the pause doubles up to `longest_retry`, and each pause is drawn between half of it and the whole,
    so that laptops which lost one server do not return in step.
    """

    def __init__(self, habits: Habits, chance: Callable[[], float], now: float) -> None:
        self._habits = habits
        self._chance = chance
        self._surroundings = Surroundings()
        self._failures = 0
        self._due: float | None = now
        self._asked = False

    def asked(self, now: float) -> None:
        """The person wants it now, whatever the connection costs."""
        self._asked, self._due = True, now

    def saved(self, now: float) -> None:
        """Something was saved: it goes soon, together with what follows it, unless the server is known to be away."""
        if not self._failures:
            self._due = min(
                self._due if self._due is not None else now + self._habits.gather, now + self._habits.gather
            )

    def connected(self, now: float) -> None:
        """A connection appeared: the pause after failures is over."""
        self._failures, self._due = 0, now

    def surroundings(self, found: Surroundings) -> None:
        self._surroundings = found

    def succeeded(self, now: float, *, more_waits: bool = False) -> None:
        self._failures, self._asked = 0, False
        self._due = now + (self._habits.gather if more_waits else self._habits.every)

    def failed(self, now: float) -> None:
        pause = min(self._habits.longest_retry, self._habits.first_retry * 2.0**self._failures)
        self._failures, self._asked = self._failures + 1, False
        self._due = now + pause * (0.5 + self._chance() / 2)

    def due_in(self, now: float) -> float | None:
        """Seconds until the next sync, 0 when it is due; None while nothing but a request would start one."""
        if self._due is None or (self._held_back and not self._asked):
            return None
        return max(0.0, self._due - now)

    @property
    def _held_back(self) -> bool:
        metered = self._surroundings.metered and not self._habits.on_metered
        saver = self._surroundings.battery_saver and not self._habits.on_battery_saver
        return metered or saver

    def allow(self, *, on_metered: bool, on_battery_saver: bool) -> None:
        """Takes the person's choice from the settings."""
        self._habits = replace(self._habits, on_metered=on_metered, on_battery_saver=on_battery_saver)
