"""A family's record: read by tabs, edited field by field."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from pi_desktop.records.engagement import NextStep
from pi_desktop.records.family import Caregiver, ContactDetails
from pi_desktop.records.team import Allocation
from tests.colleague import also_wrote, make_colleague, wrote
from tests.families import TODAY, MadeFamily, make_appointment, make_family
from tests.ui.desks import Laptop, button, click, laptop_in, press, said, unnamed
from tests.ui.input import type_text
from ui.families.record import NAMES, FamilyScreen
from ui.shell.places import ConflictsPlace, FamilyPlace, VisitPlace


@pytest.fixture
def laptop(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Laptop]:
    with laptop_in(tmp_path, qapp) as laptop:
        yield laptop


@pytest.fixture
def okafor(laptop: Laptop) -> MadeFamily:
    return laptop.write(lambda uow: make_family(uow, mobile="07700 900142", postcode="CV34 5QT"))


def open_record(laptop: Laptop, family: MadeFamily, tab: str = "overview") -> FamilyScreen:
    return laptop.open(FamilyScreen, FamilyPlace(family.id, tab))


def line(screen: FamilyScreen, name: str) -> QLineEdit:
    return next(each for each in screen.findChildren(QLineEdit) if each.accessibleName() == name)


def write_over(field: QLineEdit, words: str) -> None:
    field.setFocus()
    field.selectAll()
    type_text(field, words)


def contact(laptop: Laptop) -> ContactDetails:
    return laptop.store.reader.find(ContactDetails)[0]


def test_the_header_names_them_and_starts_the_visit_of_today(laptop: Laptop, okafor: MadeFamily) -> None:
    appointment = laptop.write(lambda uow: make_appointment(uow, okafor))
    screen = open_record(laptop, okafor)
    assert screen.title == "Leo Okafor"
    assert "7 months · with Maria (mother)" in said(screen)
    assert "In therapy · session 1" in said(screen)
    click(screen, "Start visit")
    assert laptop.desk.went == [VisitPlace(appointment.id)]


@pytest.mark.parametrize("tab", list(NAMES))
def test_every_tab_opens_and_everything_on_it_has_a_name(laptop: Laptop, okafor: MadeFamily, tab: str) -> None:
    screen = open_record(laptop, okafor, tab)
    assert len(said(screen)) > 100
    assert unnamed(screen) == []


def test_a_field_is_saved_when_it_is_left(laptop: Laptop, okafor: MadeFamily) -> None:
    screen = open_record(laptop, okafor, "people")
    mobile = line(screen, "Mobile number")
    assert mobile.text() == "07700 900 142"
    write_over(mobile, "07700900999")
    press(Qt.Key.Key_Tab)
    assert contact(laptop).mobile == "+447700900999"
    assert mobile.text() == "07700 900 999"
    assert "Saved on this laptop: mobile number." in said(screen)


@pytest.mark.parametrize(
    ("name", "typed", "says"), [("Postcode", "Leamington", "UK postcode"), ("Mobile number", "12", "phone number")]
)
def test_what_is_none_is_answered_beside_the_field_and_stays_as_it_was_typed(
    laptop: Laptop, okafor: MadeFamily, name: str, typed: str, says: str
) -> None:
    screen = open_record(laptop, okafor, "people")
    field = line(screen, name)
    write_over(field, typed)
    press(Qt.Key.Key_Tab)
    assert field.text() == typed
    assert says in field.accessibleDescription()
    assert contact(laptop).heads == {}
    write_over(field, "07700 900999" if name == "Mobile number" else "CV32 4AA")
    press(Qt.Key.Key_Return)
    assert field.accessibleDescription() == ""


def test_what_is_being_typed_stays_when_a_colleagues_change_arrives_and_neither_is_overwritten(
    laptop: Laptop, okafor: MadeFamily
) -> None:
    screen = open_record(laptop, okafor, "people")
    mobile, postcode = line(screen, "Mobile number"), line(screen, "Postcode")
    write_over(mobile, "07700 900999")
    wrote(laptop.store, okafor.contacts[0], "mobile", mobile="+447700900555")
    screen.refresh()
    assert mobile.text() == "07700 900999"
    postcode.setFocus()
    QApplication.processEvents()
    [(bases,)] = laptop.store.reader.rows(
        "SELECT json_extract(body, '$.edit.mobile[0]') FROM operation WHERE state = 'waiting'"
    )
    assert okafor.contacts[0].id in bases
    assert contact(laptop).heads["mobile"][0] not in bases


def test_leaving_the_screen_keeps_what_was_being_typed(laptop: Laptop, okafor: MadeFamily) -> None:
    screen = open_record(laptop, okafor, "people")
    write_over(line(screen, "Language"), "Yorùbá")
    screen.leave()
    assert contact(laptop).language == "Yorùbá"


def test_a_rule_of_safe_contact_is_one_touch(laptop: Laptop, okafor: MadeFamily) -> None:
    screen = open_record(laptop, okafor, "people")
    no = next(
        each
        for each in screen.findChildren(type(button(screen, "No")))
        if each.text() == "No" and each.accessibleDescription() == "May be texted"
    )
    QTest.mouseClick(no, Qt.MouseButton.LeftButton)
    assert contact(laptop).may_text is False
    assert no.isChecked()


def test_the_history_tells_who_changed_what(laptop: Laptop, okafor: MadeFamily) -> None:
    screen = open_record(laptop, okafor, "people")
    write_over(line(screen, "Given name"), "Marie")
    press(Qt.Key.Key_Tab)
    click(screen, "History")
    assert "Name: Maria, Okafor → Marie, Okafor" in said(screen)
    assert laptop.store.reader.find(Caregiver)[0].given_name == "Marie"


def test_what_is_in_two_places_leads_to_the_choice(laptop: Laptop, okafor: MadeFamily) -> None:
    karen = make_colleague(laptop.store)
    also_wrote(laptop.store, okafor.contacts[0], "mobile", karen, mobile="+447700900555")
    screen = open_record(laptop, okafor, "people")
    click(screen, "Changed in two places: compare and choose")
    assert laptop.desk.went == [ConflictsPlace()]


def test_an_expected_baby_is_born(laptop: Laptop) -> None:
    expecting = {"surname": "Price", "babies": [None], "born_on": None, "due_on": TODAY}
    family = laptop.write(lambda uow: make_family(uow, **expecting))
    screen = open_record(laptop, family, "people")
    write_over(line(screen, "Date of birth"), "1 Dec 2026")
    press(Qt.Key.Key_Tab)
    assert "cannot lie ahead" in line(screen, "Date of birth").accessibleDescription()
    write_over(line(screen, "Date of birth"), "21/11")
    press(Qt.Key.Key_Tab)
    assert "3 days" in said(screen)


def test_a_step_that_was_taken_goes(laptop: Laptop, okafor: MadeFamily) -> None:
    laptop.write(lambda uow: uow.make(NextStep, family_id=okafor.id, what="ring the midwife", due_on=TODAY))
    screen = open_record(laptop, okafor)
    click(screen, "Done: ring the midwife")
    assert "ring the midwife" not in said(screen)


def test_of_a_colleagues_family_only_the_index_is_here(laptop: Laptop, okafor: MadeFamily) -> None:
    karen = make_colleague(laptop.store)
    laptop.write(lambda uow: uow.edit(uow.find(Allocation)[0], staff_id=karen.id))
    screen = open_record(laptop, okafor, "people")
    assert "This family works with Karen Doyle" in said(screen)
    assert [each for each in screen.findChildren(QLineEdit) if each.isVisible()] == []


def test_tabs_are_reached_by_place_and_by_keys(laptop: Laptop, okafor: MadeFamily) -> None:
    screen = open_record(laptop, okafor)
    assert screen.move_to(FamilyPlace(okafor.id, "notes"))
    QApplication.processEvents()
    assert "No notes yet" in said(screen)
    assert not screen.move_to(ConflictsPlace())
