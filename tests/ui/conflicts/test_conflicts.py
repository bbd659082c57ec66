"""Choosing between two versions, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from pi_desktop.records.family import Caregiver, ContactDetails
from pi_desktop.store.errors import DiskFull
from tests.colleague import also_wrote, make_colleague
from tests.families import make_appointment, make_family
from tests.ui.desks import Laptop, button, click, laptop_in, press, said, unnamed
from tests.ui.input import type_text
from ui.conflicts.screen import ConflictsScreen
from ui.shell.places import ConflictsPlace


@pytest.fixture
def laptop(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Laptop]:
    with laptop_in(tmp_path, qapp) as laptop:
        yield laptop


@pytest.fixture
def screen(laptop: Laptop) -> ConflictsScreen:
    """Maria's mobile number and the place of an appointment were changed in two places."""
    karen = make_colleague(laptop.store)
    family = laptop.write(lambda uow: make_family(uow, mobile="07700 900214"))
    appointment = laptop.write(lambda uow: make_appointment(uow, family))
    also_wrote(laptop.store, family.contacts[0], "mobile", karen, mobile="+447700900142")
    place = {"day": "2026-11-24", "at": "09:15", "minutes": 60, "place": "base"}
    also_wrote(laptop.store, appointment, "when_and_where", karen, **place)
    return laptop.open(ConflictsScreen, ConflictsPlace())


def mobile(laptop: Laptop) -> str | None:
    return laptop.store.reader.find(ContactDetails)[0].mobile


def the_line(screen: ConflictsScreen) -> QLineEdit:
    [line] = [each for each in screen.findChildren(QLineEdit) if each.isVisible()]
    return line


def test_both_versions_stand_side_by_side_and_one_touch_takes_the_other(
    laptop: Laptop, screen: ConflictsScreen
) -> None:
    seen = said(screen)
    assert "Maria Okafor · mobile number" in seen
    assert "1 of 2" in seen
    assert "Karen Doyle, keyworker · on Karen’s laptop · 23\u00a0Nov\u00a016:20" in seen
    assert "reached the team\u00a023\u00a0Nov\u00a016:21" in seen
    assert "You · on this laptop" in seen
    click(screen, "Use this instead: 07700 900 214")
    assert mobile(laptop) == "+447700900214"
    assert "Saved on this laptop: Maria Okafor · mobile number: 07700 900 214." in said(screen)
    assert "1 of 1" in said(screen)


def test_the_keyboard_keeps_what_is_in_use(laptop: Laptop, screen: ConflictsScreen) -> None:
    button(screen, "Keep this: 07700 900 142").setFocus()
    press(Qt.Key.Key_Return)
    assert mobile(laptop) == "+447700900142"
    assert laptop.store.reader.find(ContactDetails)[0].rivals == {}


def test_a_third_is_written_and_what_is_no_number_stays_with_its_sentence(
    laptop: Laptop, screen: ConflictsScreen
) -> None:
    click(screen, "Neither is right: write a third")
    field = the_line(screen)
    type_text(field, "0770")
    press(Qt.Key.Key_Return)
    assert field.text() == "0770"
    assert "phone number" in field.accessibleDescription()
    field.selectAll()
    type_text(field, "07700 900999")
    press(Qt.Key.Key_Return)
    assert mobile(laptop) == "+447700900999"


def test_a_third_that_could_not_be_saved_stays_with_the_reason(laptop: Laptop, screen: ConflictsScreen) -> None:
    click(screen, "Neither is right: write a third")
    field = the_line(screen)
    type_text(field, "07700 900999")
    laptop.desk.fault = DiskFull()
    press(Qt.Key.Key_Return)
    assert DiskFull().sentence in said(screen)
    laptop.desk.fault = None
    press(Qt.Key.Key_Return)
    assert "Saved on this laptop" in said(screen)


def test_what_is_being_written_stays_when_another_choice_arrives(laptop: Laptop, screen: ConflictsScreen) -> None:
    click(screen, "Neither is right: write a third")
    type_text(the_line(screen), "07700 900")
    karen = make_colleague(laptop.store, name="Femi Adebayo")
    also_wrote(laptop.store, laptop.store.reader.find(Caregiver)[0], "name", karen, given_name="Marie")
    screen.refresh()
    QApplication.processEvents()
    assert the_line(screen).text() == "07700 900"
    assert "of 3" in said(screen)


def test_the_others_open_when_they_are_wanted(laptop: Laptop, screen: ConflictsScreen) -> None:
    place = "Leo & Maria Okafor · appointment 24 Nov 09:15 · date, time and place"
    click(screen, f"Compare: {place}")
    click(screen, "Use this instead: 24 Nov 2026, 09:15, 60 min, home visit")
    assert "1 of 1" in said(screen)


def test_without_a_choice_to_make_it_teaches(laptop: Laptop) -> None:
    assert "Nothing was changed in two places" in said(laptop.open(ConflictsScreen, ConflictsPlace()))


def test_everything_has_a_name(laptop: Laptop, screen: ConflictsScreen) -> None:
    click(screen, "Neither is right: write a third")
    assert unnamed(screen) == []
