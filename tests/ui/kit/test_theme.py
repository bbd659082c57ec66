"""The two themes can be read by people with weak eyes, and are what the widgets really wear."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from ui.kit.attempts import Attempts, Dot
from ui.kit.theme import LARGEST, Theme, Tone, apply, px, system_scale, theme_of, themes

TEXT, CONTROL = 4.5, 3.0
GROUNDS = ("background", "surface", "surface_past")
WRITTEN = [
    *((ink, ground) for ink in ("ink", "soft_ink") for ground in GROUNDS),
    *((ink, ground) for ink in ("primary", "accent") for ground in ("background", "surface")),
    *((tone, f"{tone}_soft") for tone in ("primary", "accent", "ok", "warn")),
    *((tone, "surface") for tone in ("ok", "warn")),
    ("soft_ink", "plain_soft"),
    ("ink", "primary_soft"),
    ("soft_ink", "primary_soft"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("surface", "ink"),
    ("navigation_ink", "navigation"),
    ("navigation_ink", "navigation_current"),
    ("navigation_soft_ink", "navigation"),
    ("navigation_soft_ink", "navigation_current"),
    ("navigation_ink", "navigation_badge"),
]
DRAWN = [
    *(("control", ground) for ground in ("background", "surface")),
    *((colour, ground) for colour in ("primary", "accent") for ground in ("background", "surface", "plain_soft")),
    ("primary", "primary_soft"),
]


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", themes().values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("ink", "ground"), WRITTEN)
def test_text_stands_out_from_its_ground(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= TEXT


@pytest.mark.parametrize("theme", themes().values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("colour", "ground"), DRAWN)
def test_controls_stand_out_from_their_ground(theme: Theme, colour: str, ground: str) -> None:
    assert contrast(getattr(theme, colour), getattr(theme, ground)) >= CONTROL


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_words_are_set_in_the_bundled_inter(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == "Inter"
    assert QFontInfo(qapp.font()).pixelSize() == 15


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_widget_knows_the_theme_it_wears(qapp: QApplication, qtbot, name: str) -> None:
    apply(qapp, themes()[name])
    parent, styled = QWidget(), QLabel()
    styled.setParent(parent)
    styled.setStyleSheet("color: red; background: blue")
    qtbot.addWidget(parent)
    parent.show()
    assert theme_of(parent) == theme_of(styled) == themes()[name]


def test_a_change_of_theme_reaches_a_window_that_is_already_shown(qapp: QApplication, qtbot) -> None:
    dots = Attempts([Dot("T", "Text 28 Oct", Tone.PRIMARY)])
    qtbot.addWidget(dots)
    dots.show()
    before = dots.grab().toImage()
    apply(qapp, themes()["dark"])
    assert dots.grab().toImage() != before


def test_text_and_targets_grow_with_the_scale(qapp: QApplication, qtbot) -> None:
    button, dots = QPushButton("Start visit"), Attempts([Dot("T", "Text 28 Oct")])
    qtbot.addWidget(button)
    qtbot.addWidget(dots)
    button.show()
    dots.show()
    small = button.sizeHint(), px(dots, 10)
    apply(qapp, themes()["light"], scale=2.0)
    assert button.sizeHint().height() == small[0].height() * 2
    assert px(dots, 10) == small[1] * 2


@pytest.mark.parametrize(
    ("points", "dots_per_inch", "platform", "expected"),
    [
        (9, 96, "windows", 1.0),
        (18, 96, "windows", 2.0),
        (13, 72, "cocoa", 1.0),
        (8, 96, "xcb", 1.0),
        (22.5, 96, "xcb", 2.0),
        (100, 96, "xcb", LARGEST),
    ],
)
def test_the_system_text_size_is_followed(points: float, dots_per_inch: float, platform: str, expected: float) -> None:
    font = QFont()
    font.setPointSizeF(points)
    assert system_scale(font, dots_per_inch, platform) == pytest.approx(expected)


def test_every_tone_has_words_and_ground() -> None:
    for theme in themes().values():
        for tone in Tone:
            assert theme.strong(tone).isValid()
            assert theme.soft(tone).isValid()
