"""The families not yet seen, one a row."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pi_desktop.ids import Id
from pi_desktop.practice.days import short_day
from pi_desktop.practice.engagement import FamilyToReach
from ui.engagement import words
from ui.kit.attempts import Attempts
from ui.kit.bar import TimeBar
from ui.kit.bidi import isolated
from ui.kit.buttons import PlainButton
from ui.kit.line_button import LineButton
from ui.kit.table import Table
from ui.kit.text import Soft, Strong, Text

SHARES = (7, 2, 6, 6, 8, 0)
DOTS_A_LINE = 5
HEADINGS = ("Family", "Allocated", "Attempts (oldest first)", "Time left", "Next step", "")

Chosen = Callable[[FamilyToReach], object]


def table_of(
    families: Sequence[FamilyToReach],
    on_open: Callable[[Id], object],
    on_log: Chosen,
    on_decide: Chosen,
    *,
    name_practitioners: bool,
) -> Table:
    """Rows with the family, how far the attempts have come, what is next, and the button that does it."""
    table = Table(SHARES, HEADINGS)
    for family in families:
        table.add_row(
            _who(family, on_open, name_practitioner=name_practitioners),
            Text(short_day(family.allocated_on), wrap=False),
            _attempts(family),
            _time(family),
            Text(*words.next_step(family)),
            _button(family, on_log, on_decide),
        )
    return table


def _who(family: FamilyToReach, on_open: Callable[[Id], object], *, name_practitioner: bool) -> QWidget:
    with_whom = f"with {family.practitioner}" if family.practitioner and name_practitioner else ""
    hints = " · ".join(filter(None, (*family.hints, with_whom)))
    who = f", {family.who}" if family.who else ""
    lines = (Strong(isolated(family.surname)), who, Soft(f"\n{hints}") if hints else "")
    return LineButton(*lines, on_click=partial(on_open, family.family_id))


def _attempts(family: FamilyToReach) -> QWidget:
    if family.attempts is None:
        return Text("not on this laptop", role="soft")
    if not family.attempts:
        return Text("none yet", role="soft")
    dots = [words.dot(attempt) for attempt in family.attempts]
    rows = QWidget()
    column = QVBoxLayout(rows)
    column.setContentsMargins(0, 0, 0, 0)
    for start in range(0, len(dots), DOTS_A_LINE):
        line = Attempts(dots[start : start + DOTS_A_LINE])
        line.setMinimumSize(line.sizeHint())
        column.addWidget(line)
    return rows


def _time(family: FamilyToReach) -> QWidget:
    over = family.days_left < 0 and family.back_since is None
    return TimeBar(family.share_used, words.time_left(family), over=over)


def _button(family: FamilyToReach, on_log: Chosen, on_decide: Chosen) -> QWidget:
    if family.attempts is None:
        return QWidget()
    if family.to_decide:
        button = PlainButton("Decide", partial(on_decide, family))
        button.setAccessibleName(f"Decide: {family.surname}")
    else:
        button = PlainButton("Log", partial(on_log, family))
        button.setAccessibleName(f"Log an attempt: {family.surname}")
    return button
