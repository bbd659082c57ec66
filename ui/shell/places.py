"""Where in the program a person can be. A place is a value: it can be gone to, returned to and remembered."""

import json
from dataclasses import asdict, dataclass
from typing import get_args

from pi_desktop.ids import Id


@dataclass(frozen=True)
class TodayPlace:
    """The day's appointments and what needs the person."""


@dataclass(frozen=True)
class FamiliesPlace:
    """The families, narrowed to what was typed."""

    typed: str = ""


@dataclass(frozen=True)
class FamilyPlace:
    """One family's record, at one of its tabs."""

    family_id: Id
    tab: str = "overview"


@dataclass(frozen=True)
class EngagementPlace:
    """The attempts to reach families; with a family, its own are in front."""

    family_id: Id | None = None


@dataclass(frozen=True)
class VisitPlace:
    """The visit workspace of one appointment, at one of its sections."""

    appointment_id: Id
    section: str = "present"


@dataclass(frozen=True)
class ConflictsPlace:
    """What was changed in two places."""


@dataclass(frozen=True)
class SetAsidePlace:
    """What the team's server could not take."""


@dataclass(frozen=True)
class SettingsPlace:
    """How the program looks, and what it knows of this laptop."""


Place = (
    TodayPlace
    | FamiliesPlace
    | FamilyPlace
    | EngagementPlace
    | VisitPlace
    | ConflictsPlace
    | SetAsidePlace
    | SettingsPlace
)

_BY_NAME = {kind.__name__: kind for kind in get_args(Place)}


def place_to_text(place: Place) -> str:
    """A place as it is remembered while the program is locked."""
    return json.dumps([type(place).__name__, asdict(place)])


def place_from_text(text: str | None) -> Place:
    """The place that was remembered; Today where nothing was, or where another version remembered it."""
    try:
        name, facts = json.loads(text or "null")
        place: Place = _BY_NAME[name](**facts)
    except (ValueError, TypeError, KeyError):
        return TodayPlace()
    return place
