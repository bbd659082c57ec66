"""What each section asks, shows and refuses."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pi_desktop.practice.notes import LONGEST
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.consent import Consent
from pi_desktop.records.goal import Goal
from pi_desktop.records.kinds import NotADate
from pi_desktop.records.measure import Administration
from tests.families import make_appointment, make_family
from tests.ui.input import type_text
from tests.ui.visit.conftest import Visited
from ui.kit.buttons import ChoiceButton
from ui.kit.chip import Chip
from ui.visit.consent import ConsentSection, StandingRow
from ui.visit.goals import GoalCard, GoalsSection
from ui.visit.measures import MeasuresSection
from ui.visit.next_appointment import NextSection
from ui.visit.note import NoteSection
from ui.visit.present import PresentSection
from ui.visit.screen import VisitScreen

LEFT = Qt.MouseButton.LeftButton


def section(screen: VisitScreen, kind: type) -> object:
    return next(each for each in screen.sections.values() if isinstance(each, kind))


def present(visited: Visited) -> PresentSection:
    return section(visited.open("present"), PresentSection)  # type: ignore[return-value]


def consents(visited: Visited) -> ConsentSection:
    return section(visited.open("consent"), ConsentSection)  # type: ignore[return-value]


def cards(visited: Visited) -> list[GoalCard]:
    return list(section(visited.open("goals"), GoalsSection).cards.values())  # type: ignore[attr-defined]


def measures(visited: Visited) -> MeasuresSection:
    return section(visited.open("measures"), MeasuresSection)  # type: ignore[return-value]


def next_one(visited: Visited) -> NextSection:
    return section(visited.open("next"), NextSection)  # type: ignore[return-value]


def keys(qtbot: QtBot, typed: str) -> None:
    for letter in typed:
        qtbot.keyClick(QApplication.focusWidget(), letter)


def test_the_header_says_where_when_which_session_and_with_whom(visited: Visited) -> None:
    visited.open()
    assert visited.screen.title == "Leo & Maria Okafor"
    expected = "Home visit · Tue 24 Nov 09:15 · session 6 · with Maria (mother), Leo (7 months)"
    assert visited.screen._page.subtitle.words() == expected


def test_a_family_that_was_not_seen_is_not_asked_who_was_there(visited: Visited, qtbot: QtBot) -> None:
    shown = present(visited)
    qtbot.mouseClick(shown.outcome.button("no_access"), LEFT)
    assert not shown._who.isVisibleTo(shown)
    assert "Maria" not in visited.screen._page.subtitle.words()
    assert visited.screen.list.buttons["present"].accessibleName() == "Who was there, done"


def test_somebody_more_is_there_with_one_touch(visited: Visited, qtbot: QtBot) -> None:
    shown = present(visited)
    assert shown.people is not None
    qtbot.mouseClick(shown.people.button(visited.family.caregivers[1].id), LEFT)
    assert "with Maria (mother), David (father), Leo (7 months)" in visited.screen._page.subtitle.words()


def test_others_too_long_are_said_beside_the_field_and_stay(visited: Visited, qtbot: QtBot) -> None:
    shown = present(visited)
    type_text(shown.others.input, "x" * 201)
    visited.screen.leave()
    assert "200 characters" in shown.others.error()
    assert shown.others.input.text() == "x" * 201


def test_a_decision_its_means_and_its_undo(visited: Visited, qtbot: QtBot) -> None:
    shown = consents(visited)
    maria = visited.family.caregivers[0].id
    row = shown.rows[(maria, "texts", None)]
    qtbot.mouseClick(row.decision.button("refused"), LEFT)
    qtbot.mouseClick(row.means.button("by_phone"), LEFT)
    visited.screen.leave()
    [kept] = visited.store.reader.find(Consent, purpose="texts")
    assert (kept.decision, kept.means) == ("refused", "by_phone")
    row = shown.rows[(maria, "video", None)]
    qtbot.mouseClick(row.decision.button("given"), LEFT)
    qtbot.mouseClick(row.undo, LEFT)
    assert row.decision.value() is None
    visited.screen.leave()
    assert visited.store.reader.find(Consent, purpose="video") == ()


def test_withdrawing_is_offered_only_for_what_was_given(visited: Visited) -> None:
    shown = consents(visited)
    maria = visited.family.caregivers[0].id
    assert offered(shown.rows[(maria, "service", None)]) == ["Given", "Refused", "Withdrawn"]
    assert offered(shown.rows[(maria, "texts", None)]) == ["Given", "Refused"]


def offered(row: StandingRow) -> list[str]:
    return [button.words for button in row.decision.findChildren(ChoiceButton)]


def test_sharing_names_its_agency(visited: Visited, qtbot: QtBot) -> None:
    shown = consents(visited)
    maria = visited.family.caregivers[0].id
    row = shown.rows[(maria, "sharing", None)]
    type_text(row.agency.input, "Sure Start دار")
    qtbot.mouseClick(row.decision.button("given"), LEFT)
    assert shown.rows[(maria, "sharing", "Sure Start دار")].decision.value() == "given"
    assert shown.rows[(maria, "sharing", None)].decision.value() is None


def test_an_agency_that_cannot_be_kept_stays_to_be_corrected(visited: Visited, qtbot: QtBot) -> None:
    row = consents(visited).rows[(visited.family.caregivers[0].id, "sharing", None)]
    type_text(row.agency.input, "x" * 1000)
    qtbot.mouseClick(row.decision.button("given"), LEFT)
    assert "characters" in row.agency.error()
    assert row.agency.input.text() == "x" * 1000


def test_a_goal_shows_its_first_rating_its_last_and_its_course(visited: Visited, qtbot: QtBot) -> None:
    calmer, play = cards(visited)
    assert calmer.rating._buttons[2].property("mark") == "first"
    assert play._course.words() == "not rated yet today — last time 4 (17 Nov)"
    calmer.rating.setFocus()
    keys(qtbot, "6")
    assert (calmer._change.text(), calmer._course.words()) == ("Up 4 since the start", "2 → 3 → 3 → 5 → 6")
    assert not calmer.skip.isVisibleTo(calmer)


@pytest.mark.parametrize(("typed", "value"), [("0", 0), ("10", 10), ("7", 7)])
def test_digits_rate(visited: Visited, qtbot: QtBot, typed: str, value: int) -> None:
    calmer, _ = cards(visited)
    calmer.rating.setFocus()
    keys(qtbot, typed)
    assert calmer.rating.value() == value
    assert visited.screen.keeping.settled


def test_a_rating_of_eleven_gets_a_sentence_and_changes_nothing(visited: Visited) -> None:
    calmer, _ = cards(visited)
    calmer.rating.chosen.emit(11)
    assert calmer._error.words() == "This must be a whole number from 0 to 10."
    calmer.rating.chosen.emit(3)
    assert calmer._error.words() == ""


def test_a_goal_is_left_with_a_reason(visited: Visited, qtbot: QtBot) -> None:
    _, play = cards(visited)
    qtbot.mouseClick(play.skip, LEFT)
    type_text(play.reason.input, "David was at work")
    visited.screen.leave()
    assert play._course.words() == "Not rated today: David was at work"


def test_goals_can_be_added_and_reworded_without_end(visited: Visited, qtbot: QtBot) -> None:
    cards(visited)
    shown = section(visited.screen, GoalsSection)
    for words in ("Sleep in her own cot", "Go out every day"):
        qtbot.mouseClick(shown.new.add_button, LEFT)  # type: ignore[attr-defined]
        type_text(shown.new.words.input, words)  # type: ignore[attr-defined]
        qtbot.keyClick(shown.new.words.input, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    fourth = list(shown.cards.values())[3]  # type: ignore[attr-defined]
    assert fourth._apart.isVisibleTo(fourth)
    qtbot.mouseClick(fourth.reword, LEFT)
    fourth.wording.input.selectAll()
    type_text(fourth.wording.input, "Go out twice a week")
    qtbot.keyClick(fourth.wording.input, Qt.Key.Key_Return)
    visited.screen.leave()
    assert [goal.words for goal in visited.store.reader.find(Goal, order_by="set_on")][2:] == [
        "Sleep in her own cot",
        "Go out twice a week",
    ]


def test_a_goal_without_words_gets_a_sentence(visited: Visited, qtbot: QtBot) -> None:
    cards(visited)
    new = section(visited.screen, GoalsSection).new  # type: ignore[attr-defined]
    qtbot.mouseClick(new.add_button, LEFT)
    qtbot.mouseClick(new.keep_button, LEFT)
    assert new.words.error() == "Please fill this in."


def test_digits_answer_and_go_on_and_arrows_move(visited: Visited, qtbot: QtBot) -> None:
    shown = measures(visited)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    form = shown.questionnaire
    assert form is not None
    assert form.question.words() == "Little interest or pleasure in doing things"
    keys(qtbot, "12")
    assert form.place == 2
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert form.place == 1
    assert form.choices is not None
    assert form.choices.value() == 2
    keys(qtbot, "9")
    assert form.place == 1


def test_a_half_answered_form_says_which_question_is_missing(visited: Visited, qtbot: QtBot) -> None:
    shown = measures(visited)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    keys(qtbot, "1111")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    keys(qtbot, "1110")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    [card] = shown.cards.values()
    assert card._missing.words().startswith("Question 5 has no answer yet")
    assert card._state.text() == "Question 5 is next"
    visited.screen.leave()
    [kept] = visited.store.reader.find(Administration)
    assert kept.total is None


def test_a_complete_form_shows_its_score_band_and_owner(visited: Visited, qtbot: QtBot) -> None:
    shown = measures(visited)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    keys(qtbot, "221211210")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert shown.questionnaire is None
    [card] = shown.cards.values()
    assert card._state.text() == "Total 12 · moderate"
    assert visited.screen.list.buttons["measures"].accessibleName() == "Measures, done"


def test_without_consent_a_measure_leads_to_the_consent_section(visited: Visited, qtbot: QtBot) -> None:
    with visited.store.unit_of_work() as uow:
        [given] = uow.find(Consent, purpose="outcome_measures")
        uow.make(
            Consent,
            family_id=given.family_id,
            purpose="outcome_measures",
            caregiver_id=given.caregiver_id,
            decision="withdrawn",
            at=given.at,
            supersedes=(given.id,),
        )
    shown = measures(visited)
    [card] = shown.cards.values()
    assert card._state.text() == "Outcome measures withdrawn"
    assert not card.fill_in.isVisibleTo(card)
    assert "due" not in visited.screen.list.buttons["measures"].accessibleName()
    qtbot.mouseClick(card.ask_consent, LEFT)
    assert visited.screen.current == "consent"


def test_a_note_too_long_is_said_and_kept(visited: Visited, qtbot: QtBot) -> None:
    shown = section(visited.open("note"), NoteSection)
    type_text(shown.field.input, "x" * (LONGEST + 1))  # type: ignore[attr-defined]
    visited.screen.leave()
    assert "40000 characters" in shown.field.error()  # type: ignore[attr-defined]
    again = section(visited.come_back("note"), NoteSection)
    assert len(again.field.input.toPlainText()) == LONGEST + 1  # type: ignore[attr-defined]


def test_the_next_appointment_takes_three_touches(visited: Visited, qtbot: QtBot) -> None:
    visited.open("goals")
    touches = 0
    qtbot.mouseClick(visited.screen.list.buttons["next"], LEFT)
    touches += 1
    shown = section(visited.screen, NextSection)
    qtbot.mouseClick(shown.suggestions.button(shown._offered[1]), LEFT)  # type: ignore[attr-defined]
    touches += 1
    qtbot.mouseClick(visited.screen.list.buttons["note"], LEFT)
    touches += 1
    days = [each.day for each in visited.store.reader.find(Appointment, order_by="-day", limit=1)]
    assert (days, touches) == ([date(2026, 12, 8)], 3)


def test_a_day_that_is_none_gets_a_sentence_and_stays(visited: Visited, qtbot: QtBot) -> None:
    shown = next_one(visited)
    type_text(shown.day.input, "when it suits")
    type_text(shown.at.input, "09:15")
    visited.screen.leave()
    assert shown.day.error() == NotADate().sentence
    assert shown.day.input.text() == "when it suits"


def test_a_day_gone_by_gets_a_sentence(visited: Visited, qtbot: QtBot) -> None:
    shown = next_one(visited)
    type_text(shown.day.input, "3 Nov")
    visited.screen.leave()
    assert shown.day.error() == "This day has gone by: please give one from now on."


def test_a_clash_is_warned_of(visited: Visited, qtbot: QtBot) -> None:
    with visited.store.unit_of_work() as uow:
        twins = make_family(uow, surname="Malik", babies=["Iqra", "Zayn"])
        make_appointment(uow, twins, date(2026, 12, 1), time(9))
    shown = next_one(visited)
    assert shown.suggestions is not None
    qtbot.mouseClick(shown.suggestions.button(shown._offered[0]), LEFT)
    chip = shown._clashes.itemAt(0).widget()
    assert [label.text() for label in chip.findChildren(Chip)] == [
        "You are with Twins Iqra & Zayn Malik from 09:00 to 10:00"
    ]


def test_what_stands_beside_every_section(visited: Visited) -> None:
    visited.open()
    said = " ".join(label.words() for label in visited.screen._side.findChildren(type(visited.screen._page.title)))
    assert "Last time (17 Nov)" in said
    assert "Maria noticed Leo turning towards her voice" in said
