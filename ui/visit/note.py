"""The note of the visit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from pi_desktop.clock import local_day
from pi_desktop.practice import notes
from pi_desktop.practice.days import short_day
from pi_desktop.practice.notes import Signed
from pi_desktop.practice.visits import Workspace
from ui.kit.card import Card
from ui.kit.field import Field
from ui.kit.rebuild import rebuild
from ui.kit.text import Text
from ui.kit.theme import px
from ui.visit.keeping import Keeping
from ui.visit.section import Section

HEIGHT = 330


class NoteSection(Section):
    """What is signed stands above; the words that are not are kept while they are typed."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(keeping)
        self._shown: tuple[Signed, ...] | None = None
        self._signed = QVBoxLayout()
        self._signed.setSpacing(14)
        self.field = Field("Note", QPlainTextEdit(), hint="Kept while you type. Signing is offered when you finish.")
        self.field.input.setMinimumHeight(px(self, HEIGHT))
        self.field.input.setTabChangesFocus(True)
        self._words = self.keep_typed(self.field, self._keep)
        self._two_places = Text(
            "This note was changed in two places. Both are kept: see Changed in two places.", role="error"
        )
        card = Card()
        card.add(self._two_places, self.field)
        self.body.addLayout(self._signed)
        self.body.addWidget(card)

    def show_visit(self, visit: Workspace) -> None:
        note = visit.note
        if note.signed != self._shown:
            self._shown = note.signed
            rebuild(self._signed, map(_standing, note.signed))
        self._words.show_words(note.words)
        self._two_places.setVisible(note.in_two_places)
        self.field.set_error(note.wrong)
        self.field.setAccessibleName("Addendum" if note.signed else "Note")

    def take_focus(self) -> None:
        self.field.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, words: str) -> None:
        self.keeping.keep("note", notes.write, self._words.answered, words=words)


def _standing(signed: Signed) -> QWidget:
    card = Card(kind="past")
    card.add(Text(signed.words), Text(f"Signed by {signed.by}, {short_day(local_day(signed.signed_at))}", role="small"))
    return card
