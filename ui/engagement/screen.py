"""Families not yet seen: every attempt to reach them, the time that is left, and what seems to help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pi_desktop.clock import local_day
from pi_desktop.ids import Id
from pi_desktop.practice import engagement
from pi_desktop.practice.engagement import FamilyToReach
from pi_desktop.practice.what_helps import WhatHelps, what_helps
from ui.engagement import words
from ui.engagement.decide_panel import DecidePanel
from ui.engagement.log_panel import LogPanel
from ui.engagement.step_panel import StepPanel
from ui.engagement.table import table_of
from ui.kit.buttons import Choices, PrimaryButton
from ui.kit.card import Card
from ui.kit.empty_state import EmptyState
from ui.kit.page import Page, columns
from ui.kit.rebuild import rebuild
from ui.kit.text import Text
from ui.shell.places import EngagementPlace, FamilyPlace, Place
from ui.shell.screen import Screen
from ui.shell.session import Session

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Changed, Reader

_CONCERNS = frozenset(
    {
        "family",
        "baby",
        "caregiver",
        "contact_details",
        "allocation",
        "appointment",
        "engagement_attempt",
        "engagement_decision",
        "next_step",
        "team",
    }
)


@dataclass(frozen=True)
class _Found:
    families: tuple[FamilyToReach, ...]
    helps: WhatHelps
    weeks: int
    everyone: bool


class EngagementScreen(Screen):
    """The list above; beneath it the attempt, the decision or the next step of the family that was chosen."""

    def __init__(self, session: Session, place: Place) -> None:
        super().__init__(session, place)
        self._family_id = place.family_id if isinstance(place, EngagementPlace) else None
        self._found: _Found | None = None
        self._page = Page("Engagement")
        self.whose = Choices("Whose families", [("mine", "Mine"), ("team", "Whole team")])
        self.whose.choose("mine")
        self.whose.chosen.connect(lambda: self.refresh())
        self.log = PrimaryButton("Log an attempt", self._log_first)
        self._list = QVBoxLayout()
        self.log_panel = LogPanel(session)
        self.log_panel.grew.connect(lambda: self._reveal(self.log_panel))
        self.step_panel = StepPanel(session)
        self.decide_panel = DecidePanel(session)
        self._helps = Text(role="soft")
        self._lay_out()

    @property
    def title(self) -> str:
        return "Engagement"

    def concerns(self, changed: Changed) -> bool:
        return not _CONCERNS.isdisjoint(changed.record_types)

    def refresh(self) -> None:
        self.session.ask(self._question, self._show, key="engagement")

    def move_to(self, place: Place) -> bool:
        if not isinstance(place, EngagementPlace):
            return False
        self.place, self._family_id, self._found = place, place.family_id or self._family_id, None
        self.refresh()
        return True

    def _question(self, reader: Reader) -> _Found:
        me, today = self.session.person.id, local_day(self.session.clock.now())
        everyone = self.whose.value() == "team"
        return _Found(
            families=engagement.to_reach(reader, staff_id=me, today=today, everyone=everyone),
            helps=what_helps(reader, staff_id=me, today=today, everyone=everyone),
            weeks=engagement.weeks_agreed(reader),
            everyone=everyone,
        )

    def _show(self, found: _Found) -> None:
        if found == self._found:
            return
        self._found = found
        tries = f"Families not yet seen. The team tries for {found.weeks} weeks, then talks with the referrer."
        self._page.set_title("Engagement", tries)
        self._helps.say(*words.what_helps(found.helps, everyone=found.everyone))
        rebuild(self._list, [self._table(found)] if found.families else [_empty()])
        self.log.setEnabled(bool(_reachable(found.families)))
        self._show_chosen(found.families)

    def _table(self, found: _Found) -> QWidget:
        card = Card()
        card.add(table_of(found.families, self._open, self._log, self._decide, name_practitioners=found.everyone))
        return card

    def _show_chosen(self, families: Sequence[FamilyToReach]) -> None:
        """Keep the panels with the family that was chosen; without one, with the first."""
        here = _reachable(families)
        chosen = next((each for each in here if each.family_id == self._family_id), here[0] if here else None)
        for panel in (self.log_panel, self.step_panel):
            panel.setVisible(chosen is not None)
            if chosen:
                panel.show_family(chosen)
        if chosen is None or chosen.family_id != self._family_id:
            self.decide_panel.hide()

    def _choose(self, family: FamilyToReach) -> None:
        if family.family_id != self._family_id:
            self.decide_panel.hide()
        self._family_id = family.family_id
        self.log_panel.show_family(family)
        self.step_panel.show_family(family)

    def _log(self, family: FamilyToReach) -> None:
        self._choose(family)
        self._reveal(self.log_panel)
        self.log_panel.take_focus()

    def _log_first(self) -> None:
        here = _reachable(self._found.families if self._found else ())
        self._log(next((each for each in here if each.family_id == self._family_id), here[0]))

    def _decide(self, family: FamilyToReach) -> None:
        self._choose(family)
        self.decide_panel.show_family(family)
        self._reveal(self.decide_panel)

    def _open(self, family_id: Id) -> None:
        self.session.go(FamilyPlace(family_id))

    def _reveal(self, panel: QWidget) -> None:
        """Scroll to a panel once it has its size."""
        QTimer.singleShot(0, self, lambda: self._page.scroll_area.ensureWidgetVisible(panel, 0, 12))

    def _lay_out(self) -> None:
        self._page.add_action(self.whose)
        self._page.add_action(self.log)
        helps = Card("What seems to help")
        helps.add(self._helps)
        self._page.body.addLayout(self._list)
        panels: list[QWidget] = [self.decide_panel, self.log_panel]
        self._page.body.addLayout(columns((50, panels), (50, [helps, self.step_panel])))
        self.fill(self._page)


def _reachable(families: Sequence[FamilyToReach]) -> list[FamilyToReach]:
    """Those whose attempts are on this laptop."""
    return [each for each in families if each.attempts is not None]


def _empty() -> QWidget:
    return EmptyState(
        "Everybody has been seen",
        "Families that are allocated and not yet seen will be here, with every attempt to reach them. Three touches "
        "log an attempt: Log, how you tried, what came of it.",
    )
