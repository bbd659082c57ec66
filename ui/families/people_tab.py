"""People & contact: the tab of a record that is written in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pi_desktop.ids import Id
from pi_desktop.practice.family_record import FamilyRecord
from ui.families.baby_card import BabyCard
from ui.families.person_card import PersonCard
from ui.shell.session import Session


class PeopleTab(QWidget):
    """A card for each caregiver and each baby; cards stay while their people do, so that nothing typed is lost."""

    def __init__(self, session: Session, on_conflicts: Callable[[], object]) -> None:
        super().__init__()
        self._session = session
        self._on_conflicts = on_conflicts
        self._people: dict[Id, PersonCard] = {}
        self._babies: dict[Id, BabyCard] = {}
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(12)
        self._stack.addStretch(1)

    def show_record(self, record: FamilyRecord) -> None:
        """Show what is written now."""
        for person in record.caregivers:
            if card := self._people.get(person.caregiver.id):
                card.show_person(person)
            else:
                self._people[person.caregiver.id] = card = PersonCard(self._session, person, self._on_conflicts)
                self._stack.insertWidget(len(self._people) - 1, card)
        for shown in record.babies:
            if baby_card := self._babies.get(shown.baby.id):
                baby_card.show_baby(shown)
            else:
                self._babies[shown.baby.id] = baby_card = BabyCard(self._session, shown)
                self._stack.insertWidget(self._stack.count() - 1, baby_card)
        for gone in self._people.keys() - {person.caregiver.id for person in record.caregivers}:
            self._people.pop(gone).deleteLater()
        for lost in self._babies.keys() - {shown.baby.id for shown in record.babies}:
            self._babies.pop(lost).deleteLater()

    def save(self) -> None:
        """Keep what is being typed."""
        for card in self._people.values():
            card.save()
        for baby_card in self._babies.values():
            baby_card.save()
