"""The screen says saved once it is saved, and brings back what was said."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pi_desktop.practice import goals
from pi_desktop.practice.visits import settle_all
from pi_desktop.records.consent import Consent
from pi_desktop.records.goal import Goal, Rating
from pi_desktop.records.visit import Note, Visit
from pi_desktop.store.errors import DiskFull
from tests.ui.input import type_text
from tests.ui.visit.conftest import Visited
from ui.shell.places import TodayPlace, VisitPlace
from ui.visit.screen import VisitScreen

if TYPE_CHECKING:
    from pi_desktop.bootstrap import UnitOfWork

NOTE = "Leo turned towards Maria’s voice twice, and half a sen"


def note_of(screen: VisitScreen) -> str:
    return screen.sections["note"].field.input.toPlainText()  # type: ignore[attr-defined]


def write_note(screen: VisitScreen, words: str) -> None:
    screen.show_section("note")
    type_text(screen.sections["note"].field.input, words)  # type: ignore[attr-defined]


def rate(screen: VisitScreen, qtbot: QtBot, place: int, digit: str) -> None:
    screen.show_section("goals")
    card = list(screen.sections["goals"].cards.values())[place]  # type: ignore[attr-defined]
    card.rating.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), digit)


def test_to_look_at_a_visit_saves_nothing_and_says_nothing(visited: Visited) -> None:
    screen = visited.open()
    screen.leave()
    assert screen.saved.words.words() == ""
    assert visited.store.reader.get(Visit, visited.visit_id) is None


def test_each_answer_is_saved_as_it_is_given(visited: Visited, qtbot: QtBot) -> None:
    screen = visited.open()
    rate(screen, qtbot, 0, "6")
    assert screen.saved.words.words() == "Saved on this laptop 10:02:41"
    assert visited.store.reader.drafts()


class Held:
    """A writer that takes its time: saves wait until it is told to go on."""

    def __init__(self, visited: Visited) -> None:
        self._act = visited.desk.session.act
        self._waiting: list[Callable[[], None]] = []
        visited.desk.session = dataclasses.replace(visited.desk.session, act=self._hold)

    def _hold(self, *arguments: object) -> None:
        self._waiting.append(lambda: self._act(*arguments))  # type: ignore[arg-type]

    def go_on(self) -> None:
        while self._waiting:
            self.do_one()

    def do_one(self) -> None:
        self._waiting.pop(0)()


def test_nothing_is_called_saved_before_it_is_and_typing_waits_for_nothing(visited: Visited, qtbot: QtBot) -> None:
    writer = Held(visited)
    screen = visited.open()
    write_note(screen, NOTE)
    rate(screen, qtbot, 0, "6")
    assert note_of(screen) == NOTE
    qtbot.waitUntil(lambda: screen.saved.words.words() == "Saving …")
    writer.go_on()
    assert screen.saved.words.words() == "Saved on this laptop 10:02:41"
    assert note_of(screen) == NOTE


def test_an_answer_given_while_another_is_being_saved_is_not_shown_as_it_was_before(
    visited: Visited, qtbot: QtBot
) -> None:
    writer = Held(visited)
    screen = visited.open()
    rate(screen, qtbot, 0, "6")
    rate(screen, qtbot, 1, "7")
    screen.refresh()
    ratings = [card.rating.value() for card in screen.sections["goals"].cards.values()]  # type: ignore[attr-defined]
    assert ratings == [6, 7]
    writer.go_on()


def test_a_full_disk_keeps_what_was_typed_and_says_what_to_do(visited: Visited, qtbot: QtBot) -> None:
    screen = visited.open()
    rate(screen, qtbot, 0, "6")
    visited.desk.fault = DiskFull()
    write_note(screen, NOTE)
    rate(screen, qtbot, 1, "7")
    assert screen.saved.words.words() == DiskFull().sentence
    assert note_of(screen) == NOTE
    visited.desk.fault = None
    qtbot.mouseClick(screen.saved.try_again, Qt.MouseButton.LeftButton)
    assert screen.saved.words.words() == "Saved on this laptop 10:02:41"
    again = visited.come_back()
    assert note_of(again) == NOTE
    ratings = [card.rating.value() for card in again.sections["goals"].cards.values()]  # type: ignore[attr-defined]
    assert ratings == [6, 7]


def test_what_could_not_be_saved_is_saved_with_the_next_answer(visited: Visited, qtbot: QtBot) -> None:
    screen = visited.open()
    visited.desk.fault = DiskFull()
    rate(screen, qtbot, 0, "6")
    visited.desk.fault = None
    rate(screen, qtbot, 1, "7")
    again = visited.come_back("goals")
    ratings = [card.rating.value() for card in again.sections["goals"].cards.values()]  # type: ignore[attr-defined]
    assert ratings == [6, 7]


def test_an_answer_that_could_not_be_saved_never_takes_the_place_of_a_later_one(visited: Visited, qtbot: QtBot) -> None:
    writer = Held(visited)
    screen = visited.open("goals")
    rate(screen, qtbot, 0, "6")
    rate(screen, qtbot, 0, "7")
    visited.desk.fault = DiskFull()
    writer.do_one()
    visited.desk.fault = None
    rate(screen, qtbot, 1, "5")
    writer.go_on()
    again = visited.come_back("goals")
    writer.go_on()
    ratings = [card.rating.value() for card in again.sections["goals"].cards.values()]  # type: ignore[attr-defined]
    assert ratings == [7, 5]


def test_a_crash_in_the_middle_brings_everything_back_as_it_was(visited: Visited, qtbot: QtBot) -> None:
    screen = visited.open()
    qtbot.mouseClick(screen.sections["present"].outcome.button("late_but_seen"), Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    rate(screen, qtbot, 0, "0")
    write_note(screen, NOTE)
    screen.show_section("measures")
    measures = screen.sections["measures"]
    measures.open(("phq9", visited.family.caregivers[0].id))  # type: ignore[attr-defined]
    for digit in "120":
        qtbot.keyClick(QApplication.focusWidget(), digit)

    again = visited.come_back("measures")

    assert again.saved.words.words() == "Saved on this laptop 10:02:41"
    assert note_of(again) == NOTE
    assert again.sections["present"].outcome.value() == "late_but_seen"  # type: ignore[attr-defined]
    [calmer, _] = again.sections["goals"].cards.values()  # type: ignore[attr-defined]
    assert calmer.rating.value() == 0
    measures = again.sections["measures"]
    measures.open(("phq9", visited.family.caregivers[0].id))  # type: ignore[attr-defined]
    assert measures.questionnaire.place == 3  # type: ignore[attr-defined]


def test_words_typed_just_before_leaving_are_kept(visited: Visited) -> None:
    screen = visited.open("note")
    write_note(screen, "First letter at once, ")
    type_text(screen.sections["note"].field.input, "the rest before the pause is over")  # type: ignore[attr-defined]
    screen.leave()
    [note] = visited.store.reader.find(Note, visit_id=visited.visit_id)
    assert note.words == "First letter at once, the rest before the pause is over"


def test_a_goal_that_was_typed_just_before_leaving_is_kept_once(visited: Visited, qtbot: QtBot) -> None:
    writer = Held(visited)
    screen = visited.open("goals")
    new = screen.sections["goals"].new  # type: ignore[attr-defined]
    qtbot.mouseClick(new.add_button, Qt.MouseButton.LeftButton)
    type_text(new.words.input, "Sleep when she sleeps")
    qtbot.keyClick(new.words.input, Qt.Key.Key_Return)
    screen.leave()
    writer.go_on()
    assert [goal.words for goal in visited.store.reader.find(Goal)].count("Sleep when she sleeps") == 1
    qtbot.mouseClick(new.add_button, Qt.MouseButton.LeftButton)
    type_text(new.words.input, "Walk every day")
    screen.leave()
    writer.go_on()
    assert "Walk every day" in [goal.words for goal in visited.store.reader.find(Goal)]


def test_words_are_kept_at_a_pause_without_leaving_the_field(visited: Visited, qtbot: QtBot) -> None:
    screen = visited.open("note")
    write_note(screen, "A")
    type_text(screen.sections["note"].field.input, " pause")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: screen.keeping.settled)
    assert note_of(visited.come_back()) == "A pause"


def test_leaving_a_section_makes_records_of_it(visited: Visited, qtbot: QtBot) -> None:
    screen = visited.open("goals")
    rate(screen, qtbot, 0, "6")
    assert visited.store.reader.find(Rating, visit_id=visited.visit_id) == ()
    qtbot.keyClick(screen, "5", Qt.KeyboardModifier.ControlModifier)
    assert [rating.value for rating in visited.store.reader.find(Rating, visit_id=visited.visit_id)] == [6]


def test_a_sync_that_settles_the_visit_does_not_disturb_who_types(visited: Visited, qtbot: QtBot) -> None:
    screen = visited.open("note")
    write_note(screen, NOTE)
    field = screen.sections["note"].field.input  # type: ignore[attr-defined]
    cursor = field.textCursor().position()

    def sync(uow: UnitOfWork) -> None:
        settle_all(uow)

    visited.desk.session.act(sync)
    assert visited.store.reader.drafts() == ()
    assert (note_of(screen), field.textCursor().position()) == (NOTE, cursor)
    type_text(field, "tence.")
    qtbot.waitUntil(lambda: screen.keeping.settled)
    screen.leave()
    [note] = visited.store.reader.find(Note, visit_id=visited.visit_id)
    assert note.words == f"{NOTE}tence."


def test_the_way_back_leads_to_today(visited: Visited) -> None:
    screen = visited.open()
    screen.leave()
    assert screen.move_to(VisitPlace(visited.appointment.id, "note"))
    assert screen.current == "note"
    assert not screen.move_to(TodayPlace())


def test_an_answer_that_will_not_do_is_told_beside_its_own_field_and_holds_up_no_other(
    visited: Visited, qtbot: QtBot
) -> None:
    screen = visited.open("goals")
    calmer, _ = screen.sections["goals"].cards.values()  # type: ignore[attr-defined]
    visited.desk.fault = DiskFull()
    screen.keeping.keep("too long", goals.add, calmer.wording.set_error, words="a goal")
    visited.desk.fault = None
    screen.keeping.keep("too long", goals.add, calmer.wording.set_error, words="x" * 10_000)
    rate(screen, qtbot, 0, "6")
    assert "characters" in calmer.wording.error()
    assert not calmer._error.isVisibleTo(calmer)
    assert calmer.rating.value() == 6
    assert screen.keeping.settled


def test_a_goal_and_other_words_for_one_are_there_after_a_crash_in_the_middle(visited: Visited, qtbot: QtBot) -> None:
    screen = visited.open("goals")
    section = screen.sections["goals"]
    [calmer, _] = section.cards.values()  # type: ignore[attr-defined]
    qtbot.mouseClick(calmer.reword, Qt.MouseButton.LeftButton)
    type_text(calmer.wording.input, " at night")
    qtbot.mouseClick(section.new.add_button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    type_text(section.new.words.input, "Sleep when")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: screen.keeping.settled)
    section = visited.come_back("goals").sections["goals"]
    [calmer, _] = section.cards.values()  # type: ignore[attr-defined]
    assert calmer.heading.words() == "1 · Feel calmer when Leo cries at night"
    assert section.new.words.isVisibleTo(section)  # type: ignore[attr-defined]
    type_text(section.new.words.input, " she sleeps")  # type: ignore[attr-defined]
    visited.screen.leave()
    words = [goal.words for goal in visited.store.reader.find(Goal, order_by="set_on")]
    assert words == ["Feel calmer when Leo cries at night", "Play together every day", "Sleep when she sleeps"]
    assert visited.store.reader.drafts() == ()


def test_a_goal_that_is_being_worded_is_left_alone_by_a_sync(visited: Visited, qtbot: QtBot) -> None:
    screen = visited.open("goals")
    section = screen.sections["goals"]
    rate(screen, qtbot, 0, "6")
    qtbot.mouseClick(section.new.add_button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    type_text(section.new.words.input, "Sleep when")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: screen.keeping.settled)
    with visited.store.unit_of_work() as uow:
        settle_all(uow)
    assert len(visited.store.reader.find(Goal)) == 2
    assert len(visited.store.reader.find(Rating, visit_id=visited.visit_id)) == 1
    again = visited.come_back("goals").sections["goals"]
    assert again.new.words.input.text() == "Sleep when"  # type: ignore[attr-defined]


def test_an_agency_that_was_named_is_there_after_a_crash_and_after_a_sync(visited: Visited, qtbot: QtBot) -> None:
    screen = visited.open("consent")
    sharing = (visited.family.caregivers[0].id, "sharing", None)
    type_text(screen.sections["consent"].rows[sharing].agency.input, "Sure Start")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: screen.keeping.settled)
    with visited.store.unit_of_work() as uow:
        settle_all(uow)
    row = visited.come_back("consent").sections["consent"].rows[sharing]  # type: ignore[attr-defined]
    assert row.agency.input.text() == "Sure Start"
    qtbot.mouseClick(row.decision.button("given"), Qt.MouseButton.LeftButton)
    visited.screen.leave()
    [kept] = visited.store.reader.find(Consent, purpose="sharing")
    assert kept.agency == "Sure Start"
    assert visited.store.reader.drafts() == ()
