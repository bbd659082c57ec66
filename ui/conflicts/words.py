"""How the versions of an entry are told: who wrote it, where, when, and when it reached the team."""

from datetime import datetime, timedelta

from pi_desktop.clock import LONDON
from pi_desktop.practice.conflicts import Conflict, Version
from pi_desktop.practice.days import clock_time, short_day
from ui.kit.bidi import isolated

_SOON = timedelta(minutes=15)
"""What took longer than this to reach the team was written without a connection."""


def heading(conflict: Conflict) -> str:
    """ "Hannah Price · mobile number"."""
    return f"{isolated(conflict.about)} · {conflict.what}"


def standing(conflict: Conflict, place: int) -> str:
    """What a version is at present."""
    if place:
        return "Also written"
    return "In use now, as the more careful of the two" if conflict.careful else "In use now"


def by(version: Version) -> str:
    """ "You · on this laptop · 23 Nov 11:40 · reached the team 24 Nov 08:52"."""
    who = "You" if version.mine else ", ".join(filter(None, (isolated(version.by), version.role)))
    where = _where(version)
    offline = "offline" if version.received and version.received - version.at > _SOON else ""
    reached = f"reached the team\u00a0{_moment(version.received)}" if version.received else ""
    return " · ".join(filter(None, (who, where, offline, _moment(version.at), reached)))


def _where(version: Version) -> str:
    if version.here:
        return "on this laptop"
    if version.laptop:
        return f"on {isolated(version.laptop)}"
    return "on another laptop" if version.mine else ""


def _moment(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{short_day(local.date())} {clock_time(local.time())}".replace(" ", "\u00a0")
