"""The look of the program: tokens, fonts, one stylesheet and one palette for everything on screen.

Widgets are styled by their class and by dynamic properties ("role", "tone", "kind"); a widget that paints itself
asks `theme_of` for its colours and `px` for its sizes, so that `apply` alone changes theme or text size.
"""

import re
import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FAMILY = "Inter"
BASE_PX = 15
WEIGHTS = ("Regular", "SemiBold", "Bold")
SMALLEST, LARGEST, STEP = 0.8, 2.0, 0.1


class Tone(StrEnum):
    """What a colour says. Never alone: the words beside it say the same."""

    PLAIN = "plain"
    PRIMARY = "primary"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"


@dataclass(frozen=True)
class Theme:
    """One set of colours, each as "#RRGGBB"."""

    name: str
    background: str
    surface: str
    surface_past: str
    line: str
    control: str
    ink: str
    soft_ink: str
    primary: str
    primary_hover: str
    primary_soft: str
    on_primary: str
    accent: str
    accent_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    plain_soft: str
    navigation: str
    navigation_ink: str
    navigation_soft_ink: str
    navigation_current: str
    navigation_badge: str

    def strong(self, tone: Tone) -> QColor:
        """The colour in which words of this tone are written."""
        return QColor(self.soft_ink if tone is Tone.PLAIN else getattr(self, tone.value))

    def soft(self, tone: Tone) -> QColor:
        """The colour on which words of this tone are written."""
        return QColor(getattr(self, f"{tone.value}_soft"))


@cache
def themes() -> dict[str, Theme]:
    """Every theme by its name: "light" and "dark"."""
    tables = tomllib.loads((RESOURCES / "theme.toml").read_text("utf-8"))
    return {name: Theme(name=name, **colours) for name, colours in tables.items()}


def system_theme() -> Theme:
    """The theme that the system's light or dark setting asks for."""
    dark = QGuiApplication.styleHints().colorScheme().name == "Dark"
    return themes()["dark" if dark else "light"]


def system_scale(system_font: QFont, dots_per_inch: float, platform: str) -> float:
    """How much larger than usual the system writes its text, from 1.0; `platform` is Qt's platform name.

    Call it with the application's font before `apply` replaces that.
    """
    usual_px = {"windows": 12.0, "cocoa": 13.0}.get(platform, float(BASE_PX))
    points = system_font.pointSizeF()
    shown_px = points * dots_per_inch / 72 if points > 0 else system_font.pixelSize()
    return min(max(1.0, shown_px / usual_px), LARGEST)


def apply(app: QApplication, theme: Theme, scale: float = 1.0) -> None:
    """Dress the whole application in `theme`, its text `scale` times 15 px. Call again to change either."""
    _load_fonts()
    if app.style().objectName() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    font = QFont(FAMILY)
    # Without this Qt moves stems to whole pixels, and Inter loses its letters' shapes at text sizes.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setPixelSize(round(BASE_PX * scale))
    app.setFont(font)
    app.setPalette(_palette(theme))
    app.setStyleSheet(_stylesheet(theme, scale))


def theme_of(widget: QWidget) -> Theme:
    """The theme a widget is shown in, read off its palette: `Mid` is a role that no style rule touches."""
    line = widget.palette().color(QPalette.ColorRole.Mid)
    return next((theme for theme in themes().values() if QColor(theme.line) == line), themes()["light"])


def px(widget: QWidget, length: float) -> int:
    """A length drawn for 15 px text, at the text size in use."""
    return round(length * max(widget.font().pixelSize(), 1) / BASE_PX)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the stylesheet selects by, and restyle the widget by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


@cache
def _load_fonts() -> None:
    for weight in WEIGHTS:
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"Inter-{weight}.otf"))


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.background,
        role.WindowText: theme.ink,
        role.Base: theme.surface,
        role.AlternateBase: theme.plain_soft,
        role.Text: theme.ink,
        role.PlaceholderText: theme.soft_ink,
        role.Button: theme.surface,
        role.ButtonText: theme.ink,
        role.Highlight: theme.primary,
        role.HighlightedText: theme.on_primary,
        role.Link: theme.primary,
        role.LinkVisited: theme.primary,
        role.ToolTipBase: theme.ink,
        role.ToolTipText: theme.surface,
        role.Mid: theme.line,
    }
    palette = QPalette()
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    return palette


def _stylesheet(theme: Theme, scale: float) -> str:
    sheet = (RESOURCES / "theme.qss").read_text("utf-8")
    colours = {field.name: getattr(theme, field.name) for field in fields(theme)}
    coloured = Template(sheet).substitute(colours, icons=(RESOURCES / "icons").as_posix())
    return re.sub(r"(\d+)px", lambda length: f"{max(1, round(int(length[1]) * scale))}px", coloured)
