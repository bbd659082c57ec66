"""Settings: how the program looks, and what it knows of this laptop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from pi_desktop.practice.status import SyncStatus, sync_status
from pi_desktop.practice.sync_choices import SyncChoices, choose, sync_choices
from ui.kit.buttons import Choices, PlainButton
from ui.kit.card import Card
from ui.kit.flow import Flow
from ui.kit.page import Page
from ui.kit.text import Text
from ui.settings.appearance import Appearance, Mode
from ui.shell.places import Place, SetAsidePlace
from ui.shell.screen import Screen
from ui.shell.session import Session
from ui.shell.standing import not_taken_words, synced_words, waiting_words

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Changed

MODES = ((Mode.SYSTEM, "As the system says"), (Mode.LIGHT, "Light"), (Mode.DARK, "Dark"))


class SettingsScreen(Screen):
    """The settings of this laptop. Each is kept as it is touched."""

    def __init__(self, session: Session, place: Place, appearance: Appearance) -> None:
        super().__init__(session, place)
        self._appearance = appearance
        self._mode: Choices[Mode] = Choices("Light or dark", MODES)
        self._mode.choose(appearance.mode)
        self._mode.chosen.connect(appearance.set_mode)
        self._size = Text()
        self._sync = Text()
        self._metered = QCheckBox("Sync when the connection is metered")
        self._saver = QCheckBox("Sync on battery saver")
        appearance.changed.connect(self._show_size)
        page = Page("Settings", "For this laptop only")
        page.add(self._appearance_card(), self._sync_card())
        self.fill(page)
        self._show_size()

    @property
    def title(self) -> str:
        return "Settings"

    def refresh(self) -> None:
        self.session.ask(sync_status, self._show_sync, key="sync")
        self.session.ask(sync_choices, self._show_choices, key="choices")

    def concerns(self, changed: Changed) -> bool:
        return True

    def _appearance_card(self) -> Card:
        card = Card("How it looks")
        sizes = Flow(
            PlainButton("Smaller text", self._appearance.smaller),
            PlainButton("Larger text", self._appearance.larger),
            PlainButton("Usual size", self._appearance.usual_size),
        )
        card.add(self._mode, self._size, sizes)
        card.add(Text("Ctrl and plus, minus or 0 do the same anywhere.", role="small"))
        return card

    def _sync_card(self) -> Card:
        card = Card("This laptop and the team’s server")
        card.add(Text("Everything is kept in an encrypted file, which only your password opens."), self._sync)
        for switch in (self._metered, self._saver):
            switch.clicked.connect(self._choose)
            card.body.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)
        look = PlainButton("Entries the server could not take", partial(self.session.go, SetAsidePlace()))
        card.add(Flow(PlainButton("Sync now", self.session.sync_now), look))
        return card

    def _show_size(self) -> None:
        self._size.say(f"Text size: {round(self._appearance.scale * 100)} %")

    def _show_sync(self, found: SyncStatus) -> None:
        words = (
            synced_words(found.synced_at, self.session.clock.now()),
            waiting_words(found.waiting),
            not_taken_words(found.set_aside),
        )
        self._sync.say(". ".join(filter(None, words)) + ".")

    def _show_choices(self, found: SyncChoices) -> None:
        self._metered.setChecked(found.on_metered)
        self._saver.setChecked(found.on_battery_saver)

    def _choose(self) -> None:
        chosen = SyncChoices(self._metered.isChecked(), self._saver.isChecked())
        self.session.act(partial(choose, choices=chosen), self.session.allow_sync)
