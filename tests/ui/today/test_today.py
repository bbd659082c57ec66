"""Today, as one sees it and moves through it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pi_desktop.records.engagement import NextStep
from pi_desktop.store.unit_of_work import UnitOfWork
from tests.families import TODAY, make_appointment, make_family
from tests.ui.desks import Laptop, button, click, laptop_in, press, said, unnamed
from ui.kit.buttons import PrimaryButton
from ui.shell.places import EngagementPlace, FamiliesPlace, TodayPlace, VisitPlace
from ui.today.screen import TodayScreen


@pytest.fixture
def laptop(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Laptop]:
    with laptop_in(tmp_path, qapp) as laptop:
        yield laptop


def open_today(laptop: Laptop) -> TodayScreen:
    return laptop.open(TodayScreen, TodayPlace())


def test_the_day_is_told_and_the_next_visit_is_one_touch_away(laptop: Laptop) -> None:
    def book(uow: UnitOfWork) -> str:
        okafor = make_family(uow, address="14 Elm Grove", postcode="CV34 5QT")
        make_appointment(uow, okafor, at=time(8), outcome="attended")
        nxt = make_appointment(uow, make_family(uow, surname="Malik", babies=["Iqra", "Zayn"]), at=time(11))
        make_appointment(uow, okafor, at=time(15, 30), place="childrens_centre", place_words="Room 2")
        return nxt.id

    appointment_id = laptop.write(book)
    screen = open_today(laptop)
    seen = said(screen)
    assert "Tuesday 24 November" in seen
    assert "3 appointments · 2 of them at home · everything below is on this laptop" in seen
    assert "Home visit · 14 Elm Grove, CV34 5QT" in seen
    assert "Children’s centre, Room 2" in seen
    assert "Attended as planned" in seen
    [primary] = [each for each in screen.findChildren(PrimaryButton) if each.isVisible()]
    assert primary.accessibleName() == "Start visit: 11:00, Twins Iqra & Zayn Malik"
    primary.setFocus()
    press(Qt.Key.Key_Return)
    assert laptop.desk.went == [VisitPlace(appointment_id)]


def test_what_waits_leads_to_where_it_is_done(laptop: Laptop) -> None:
    def plan(uow: UnitOfWork) -> str:
        family = make_family(uow, surname="Whitlock", stage="engaging")
        uow.make(NextStep, family_id=family.id, what="call the mother", due_on=TODAY)
        return family.id

    family_id = laptop.write(plan)
    screen = open_today(laptop)
    click(screen, "Call the mother: Whitlock, due today")
    assert laptop.desk.went == [EngagementPlace(family_id)]


def test_an_empty_day_teaches_what_will_be_here(laptop: Laptop) -> None:
    screen = open_today(laptop)
    assert "No appointments today · everything is on this laptop" in said(screen)
    click(screen, "See your families")
    assert laptop.desk.went == [FamiliesPlace()]


def test_a_save_elsewhere_shows_at_once_and_the_keyboard_stays_where_it_was(laptop: Laptop) -> None:
    appointment = laptop.write(lambda uow: make_appointment(uow, make_family(uow), at=time(11)))
    screen = open_today(laptop)
    name = "Start visit: 11:00, Leo & Maria Okafor"
    screen.activateWindow()
    button(screen, name).setFocus()
    laptop.desk.session.act(lambda uow: uow.edit(appointment, interpreter="Urdu"))
    QApplication.processEvents()
    assert "interpreter booked (Urdu)" in said(screen)
    focused = screen.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == name


def test_names_are_never_taken_for_markup_and_keep_their_direction(laptop: Laptop) -> None:
    def book(uow: UnitOfWork) -> None:
        make_appointment(uow, make_family(uow, surname="<b>O’Neil</b>", babies=["Ada"]), at=time(11))
        make_appointment(uow, make_family(uow, surname="حداد", babies=["مريم"], caregivers=[("ليلى", "mother")]))

    laptop.write(book)
    seen = said(open_today(laptop))
    assert "&lt;b&gt;O’Neil&lt;/b&gt;" in seen
    assert "\u2068مريم & ليلى حداد\u2069".replace("&", "&amp;") in seen


def test_tomorrow_says_whom_to_ring(laptop: Laptop) -> None:
    laptop.write(lambda uow: make_appointment(uow, make_family(uow), TODAY + timedelta(1)))
    assert "ring Maria Okafor instead" in said(open_today(laptop))


def test_everything_has_a_name(laptop: Laptop) -> None:
    laptop.write(lambda uow: make_appointment(uow, make_family(uow)))
    assert unnamed(open_today(laptop)) == []
