"""Which screen shows which place."""

from __future__ import annotations

from ui.conflicts.screen import ConflictsScreen
from ui.engagement.screen import EngagementScreen
from ui.families.record import FamilyScreen
from ui.families.screen import FamiliesScreen
from ui.set_aside.screen import SetAsideScreen
from ui.settings.appearance import Appearance
from ui.settings.screen import SettingsScreen
from ui.shell.places import (
    ConflictsPlace,
    EngagementPlace,
    FamiliesPlace,
    FamilyPlace,
    Place,
    SetAsidePlace,
    SettingsPlace,
    TodayPlace,
    VisitPlace,
)
from ui.shell.screen import Screen
from ui.shell.session import Session
from ui.today.screen import TodayScreen
from ui.visit.screen import VisitScreen


def screen_at(place: Place, session: Session, appearance: Appearance) -> Screen:
    """A new screen for a place."""
    match place:
        case TodayPlace():
            return TodayScreen(session, place)
        case FamiliesPlace():
            return FamiliesScreen(session, place)
        case FamilyPlace():
            return FamilyScreen(session, place)
        case EngagementPlace():
            return EngagementScreen(session, place)
        case VisitPlace():
            return VisitScreen(session, place)
        case ConflictsPlace():
            return ConflictsScreen(session, place)
        case SetAsidePlace():
            return SetAsideScreen(session, place)
        case SettingsPlace():
            return SettingsScreen(session, place, appearance)
