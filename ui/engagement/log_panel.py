"""Logging an attempt: how, then what came of it. The third touch saves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from pi_desktop.errors import DeskError
from pi_desktop.practice import engagement
from pi_desktop.practice.engagement import OUTCOMES_OF, FamilyToReach
from pi_desktop.records.engagement import EngagementAttempt
from ui.engagement import words
from ui.engagement.ask_first import AskFirst
from ui.kit.bidi import isolated
from ui.kit.buttons import Choices, LinkButton
from ui.kit.card import Card
from ui.kit.field import Field
from ui.kit.text import Text
from ui.kit.undo import UndoStrip
from ui.shell.session import Session


class LogPanel(Card):
    """`grew` is emitted when more of the panel is to be seen."""

    grew = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("Log an attempt")
        self._session = session
        self._family: FamilyToReach | None = None
        self._attempt: EngagementAttempt | None = None
        self._hints = Text(role="soft")
        self.means = Choices("How you tried", list(words.MEANS.items()))
        self.means.chosen.connect(self._means_chosen)
        self._ask_first = AskFirst()
        self._undo = UndoStrip()
        self._add_line = LinkButton("Add a line about what happened", self._begin_line)
        self._line = Field("What happened", QLineEdit())
        self._line.input.editingFinished.connect(self._keep_line)
        self._help = Text("Choose how you tried, then what came of it. The third touch saves.", role="small")
        self.outcomes: Choices[str] | None = None
        self.add(self._hints, self.means, self._ask_first)
        self._place_of_outcomes = self.body.count()
        self.add(self._undo, self._add_line, self._line, self._help)
        self._after_saving(shown=False)

    def show_family(self, family: FamilyToReach) -> None:
        """Be about this family; about the one it is about already, only with what is new of it."""
        is_new = self._family is None or self._family.family_id != family.family_id
        self._family = family
        self.heading.say(f"Log an attempt — {isolated(family.surname)}")
        self._hints.say(" · ".join(family.hints))
        self._hints.setVisible(bool(family.hints))
        if is_new:
            self._undo.hide()
            self._after_saving(shown=False)
            self._start_again()

    def take_focus(self) -> None:
        """Put the keyboard where the next touch is."""
        self.means.button("text").setFocus(Qt.FocusReason.OtherFocusReason)

    def _start_again(self) -> None:
        self.means.choose()
        self._ask_first.hide()
        self._drop_outcomes()

    def _means_chosen(self, means: str) -> None:
        self._drop_outcomes()
        self._unless_barred(means, None, partial(self._offer_outcomes, means))

    def _offer_outcomes(self, means: str) -> None:
        self._drop_outcomes()
        options = [(outcome, words.outcome_words(means, outcome)) for outcome in OUTCOMES_OF[means]]
        self.outcomes = Choices("What came of it", options)
        self.outcomes.chosen.connect(partial(self._outcome_chosen, means))
        self.body.insertWidget(self._place_of_outcomes, self.outcomes)
        self.outcomes.button(options[0][0]).setFocus(Qt.FocusReason.OtherFocusReason)
        self.grew.emit()

    def _outcome_chosen(self, means: str, outcome: str) -> None:
        self._unless_barred(means, outcome, partial(self._save, means, outcome))

    def _unless_barred(self, means: str, outcome: str | None, go_on: Callable[[], object]) -> None:
        """Say what stands in the way before going on; one touch more goes on all the same."""
        self._ask_first.hide()
        barriers = self._family.barriers if self._family else ()
        stands = [each for each in barriers if each.means == means and each.outcome == outcome]
        if stands:
            self._ask_first.ask(" ".join(each.sentence for each in stands), go_on)
        else:
            go_on()

    def _save(self, means: str, outcome: str) -> None:
        assert self._family is not None
        log = partial(engagement.log_attempt, family_id=self._family.family_id, means=means, outcome=outcome)
        self._session.act(log, self._saved)

    def _saved(self, attempt: EngagementAttempt) -> None:
        self._attempt = attempt
        what = f"{words.means_words(attempt.means)}, {words.outcome_words(attempt.means, attempt.outcome).lower()}"
        self._undo.say(f"Saved on this laptop: {what}.", self._take_back)
        self._start_again()
        self._after_saving(shown=True)
        self._add_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        assert self._attempt is not None
        self._session.act(partial(engagement.take_back, records=(self._attempt,)), self._taken_back)

    def _taken_back(self, _: None) -> None:
        self._attempt = None
        self._after_saving(shown=False)
        self._undo.say("Taken back. It stays in the history as entered in error.")
        self.take_focus()

    def _begin_line(self) -> None:
        self._add_line.hide()
        self._line.show()
        self._line.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_line(self) -> None:
        typed = self._line.input.text()
        if self._attempt and typed.strip() and typed != self._attempt.words:
            keep = partial(engagement.add_line, attempt=self._attempt, words=typed)
            self._session.act(keep, self._line_kept, self._line_refused)

    def _line_kept(self, attempt: EngagementAttempt) -> None:
        self._attempt = attempt
        self._line.set_error("")
        self._undo.say("Saved on this laptop, with your line.", self._take_back)

    def _line_refused(self, fault: DeskError) -> None:
        self._line.set_error(fault.sentence)

    def _after_saving(self, *, shown: bool) -> None:
        """What can be done with the attempt that was just saved."""
        self._add_line.setVisible(shown)
        self._line.hide()
        self._line.input.clear()
        self._line.set_error("")

    def _drop_outcomes(self) -> None:
        if self.outcomes is not None:
            self.outcomes.hide()
            self.outcomes.deleteLater()
            self.outcomes = None
