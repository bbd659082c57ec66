"""What each caregiver who is there agrees to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pi_desktop.practice import consent
from pi_desktop.practice.consent import SHARING, CaregiverConsent, Standing
from pi_desktop.practice.visits import Workspace
from ui.kit.bidi import isolated
from ui.kit.buttons import Choices, LinkButton
from ui.kit.card import Card
from ui.kit.field import Field
from ui.kit.rebuild import rebuild
from ui.kit.table import Hairline
from ui.kit.text import Text
from ui.visit import words
from ui.visit.keeping import Keeping
from ui.visit.section import Section

Matter = tuple[str, str, str | None]


class StandingRow(QWidget):
    """One purpose for one caregiver: how it stands, and today's decision with how it was given."""

    def __init__(self, section: Section, caregiver: str, standing: Standing) -> None:
        super().__init__()
        self._keeping = section.keeping
        self._standing = standing
        question = f"{words.purpose(standing)}, {caregiver}"
        self.decision = Choices(question, self._decisions(standing))
        self.decision.chosen.connect(self._decided)
        self.means = Choices(f"How: {question}", words.MEANS_CHOICES)
        self.means.chosen.connect(self._said_how)
        self.undo = LinkButton("Undo", self._take_back)
        self.undo.setAccessibleName(f"Undo: {question}")
        self.agency = Field("With which agency", QLineEdit())
        self._agency = section.keep_typed(self.agency, self._named)
        self._stands = Text(role="small")
        self._how = QWidget()
        self._lay_out()
        self.show_standing(standing)

    def show_standing(self, standing: Standing) -> None:
        """Show a decision as it is kept."""
        self._standing = standing
        differs = " — recorded differently in two places" if standing.in_two_places else ""
        self._stands.say(words.standing(standing) + differs)
        self.decision.choose(*filter(None, (standing.now,)))
        self.means.choose(*filter(None, (standing.now_means,)))
        self._how.setVisible(standing.now is not None)
        self._agency.show_words(standing.naming)

    def _decisions(self, standing: Standing) -> list[tuple[str, str]]:
        offered = ("given", "refused", "withdrawn") if standing.may_withdraw else ("given", "refused")
        return [(each, words.DECISION_WORDS[each]) for each in offered]

    def _decided(self, decision: str) -> None:
        self._agency.flush()
        means = self._standing.now_means
        agency = self._agency.words() if self._asks_for_agency() else self._standing.agency
        self._keep(decision, means, agency or None, self._agency_kept)

    def _named(self, agency: str) -> None:
        self._keeping.keep(
            f"agency {self._standing.caregiver_id}",
            consent.name_agency,
            self._agency.answered,
            caregiver_id=self._standing.caregiver_id,
            agency=agency,
        )

    def _said_how(self, means: str) -> None:
        assert self._standing.now is not None
        self._keep(self._standing.now, means, self._standing.agency, self._agency.answered)

    def _keep(self, decision: str, means: str | None, agency: str | None, refused: Callable[[str], object]) -> None:
        self._keeping.keep(
            f"consent {self._standing.caregiver_id} {self._standing.purpose} {agency}",
            consent.decide,
            refused,
            caregiver_id=self._standing.caregiver_id,
            purpose=self._standing.purpose,
            agency=agency,
            decision=decision,
            means=means,
        )

    def _agency_kept(self, sentence: str) -> None:
        self._agency.answered(sentence)
        if not sentence:
            self._agency.show_words("")

    def _take_back(self) -> None:
        self._keeping.keep(
            f"consent {self._standing.caregiver_id} {self._standing.purpose} {self._standing.agency}",
            consent.take_back,
            caregiver_id=self._standing.caregiver_id,
            purpose=self._standing.purpose,
            agency=self._standing.agency,
        )

    def _asks_for_agency(self) -> bool:
        return self._standing.purpose == SHARING and self._standing.agency is None

    def _lay_out(self) -> None:
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(Text(words.purpose(self._standing), role="strong"))
        said.addWidget(self._stands)
        line = QHBoxLayout()
        line.addLayout(said, 1)
        self.decision.setFixedWidth(self.decision.sizeHint().width())
        line.addWidget(self.decision, 0, Qt.AlignmentFlag.AlignTop)
        how = QHBoxLayout(self._how)
        how.setContentsMargins(0, 0, 0, 0)
        how.addWidget(Text("How?", role="label", wrap=False))
        how.addWidget(self.means, 1)
        how.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(8)
        column.addLayout(line)
        if self._asks_for_agency():
            column.addWidget(self.agency)
        column.addWidget(self._how)


class ConsentSection(Section):
    """A card for each caregiver who is there."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(keeping)
        self.rows: dict[Matter, StandingRow] = {}
        self._shape: tuple[tuple[Matter, bool], ...] = ()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(14)
        self.body.addLayout(self._cards)

    def show_visit(self, visit: Workspace) -> None:
        standings = [standing for each in visit.consents for standing in each.standings]
        shape = tuple((_matter(standing), standing.may_withdraw) for standing in standings)
        if shape != self._shape:
            self._shape = shape
            self._make_rows(visit.consents)
        for standing in standings:
            self.rows[_matter(standing)].show_standing(standing)

    def take_focus(self) -> None:
        for row in self.rows.values():
            row.decision.button("given").setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def _make_rows(self, caregivers: tuple[CaregiverConsent, ...]) -> None:
        self.rows = {}
        rebuild(self._cards, map(self._card, caregivers))

    def _card(self, caregiver: CaregiverConsent) -> Card:
        card = Card(isolated(caregiver.words))
        for place, standing in enumerate(caregiver.standings):
            if place:
                card.add(Hairline())
            row = StandingRow(self, caregiver.words, standing)
            self.rows[_matter(standing)] = row
            card.add(row)
        return card


def _matter(standing: Standing) -> Matter:
    return (standing.caregiver_id, standing.purpose, standing.agency)
