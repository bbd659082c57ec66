"""Light or dark and how large: kept for this laptop outside the records, because the unlock screen needs it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication

from ui.kit.theme import LARGEST, SMALLEST, STEP, Theme, apply, system_scale, system_theme, themes


class Mode(StrEnum):
    """Which theme is asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Appearance(QObject):
    """Dresses the program, and remembers how. `changed` follows each change."""

    changed = Signal()

    def __init__(self, app: QApplication, data_dir: Path) -> None:
        super().__init__(app)
        self._app = app
        self._kept = QSettings(str(data_dir / "appearance.ini"), QSettings.Format.IniFormat)
        screen = app.primaryScreen()
        self._usual = system_scale(app.font(), screen.logicalDotsPerInch(), app.platformName())
        app.styleHints().colorSchemeChanged.connect(self.apply)

    @property
    def mode(self) -> Mode:
        """Which theme is asked for; the system's unless somebody chose."""
        return Mode(str(self._kept.value("mode", Mode.SYSTEM)))

    @property
    def scale(self) -> float:
        """How large text is, times the usual; the system's setting unless somebody chose."""
        return float(str(self._kept.value("scale", self._usual)))

    def apply(self) -> None:
        """Dress the program in what is asked for."""
        apply(self._app, self._theme(), self.scale)
        self.changed.emit()

    def set_mode(self, mode: Mode) -> None:
        """Ask for a theme."""
        self._keep("mode", mode.value)

    def set_scale(self, scale: float) -> None:
        """Ask for a text size, within what the screens are made for."""
        self._keep("scale", round(min(max(scale, SMALLEST), LARGEST), 1))

    def larger(self) -> None:
        """One step larger."""
        self.set_scale(self.scale + STEP)

    def smaller(self) -> None:
        """One step smaller."""
        self.set_scale(self.scale - STEP)

    def usual_size(self) -> None:
        """As large as the system's setting says."""
        self.set_scale(self._usual)

    def _keep(self, name: str, value: object) -> None:
        self._kept.setValue(name, value)
        self.apply()

    def _theme(self) -> Theme:
        return system_theme() if self.mode is Mode.SYSTEM else themes()[self.mode.value]
