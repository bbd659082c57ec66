"""Logging an attempt in three touches, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pi_desktop.ids import Id
from pi_desktop.records.engagement import EngagementAttempt, EngagementDecision, NextStep
from pi_desktop.records.team import Allocation
from tests.families import make_family
from tests.ui.desks import Laptop, click, laptop_in, press, said, unnamed
from tests.ui.input import type_text
from ui.engagement.screen import EngagementScreen
from ui.shell.places import EngagementPlace, FamilyPlace


@pytest.fixture
def laptop(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Laptop]:
    with laptop_in(tmp_path, qapp) as laptop:
        yield laptop


def make_whitlock(laptop: Laptop, since: date = date(2026, 10, 28), **contact: object) -> Id:
    family = laptop.write(lambda uow: make_family(uow, surname="Whitlock", stage="engaging", **contact))
    laptop.write(lambda uow: uow.edit(uow.find(Allocation, family_id=family.id)[0], since=since))
    return family.id


def open_engagement(laptop: Laptop, family_id: Id | None = None) -> EngagementScreen:
    return laptop.open(EngagementScreen, EngagementPlace(family_id))


def logged(laptop: Laptop) -> list[tuple[str, str, str | None]]:
    return [(each.means, each.outcome, each.words) for each in laptop.store.reader.find(EngagementAttempt)]


def test_the_third_touch_saves(laptop: Laptop) -> None:
    make_whitlock(laptop)
    screen = open_engagement(laptop)
    assert "none yet" in said(screen)
    assert "15 days left" in said(screen)
    for touch in ("Log an attempt: Whitlock", "Call", "No answer"):
        click(screen, touch)
    assert logged(laptop) == [("call", "no_answer", None)]
    assert "Saved on this laptop: Call, no answer." in said(screen)
    assert "none yet" not in said(screen)


def test_three_keys_do_the_same(laptop: Laptop) -> None:
    make_whitlock(laptop)
    screen = open_engagement(laptop)
    screen.activateWindow()
    click(screen, "Log an attempt: Whitlock")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space)
    assert logged(laptop) == [("call", "spoke", None)]


def test_undo_takes_back_and_a_line_can_be_added(laptop: Laptop) -> None:
    make_whitlock(laptop)
    screen = open_engagement(laptop)
    for touch in ("Log an attempt: Whitlock", "Text", "Replied", "Add a line about what happened"):
        click(screen, touch)
    field = screen.focusWidget()
    assert field is not None
    type_text(field, "Prefers Tuesdays; said “diolch”")
    press(Qt.Key.Key_Return)
    assert logged(laptop) == [("text", "replied", "Prefers Tuesdays; said “diolch”")]
    click(screen, "Undo: Saved on this laptop, with your line.")
    assert logged(laptop) == []
    assert len(laptop.store.reader.find(EngagementAttempt, with_removed=True)) == 1


def test_a_rule_of_safe_contact_is_said_before_and_takes_one_touch_more(laptop: Laptop) -> None:
    make_whitlock(laptop, may_text=False, may_leave_voicemail=False)
    screen = open_engagement(laptop)
    click(screen, "Log an attempt: Whitlock")
    click(screen, "Text")
    assert "Maria is not to be texted." in said(screen)
    assert "Replied" not in said(screen)
    click(screen, "Call")
    assert "Maria is not to be texted." not in said(screen)
    click(screen, "Left message")
    assert "No voicemail is to be left for Maria." in said(screen)
    assert logged(laptop) == []
    click(screen, "Log it all the same")
    assert logged(laptop) == [("call", "left_message", None)]


def test_when_the_time_is_over_going_on_needs_a_reason(laptop: Laptop) -> None:
    make_whitlock(laptop, since=date(2026, 10, 9))
    screen = open_engagement(laptop)
    assert "Limit passed 20 Nov" in said(screen)
    click(screen, "Decide: Whitlock")
    click(screen, "2 more weeks")
    assert "Please fill this in." in said(screen)
    field = screen.focusWidget()
    assert field is not None
    type_text(field, "In hospital until Friday")
    click(screen, "2 more weeks")
    assert "14 days left" in said(screen)
    click(screen, "Undo: Saved on this laptop: extended to 8 Dec.")
    assert "Limit passed 20 Nov" in said(screen)
    assert laptop.store.reader.find(EngagementDecision) == ()


def test_going_back_to_the_referrer_is_said_in_the_list(laptop: Laptop) -> None:
    make_whitlock(laptop, since=date(2026, 10, 9))
    screen = open_engagement(laptop)
    click(screen, "Decide: Whitlock")
    click(screen, "Back to the referrer")
    assert "Back to the referrer since 24 Nov" in said(screen)


def test_a_next_step_is_planned_and_done(laptop: Laptop) -> None:
    make_whitlock(laptop)
    screen = open_engagement(laptop)
    screen.step_panel.what.input.setFocus()
    type_text(screen.step_panel.what.input, "visit with health visitor")
    click(screen, "In a week")
    assert "1 Dec: " in said(screen).replace("<", " ").replace(">", " ") or "1 Dec" in said(screen)
    [step] = laptop.store.reader.find(NextStep)
    assert (step.what, step.due_on) == ("visit with health visitor", date(2026, 12, 1))
    click(screen, "Done: visit with health visitor")
    assert laptop.store.reader.find(NextStep, done_on=None) == ()
    click(screen, "Undo: Done: visit with health visitor.")
    assert len(laptop.store.reader.find(NextStep, done_on=None)) == 1


def test_one_family_can_be_in_front_and_its_record_is_one_touch_away(laptop: Laptop) -> None:
    make_whitlock(laptop)
    hughes = laptop.write(lambda uow: make_family(uow, surname="Hughes", stage="engaging")).id
    screen = open_engagement(laptop, hughes)
    assert "Log an attempt — Hughes" in said(screen)
    click(screen, "Hughes, baby Leo\nmother Maria")
    assert laptop.desk.went == [FamilyPlace(hughes)]


def test_when_everybody_has_been_seen_it_teaches(laptop: Laptop) -> None:
    assert "Everybody has been seen" in said(open_engagement(laptop))


def test_everything_has_a_name(laptop: Laptop) -> None:
    make_whitlock(laptop, since=date(2026, 10, 9))
    screen = open_engagement(laptop)
    click(screen, "Decide: Whitlock")
    click(screen, "Call")
    assert unnamed(screen) == []
