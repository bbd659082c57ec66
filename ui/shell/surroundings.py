"""What the computer says of its connection and its battery. What it cannot say counts as allowed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QNetworkInformation

from pi_desktop.bootstrap import Surroundings

PLATFORM_PROFILE = Path("/sys/firmware/acpi/platform_profile")
"""Where Linux says which power profile is in use; GNOME and KDE call its "low-power" the power saver."""
MINUTE = 60_000


class SurroundingsWatch(QObject):
    """`changed` carries the Surroundings whenever they are other than before, `connected` comes with a connection."""

    changed = Signal(object)
    connected = Signal()

    def __init__(self, parent: QObject, profile: Path = PLATFORM_PROFILE) -> None:
        super().__init__(parent)
        self._profile = profile
        self._network = QNetworkInformation.instance() if QNetworkInformation.loadDefaultBackend() else None
        self.found = self._look()
        if self._network is not None:
            self._network.isMeteredChanged.connect(self.look_again)
            self._network.reachabilityChanged.connect(self._reached)
        self._each_minute = QTimer(self, interval=MINUTE)
        self._each_minute.timeout.connect(self.look_again)
        self._each_minute.start()

    def look_again(self) -> None:
        """Tell what has changed since."""
        before, self.found = self.found, self._look()
        if self.found != before:
            self.changed.emit(self.found)

    def _look(self) -> Surroundings:
        metered = self._network is not None and self._network.isMetered()
        return Surroundings(metered=metered, battery_saver=saves_battery(self._profile))

    def _reached(self, reachability: QNetworkInformation.Reachability) -> None:
        if reachability != QNetworkInformation.Reachability.Disconnected:
            self.connected.emit()


def saves_battery(profile: Path) -> bool:
    """Whether the power saver is on; not, where nothing says so."""
    try:
        return profile.read_text("ascii").strip() == "low-power"
    except (OSError, ValueError):
        return False
