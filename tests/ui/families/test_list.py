"""Finding a family by keyboard, as one types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pi_desktop.ids import Id
from tests.families import make_family
from tests.ui.desks import Laptop, click, laptop_in, press, said, unnamed
from tests.ui.input import type_text
from ui.families.screen import FamiliesScreen
from ui.kit.lists import RowList
from ui.shell.places import FamiliesPlace, FamilyPlace


@pytest.fixture
def laptop(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Laptop]:
    with laptop_in(tmp_path, qapp) as laptop:
        yield laptop


@pytest.fixture
def okafor(laptop: Laptop) -> Id:
    return laptop.write(lambda uow: make_family(uow, mobile="07700 900142")).id


@pytest.fixture
def price(laptop: Laptop) -> Id:
    expecting = {"surname": "Price", "babies": [None], "born_on": None, "caregivers": [("Zdeňka", "mother")]}
    return laptop.write(lambda uow: make_family(uow, **expecting)).id


def open_list(laptop: Laptop, typed: str = "") -> FamiliesScreen:
    return laptop.open(FamiliesScreen, FamiliesPlace(typed))


def rows(screen: FamiliesScreen) -> list[str]:
    model = screen.findChild(RowList).model()
    return [str(model.index(place, 0).data()) for place in range(model.rowCount())]


def test_typing_narrows_the_list_and_enter_opens_the_first(laptop: Laptop, okafor: Id, price: Id) -> None:
    screen = open_list(laptop)
    assert len(rows(screen)) == 2
    screen.search.setFocus()
    type_text(screen.search, "zdeň")
    assert [row.split(",")[0] for row in rows(screen)] == ["Baby of Zdeňka Price"]
    press(Qt.Key.Key_Return)
    assert laptop.desk.went == [FamilyPlace(price)]


def test_down_and_enter_open_the_second(laptop: Laptop, okafor: Id, price: Id) -> None:
    screen = open_list(laptop)
    screen.search.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert laptop.desk.went == [FamilyPlace(price)]


def test_what_is_found_nowhere_says_what_to_try_and_keeps_what_was_typed(laptop: Laptop, okafor: Id) -> None:
    screen = open_list(laptop, "xyzzy")
    assert "Nobody answers to that" in said(screen)
    assert screen.search.text() == "xyzzy"
    screen.search.setFocus()
    press(Qt.Key.Key_Escape)
    assert len(rows(screen)) == 1


def test_an_empty_list_teaches(laptop: Laptop) -> None:
    assert "A family comes here when it is allocated to you" in said(open_list(laptop))


def test_the_whole_team_is_one_touch_away(laptop: Laptop, okafor: Id) -> None:
    from pi_desktop.records.team import Allocation

    laptop.write(lambda uow: uow.edit(uow.find(Allocation)[0], staff_id=uow.ids.new()))
    screen = open_list(laptop)
    assert rows(screen) == []
    click(screen, "Whole team")
    assert len(rows(screen)) == 1


def test_two_families_of_one_name_are_told_apart(laptop: Laptop, okafor: Id) -> None:
    laptop.write(make_family)
    first, second = rows(open_list(laptop))
    assert first != second


def test_a_family_that_is_new_shows_at_once(laptop: Laptop, okafor: Id) -> None:
    screen = open_list(laptop)
    laptop.desk.session.act(lambda uow: make_family(uow, surname="Hart"))
    assert len(rows(screen)) == 2


def test_everything_has_a_name(laptop: Laptop, okafor: Id) -> None:
    assert unnamed(open_list(laptop)) == []
