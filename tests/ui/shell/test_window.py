"""The frame around the screens, driven by keys and mouse over a real encrypted file."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from pi_desktop.bootstrap import unlock
from pi_desktop.practice import people
from pi_desktop.records.family import Caregiver
from pi_desktop.store.errors import DiskFull
from pi_desktop.store.unit_of_work import UnitOfWork
from tests.ui.laptop import PASSWORD
from tests.ui.shell.conftest import Unlocked
from ui.kit.nav import Rail
from ui.kit.palette import CommandPalette
from ui.kit.status_line import StatusLine
from ui.shell.places import ConflictsPlace, EngagementPlace, FamiliesPlace, FamilyPlace, SettingsPlace, TodayPlace
from ui.shell.program import Program
from ui.shell.screen import Screen

LEFT = Qt.MouseButton.LeftButton
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def rail(unlocked: Unlocked) -> Rail:
    return unlocked.shell.findChildren(Rail)[0]


def status(unlocked: Unlocked) -> str:
    return unlocked.shell.findChildren(StatusLine)[0].accessibleName()


def palette(unlocked: Unlocked) -> CommandPalette:
    return unlocked.shell.findChildren(CommandPalette)[0]


def test_the_rail_leads_to_every_place_and_says_where_one_is(unlocked: Unlocked, qtbot: QtBot) -> None:
    for key, title in (("families", "Families"), ("engagement", "Engagement"), ("settings", "Settings")):
        qtbot.mouseClick(rail(unlocked).button(key), LEFT)
        assert unlocked.shell.front.title == title
        assert rail(unlocked).button(key).isChecked()
        assert not rail(unlocked).button("today").isChecked()


def test_the_rail_counts_what_waits(unlocked: Unlocked, qtbot: QtBot) -> None:
    families = rail(unlocked).button("families")
    qtbot.waitUntil(lambda: families.accessibleName() != "Families")
    assert re.fullmatch(r"Families, \d+ that you work with", families.accessibleName())


def test_alt_left_goes_back_and_alt_right_forward(unlocked: Unlocked, qtbot: QtBot) -> None:
    unlocked.shell.go(FamiliesPlace())
    qtbot.keyClick(unlocked.program, Qt.Key.Key_Left, ALT)
    assert unlocked.shell.front.title == "Today"
    qtbot.keyClick(unlocked.program, Qt.Key.Key_Right, ALT)
    assert unlocked.shell.front.title == "Families"


def test_ctrl_k_finds_a_family_and_enter_opens_it(unlocked: Unlocked, qtbot: QtBot) -> None:
    qtbot.keyClick(unlocked.program, Qt.Key.Key_K, CTRL)
    found = palette(unlocked)
    qtbot.keyClicks(found.words, "oka")
    qtbot.waitUntil(lambda: found.results.model().rowCount() > 0)
    qtbot.keyClick(found.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Okafor" in unlocked.shell.front.title)
    assert isinstance(unlocked.shell.front.here, FamilyPlace)


def test_ctrl_k_does_an_action_at_once(unlocked: Unlocked, qtbot: QtBot) -> None:
    qtbot.keyClick(unlocked.program, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(palette(unlocked).words, "sett")
    qtbot.keyClick(palette(unlocked).words, Qt.Key.Key_Return)
    assert unlocked.shell.front.title == "Settings"


def test_ctrl_plus_and_minus_change_the_size_of_text(unlocked: Unlocked, qtbot: QtBot) -> None:
    usual = QApplication.font().pixelSize()
    qtbot.keyClick(unlocked.program, Qt.Key.Key_Plus, CTRL)
    assert QApplication.font().pixelSize() > usual
    qtbot.keyClick(unlocked.program, Qt.Key.Key_0, CTRL)
    assert QApplication.font().pixelSize() == usual


def test_without_a_server_the_program_works_offline_and_says_so(unlocked: Unlocked, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: status(unlocked).startswith("Working offline"))
    assert "Asha Rahman · parent-infant therapist" in status(unlocked)
    assert "Locks after 5 min" in status(unlocked)


def test_what_was_saved_is_counted_as_waiting(unlocked: Unlocked, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: status(unlocked).startswith("Working offline"))
    unlocked.shell.sessions.of(unlocked.shell).act(rename_somebody)
    assert status(unlocked).startswith("Saving…")
    qtbot.waitUntil(lambda: "1 entry saved on this laptop, waiting to sync" in status(unlocked))


def test_a_save_that_fails_is_said_until_one_succeeds(unlocked: Unlocked, qtbot: QtBot) -> None:
    session = unlocked.shell.sessions.of(unlocked.shell)
    session.act(find_the_disk_full)
    qtbot.waitUntil(lambda: status(unlocked).startswith(f"Could not save. {DiskFull().sentence}"))
    session.act(rename_somebody)
    qtbot.waitUntil(lambda: "Could not save" not in status(unlocked) and "Saving" not in status(unlocked))


def test_a_change_refreshes_the_screen_that_it_concerns(unlocked: Unlocked, qtbot: QtBot) -> None:
    unlocked.shell.go(FamiliesPlace())
    refreshed = unlocked.shell.front
    with qtbot.waitSignal(unlocked.shell.sessions.saved):
        unlocked.shell.sessions.of(refreshed).act(rename_somebody)
    rows = refreshed.findChildren(type(palette(unlocked).results))[0]
    qtbot.waitUntil(lambda: any("Zdeňka" in rows.model().index(n, 0).data() for n in range(rows.model().rowCount())))


def test_a_screen_that_was_left_hears_nothing_but_its_save_happens(unlocked: Unlocked, qtbot: QtBot) -> None:
    heard: list[object] = []
    left: Screen = unlocked.shell.front
    left.session.act(rename_somebody, heard.append)
    unlocked.shell.go(SettingsPlace())
    QApplication.sendPostedEvents(left, 52)  # QEvent.DeferredDelete: the screen is gone before its save is done
    qtbot.waitUntil(lambda: "1 entry saved on this laptop" in status(unlocked))
    assert heard == []


def test_locking_blanks_the_window_closes_the_records_and_comes_back_to_the_same_place(
    unlocked: Unlocked, qtbot: QtBot
) -> None:
    unlocked.shell.go(FamiliesPlace())
    shell = unlocked.shell
    qtbot.keyClick(unlocked.program, Qt.Key.Key_L, CTRL)
    assert not shell.isVisible()
    qtbot.waitUntil(lambda: unlocked.relaunched == 1)
    desk = unlock(unlocked.laptop, unlocked.profile, PASSWORD)
    desk.close()
    assert desk.place_left == '["FamiliesPlace", {"typed": ""}]'


def test_closing_the_window_keeps_everything_too(unlocked: Unlocked, qtbot: QtBot) -> None:
    unlocked.shell.sessions.of(unlocked.shell).act(rename_somebody)
    unlocked.close()
    assert unlocked.relaunched == 0
    assert not unlocked.profile.database.with_name("records.db-wal").exists()


def test_nobody_there_for_five_minutes_locks(unlocked: Unlocked, qtbot: QtBot) -> None:
    assert unlocked.program.sitting is not None
    unlocked.program.sitting.lock_asked.emit()
    qtbot.waitUntil(lambda: unlocked.relaunched == 1)


def test_every_widget_belongs_to_the_window(unlocked: Unlocked) -> None:
    """One that belongs to nothing may be taken down by another thread, or open as a window of its own."""
    for place in (TodayPlace(), FamiliesPlace(), EngagementPlace(), ConflictsPlace(), SettingsPlace()):
        unlocked.shell.go(place)
        QApplication.processEvents()
        orphans = [each for each in QApplication.topLevelWidgets() if isValid(each) and each.parent() is None]
        assert [each for each in orphans if not isinstance(each, Program)] == []


def rename_somebody(uow: UnitOfWork) -> None:
    """Give Maria another name, as the family's record does."""
    maria = next(each for each in uow.find(Caregiver) if each.given_name == "Maria" and each.surname == "Okafor")
    people.edit_caregiver(uow, seen=maria, name="given_name", value="Zdeňka")


def find_the_disk_full(uow: UnitOfWork) -> None:
    raise DiskFull
