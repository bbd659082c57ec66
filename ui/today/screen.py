"""The first screen of the day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pi_desktop.practice.days import long_day
from pi_desktop.practice.needs_you import Need, needs_of
from pi_desktop.practice.today import Day, Planned, day_of
from ui.kit.buttons import PlainButton
from ui.kit.card import Card
from ui.kit.empty_state import EmptyState
from ui.kit.line_button import LineButton
from ui.kit.page import Page, columns
from ui.kit.palette import FindButton
from ui.kit.rebuild import rebuild
from ui.kit.text import Text
from ui.shell.places import (
    ConflictsPlace,
    EngagementPlace,
    FamiliesPlace,
    FamilyPlace,
    Place,
    VisitPlace,
)
from ui.shell.screen import Screen
from ui.shell.session import Session
from ui.today import words
from ui.today.appointment_card import AppointmentCard

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Reader


class TodayScreen(Screen):
    """The day's appointments on the left; what needs the person, and the next day, on the right."""

    def __init__(self, session: Session, place: Place) -> None:
        super().__init__(session, place)
        self._shown: tuple[Day, tuple[Need, ...]] | None = None
        self._page = Page()
        self._page.add_action(FindButton(lambda: session.go(FamiliesPlace())))
        day, aside = QWidget(), QWidget()
        self._appointments, self._aside = QVBoxLayout(day), QVBoxLayout(aside)
        for column in (self._appointments, self._aside):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
        self._page.body.addLayout(columns((70, [day]), (30, [aside])))
        self.fill(self._page)

    @property
    def title(self) -> str:
        return "Today"

    def refresh(self) -> None:
        self.session.ask(self._question, self._show, key="today")

    def _question(self, reader: Reader) -> tuple[Day, tuple[Need, ...]]:
        me, now = self.session.person.id, self.session.clock.now()
        day = day_of(reader, staff_id=me, now=now, measures=self.session.measures)
        return day, needs_of(reader, staff_id=me, today=day.day)

    def _show(self, found: tuple[Day, tuple[Need, ...]]) -> None:
        if found == self._shown:
            return
        self._shown = found
        day, needs = found
        self._page.set_title(long_day(day.day), words.subtitle(day))
        rebuild(self._appointments, [self._card(each, day) for each in day.planned] or [self._empty()])
        rebuild(self._aside, [self._needs(needs, day), self._coming(day)])

    def _card(self, planned: Planned, day: Day) -> QWidget:
        open_visit = partial(self.session.go, VisitPlace(planned.appointment_id))
        return AppointmentCard(planned, day.day, is_next=planned.appointment_id == day.next_id, on_open=open_visit)

    def _empty(self) -> QWidget:
        return EmptyState(
            "Nothing is booked for today",
            "Your appointments will be here in the order of the day, with what is due and missing at each. "
            "The next one with a family is agreed at the end of a visit.",
            PlainButton("See your families", lambda: self.session.go(FamiliesPlace())),
        )

    def _needs(self, needs: Sequence[Need], day: Day) -> QWidget:
        card = Card("Needs you")
        card.body.setSpacing(0)
        for need in needs:
            card.add(LineButton(*words.need(need, day.day), on_click=partial(self.session.go, place_of(need))))
        if not needs:
            card.add(
                Text("Nothing waits for you. Steps that fall due, replies and notes to sign come here.", role="soft")
            )
        return card

    def _coming(self, day: Day) -> QWidget:
        card = Card(words.coming_title(day.coming, day.day))
        card.add(Text(*words.coming(day.coming, day.day)))
        return card


def place_of(need: Need) -> Place:
    """Where a thing that waits is done."""
    family_id, record_id = need.family_id, need.record_id
    if need.kind == "conflicts" or family_id is None:
        return ConflictsPlace()
    if need.kind in ("attempt", "limit"):
        return EngagementPlace(family_id)
    if need.kind in ("outcome", "note") and record_id:
        return VisitPlace(record_id, "note" if need.kind == "note" else "present")
    return FamilyPlace(family_id, "notes" if need.kind == "note" else "overview")
