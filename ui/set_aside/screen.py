"""Entries that the team's server could not take: kept on this laptop, and what can be done about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pi_desktop.errors import DeskError
from pi_desktop.practice import set_aside
from pi_desktop.practice.set_aside import Entry
from ui.kit.bidi import isolated
from ui.kit.buttons import PlainButton
from ui.kit.card import Card
from ui.kit.empty_state import EmptyState
from ui.kit.page import Page
from ui.kit.rebuild import rebuild
from ui.kit.text import Text
from ui.kit.undo import UndoStrip
from ui.set_aside import words
from ui.set_aside.export import choose_file, write_file
from ui.shell.places import Place
from ui.shell.screen import Screen
from ui.shell.session import Session

if TYPE_CHECKING:
    from pi_desktop.bootstrap import Changed

TITLE = "Entries the server could not take"


class SetAsideScreen(Screen):
    """Each entry in its own words, with the server's reason. `choose` asks the person where a copy shall go."""

    def __init__(self, session: Session, place: Place, choose: Callable[[QWidget], Path | None] = choose_file) -> None:
        super().__init__(session, place)
        self._choose = choose
        self._entries: Sequence[Entry] = ()
        self._page = Page(TITLE)
        self._export = PlainButton("Copy to a file…", self._copy)
        self._page.add_action(self._export)
        self._said = UndoStrip()
        self._empty = _empty()
        self._stack = QVBoxLayout()
        self._stack.setSpacing(14)
        self._page.add(self._said, self._empty)
        self._page.body.addLayout(self._stack)
        self.fill(self._page)
        self._show(())

    @property
    def title(self) -> str:
        return TITLE

    def refresh(self) -> None:
        self.session.ask(set_aside.entries, self._show, key="set aside")

    def concerns(self, changed: Changed) -> bool:
        return True

    def _show(self, found: Sequence[Entry]) -> None:
        self._entries = found
        kept = "They stay on this laptop and in use here, and hold nothing else up. A copied file is not encrypted."
        self._page.set_title(TITLE, kept if found else "")
        self._export.setVisible(bool(found))
        self._empty.setVisible(not found)
        rebuild(self._stack, map(self._card, found))

    def _card(self, entry: Entry) -> Card:
        card = Card(isolated(words.heading(entry)))
        card.add(*(Text(isolated(line)) for line in words.lines(entry)))
        card.add(Text(words.reason(entry), role="strong"), Text(words.origin(entry), role="soft"))
        again = PlainButton("Try again", partial(self._try_again, entry))
        again.setAccessibleName(f"Try again: {words.heading(entry)}")
        card.body.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _try_again(self, entry: Entry) -> None:
        self.session.act(partial(set_aside.try_again, op_id=entry.op_id), lambda _: self._tried(entry))

    def _tried(self, entry: Entry) -> None:
        self._said.say(f"{words.heading(entry)} waits to be sent again.")
        self.session.sync_now()

    def _copy(self) -> None:
        path = self._choose(self)
        if path is not None:
            text = words.as_text(self._entries, self.session.clock.now())
            self.session.ask(lambda _: write_file(path, text), self._copied, self._not_copied)

    def _copied(self, path: Path) -> None:
        self._said.say(f"Copied to {path}. The file is not encrypted: please keep it where only you can read it.")

    def _not_copied(self, fault: DeskError) -> None:
        self._said.say(fault.sentence)


def _empty() -> QWidget:
    return EmptyState(
        "The server has taken everything",
        "If the team’s server cannot take an entry, it stays on this laptop and comes here, with the server’s reason. "
        "Nothing is lost, and everything else goes on.",
    )
