"""When this laptop synchronises unasked is chosen in the settings, and kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pi_desktop.practice.sync_choices import SyncChoices, sync_choices
from tests.ui.desks import Laptop, button, click, laptop_in, press, unnamed
from ui.settings.appearance import Appearance
from ui.settings.screen import SettingsScreen
from ui.shell.places import Place, SetAsidePlace, SettingsPlace
from ui.shell.session import Session
from ui.shell.surroundings import SurroundingsWatch, saves_battery


@pytest.fixture
def laptop(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Laptop]:
    with laptop_in(tmp_path, qapp) as laptop:
        yield laptop


@pytest.fixture
def screen(laptop: Laptop, qapp: QApplication, tmp_path: Path) -> SettingsScreen:
    appearance = Appearance(qapp, tmp_path)

    def made(session: Session, place: Place) -> SettingsScreen:
        return SettingsScreen(session, place, appearance)

    return laptop.open(made, SettingsPlace())


def test_neither_is_allowed_until_the_person_says_so(laptop: Laptop, screen: SettingsScreen) -> None:
    assert not button(screen, "Sync when the connection is metered").isChecked()
    assert not button(screen, "Sync on battery saver").isChecked()


def test_what_is_chosen_is_kept_and_told_to_the_syncing(laptop: Laptop, screen: SettingsScreen) -> None:
    button(screen, "Sync when the connection is metered").setFocus()
    press(Qt.Key.Key_Space)
    assert sync_choices(laptop.store.reader) == SyncChoices(on_metered=True)
    click(screen, "Sync on battery saver")
    assert sync_choices(laptop.store.reader) == SyncChoices(on_metered=True, on_battery_saver=True)
    assert laptop.desk.allowed[-1] == SyncChoices(on_metered=True, on_battery_saver=True)


def test_sync_now_and_what_the_server_could_not_take_are_there(laptop: Laptop, screen: SettingsScreen) -> None:
    click(screen, "Sync now")
    click(screen, "Entries the server could not take")
    assert laptop.desk.told == ["sync now"]
    assert laptop.desk.went == [SetAsidePlace()]
    assert unnamed(screen) == []


def test_the_power_saver_is_read_and_an_unknown_one_counts_as_off(qtbot: QtBot, tmp_path: Path) -> None:
    profile = tmp_path / "platform_profile"
    assert not saves_battery(profile)
    owner = QWidget()
    qtbot.addWidget(owner)
    watch = SurroundingsWatch(owner, profile)
    assert not watch.found.battery_saver
    profile.write_text("low-power\n")
    with qtbot.waitSignal(watch.changed) as told:
        watch.look_again()
    assert told.args[0].battery_saver
