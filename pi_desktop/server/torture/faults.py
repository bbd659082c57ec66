"""What goes wrong in a run, how often, and how often it did."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Every kind of fault that a run must have seen, by the name under which it is counted."""

    DEVICE_KILLED = "device_kills"
    SERVER_KILLED = "server_kills"
    REQUEST_DROPPED = "dropped_requests"
    ANSWER_DROPPED = "dropped_answers"
    REQUEST_CUT = "cut_requests"
    ANSWER_CUT = "cut_answers"
    REPEATED_AT_ONCE = "repeated_at_once"
    REPEATED_LATER = "repeated_later"
    DELAYED = "delayed"
    SIGN_IN_PAGE = "sign_in_pages"
    REASSIGNED = "reassigned"
    REASSIGNED_IN_UPLOAD = "reassigned_in_upload"
    ROLE_CHANGED = "role_changes"
    REVOKED = "revoked"
    RESTORED = "restores"
    CHANGED_REPLAY = "changed_replays"
    NEWER_ENTRY = "newer_entries"


NETWORK = (
    Fault.REQUEST_DROPPED,
    Fault.ANSWER_DROPPED,
    Fault.REQUEST_CUT,
    Fault.ANSWER_CUT,
    Fault.REPEATED_AT_ONCE,
    Fault.REPEATED_LATER,
    Fault.DELAYED,
    Fault.SIGN_IN_PAGE,
    Fault.REASSIGNED_IN_UPLOAD,
)
"""What can befall a request on its way."""

_SUMS = {
    "kills": (Fault.DEVICE_KILLED, Fault.SERVER_KILLED),
    "dropped": (Fault.REQUEST_DROPPED, Fault.ANSWER_DROPPED),
    "cut": (Fault.REQUEST_CUT, Fault.ANSWER_CUT),
    "repeated": (Fault.REPEATED_AT_ONCE, Fault.REPEATED_LATER),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """One run. Times are seconds between events over the whole fleet; None where a kind of fault is left out.

    `troubled` is the share of requests that something befalls on their way. `pause` is the time between a person's
    saves on one device.
    """

    devices: int
    seconds: float
    seed: int
    database: str | None = None
    troubled: float = 0.35
    device_kill: float | None = 2.5
    server_kill: float | None = 4.0
    reassign: float | None = 1.5
    role_change: float | None = 6.0
    revoke: float | None = 15.0
    restore: float | None = 12.0
    newer_entry: float | None = 2.0
    changed_replay: float | None = 4.0
    pause: float = 0.25
    network: tuple[Fault, ...] = NETWORK


class Happened:
    """Counts the faults of a run, and deals them: each kind of network fault comes once before any comes twice."""

    def __init__(self, plan: Plan, chance: random.Random) -> None:
        self.counts: Counter[Fault] = Counter()
        self._plan = plan
        self._chance = chance
        self._deck: list[Fault] = []
        self._dealt = 0

    def count(self, fault: Fault) -> None:
        self.counts[fault] += 1

    def draw(self) -> Fault | None:
        """What befalls the next request; None: nothing. The first deck is dealt twice as fast."""
        first = not self._dealt or bool(self._deck and self._dealt == 1)
        if not self._plan.network or self._chance.random() >= self._plan.troubled * (2 if first else 1):
            return None
        if not self._deck:
            self._dealt += 1
            self._deck = self._chance.sample(self._plan.network, len(self._plan.network))
        return self._deck.pop()

    def put_back(self, fault: Fault) -> None:
        """It could not befall this request; it will befall another."""
        self._deck.insert(0, fault)

    def absent(self, demanded: Iterable[Fault] = tuple(Fault)) -> list[str]:
        return [str(fault) for fault in demanded if not self.counts[fault]]

    def told(self) -> dict[str, int]:
        """The counts by kind, and the sums that people ask for."""
        sums = {name: sum(self.counts[fault] for fault in faults) for name, faults in _SUMS.items()}
        return {**sums, **{str(fault): self.counts[fault] for fault in Fault}}
