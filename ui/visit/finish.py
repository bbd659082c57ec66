"""Finishing: what is still open is said, and the note can be signed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from pi_desktop.practice.visits import Workspace
from ui.kit.buttons import LinkButton, PlainButton, PrimaryButton
from ui.kit.card import Card
from ui.kit.line_button import LineButton
from ui.kit.rebuild import rebuild
from ui.kit.text import Text


class FinishPanel(Card):
    """Hidden until it is asked for. `finished` carries whether the note is to be signed."""

    finished = Signal(bool)
    closed = Signal()

    def __init__(self, go_to: Callable[[str], object]) -> None:
        super().__init__("Finish this visit", kind="current")
        self._go_to = go_to
        self._open = Card()
        self._lines = self._open.body
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._open.setProperty("kind", "bare")
        self._says = Text(role="soft")
        self._error = Text(role="error")
        self.sign = PrimaryButton("Sign and finish", lambda: self.finished.emit(True))
        self.later = PlainButton("Finish, sign later", lambda: self.finished.emit(False))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.sign)
        row.addWidget(self.later)
        row.addStretch(1)
        row.addWidget(LinkButton("Not yet", self.closed.emit))
        self.add(self._open, self._says, self._error)
        self.add_layout(row)
        self.hide()

    def ask(self, visit: Workspace) -> None:
        """Say what is still open, and offer what can be done."""
        lines = [LineButton(words, on_click=partial(self._go_to, key)) for key, words in still_open(visit)]
        rebuild(self._lines, lines)
        self._open.setVisible(bool(lines))
        to_sign = bool(visit.note.words.strip()) and not visit.note.wrong
        self._says.say("A signed note stands as it is; an addendum can follow it." if to_sign else "")
        self._says.setVisible(to_sign)
        self.later.setVisible(to_sign)
        self.sign.setText("Sign and finish" if to_sign else "Finish")
        self.sign.setAccessibleName("Sign and finish" if to_sign else "Finish")
        self.say_error("")
        self.show()
        self.sign.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_error(self, sentence: str) -> None:
        """Why the visit cannot be finished yet."""
        self._error.say(sentence)
        self._error.setVisible(bool(sentence))


def still_open(visit: Workspace) -> list[tuple[str, str]]:
    """The sections in which something is missing, and what; the first two kinds must be said before finishing."""
    found: list[tuple[str, str]] = []
    if not visit.attendance.recorded:
        found.append(("present", "Say what came of the appointment"))
    found += [
        ("measures", f"Question {prompt.item} asks for your attention: say what was done")
        for prompt in visit.measures.unanswered_prompts
    ]
    if not visit.attendance.seen:
        return found
    if visit.consent_missing:
        found.append(("consent", "Consent to the service has not been recorded"))
    if visit.goals.unrated:
        found.append(("goals", "One goal is not rated" if visit.goals.unrated == 1 else "Some goals are not rated"))
    if any(sheet.filled_in and sheet.filled_in.missing for sheet in visit.measures.sheets):
        found.append(("measures", "A questionnaire is half answered; it is kept as it is"))
    if visit.note.wrong:
        found.append(("note", f"The note cannot be signed: {visit.note.wrong}"))
    if visit.next.wrong:
        found.append(("next", "The next appointment is not booked: please look at its day and time"))
    return found
