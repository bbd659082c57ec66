"""The unlock screen says in a sentence why the records did not open, and keeps what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from pi_desktop.bootstrap import Laptop
from pi_desktop.clock import FixedClock
from pi_desktop.vault.slots import slot_files
from tests.ui.input import type_text
from tests.ui.laptop import MORNING, PASSWORD
from ui.settings.appearance import Appearance
from ui.shell.program import Program


class Door:
    """The program as it stands before anybody has unlocked it."""

    def __init__(self, app: QApplication, qtbot: QtBot, laptop: Laptop) -> None:
        self.laptop = laptop
        self._qtbot = qtbot
        self.program = Program(app, laptop, Appearance(app, laptop.data_dir), lambda: None)
        self.screen = self.program.unlock_screen
        self.program.show()

    def try_password(self, password: str) -> None:
        """Type a password, press Enter, and wait for what is said about it."""
        line = self.screen.password.input
        line.clear()
        type_text(line, password)
        with self._qtbot.waitSignals([self.screen.tried]):
            self._qtbot.keyClick(line, Qt.Key.Key_Return)
        self._qtbot.waitUntil(lambda: self.is_open or self.screen.button.text() == "Unlock")

    @property
    def is_open(self) -> bool:
        return self.program.sitting is not None

    @property
    def said(self) -> str:
        return self.screen.password.error()

    @property
    def typed(self) -> str:
        return self.screen.password.input.text()

    def wait(self, time: timedelta) -> None:
        """Let time pass."""
        assert isinstance(self.laptop.clock, FixedClock)
        self.laptop.clock.move_to(self.laptop.clock.now() + time)
        self.screen.count_down()

    def close(self) -> None:
        self.program.close()
        self._qtbot.waitUntil(lambda: not self.is_open)
        self.program.deleteLater()


@pytest.fixture
def door(qapp: QApplication, qtbot: QtBot, laptop: Laptop) -> Iterator[Door]:
    made = Door(qapp, qtbot, laptop)
    yield made
    made.close()


def test_the_right_password_opens_the_records(door: Door) -> None:
    door.try_password(PASSWORD)
    assert door.is_open


def test_the_cursor_waits_in_the_password(door: Door, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: door.screen.password.input.hasFocus())


def test_a_wrong_password_is_said_to_be_wrong_and_stays_to_be_corrected(door: Door) -> None:
    door.try_password("sieben Reiher über dem Kanal")
    assert door.said == "That password did not open the records. Please try again."
    assert door.typed == "sieben Reiher über dem Kanal"
    assert door.screen.password.input.hasSelectedText()
    assert not door.is_open


def test_an_empty_password_is_not_counted_as_a_try(door: Door, qtbot: QtBot) -> None:
    qtbot.mouseClick(door.screen.button, Qt.MouseButton.LeftButton)
    assert door.said == "Please type your password."


def test_after_five_wrong_passwords_the_wait_counts_down_and_then_the_right_one_opens(door: Door) -> None:
    for _ in range(5):
        door.try_password("wrong")
    assert door.said == "That password did not open the records. Next try in 30 seconds."
    assert not door.screen.button.isEnabled()
    door.wait(timedelta(seconds=22))
    assert door.said == "That password did not open the records. Next try in 8 seconds."
    door.wait(timedelta(seconds=8))
    assert door.said == ""
    door.try_password(PASSWORD)
    assert door.is_open


def test_enter_does_nothing_while_one_has_to_wait(door: Door, qtbot: QtBot) -> None:
    for _ in range(5):
        door.try_password("wrong")
    with qtbot.assertNotEmitted(door.screen.tried):
        qtbot.keyClick(door.screen.password.input, Qt.Key.Key_Return)


def test_a_file_that_was_cut_short_is_said_to_be_damaged(door: Door) -> None:
    database = door.laptop.profiles()[0].database
    database.write_bytes(database.read_bytes()[: 3 * 4096])
    door.try_password(PASSWORD)
    assert "damaged" in door.said
    assert door.typed == PASSWORD


def test_a_file_that_is_missing_is_missed_and_not_made_anew(door: Door) -> None:
    database = door.laptop.profiles()[0].database
    database.unlink()
    door.try_password(PASSWORD)
    assert "not where it was" in door.said
    assert not database.exists()


def test_lost_keys_are_for_the_clinical_lead(door: Door) -> None:
    for slot in slot_files(door.laptop.profiles()[0].directory):
        slot.unlink()
    door.try_password(PASSWORD)
    assert "Your clinical lead can let you back in." in door.said


def test_nothing_on_the_screen_offers_to_delete(door: Door) -> None:
    door.laptop.profiles()[0].database.unlink()
    door.try_password(PASSWORD)
    buttons = [button.text() for button in door.screen.findChildren(QAbstractButton)]
    assert buttons == ["Unlock"]


def test_a_demonstration_says_that_no_keyring_helps(door: Door) -> None:
    words = [text.words() for text in door.screen.findChildren(type(door.screen._alone)) if text.isVisible()]
    assert any("no keyring" in each for each in words)


def test_a_moved_clock_is_refused_where_the_records_are_real(
    door: Door, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = replace(door.laptop.profiles()[0], demo=False)
    monkeypatch.setattr(door.screen, "_profiles", (real,))
    door.try_password(PASSWORD)
    assert door.said == "These are real records, so they are opened by this laptop's own clock only."


def test_a_laptop_without_records_says_how_to_begin(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    empty = Door(qapp, qtbot, Laptop(tmp_path, FixedClock(MORNING)))
    words = " ".join(text.words() for text in empty.screen.findChildren(type(empty.screen._alone)))
    assert "no records on this laptop yet" in words
    assert not empty.screen.button.isVisible()
    empty.close()
