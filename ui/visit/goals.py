"""Goals and how near they feel today."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from pi_desktop.ids import Id
from pi_desktop.practice import goals
from pi_desktop.practice.goals import GoalProgress, Goals
from pi_desktop.practice.visits import Workspace
from ui.kit.bidi import isolated
from ui.kit.buttons import LinkButton, PlainButton
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.field import Field
from ui.kit.rating import Rating
from ui.kit.rebuild import rebuild
from ui.kit.text import Text
from ui.kit.theme import Tone
from ui.visit import words
from ui.visit.keeping import Keeping
from ui.visit.section import Section

NEW_GOAL = "new goal"
"""One answer from its first letter until it is added: the words added take the place of the words so far."""


class GoalCard(Card):
    """One goal: its scale, how far it has come, and why it was not rated."""

    def __init__(self, section: Section, place: int, goal: GoalProgress) -> None:
        super().__init__(" ", aside=(aside := Text(role="soft", wrap=False)))
        self._section = section
        self._place = place
        self._goal = goal
        self._aside = aside
        self.rating = Rating(goal.words)
        self.rating.chosen.connect(self._rated)
        self._change = Chip("")
        self._course = Text(role="soft")
        self._apart = Text(
            "Set after the third session: kept and shown apart, not counted as an outcome.", role="small"
        )
        self.skip = LinkButton("Skip with a reason", lambda: self._open(self.reason))
        self.reword = LinkButton("Reword", lambda: self._open(self.wording))
        self.reason = Field("Why it is not rated today", QLineEdit())
        self.wording = Field("The goal in the family’s words", QLineEdit())
        self._reason = section.keep_typed(self.reason, self._skipped)
        self._wording = section.keep_typed(self.wording, self._reworded)
        self.wording.input.returnPressed.connect(self._close_wording)
        self._error = Text(role="error")
        self._lay_out()
        self.reason.hide()
        self.wording.hide()
        self.show_goal(goal)

    def show_goal(self, goal: GoalProgress) -> None:
        """Show a goal as it is kept."""
        self._goal = goal
        self.heading.say(f"{self._place} · {isolated(goal.words)}")
        self._aside.say(words.set_when(goal))
        self.rating.set_earlier(goal.first, goal.last[1] if goal.last else None)
        self.rating.choose(goal.today)
        chip = words.change(goal) if goal.today is not None else None
        self._change.say(chip.words if chip else "", chip.tone if chip else Tone.PLAIN)
        self._change.setVisible(chip is not None)
        self._course.say(words.course(goal) if goal.today is not None else words.not_rated(goal))
        self._apart.setVisible(not goal.counts)
        self.skip.setVisible(goal.today is None and not self.reason.isVisibleTo(self))
        self._reason.show_words(goal.because or "")

    def _rated(self, value: int) -> None:
        self.reason.hide()
        self._section.keeping.keep(
            f"rating {self._goal.goal_id}", goals.rate, self._say_error, goal_id=self._goal.goal_id, value=value
        )

    def _skipped(self, because: str) -> None:
        self._section.keeping.keep(
            f"rating {self._goal.goal_id}",
            goals.skip,
            self._reason.answered,
            goal_id=self._goal.goal_id,
            because=because,
        )

    def _reworded(self, typed: str) -> None:
        self._section.keeping.keep(
            f"wording {self._goal.goal_id}",
            goals.reword,
            self._after_rewording,
            goal_id=self._goal.goal_id,
            words=typed,
        )

    def _after_rewording(self, sentence: str) -> None:
        self._wording.answered(sentence)
        if sentence:
            self.wording.show()

    def _close_wording(self) -> None:
        self._wording.flush()
        self.wording.setVisible(bool(self.wording.error()))

    def _open(self, field: Field[QLineEdit]) -> None:
        if field is self.wording:
            self._wording.show_words(self._goal.words)
        field.show()
        field.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.skip.setVisible(field is not self.reason and self._goal.today is None)

    def _say_error(self, sentence: str) -> None:
        self._error.say(sentence)
        self._error.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        for link in (self.skip, self.reword):
            link.setAccessibleName(f"{link.words}: {self._goal.words}")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._change, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._course, 1)
        line.addWidget(self.reword)
        line.addWidget(self.skip)
        self.add(self.rating, self._error)
        self.add_layout(line)
        self.add(self._apart, self.reason, self.wording)
        self._error.hide()


class NewGoal(Card):
    """Says what a new goal counts for, and takes its words."""

    def __init__(self, section: Section) -> None:
        super().__init__(kind="hint")
        self._keeping = section.keeping
        self._adding: str | None = None
        self._says = Text()
        self.words = Field("The goal in the family’s words", QLineEdit())
        self._words = section.keep_typed(self.words, self._begun)
        self.words.input.returnPressed.connect(self._add)
        self.add_button = PlainButton("Add a goal", self._open)
        self.keep_button = PlainButton("Add this goal", self._add)
        line = QHBoxLayout()
        line.addWidget(self._says, 1)
        line.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignTop)
        self.add_layout(line)
        self.add(self.words)
        self.body.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._close()

    def show_goals(self, shown: Goals) -> None:
        """Say what a new goal counts for, and show the words of one that was begun."""
        self._says.say(words.another_goal(shown))
        self._words.show_words(shown.begun)
        if shown.begun and self.words.isHidden():
            self._show_field()

    def _open(self) -> None:
        self._show_field()
        self.words.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_field(self) -> None:
        self.words.show()
        self.keep_button.show()
        self.add_button.hide()

    def _close(self) -> None:
        self.words.hide()
        self.keep_button.hide()
        self.add_button.show()

    def flush(self) -> None:
        """Add what was typed and not added yet."""
        if self.words.input.text().strip():
            self._add()

    def _begun(self, typed: str) -> None:
        self._keeping.keep(NEW_GOAL, goals.begin, self._words.answered, words=typed)

    def _add(self) -> None:
        self._words.flush()
        typed = self._words.words()
        if typed != self._adding:
            self._adding = typed
            self._keeping.keep(NEW_GOAL, goals.add, self._added, words=typed)

    def _added(self, sentence: str) -> None:
        self._adding = None
        self._words.answered(sentence)
        if not sentence:
            self._words.show_words("")
            self._close()


class GoalsSection(Section):
    """A card for each goal, and the way to add one."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(keeping)
        self.cards: dict[Id, GoalCard] = {}
        self._cards = QVBoxLayout()
        self._cards.setSpacing(14)
        self.new = NewGoal(self)
        self.body.addLayout(self._cards)
        self.body.addWidget(self.new)

    def show_visit(self, visit: Workspace) -> None:
        shown = visit.goals.goals
        if tuple(self.cards) != tuple(goal.goal_id for goal in shown):
            self.cards = {goal.goal_id: GoalCard(self, place, goal) for place, goal in enumerate(shown, start=1)}
            rebuild(self._cards, self.cards.values())
        for goal in shown:
            self.cards[goal.goal_id].show_goal(goal)
        self.new.show_goals(visit.goals)

    def flush(self) -> None:
        super().flush()
        self.new.flush()

    def take_focus(self) -> None:
        unrated = next((card for card in self.cards.values() if card.rating.value() is None), None)
        card = unrated or next(iter(self.cards.values()), None)
        (card.rating if card else self.new.add_button).setFocus(Qt.FocusReason.OtherFocusReason)
