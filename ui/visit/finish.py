"""Finishing: what is still open is said, and the note can be signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from pi_desktop.practice.visits import Workspace
from ui.kit.buttons import LinkButton, PlainButton, PrimaryButton
from ui.kit.card import Card
from ui.kit.line_button import LineButton
from ui.kit.rebuild import rebuild
from ui.kit.text import Strong, Text


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
        self._lines.setSpacing(0)
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

    def ask(self) -> None:
        """Offer to finish."""
        self.say_error("")
        self.show()
        self.sign.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_visit(self, visit: Workspace) -> None:
        """Say what is still open, and what can be done."""
        lines = [LineButton(each.words, on_click=partial(self._go_to, each.section)) for each in still_open(visit)]
        rebuild(self._lines, lines)
        self._open.setVisible(bool(lines))
        to_sign = bool(visit.note.words.strip()) and not visit.note.wrong
        self._says.say("A signed note stands as it is; an addendum can follow it." if to_sign else "")
        self._says.setVisible(to_sign)
        self.later.setVisible(to_sign)
        self.sign.setText("Sign and finish" if to_sign else "Finish")
        self.sign.setAccessibleName("Sign and finish" if to_sign else "Finish")

    def say_error(self, sentence: str) -> None:
        """Why the visit cannot be finished yet."""
        self._error.say(sentence)
        self._error.setVisible(bool(sentence))


@dataclass(frozen=True)
class Open:
    """Something that is missing, in which section, in words that stand out where the visit cannot be finished so."""

    section: str
    words: str


def still_open(visit: Workspace) -> list[Open]:
    """What is missing; of a family that was not seen only what cannot be left."""
    found = [] if visit.attendance.recorded else [Open("present", Strong("Say what came of the appointment"))]
    found += [
        Open("measures", Strong(f"Question {prompt.item} asks for your attention: say what was done"))
        for prompt in visit.measures.unanswered_prompts
    ]
    return found + (_not_done(visit) if visit.attendance.seen else [])


def _not_done(visit: Workspace) -> list[Open]:
    """What may be left as it is."""
    found = []
    if visit.consent_missing:
        found.append(Open("consent", "Consent to the service has not been recorded"))
    if visit.goals.unrated:
        counted = "One goal is" if visit.goals.unrated == 1 else f"{visit.goals.unrated} goals are"
        found.append(Open("goals", f"{counted} not rated"))
    if any(sheet.filled_in and sheet.filled_in.missing for sheet in visit.measures.sheets):
        found.append(Open("measures", "A questionnaire is half answered; it is kept as it is"))
    if visit.note.wrong:
        found.append(Open("note", f"The note cannot be signed: {visit.note.wrong}"))
    if visit.next.wrong:
        found.append(Open("next", "The next appointment is not booked: please look at its day and time"))
    return found
