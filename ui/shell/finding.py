"""What Ctrl+K finds: families by whatever one knows of them, and the program's actions by their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pi_desktop.clock import local_day
from pi_desktop.practice import families
from ui.kit.lists import Row
from ui.shell.places import FamilyPlace, Place
from ui.shell.session import Session

if TYPE_CHECKING:
    from pi_desktop.practice.families import FamilyRow

MOST_FAMILIES = 20


@dataclass(frozen=True)
class Action:
    """Something that can be done from anywhere, with its shortcut where it has one."""

    words: str
    do: Callable[[], object]
    keys: str = ""

    def answers_to(self, typed: str) -> bool:
        """Whether every typed word begins a word of the action's name."""
        names = self.words.casefold().split()
        return all(any(name.startswith(word) for name in names) for word in typed.casefold().split())


class Finder:
    """Looks up rows for the palette. The key of a row is a callable that goes there or does it."""

    def __init__(self, session: Session, actions: Sequence[Action]) -> None:
        self._session = session
        self._actions = actions

    def find(self, typed: str, show: Callable[[Sequence[Row]], None]) -> None:
        """Show the actions that answer to what was typed, and beneath them the families once they are found.

        What is shown at once stays on top: Enter never does something that came under the finger meanwhile.
        """
        actions = [
            Row(action.do, action.words, aside=action.keys) for action in self._actions if action.answers_to(typed)
        ]
        show(actions)
        if not typed.strip():
            return
        find = partial(
            families.find,
            typed=typed,
            staff_id=self._session.person.id,
            today=local_day(self._session.clock.now()),
        )
        self._session.ask(find, lambda found: show([*actions, *map(self._row, found[:MOST_FAMILIES])]), key="palette")

    def _row(self, family: FamilyRow) -> Row:
        place: Place = FamilyPlace(family.family_id)
        detail = f"{family.found_in}: {family.passage}" if family.passage else family.people
        return Row(partial(self._session.go, place), family.title, after=family.ages, detail=detail)
