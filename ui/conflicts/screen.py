"""Changed in two places: both versions are kept and shown until somebody chooses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pi_desktop.practice.conflicts import Conflict, open_conflicts
from ui.conflicts.conflict_card import ConflictCard
from ui.conflicts.words import heading
from ui.kit.empty_state import EmptyState
from ui.kit.page import Page
from ui.kit.undo import UndoStrip
from ui.shell.places import Place
from ui.shell.screen import Screen
from ui.shell.session import Session


class ConflictsScreen(Screen):
    """Every open choice, the first of them opened."""

    def __init__(self, session: Session, place: Place) -> None:
        super().__init__(session, place)
        self._cards: list[ConflictCard] = []
        self._page = Page("Changed in two places")
        self._saved = UndoStrip()
        self._empty = _empty()
        self._empty.hide()
        self._stack = QVBoxLayout()
        self._stack.setSpacing(14)
        self._page.add(self._saved, self._empty)
        self._page.body.addLayout(self._stack)
        self.fill(self._page)

    @property
    def title(self) -> str:
        return "Changed in two places"

    def refresh(self) -> None:
        self.session.ask(open_conflicts, self._show, key="conflicts")

    def _show(self, found: Sequence[Conflict]) -> None:
        subtitle = "Both versions are kept. Choose one, or write a third; the one not chosen stays in the history."
        self._page.set_title("Changed in two places", subtitle if found else "")
        self._empty.setVisible(not found)
        before = {card.conflict.key: card for card in self._cards}
        self._cards = [self._card(conflict, before.get(conflict.key)) for conflict in found]
        for place, card in enumerate(self._cards):
            self._stack.insertWidget(place, card)
            card.show_place(f"{place + 1} of {len(found)}")
            if place == 0:
                card.open()
        for gone in set(before.values()).difference(self._cards):
            gone.hide()
            gone.deleteLater()

    def _card(self, conflict: Conflict, before: ConflictCard | None) -> ConflictCard:
        """The card that is shown already, or a new one with whatever was being written in the one before."""
        if before and before.conflict == conflict:
            return before
        card = ConflictCard(self.session, conflict)
        card.chosen.connect(lambda words: self._saved.say(f"Saved on this laptop: {heading(conflict)}: {words}."))
        if before:
            card.go_on_from(before)
        return card


def _empty() -> QWidget:
    return EmptyState(
        "Nothing was changed in two places",
        "When two people write the same thing before their laptops have met, both versions come here, with who wrote "
        "them, where and when. Nothing is overwritten.",
    )
