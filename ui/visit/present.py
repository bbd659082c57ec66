"""Who was there, and what came of the appointment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from pi_desktop.ids import Id
from pi_desktop.practice import attendance
from pi_desktop.practice.attendance import Attendance, Person
from pi_desktop.practice.visits import Workspace
from ui.kit.bidi import isolated
from ui.kit.buttons import Choices
from ui.kit.card import Card
from ui.kit.field import Field
from ui.kit.text import Text
from ui.visit import words
from ui.visit.keeping import Keeping
from ui.visit.section import Section


class PresentSection(Section):
    """Everybody who was invited is taken to be there until somebody says otherwise."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(keeping)
        self._shown: Attendance | None = None
        self.people: Choices[Id] | None = None
        self.outcome = Choices("What came of the appointment", words.OUTCOME_CHOICES)
        self.outcome.chosen.connect(lambda _: self._keep())
        self.others = Field("Others who were there", QLineEdit(), hint="For example: health visitor, interpreter")
        self._others = self.keep_typed(self.others, lambda _: self._keep())
        self._who = Card("Who was there")
        self._who.add(self.others)
        self._two_places = Text(
            "Two people said different things here. Both are kept: see Changed in two places.", role="error"
        )
        what = Card("What came of it")
        what.add(self.outcome, self._two_places)
        self.body.addWidget(what)
        self.body.addWidget(self._who)

    def show_visit(self, visit: Workspace) -> None:
        shown = visit.attendance
        if self._shown is None or _ids(shown) != _ids(self._shown):
            self._offer_people((*shown.caregivers, *shown.babies))
        self._shown = shown
        assert self.people is not None
        self.people.choose(*shown.caregivers_here, *shown.babies_here)
        self.outcome.choose(*filter(None, (shown.outcome,)))
        self._others.show_words(shown.others)
        self.others.set_error(shown.wrong)
        self._who.setVisible(shown.seen)
        self._two_places.setVisible(shown.in_two_places)

    def take_focus(self) -> None:
        chosen = self.outcome.value() or words.OUTCOME_CHOICES[0][0]
        self.outcome.button(chosen).setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_people(self, people: Sequence[Person]) -> None:
        if self.people is not None:
            self.people.hide()
            self.people.deleteLater()
        self.people = Choices("Who was there", [(person.id, isolated(person.words)) for person in people], several=True)
        self.people.chosen.connect(lambda _: self._keep())
        self._who.body.insertWidget(1, self.people)

    def _keep(self) -> None:
        if self._shown is None or self.people is None:
            return
        here = self.people.values()
        self.keeping.keep(
            "present",
            attendance.keep,
            caregivers=[person.id for person in self._shown.caregivers if person.id in here],
            babies=[person.id for person in self._shown.babies if person.id in here],
            others=self._others.words(),
            outcome=self.outcome.value(),
        )


def _ids(shown: Attendance) -> tuple[Id, ...]:
    return tuple(person.id for person in (*shown.caregivers, *shown.babies))
