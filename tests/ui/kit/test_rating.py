"""Rating a goal by mouse, by keys and by ear."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.rating import Rating, RatingButton


class Scale:
    """A rating in a window, with what it told."""

    def __init__(self, qtbot) -> None:
        self.qtbot = qtbot
        self.rating = Rating("Feel calmer")
        self.told: list[int] = []
        self.rating.chosen.connect(self.told.append)
        self.window = QWidget()
        QVBoxLayout(self.window).addWidget(self.rating)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def button(self, number: int) -> RatingButton:
        return self.rating.findChildren(RatingButton)[number]

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(self.window.focusWidget(), key)


@pytest.fixture
def scale(qtbot) -> Scale:
    return Scale(qtbot)


def test_a_touch_chooses(scale: Scale, qtbot) -> None:
    qtbot.mouseClick(scale.button(6), Qt.MouseButton.LeftButton)
    assert scale.told == [6]
    assert scale.rating.value() == 6


def test_showing_a_rating_tells_nobody(scale: Scale) -> None:
    scale.rating.choose(4)
    assert scale.rating.value() == 4
    assert scale.told == []
    scale.rating.choose(None)
    assert scale.rating.value() is None


def test_arrows_move_and_only_space_or_enter_chooses(scale: Scale) -> None:
    scale.rating.setFocus()
    scale.press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left)
    assert scale.told == []
    scale.press(Qt.Key.Key_Space)
    scale.press(Qt.Key.Key_End, Qt.Key.Key_Return)
    scale.press(Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Space)
    assert scale.told == [1, 10, 0]


def test_a_digit_chooses(scale: Scale) -> None:
    scale.rating.setFocus()
    scale.press(Qt.Key.Key_7)
    assert scale.told == [7]


def test_one_and_nought_are_ten_and_never_a_one_on_the_way(scale: Scale) -> None:
    scale.rating.setFocus()
    scale.press(Qt.Key.Key_1, Qt.Key.Key_0)
    assert scale.told == [10]


def test_a_lone_one_is_a_one_after_a_moment(scale: Scale, qtbot) -> None:
    scale.rating.setFocus()
    with qtbot.waitSignal(scale.rating.chosen) as chosen:
        scale.press(Qt.Key.Key_1)
    assert chosen.args == [1]


def test_a_one_followed_by_another_digit_is_that_digit(scale: Scale) -> None:
    scale.rating.setFocus()
    scale.press(Qt.Key.Key_1, Qt.Key.Key_4)
    assert scale.told == [4]


def test_leaving_right_after_a_one_keeps_the_one(scale: Scale) -> None:
    scale.rating.setFocus()
    scale.press(Qt.Key.Key_1)
    scale.window.setFocus()
    assert scale.told == [1]


def test_the_scale_is_one_stop_for_the_tab_key(scale: Scale) -> None:
    scale.rating.choose(3)
    stops = [button.number for button in scale.rating.findChildren(RatingButton) if tab_stops_at(button)]
    assert stops == [3]


def test_each_number_says_what_it_is_of(scale: Scale) -> None:
    scale.rating.set_earlier(first=2, last=5)
    assert scale.button(6).accessibleName() == "6 of 10, rating for 'Feel calmer'"
    assert scale.button(2).accessibleName() == "2 of 10, rating for 'Feel calmer', first rating"
    assert scale.button(5).accessibleName() == "5 of 10, rating for 'Feel calmer', last rating"


def test_numbers_are_large_enough_for_a_finger(scale: Scale) -> None:
    scale.rating.set_earlier(first=2)
    sizes = {(button.width() >= 44, button.height() >= 44) for button in scale.rating.findChildren(RatingButton)}
    assert sizes == {(True, True)}


def tab_stops_at(button: RatingButton) -> bool:
    return bool(button.focusPolicy() & Qt.FocusPolicy.TabFocus)
