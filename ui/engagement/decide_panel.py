"""Deciding what happens when the time for reaching a family is over."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from pi_desktop.errors import DeskError
from pi_desktop.practice import engagement
from pi_desktop.practice.days import short_day
from pi_desktop.practice.engagement import FamilyToReach
from pi_desktop.records.record import Record, Refused
from ui.kit.bidi import isolated
from ui.kit.buttons import Choices, PlainButton
from ui.kit.card import Card
from ui.kit.field import Field
from ui.kit.text import Text
from ui.kit.undo import UndoStrip
from ui.shell.session import Session

WEEKS = ((1, "1 more week"), (2, "2 more weeks"), (4, "4 more weeks"))


class DecidePanel(Card):
    """Back to the referrer, or some more weeks with a reason; either can be taken back."""

    def __init__(self, session: Session) -> None:
        super().__init__("Decide")
        self._session = session
        self._family: FamilyToReach | None = None
        self._said = Text(role="soft")
        self.back = PlainButton("Back to the referrer", self._back)
        self.why = Field("Reason to go on", QLineEdit())
        self.weeks = Choices("How much longer", WEEKS)
        self.weeks.chosen.connect(self._extend)
        self._undo = UndoStrip()
        self.add(self._said, self._undo)
        self.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.why, self.weeks)
        self.hide()

    def show_family(self, family: FamilyToReach) -> None:
        """Be about this family."""
        self._family = family
        self.heading.say(f"Decide — {isolated(family.surname)}")
        self._said.say(
            f"The agreed time ended {short_day(family.limit)}. Going back to the referrer plans a talk with them for "
            "today; going on needs a reason."
        )
        self._undo.hide()
        self.why.input.clear()
        self.why.set_error("")
        self.weeks.choose()
        self._offer(choices=True)
        self.show()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        assert self._family is not None
        decide = partial(engagement.back_to_referrer, family_id=self._family.family_id)
        self._session.act(decide, partial(self._saved, "back to the referrer"))

    def _extend(self, weeks: int) -> None:
        assert self._family is not None
        until = self._family.today + timedelta(weeks=weeks)
        decide = partial(engagement.extend, family_id=self._family.family_id, until=until, why=self.why.input.text())
        self._session.act(decide, partial(self._saved, f"extended to {short_day(until)}"), self._refused)

    def _saved(self, what: str, records: tuple[Record, ...]) -> None:
        self._offer(choices=False)
        self._undo.say(f"Saved on this laptop: {what}.", partial(self._take_back, records))

    def _take_back(self, records: tuple[Record, ...]) -> None:
        self._session.act(partial(engagement.take_back, records=records), lambda _: self._taken_back())

    def _taken_back(self) -> None:
        self.weeks.choose()
        self._offer(choices=True)

    def _refused(self, fault: DeskError) -> None:
        self.weeks.choose()
        faults = fault.by_field if isinstance(fault, Refused) else {}
        self.why.set_error(faults["why"].sentence if "why" in faults else fault.sentence)
        self.why.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, *, choices: bool) -> None:
        for widget in (self.back, self.why, self.weeks):
            widget.setVisible(choices)
