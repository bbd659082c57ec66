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
        for card in [each for each in self._cards if each.conflict not in found]:
            self._cards.remove(card)
            card.hide()
            card.deleteLater()
        for place, conflict in enumerate(found):
            card = self._card(conflict)
            self._stack.insertWidget(place, card)
            card.show_place(f"{place + 1} of {len(found)}")
            if place == 0:
                card.open()

    def _card(self, conflict: Conflict) -> ConflictCard:
        """The card of a conflict that is shown already, with whatever is being written in it, or a new one."""
        for card in self._cards:
            if card.conflict == conflict:
                return card
        card = ConflictCard(self.session, conflict)
        card.chosen.connect(lambda words: self._saved.say(f"Saved on this laptop: {heading(conflict)}: {words}."))
        self._cards.append(card)
        return card


def _empty() -> QWidget:
    return EmptyState(
        "Nothing was changed in two places",
        "When two people write the same thing before their laptops have met, both versions come here, with who wrote "
        "them, where and when. Nothing is overwritten.",
    )
