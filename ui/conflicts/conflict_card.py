"""One entry that was changed in two places."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pi_desktop.errors import DeskError
from pi_desktop.practice import conflicts
from pi_desktop.practice.conflicts import Conflict, Version
from pi_desktop.practice.field_words import group_words
from pi_desktop.records.record import Refused
from ui.conflicts import words
from ui.kit.bidi import isolated
from ui.kit.buttons import Button, LinkButton, PlainButton, PrimaryButton
from ui.kit.card import Card
from ui.kit.field import Field
from ui.kit.text import Text
from ui.shell.session import Session


class ConflictCard(Card):
    """The versions side by side. `chosen` carries the words of the one that was taken, once that is saved."""

    chosen = Signal(str)

    def __init__(self, session: Session, conflict: Conflict) -> None:
        self._place = Text(role="soft", wrap=False)
        super().__init__(words.heading(conflict), aside=self._place)
        self._session = session
        self.conflict = conflict
        self.opened = False
        self.writing = False
        self.fields: dict[str, Field[QLineEdit]] = {}
        self._error = Text(role="error")
        self._error.hide()
        self._keep: Button = PrimaryButton("Keep this")
        self._versions = self._side_by_side()
        self._third_link = LinkButton("Neither is right: write a third")
        self._third_form = self._form()
        self._third = self._written()
        self._compare = PlainButton("Compare", self._open_by_hand)
        self._compare.setAccessibleName(f"Compare: {words.heading(conflict)}")
        self.body.addWidget(self._compare, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._versions, self._third)
        for widget in (self._versions, self._third):
            widget.hide()

    def show_place(self, place: str) -> None:
        """Say which of how many it is: "1 of 2"."""
        self._place.say(place)
        self.setAccessibleName(f"{words.heading(self.conflict)}, {place}")

    def open(self) -> None:
        """Show the versions."""
        self.opened = True
        self._compare.hide()
        self._versions.show()
        self._third.setVisible(bool(self.conflict.writable))

    def go_on_from(self, before: ConflictCard) -> None:
        """Take over what is being written in a card of the same conflict as it stood before."""
        if before.opened:
            self.open()
        if before.writing and self.conflict.writable:
            self._begin()
            for name, field in before.fields.items():
                self.fields[name].input.setText(field.input.text())

    def _open_by_hand(self) -> None:
        self.open()
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _side_by_side(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for place, version in enumerate(self.conflict.versions):
            row.addWidget(self._version(version, place), 1)
        return whole

    def _version(self, version: Version, place: int) -> Card:
        card = Card(kind="current" if place == 0 else "plain")
        card.add(
            Text(words.standing(self.conflict, place), role="soft"),
            Text(isolated(version.words), role="value"),
            Text(words.by(version), role="soft"),
        )
        kind = PlainButton if place else PrimaryButton
        button = kind("Use this instead" if place else "Keep this", partial(self._choose, version))
        button.setAccessibleName(f"{button.text()}: {version.words}")
        self._keep = button if place == 0 else self._keep
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addStretch(1)
        return card

    def _written(self) -> QWidget:
        """The way to write a third version, where what is in two places can be typed."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        self._third_form.hide()
        self._third_link.clicked.connect(self._begin)
        column.addWidget(self._third_link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._third_form)
        column.addWidget(self._error)
        return whole

    def _form(self) -> QWidget:
        form = QWidget()
        row = QHBoxLayout(form)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for name, value in self.conflict.writable.items():
            field = Field(group_words(self.conflict.record.type_name, name).capitalize(), QLineEdit(value))
            field.input.returnPressed.connect(self._write)
            self.fields[name] = field
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        use = PlainButton("Use what I wrote", self._write)
        row.addWidget(use, 0, Qt.AlignmentFlag.AlignVCenter)
        return form

    def _begin(self) -> None:
        self.writing = True
        self._third_link.hide()
        self._third_form.show()
        first = next(iter(self.fields.values())).input
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.selectAll()

    def _choose(self, version: Version) -> None:
        act = partial(conflicts.choose, conflict=self.conflict, version=version)
        self._session.act(act, lambda _: self.chosen.emit(version.words))

    def _write(self) -> None:
        written = {name: field.input.text() for name, field in self.fields.items()}
        act = partial(conflicts.write_another, conflict=self.conflict, written=written)
        self._session.act(act, lambda _: self.chosen.emit(", ".join(filter(None, written.values()))), self._refused)

    def _refused(self, fault: DeskError) -> None:
        faults = fault.by_field if isinstance(fault, Refused) else {}
        self._error.say("" if faults else fault.sentence)
        self._error.setVisible(not faults)
        for name, field in self.fields.items():
            field.set_error(faults[name].sentence if name in faults else "")
