"""The record in one look."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pi_desktop.ids import Id
from pi_desktop.practice.family_record import FamilyRecord, StepShown
from pi_desktop.practice.score_lines import ScoreLine
from ui.families import record_words as words
from ui.families.parts import column_of, consent_table, event_table, score_card
from ui.kit.buttons import PlainButton
from ui.kit.card import Card
from ui.kit.empty_state import EmptyState
from ui.kit.text import Soft, Strong, Text

LATEST_EVENTS, MOST_LETTERS = 6, 40


def overview(record: FamilyRecord, on_done: Callable[[Id], object]) -> QWidget:
    """The latest measure and what happened last at the left; consent, risks, people and next steps at the right."""
    if not record.header.whole:
        return _index_only(record)
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    row.addWidget(column_of([*map(score_card, _charted(record)), _timeline(record)]), 54)
    right = [_consent(record), *_steps(record, on_done), *_risks(record), _people(record)]
    row.addWidget(column_of(right), 46)
    return whole


def _index_only(record: FamilyRecord) -> QWidget:
    who = ", ".join(record.header.practitioners) or "nobody yet"
    return EmptyState(
        f"This family works with {who}",
        "The team’s index has names, ages and dates of every family, so that nobody is registered twice. What is "
        "written about a family is only on the laptops of those who work with it.",
    )


def _charted(record: FamilyRecord) -> list[ScoreLine]:
    """The measure that has moved most beyond chance, else the latest."""
    moved = [line for line in record.scores if line.change and line.change.verdict in ("improved", "worsened")]
    return (moved or list(record.scores))[:1]


def _timeline(record: FamilyRecord) -> Card:
    card = Card("Timeline")
    if record.events:
        card.add(event_table(record.events[:LATEST_EVENTS], record.today, MOST_LETTERS))
    else:
        card.add(Text("Visits, attempts, consents and notes will be here, the latest first.", role="soft"))
    return card


def _consent(record: FamilyRecord) -> Card:
    card = Card("Consent")
    card.add(consent_table(record.consents, record.today))
    return card


def _steps(record: FamilyRecord, on_done: Callable[[Id], object]) -> list[QWidget]:
    if not record.steps:
        return []
    card = Card("Next steps")
    for step in record.steps:
        card.add(_step(record, step, on_done))
    return [card]


def _step(record: FamilyRecord, step: StepShown, on_done: Callable[[Id], object]) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    due = f" · due {words.near_day(step.due_on, record.today)}" if step.due_on else ""
    row.addWidget(Text(step.what, Soft(f"{due}{f' · {step.by}' if step.by else ''}")), 1)
    done = PlainButton("Done", partial(on_done, step.step_id))
    done.setAccessibleName(f"Done: {step.what}")
    row.addWidget(done, 0, Qt.AlignmentFlag.AlignTop)
    return line


def _risks(record: FamilyRecord) -> list[QWidget]:
    if not record.risks:
        return []
    card = Card("Risks & stresses")
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    for risks in record.risks:
        occasion, present, significant = words.risk_words(risks)
        row.addWidget(Text(occasion, Strong(present), significant))
    card.add(line)
    return [card]


def _people(record: FamilyRecord) -> Card:
    card = Card("People")
    card.body.setSpacing(4)
    for person in record.caregivers:
        card.add(Text(words.person_line(person)))
    return card
