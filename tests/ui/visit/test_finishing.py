"""A visit is finished, and its note signed if that is wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pi_desktop.records.measure import SafetyAnswer
from pi_desktop.records.visit import Note, Visit
from pi_desktop.store.errors import DiskFull
from tests.ui.input import type_text
from tests.ui.visit.conftest import Visited
from ui.kit.line_button import LineButton
from ui.shell.places import TodayPlace

LEFT = Qt.MouseButton.LeftButton


def attended(visited: Visited, qtbot: QtBot) -> None:
    screen = visited.open("present")
    qtbot.mouseClick(screen.sections["present"].outcome.button("attended"), LEFT)  # type: ignore[attr-defined]


def test_what_is_still_open_is_said_and_leads_there(visited: Visited, qtbot: QtBot) -> None:
    screen = visited.open("note")
    qtbot.mouseClick(screen.finish_button, LEFT)
    lines = screen.finish_panel.findChildren(LineButton)
    assert [line.accessibleName() for line in lines] == [
        "Say what came of the appointment",
        "2 goals are not rated",
    ]
    qtbot.mouseClick(lines[0], LEFT)
    assert screen.current == "present"
    assert not screen.finish_panel.isVisibleTo(screen)


def test_a_visit_of_which_nobody_said_what_came_of_it_stays_open(visited: Visited, qtbot: QtBot) -> None:
    screen = visited.open()
    qtbot.mouseClick(screen.finish_button, LEFT)
    qtbot.mouseClick(screen.finish_panel.sign, LEFT)
    assert "Please say first what came of the appointment" in screen.finish_panel._error.words()
    assert visited.desk.went == []


def test_sign_and_finish_signs_the_note_and_goes_to_today(visited: Visited, qtbot: QtBot) -> None:
    attended(visited, qtbot)
    visited.screen.show_section("note")
    type_text(visited.screen.sections["note"].field.input, "Leo slept.")  # type: ignore[attr-defined]
    qtbot.keyClick(visited.screen, "F", Qt.KeyboardModifier.AltModifier)
    assert visited.screen.finish_panel.sign.text() == "Sign and finish"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    [note] = visited.store.reader.find(Note, visit_id=visited.visit_id)
    assert note.signed_at == visited.clock.now()
    assert visited.desk.went == [TodayPlace()]
    kept = visited.store.reader.get(Visit, visited.visit_id)
    assert kept is not None
    assert kept.finished_at == visited.clock.now()


def test_finishing_can_leave_the_note_unsigned(visited: Visited, qtbot: QtBot) -> None:
    attended(visited, qtbot)
    visited.screen.show_section("note")
    type_text(visited.screen.sections["note"].field.input, "Leo slept.")  # type: ignore[attr-defined]
    qtbot.mouseClick(visited.screen.finish_button, LEFT)
    qtbot.mouseClick(visited.screen.finish_panel.later, LEFT)
    [note] = visited.store.reader.find(Note, visit_id=visited.visit_id)
    assert note.signed_at is None
    assert visited.desk.went == [TodayPlace()]


def test_without_a_note_there_is_nothing_to_sign(visited: Visited, qtbot: QtBot) -> None:
    attended(visited, qtbot)
    qtbot.mouseClick(visited.screen.finish_button, LEFT)
    assert visited.screen.finish_panel.sign.text() == "Finish"
    assert not visited.screen.finish_panel.later.isVisibleTo(visited.screen)


def test_thoughts_of_self_harm_hold_the_finish_until_it_is_said_what_was_done(visited: Visited, qtbot: QtBot) -> None:
    attended(visited, qtbot)
    screen = visited.screen
    screen.show_section("measures")
    measures = screen.sections["measures"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    for digit in "000000001":
        qtbot.keyClick(QApplication.focusWidget(), digit)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert screen.list.buttons["measures"].accessibleName() == "Measures, needs you"
    qtbot.mouseClick(screen.finish_button, LEFT)
    qtbot.mouseClick(screen.finish_panel.sign, LEFT)
    assert visited.desk.went == []
    assert "asks for attention" in screen.finish_panel._error.words()
    screen.show_section("measures")
    [card] = measures.cards.values()  # type: ignore[attr-defined]
    field, _ = card.prompts["9"]
    type_text(field.input, "Asked about a plan: none. Rang the GP with Maria.")
    qtbot.mouseClick(screen.finish_button, LEFT)
    qtbot.mouseClick(screen.finish_panel.sign, LEFT)
    [kept] = visited.store.reader.find(SafetyAnswer)
    assert kept.done == "Asked about a plan: none. Rang the GP with Maria."
    assert visited.desk.went == [TodayPlace()]


def test_a_signed_note_stands_above_and_an_addendum_can_follow(visited: Visited, qtbot: QtBot) -> None:
    test_sign_and_finish_signs_the_note_and_goes_to_today(visited, qtbot)
    again = visited.come_back("note")
    assert again.finish_button.text() == "Finish again"
    note = again.sections["note"]
    assert note.field.input.toPlainText() == ""  # type: ignore[attr-defined]
    type_text(note.field.input, "He woke at four.")  # type: ignore[attr-defined]
    again.leave()
    words = {each.words for each in visited.store.reader.find(Note, visit_id=visited.visit_id)}
    assert words == {"Leo slept.", "He woke at four."}


def test_a_note_is_not_signed_without_its_last_words(visited: Visited, qtbot: QtBot) -> None:
    attended(visited, qtbot)
    screen = visited.screen
    screen.show_section("note")
    note = screen.sections["note"].field.input  # type: ignore[attr-defined]
    type_text(note, "Leo slept.")
    qtbot.waitUntil(lambda: screen.keeping.settled)
    visited.desk.fault = DiskFull()
    type_text(note, " Maria wept.")
    qtbot.mouseClick(screen.finish_button, LEFT)
    qtbot.mouseClick(screen.finish_panel.sign, LEFT)
    assert screen.finish_panel._error.words() == DiskFull().sentence
    assert visited.desk.went == []
    visited.desk.fault = None
    qtbot.mouseClick(screen.finish_panel.sign, LEFT)
    [kept] = visited.store.reader.find(Note, visit_id=visited.visit_id)
    assert (kept.words, kept.signed_at) == ("Leo slept. Maria wept.", visited.clock.now())
