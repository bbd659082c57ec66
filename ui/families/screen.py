"""The list of families, and finding one of them as one types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from pi_desktop.clock import local_day
from pi_desktop.practice import families
from pi_desktop.practice.days import clock_time, weekday_and_day
from pi_desktop.practice.families import FamilyRow
from pi_desktop.practice.field_words import code_words
from ui.kit.buttons import Choices
from ui.kit.card import Card
from ui.kit.chip import ChipWords
from ui.kit.empty_state import EmptyState
from ui.kit.lists import Row, RowList
from ui.kit.page import Page
from ui.kit.theme import Tone
from ui.shell.places import FamiliesPlace, FamilyPlace, Place
from ui.shell.screen import Screen
from ui.shell.session import Session

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Changed, Reader

_CONCERNS = frozenset(
    {"family", "baby", "caregiver", "contact_details", "allocation", "appointment", "note", "referral"}
)
_TONES = {"in_therapy": Tone.PRIMARY, "follow_up": Tone.PRIMARY, "engaging": Tone.WARN, "ended": Tone.PLAIN}


class SearchLine(QLineEdit):
    """What one types to find somebody; the arrow keys and Enter are for the list beneath it."""

    def __init__(self, rows: RowList) -> None:
        super().__init__()
        self._rows = rows
        self.setAccessibleName("Find a family")
        self.setPlaceholderText("Name, baby’s name, postcode, phone number, or words of a note")
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._rows.keyPressEvent(event)
            case Qt.Key.Key_Escape:
                self.clear()
            case _:
                super().keyPressEvent(event)


class FamiliesScreen(Screen):
    """One's own families, or the whole team's; with something typed, whatever answers to it on this laptop."""

    def __init__(self, session: Session, place: Place) -> None:
        super().__init__(session, place)
        self._page = Page("Families")
        self._rows = RowList("Families")
        self._rows.opened.connect(lambda family_id: session.go(FamilyPlace(family_id)))
        self.search = SearchLine(self._rows)
        self.whose = Choices("Whose families", [("mine", "Mine"), ("team", "Whole team")])
        self.whose.choose("mine")
        self._empty = QVBoxLayout()
        self._lay_out()
        if isinstance(place, FamiliesPlace):
            self.search.setText(place.typed)
        self.search.textChanged.connect(lambda: self.refresh())
        self.whose.chosen.connect(lambda: self.refresh())
        self.setFocusProxy(self.search)

    @property
    def title(self) -> str:
        return "Families"

    def concerns(self, changed: Changed) -> bool:
        return not _CONCERNS.isdisjoint(changed.record_types)

    def refresh(self) -> None:
        self.session.ask(self._question(), self._show, key="families")

    def _question(self) -> Callable[[Reader], tuple[FamilyRow, ...]]:
        me, today = self.session.person.id, local_day(self.session.clock.now())
        if typed := self.search.text().strip():
            return partial(families.find, typed=typed, staff_id=me, today=today)
        listed = families.whole_team if self.whose.value() == "team" else families.mine
        return partial(listed, staff_id=me, today=today)

    def _show(self, found: tuple[FamilyRow, ...]) -> None:
        shared = Counter(family.title for family in found)
        self._rows.set_rows([row_of(family, told_apart=shared[family.title] > 1) for family in found])
        if self._rows.current_key() is None and found:
            self._rows.select_first()
        self._page.set_title("Families", self._subtitle(found))
        self._card.setVisible(bool(found))
        self._show_empty(nothing_found=not found)

    def _subtitle(self, found: Sequence[FamilyRow]) -> str:
        number = "1 family" if len(found) == 1 else f"{len(found)} families"
        if self.search.text().strip():
            return f"{number} found on this laptop"
        return f"{number} of the team’s" if self.whose.value() == "team" else f"You work with {number}"

    def _show_empty(self, *, nothing_found: bool) -> None:
        while item := self._empty.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if nothing_found and self.search.text().strip():
            self._empty.addWidget(
                EmptyState(
                    "Nobody answers to that",
                    "Try the beginning of a name, a postcode or a phone number. Only families whose records are on "
                    "this laptop are found by what is written about them.",
                )
            )
        elif nothing_found:
            self._empty.addWidget(
                EmptyState(
                    "No families yet",
                    "A family comes here when it is allocated to you. Choose “Whole team” to see everybody’s.",
                )
            )

    def _lay_out(self) -> None:
        self._page.add_action(self.whose)
        self._page.under_title.addSpacing(4)
        self._page.under_title.addWidget(self.search)
        self._card = Card()
        self._card.body.setContentsMargins(6, 6, 6, 6)
        self._card.body.addWidget(self._rows, 1)
        self._page.body.addLayout(self._empty)
        self._page.fill_with(self._card)
        self.fill(self._page)


def row_of(family: FamilyRow, *, told_apart: bool) -> Row:
    """A family as the list shows it; `told_apart` where another bears the same name."""
    found = f"{family.found_in}: {family.passage}" if family.passage else ""
    about = [family.people, "" if family.mine else family.practitioner or "not allocated"]
    detail = found or " · ".join(filter(None, (*about, family.reference if told_apart else "")))
    stage = ChipWords(code_words(family.stage).capitalize(), _TONES.get(family.stage, Tone.PLAIN))
    return Row(family.family_id, family.title, family.ages, detail, (stage,), _next(family))


def _next(family: FamilyRow) -> str:
    if family.next_day is None or family.next_at is None:
        return ""
    return f"{weekday_and_day(family.next_day)} {clock_time(family.next_at)}"
