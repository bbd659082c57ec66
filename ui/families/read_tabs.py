"""The tabs of a record that are read: timeline, goals, measures, consent, notes."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pi_desktop.clock import local_day
from pi_desktop.practice.consent_standing import Decided, PurposeStanding
from pi_desktop.practice.family_record import FamilyRecord, NoteShown
from pi_desktop.practice.field_words import code_words
from pi_desktop.practice.score_lines import GoalLine
from ui.families import record_words as words
from ui.families.parts import column_of, event_table, score_card
from ui.kit.bidi import isolated
from ui.kit.buttons import PlainButton
from ui.kit.card import Card
from ui.kit.chart import Chart, Series
from ui.kit.chip import Chip
from ui.kit.empty_state import EmptyState
from ui.kit.table import Table
from ui.kit.text import Text
from ui.kit.theme import Tone

A_PAGE_OF_EVENTS, A_PAGE_OF_NOTES = 40, 20
MOST_LETTERS = 160


class Paged(QWidget):
    """As many of a long list as one reads at once, and a button for those before."""

    def __init__(self, count: int, page: int, make: Callable[[slice], QWidget]) -> None:
        super().__init__()
        self._count, self._page, self._make = count, page, make
        self._shown = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._earlier = PlainButton("Show earlier", self._more)
        self._column.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        self._more()

    def _more(self) -> None:
        more = slice(self._shown, min(self._shown + self._page, self._count))
        self._column.insertWidget(self._column.indexOf(self._earlier), self._make(more))
        self._shown = more.stop
        self._earlier.setVisible(self._shown < self._count)


def timeline_tab(record: FamilyRecord) -> QWidget:
    """Everything that happened, the latest first."""
    if not record.events:
        return EmptyState("Nothing has happened yet", "Visits, attempts, consents and notes come here by themselves.")
    return Paged(len(record.events), A_PAGE_OF_EVENTS, partial(_events, record))


def goals_tab(record: FamilyRecord) -> QWidget:
    """Each goal with its ratings."""
    if not record.goals:
        return EmptyState(
            "No goals yet",
            "Goals are set with the family during a visit, under Goals, and rated from 0 to 10. Those that are to "
            "count as an outcome are set within the first three sessions.",
        )
    return column_of([_goal(goal, record) for goal in record.goals])


def measures_tab(record: FamilyRecord) -> QWidget:
    """Each measure that was filled in, by person."""
    if not record.scores:
        return EmptyState("No measures yet", "A measure is filled in during a visit, under Measures, and charted here.")
    return column_of([score_card(line) for line in record.scores])


def consent_tab(record: FamilyRecord) -> QWidget:
    """Every purpose with each caregiver's decision and the ones before."""
    return column_of([_purpose(standing, record) for standing in record.consents])


def notes_tab(record: FamilyRecord) -> QWidget:
    """The notes, the latest first."""
    if not record.notes:
        return EmptyState("No notes yet", "The note of a visit is written in the visit, and is read here.")
    return Paged(
        len(record.notes), A_PAGE_OF_NOTES, lambda part: column_of([_note(each, record) for each in record.notes[part]])
    )


def _events(record: FamilyRecord, part: slice) -> QWidget:
    card = Card()
    card.add(event_table(record.events[part], record.today, MOST_LETTERS))
    return card


def _goal(goal: GoalLine, record: FamilyRecord) -> Card:
    state = {"reached": ("Reached", Tone.OK), "dropped": ("Dropped", Tone.PLAIN)}.get(goal.state)
    card = Card(f"“{isolated(goal.words)}”", aside=Chip(*state) if state else None)
    said = [f"Set {words.near_day(goal.set_on, record.today)}"]
    if goal.set_with:
        said.append(f"with {isolated(goal.set_with)}")
    if goal.moved is not None:
        first, last = goal.ratings[0][1], goal.ratings[-1][1]
        said.append(f"from {first} to {last} of 10 ({goal.moved:+d})")
    card.add(Text(" · ".join(said), role="soft"))
    if goal.ratings:
        points = tuple((day, float(value)) for day, value in goal.ratings)
        card.add(Chart(f"Ratings of “{goal.words}”", [Series(goal.words, points)]))
    else:
        card.add(Text("Not rated yet.", role="soft"))
    return card


def _purpose(standing: PurposeStanding, record: FamilyRecord) -> Card:
    card = Card(words.purpose_words(standing))
    table = Table([3, 2, 4, 4])
    for decided in standing.decided:
        chip = Chip(decided.decision.capitalize(), words.DECISIONS.get(decided.decision, Tone.PLAIN))
        when = ", ".join(filter(None, (words.near_day(decided.on, record.today), code_words(decided.means or ""))))
        table.add_row(_who(decided), column_of([chip]), when, _earlier(decided, record))
    for name in standing.not_asked:
        table.add_row(isolated(name), "not asked", "", "")
    card.add(table)
    return card


def _who(decided: Decided) -> str:
    agency = f" · {decided.agency}" if decided.agency else ""
    return f"{isolated(decided.caregiver)}{agency}"


def _earlier(decided: Decided, record: FamilyRecord) -> str:
    if decided.in_two_places:
        return "changed in two places: the more restrictive counts"
    before = [f"{decision} {words.near_day(on, record.today)}" for decision, on in decided.earlier]
    return f"before: {', '.join(before)}" if before else ""


def _note(note: NoteShown, record: FamilyRecord) -> Card:
    kind = "Addendum" if note.addendum else "Note"
    about = words.near_day(local_day(note.about), record.today)
    signed = None if note.signed_at else Chip("Not signed yet", Tone.WARN)
    card = Card(f"{kind} of {about}", aside=signed)
    by = f"{note.by}, signed {words.near_day(local_day(note.signed_at), record.today)}" if note.signed_at else note.by
    card.add(Text(by, role="soft"), Text(note.words))
    return card


TABS: Sequence[tuple[str, str, Callable[[FamilyRecord], QWidget]]] = (
    ("timeline", "Timeline", timeline_tab),
    ("goals", "Goals", goals_tab),
    ("measures", "Measures", measures_tab),
    ("consent", "Consent & sharing", consent_tab),
    ("notes", "Notes", notes_tab),
)
