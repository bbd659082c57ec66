"""What is to be done next for a family: done, or planned anew."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from pi_desktop.errors import DeskError
from pi_desktop.ids import Id
from pi_desktop.practice import engagement
from pi_desktop.practice.engagement import FamilyToReach
from pi_desktop.records.record import Refused
from ui.engagement import words
from ui.kit.buttons import Choices, PlainButton
from ui.kit.card import Card
from ui.kit.field import Field
from ui.kit.text import Strong, Text
from ui.kit.undo import UndoStrip
from ui.shell.session import Session

DAYS = ((0, "Today"), (1, "Tomorrow"), (7, "In a week"), (14, "In two weeks"))


class StepPanel(Card):
    """The step that is planned with "Done", and a line to plan the next: what it is, then by when, which saves."""

    def __init__(self, session: Session) -> None:
        super().__init__("Next step")
        self._session = session
        self._family: FamilyToReach | None = None
        self._step = Text()
        self.done = PlainButton("Done", self._mark_done)
        self.what = Field("What to do next", QLineEdit())
        self.when = Choices("By when", DAYS)
        self.when.chosen.connect(self._plan)
        self._undo = UndoStrip()
        self.add(self._step)
        self.body.addWidget(self.done, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._undo, self.what, self.when)

    def show_family(self, family: FamilyToReach) -> None:
        """Be about this family; what is being typed stays while it is the same one."""
        if self._family is None or self._family.family_id != family.family_id:
            self.what.input.clear()
            self.what.set_error("")
            self.when.choose()
            self._undo.hide()
        self._family = family
        step = family.next_step
        due = words.due_words(step.due_on, family.today) if step else ""
        self._step.say(*((Strong(f"{due}: ") if due else "", step.what) if step else ("Nothing is planned.",)))
        self.done.setVisible(step is not None)
        self.done.setAccessibleName(f"Done: {step.what}" if step else "Done")

    def _mark_done(self) -> None:
        step = self._family.next_step if self._family else None
        if step:
            undo = partial(self._mark, step.step_id, done=False)
            self._mark(step.step_id, done=True)
            self._undo.say(f"Done: {step.what}.", undo)

    def _mark(self, step_id: Id, *, done: bool) -> None:
        self._session.act(partial(engagement.mark_step, step_id=step_id, done=done))

    def _plan(self, days: int) -> None:
        assert self._family is not None
        due_on = self._family.today + timedelta(days=days)
        plan = partial(
            engagement.plan_step, family_id=self._family.family_id, what=self.what.input.text(), due_on=due_on
        )
        self._session.act(plan, lambda _: self._saved(), self._refused)

    def _saved(self) -> None:
        self.what.input.clear()
        self.what.set_error("")
        self.when.choose()

    def _refused(self, fault: DeskError) -> None:
        self.when.choose()
        faults = fault.by_field if isinstance(fault, Refused) else {}
        self.what.set_error(faults["what"].sentence if "what" in faults else fault.sentence)
        self.what.input.setFocus(Qt.FocusReason.OtherFocusReason)
