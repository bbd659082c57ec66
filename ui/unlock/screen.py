"""Who are you, and your password. This is the first window, so nothing slow is imported here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from pi_desktop.bootstrap import Policy, Profile, TooSoon, WrongPassword
from pi_desktop.clock import Clock
from pi_desktop.errors import DeskError
from ui.kit.buttons import PrimaryButton, set_busy
from ui.kit.card import Card
from ui.kit.field import Field
from ui.kit.text import Text

CARD_WIDTH = 430
CARD_MARGIN = 34
FORGOTTEN = "Forgotten it? Your clinical lead can help you back in. Nothing that you entered is lost."
NO_KEYRING = "This laptop lends the program no keyring, so the password alone protects these records."
NOBODY = (
    "There are no records on this laptop yet. Ask your team's administrator for an enrolment code, then run "
    "“pi-desktop enrol” in a terminal: it asks for the code and for a password of your own."
)


class UnlockScreen(QFrame):
    """`tried` carries the profile and the password that was typed. What was typed stays until it opened the records."""

    tried = Signal(object, str)

    def __init__(self, profiles: Sequence[Profile], clock: Clock) -> None:
        super().__init__()
        self._profiles = profiles
        self._clock = clock
        self._fault: WrongPassword | TooSoon | None = None
        self._until = clock.now()
        self._countdown = QTimer(self, interval=1000)
        self._countdown.timeout.connect(self.count_down)
        self.person = Field("Who are you?", QComboBox())
        self.password = Field("Password", QLineEdit(echoMode=QLineEdit.EchoMode.Password))
        self.button = PrimaryButton("Unlock", self._try)
        self._alone = Text(NO_KEYRING, role="small")
        self._lay_out()
        self._fill_in()

    def profile(self) -> Profile | None:
        """Who is in front; None where nobody has records on this laptop."""
        return self._profiles[self.person.input.currentIndex()] if self._profiles else None

    def set_busy(self, busy: bool) -> None:
        """While the records are being opened nothing can be changed, and nothing typed is lost."""
        set_busy(self.button, busy)
        self.button.setText("Unlocking…" if busy else "Unlock")
        self.person.input.setEnabled(not busy)
        self.password.input.setReadOnly(busy)

    def refuse(self, fault: DeskError) -> None:
        """Say beside the password why the records did not open, and for how long there is no other try."""
        self.set_busy(False)
        self.password.input.selectAll()
        self.password.input.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(fault, WrongPassword | TooSoon) and fault.wait_seconds:
            self._fault = fault
            self._until = self._clock.now() + timedelta(seconds=fault.wait_seconds)
            self._countdown.start()
            self.count_down()
        else:
            self.password.set_error(fault.sentence)

    def count_down(self) -> None:
        """Say how long it still is until the next try, and allow it when the time has come."""
        left = _seconds_between(self._clock.now(), self._until)
        waiting = left > 0 and self._fault is not None
        self.button.setEnabled(not waiting)
        if waiting and self._fault is not None:
            self.password.set_error(type(self._fault)(left).sentence)
        else:
            self._stop_waiting()

    def _stop_waiting(self) -> None:
        self._countdown.stop()
        self._fault = None
        self.password.set_error("")
        self.button.setEnabled(True)

    def _try(self) -> None:
        profile, password = self.profile(), self.password.input.text()
        if profile is None or not self.button.isEnabled():
            return
        if not password:
            self.password.set_error("Please type your password.")
            return
        self.password.set_error("")
        self.set_busy(True)
        self.tried.emit(profile, password)

    def _person_changed(self) -> None:
        self._stop_waiting()
        self.password.input.clear()
        self._show_protection()
        self.password.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_protection(self) -> None:
        chosen = self.profile()
        self._alone.setVisible(chosen is not None and chosen.policy is Policy.PASSPHRASE_ALONE)

    def _fill_in(self) -> None:
        teams = {profile.team for profile in self._profiles}
        for profile in self._profiles:
            self.person.input.addItem(profile.person if len(teams) == 1 else f"{profile.person} · {profile.team}")
        self.person.input.currentIndexChanged.connect(lambda _: self._person_changed())
        self.password.input.returnPressed.connect(self._try)
        self._show_protection()

    def _lay_out(self) -> None:
        card = Card()
        card.setFixedWidth(CARD_WIDTH)
        card.body.setContentsMargins(CARD_MARGIN, CARD_MARGIN, CARD_MARGIN, CARD_MARGIN)
        card.body.setSpacing(4)
        card.add(
            Text("Parent-Infant Desk", role="title"), Text("The records on this laptop are encrypted.", role="soft")
        )
        card.body.addSpacing(14)
        form, nobody = self._form(), Text(NOBODY)
        card.add(form, nobody)
        form.setVisible(bool(self._profiles))
        nobody.setVisible(not self._profiles)
        QVBoxLayout(self).addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)

    def _form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for widget in (self.person, self.password, self.button, Text(FORGOTTEN, role="small"), self._alone):
            column.addWidget(widget)
        return form


def _seconds_between(now: datetime, then: datetime) -> int:
    """Whole seconds from now until then, rounded up; none once it has passed."""
    return max(0, -((now - then) // timedelta(seconds=1)))
