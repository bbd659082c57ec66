"""What seems to help in reaching families: how soon they reply, and which means of contact are answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median

from pi_desktop.ids import Id
from pi_desktop.records.engagement import MEANS, REACHED
from pi_desktop.store.reader import Reader

FEWEST_TOLD = 5
"""Shares of fewer attempts than this say more about a family than about what helps, and are not shown."""
_A_QUARTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class Answered:
    """How often one means of contact was answered."""

    means: str
    answered: int
    of: int


@dataclass(frozen=True, slots=True)
class WhatHelps:
    """Figures of the last quarter. `first_reply_after`: the median number of attempts, None where too few replied."""

    first_reply_after: float | None
    by_means: tuple[Answered, ...]


def what_helps(reader: Reader, *, staff_id: Id, today: date, everyone: bool = False) -> WhatHelps:
    """What the attempts of the last quarter say, over the families that somebody works with or all on this laptop."""
    since = datetime.combine(today - _A_QUARTER, time(), UTC)
    rows = reader.rows(
        "SELECT family_id, at, means, outcome FROM engagement_attempt WHERE removed IS NULL AND (:everyone "
        "OR family_id IN (SELECT family_id FROM allocation WHERE staff_id = :me AND removed IS NULL)) "
        "ORDER BY family_id, at, id",
        {"me": staff_id, "everyone": int(everyone)},
    )
    attempts = [(family_id, datetime.fromisoformat(at), means, outcome) for family_id, at, means, outcome in rows]
    recent = [(means, outcome in REACHED) for _, at, means, outcome in attempts if at >= since]
    replies = _tries_until_reply(attempts, since)
    shares = [
        Answered(
            means, sum(reached for each, reached in recent if each == means), sum(each == means for each, _ in recent)
        )
        for means in MEANS
    ]
    return WhatHelps(
        first_reply_after=median(replies) if len(replies) >= FEWEST_TOLD else None,
        by_means=tuple(share for share in shares if share.of >= FEWEST_TOLD),
    )


def _tries_until_reply(attempts: Iterable[tuple[Id, datetime, str, str]], since: datetime) -> list[int]:
    """For each family whose first reply came within the time: how many attempts that took. In order of family, time."""
    tries: dict[Id, int] = {}
    replied: dict[Id, tuple[datetime, int]] = {}
    for family_id, at, _, outcome in attempts:
        tries[family_id] = tries.get(family_id, 0) + 1
        if outcome in REACHED and family_id not in replied:
            replied[family_id] = (at, tries[family_id])
    return [count for at, count in replied.values() if at >= since]
