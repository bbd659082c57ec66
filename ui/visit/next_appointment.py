"""When the family is seen next: a suggestion is one touch."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pi_desktop.ids import Id
from pi_desktop.practice import appointments
from pi_desktop.practice.appointments import Booked, NextAppointment, Suggestion
from pi_desktop.practice.days import clock_time, long_day, weekday_and_day
from pi_desktop.practice.visits import Workspace
from ui.kit.buttons import Choices, LinkButton
from ui.kit.card import Card
from ui.kit.chip import ChipWords, chips
from ui.kit.field import Field
from ui.kit.rebuild import rebuild
from ui.kit.text import Strong, Text
from ui.kit.theme import Tone
from ui.visit import words
from ui.visit.keeping import Keeping
from ui.visit.section import Section

if TYPE_CHECKING:
    from pi_desktop.bootstrap import UnitOfWork


class NextSection(Section):
    """Suggestions, the fields they fill, what it would clash with, and what is booked already."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(keeping)
        self._shown: NextAppointment | None = None
        self._offered: tuple[Suggestion, ...] = ()
        self.suggestions: Choices[Suggestion] | None = None
        self.day = Field("Day", QLineEdit(), hint="For example 1 Dec")
        self.at = Field("Time", QLineEdit(), hint="For example 14:30")
        self.where = Field("Where exactly", QLineEdit(), hint="For example Room 2")
        self.place = Choices("Place", words.PLACE_CHOICES)
        self.place.chosen.connect(lambda _: self._keep())
        self._fields = [self.keep_typed(field, lambda _: self._keep()) for field in (self.day, self.at, self.where)]
        self._says = Text()
        self._clashes = QVBoxLayout()
        self._booked = QVBoxLayout()
        self._booked.setSpacing(0)
        self._booked_card = Card("Booked already")
        self._booked_card.add_layout(self._booked)
        self._card = Card("Next appointment")
        self._lay_out()

    def show_visit(self, visit: Workspace) -> None:
        shown = visit.next
        if shown.suggestions != self._offered or self.suggestions is None:
            self._offer(shown.suggestions)
        if self._shown is None or shown.booked != self._shown.booked:
            rebuild(self._booked, map(self._booking, shown.booked))
        self._booked_card.setVisible(bool(shown.booked))
        self._shown = shown
        for typed, kept in zip(self._fields, (shown.typed_day, shown.typed_at, shown.place_words), strict=True):
            typed.show_words(kept)
        self.place.choose(shown.place)
        for field, name in ((self.day, "day"), (self.at, "at"), (self.where, "place_words")):
            field.set_error(shown.wrong.get(name, ""))
        self._say(shown)

    def take_focus(self) -> None:
        if self.suggestions is not None and self._offered:
            self.suggestions.button(self._offered[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, shown: NextAppointment) -> None:
        rebuild(self._clashes, [chips([ChipWords(each, Tone.WARN) for each in shown.clashes])] if shown.clashes else [])
        if shown.when is None:
            self._says.say("Choose a suggestion, or give a day and a time. It is booked when you leave this section.")
            return
        day, at = shown.when
        self._says.say("Next: ", Strong(f"{long_day(day)}, {clock_time(at)}"), f", {shown.minutes} min")
        for suggestion in self._offered:
            if (suggestion.day, suggestion.at) == shown.when and self.suggestions is not None:
                self.suggestions.choose(suggestion)

    def _offer(self, suggestions: tuple[Suggestion, ...]) -> None:
        if self.suggestions is not None:
            self.suggestions.hide()
            self.suggestions.deleteLater()
        self._offered = suggestions
        self.suggestions = Choices("When", [(each, words.suggestion(each)) for each in suggestions])
        for each in suggestions:
            self.suggestions.button(each).setToolTip(". ".join(each.clashes))
        self.suggestions.chosen.connect(self._take)
        self._card.body.insertWidget(1, self.suggestions)

    def _take(self, suggestion: Suggestion) -> None:
        day, at = self._fields[0], self._fields[1]
        day.show_words(weekday_and_day(suggestion.day))
        at.show_words(clock_time(suggestion.at))
        self._keep()

    def _keep(self) -> None:
        if self._shown is None:
            return
        day, at, where = (typed.words() for typed in self._fields)
        if self.suggestions is not None and self._taken() is None:
            self.suggestions.choose()
        place = self.place.value() or self._shown.place
        self.keeping.keep("next", appointments.plan, day=day, at=at, place=place, place_words=where)

    def _taken(self) -> Suggestion | None:
        """The suggestion that the fields still show."""
        typed = (self._fields[0].words(), self._fields[1].words())
        return next((each for each in self._offered if (weekday_and_day(each.day), clock_time(each.at)) == typed), None)

    def _booking(self, booked: Booked) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Text(words.booked(booked)), 1)
        take_back = LinkButton("Take back", partial(self._take_back, booked))
        take_back.setAccessibleName(f"Take back: {words.booked(booked)}")
        row.addWidget(take_back)
        return line

    def _take_back(self, booked: Booked) -> None:
        self.keeping.keep(f"take back {booked.id}", _take_back, booked=booked.id)

    def _lay_out(self) -> None:
        fields: Sequence[QWidget] = (self.day, self.at)
        row = QHBoxLayout()
        row.setSpacing(12)
        for field in fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self._card.add_layout(row)
        self._card.add(self.place, self.where, self._says)
        self._card.add_layout(self._clashes)
        self.body.addWidget(self._card)
        self.body.addWidget(self._booked_card)


def _take_back(uow: UnitOfWork, *, appointment_id: Id, booked: Id) -> None:
    """Take back what was booked at the visit of another appointment."""
    appointments.take_back(uow, appointment_id=booked)
