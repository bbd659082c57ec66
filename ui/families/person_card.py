"""A caregiver's names, how to reach them and how not, each field saved as it is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pi_desktop.errors import DeskError
from pi_desktop.practice import people
from pi_desktop.practice.field_words import phone_words
from pi_desktop.practice.people import PersonShown
from pi_desktop.records.family import Caregiver, ContactDetails
from ui.families.edit_field import EditField
from ui.families.history_list import HistoryList
from ui.kit.bidi import isolated
from ui.kit.buttons import Choices, LinkButton
from ui.kit.card import Card
from ui.kit.text import Text
from ui.kit.undo import UndoStrip
from ui.shell.session import Session

NAMES = (("given_name", "Given name"), ("surname", "Surname"), ("preferred_name", "Likes to be called"))
LINES = (
    ("mobile", "Mobile number"),
    ("other_phone", "Other phone number"),
    ("email", "Email"),
    ("address", "Address"),
    ("postcode", "Postcode"),
    ("language", "Language"),
)
RULES = (
    ("may_text", "May be texted"),
    ("may_leave_voicemail", "Voicemail may be left"),
    ("may_send_letters", "Letters may be sent"),
    ("address_hidden", "Keep the address hidden"),
    ("interpreter", "Interpreter needed"),
)
YES_NO = ((True, "Yes"), (False, "No"))
PREFERS = (("text", "Text"), ("call", "Call"), ("letter", "Letter"), ("email", "Email"))
WHEN = (("any_time", "Any time"), ("mornings", "Mornings"), ("afternoons", "Afternoons"), ("after_17", "After 17:00"))
PHONES = frozenset({"mobile", "other_phone"})
COLUMNS = 3


class PersonCard(Card):
    """One caregiver. `on_conflicts` leads to what waits for a choice."""

    def __init__(self, session: Session, person: PersonShown, on_conflicts: Callable[[], object]) -> None:
        super().__init__(f"{isolated(person.title)}, {person.role}")
        self._session = session
        self._person = person
        self._names = {name: EditField[Caregiver](label, name, self._keep_name) for name, label in NAMES}
        self._lines = {name: EditField[ContactDetails](label, name, self._keep_line) for name, label in LINES}
        self._choices = self._make_choices()
        self._undo = UndoStrip()
        self._conflicts = LinkButton("Changed in two places: compare and choose", on_conflicts)
        self._history = HistoryList()
        self.body.addWidget(self._conflicts, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._undo, self._fields(), self._rules(), self._history)
        self.show_person(person)

    def show_person(self, person: PersonShown) -> None:
        """Show what is written now; what is being typed stays."""
        self._person = person
        self.heading.say(f"{isolated(person.title)}, {person.role}")
        self._conflicts.setVisible(person.in_two_places)
        for name, names in self._names.items():
            names.show_value(person.caregiver, getattr(person.caregiver, name) or "")
        for name, line in self._lines.items():
            value = getattr(person.contact, name) if person.contact else None
            line.show_value(person.contact, phone_words(value) if value and name in PHONES else value or "")
        for name, choices in self._choices.items():
            value = getattr(person.contact, name) if person.contact else None
            choices.choose(*(() if value is None else (value,)))
        self._history.show_changes(person.changes)

    def save(self) -> None:
        """Keep what is being typed."""
        for names in self._names.values():
            names.save()
        for line in self._lines.values():
            line.save()

    def _make_choices(self) -> dict[str, Choices[Any]]:
        choices: dict[str, Choices[Any]] = {name: Choices(label, YES_NO) for name, label in RULES}
        choices["prefers"] = Choices("Prefers", PREFERS)
        choices["when_to_call"] = Choices("When to call", WHEN)
        for name, each in choices.items():
            each.chosen.connect(partial(self._choose, name))
        return choices

    def _fields(self) -> QWidget:
        grid, whole = _grid()
        fields = [*(each.field for each in self._names.values()), *(each.field for each in self._lines.values())]
        for place, field in enumerate(fields):
            grid.addWidget(field, place // COLUMNS, place % COLUMNS, Qt.AlignmentFlag.AlignTop)
        return whole

    def _rules(self) -> QWidget:
        grid, whole = _grid()
        labels = {**dict(RULES), "prefers": "Prefers", "when_to_call": "When to call"}
        for place, (name, choices) in enumerate(self._choices.items()):
            row, column = divmod(place, COLUMNS)
            grid.addWidget(Text(labels[name], role="label"), 2 * row, column)
            grid.addWidget(choices, 2 * row + 1, column)
        return whole

    def _keep_name(
        self,
        seen: Caregiver | None,
        name: str,
        typed: str | None,
        kept: Callable[[], object],
        refused: Callable[[DeskError], object],
    ) -> None:
        if seen is not None:
            act = partial(people.edit_caregiver, seen=seen, name=name, value=typed)
            self._session.act(act, lambda _: self._saved(name, kept), refused)

    def _keep_line(
        self,
        seen: ContactDetails | None,
        name: str,
        typed: str | None,
        kept: Callable[[], object],
        refused: Callable[[DeskError], object],
    ) -> None:
        act = partial(people.edit_contact, caregiver=self._person.caregiver, seen=seen, name=name, value=typed)
        self._session.act(act, lambda _: self._saved(name, kept), refused)

    def _choose(self, name: str, value: object) -> None:
        seen = self._person.contact
        act = partial(people.edit_contact, caregiver=self._person.caregiver, seen=seen, name=name, value=value)
        self._session.act(act, lambda _: self._saved(name, lambda: None))

    def _saved(self, name: str, kept: Callable[[], object]) -> None:
        kept()
        self._undo.say(f"Saved on this laptop: {_LABELS[name].lower()}.")


_LABELS = {**dict(NAMES), **dict(LINES), **dict(RULES), "prefers": "Prefers", "when_to_call": "When to call"}


def _grid() -> tuple[QGridLayout, QWidget]:
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    for column in range(COLUMNS):
        grid.setColumnStretch(column, 1)
    return grid, whole
