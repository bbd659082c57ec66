"""The measures of a visit: what is due, what may be added, what came of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from pi_desktop.ids import Id
from pi_desktop.practice import administrations
from pi_desktop.practice.sheets import SafetyPrompt, Sheet
from pi_desktop.practice.visits import Workspace
from ui.kit.bidi import isolated
from ui.kit.buttons import LinkButton, PlainButton
from ui.kit.card import Card
from ui.kit.chip import Chip
from ui.kit.field import Field
from ui.kit.flow import Flow
from ui.kit.rebuild import rebuild
from ui.kit.text import Text
from ui.kit.theme import Tone, px
from ui.visit import words
from ui.visit.keeping import Keeping
from ui.visit.questionnaire import Questionnaire
from ui.visit.section import Section
from ui.visit.typed import Typed

SheetKey = tuple[str, str]


class SheetCard(Card):
    """One measure for one caregiver, with how far it has come, its score, and answers that ask for attention."""

    def __init__(self, section: Section, sheet: Sheet, fill_in: Callable[[], object]) -> None:
        super().__init__()
        self._section = section
        self._state = Chip("")
        self._missing = Text(role="small")
        self.fill_in = PlainButton("Fill in", fill_in)
        self.ask_consent = LinkButton("Record consent", lambda: section.wanted.emit("consent"))
        self.prompts: dict[str, tuple[Field[QPlainTextEdit], Typed]] = {}
        self._prompts = QVBoxLayout()
        line = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(Text(f"{sheet.measure.abbreviation} · {isolated(sheet.caregiver)}", role="heading"))
        said.addWidget(self._state, 0, Qt.AlignmentFlag.AlignLeft)
        line.addLayout(said, 1)
        line.addWidget(self.ask_consent)
        line.addWidget(self.fill_in)
        self.add_layout(line)
        self.add(self._missing)
        self.add_layout(self._prompts)
        self.show_sheet(sheet)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the measure as it is kept."""
        form = sheet.filled_in
        state = words.form_state(sheet)
        self._state.say(state.words if state else "", state.tone if state else Tone.PLAIN)
        self._state.setVisible(state is not None)
        self._missing.say(words.missing(form) if form and form.missing else "")
        self._missing.setVisible(bool(form and form.missing))
        action = "Look at the answers" if form and form.complete else "Go on" if form else "Fill in"
        self.fill_in.setText(action)
        self.fill_in.setAccessibleName(f"{action}: {sheet.measure.abbreviation}, {sheet.caregiver}")
        self.fill_in.setVisible(sheet.may_be_asked)
        self.ask_consent.setVisible(not sheet.may_be_asked)
        self._show_prompts(form.safety if form else ())

    def _show_prompts(self, prompts: tuple[SafetyPrompt, ...]) -> None:
        if set(self.prompts) != {prompt.item for prompt in prompts}:
            self.prompts = {}
            rebuild(self._prompts, [self._prompt(prompt) for prompt in prompts])
        for prompt in prompts:
            _, typed = self.prompts[prompt.item]
            typed.show_words(prompt.done)

    def _prompt(self, prompt: SafetyPrompt) -> QWidget:
        box = QWidget()
        field = Field(
            "What was done about it",
            QPlainTextEdit(),
            hint="Needed before the visit can be finished.",
        )
        field.input.setFixedHeight(px(field, 84))
        field.input.setTabChangesFocus(True)
        keep = partial(self._keep_done, prompt.administration_id, prompt.item)
        self.prompts[prompt.item] = (field, self._section.keep_typed(field, keep))
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 6, 0, 0)
        chip = Chip(f"Question {prompt.item} asks for your attention", Tone.ACCENT)
        column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Text(f"{prompt.about}: “{prompt.answer}”."))
        column.addWidget(field)
        return box

    def _keep_done(self, administration_id: Id, item: str, done: str) -> None:
        _, typed = self.prompts[item]
        self._section.keeping.keep(
            f"done {administration_id} {item}",
            administrations.say_what_was_done,
            typed.answered,
            administration_id=administration_id,
            item=item,
            done=done,
        )


class MeasuresSection(Section):
    """Cards of what is due or begun, buttons for what may be added, and the questionnaire while one is filled in."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(keeping)
        self._sheets: dict[SheetKey, Sheet] = {}
        self.cards: dict[SheetKey, SheetCard] = {}
        self.questionnaire: Questionnaire | None = None
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(14)
        self._offered: list[tuple[SheetKey, bool]] = []
        self._add = Card("Add a measure", kind="hint")
        self.more = Flow()
        self._add.add(self.more)
        column.addLayout(self._cards)
        column.addWidget(self._add)
        self.body.addWidget(self._list)

    def show_visit(self, visit: Workspace) -> None:
        self._sheets = {_key(sheet): sheet for sheet in visit.measures.sheets}
        shown = [key for key, sheet in self._sheets.items() if sheet.due or sheet.filled_in]
        if list(self.cards) != shown:
            self.cards = {key: self._card(key) for key in shown}
            rebuild(self._cards, self.cards.values())
        for key, card in self.cards.items():
            card.show_sheet(self._sheets[key])
        self._offer([key for key in self._sheets if key not in shown])

    def take_focus(self) -> None:
        if self.questionnaire is not None:
            self.questionnaire.take_focus()
            return
        for card in self.cards.values():
            card.fill_in.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def open(self, key: SheetKey) -> None:
        """Fill in one measure."""
        self._close()
        self.questionnaire = Questionnaire(self.keeping, self._sheets[key])
        self.questionnaire.closed.connect(self._back_to_list)
        self._list.hide()
        self.body.insertWidget(0, self.questionnaire)
        self.questionnaire.show()
        self.questionnaire.take_focus()

    def _back_to_list(self) -> None:
        self._close()
        self._list.show()
        self.take_focus()

    def _close(self) -> None:
        if self.questionnaire is not None:
            self.questionnaire.hide()
            self.questionnaire.deleteLater()
            self.questionnaire = None

    def _card(self, key: SheetKey) -> SheetCard:
        return SheetCard(self, self._sheets[key], partial(self.open, key))

    def _offer(self, keys: list[SheetKey]) -> None:
        offered = [(key, self._sheets[key].may_be_asked) for key in keys]
        if offered != self._offered:
            self._offered = offered
            self.more.replace(*(self._button(self._sheets[key]) for key in keys))
            self._add.setVisible(bool(keys))

    def _button(self, sheet: Sheet) -> PlainButton:
        name = f"{sheet.measure.abbreviation} · {isolated(sheet.caregiver)}"
        button = PlainButton(name, partial(self.open, _key(sheet)))
        button.setEnabled(sheet.may_be_asked)
        button.setToolTip("" if sheet.may_be_asked else "Needs consent to outcome measures")
        return button


def _key(sheet: Sheet) -> SheetKey:
    return (sheet.measure.id, sheet.caregiver_id)
