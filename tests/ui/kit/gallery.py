"""Renders every widget of the kit, and one whole screen, light and dark, as pictures to look at.

python -m tests.ui.kit.gallery DIRECTORY
"""

import os
import sys
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.attempts import Attempts, Dot
from ui.kit.bar import TimeBar
from ui.kit.buttons import Choices, LinkButton, PlainButton, PrimaryButton, set_busy
from ui.kit.card import Card, Kind
from ui.kit.chart import Band, Chart, Series
from ui.kit.chip import ChipWords, chips
from ui.kit.empty_state import EmptyState
from ui.kit.errors import TroublePanel
from ui.kit.field import Field
from ui.kit.flow import Flow
from ui.kit.lists import Row, RowList
from ui.kit.nav import Rail
from ui.kit.page import Page, columns
from ui.kit.palette import CommandPalette, FindButton
from ui.kit.rating import Rating
from ui.kit.status_line import Status, StatusLine
from ui.kit.table import Table
from ui.kit.tabs import Tabs
from ui.kit.text import Soft, Strong, Text
from ui.kit.theme import Tone, apply, themes
from ui.kit.undo import UndoStrip
from ui.kit.when import DayInput, TimeInput

SIZE = QSize(1366, 768)
PLACES = (
    ("today", "Today"),
    ("families", "Families"),
    ("engagement", "Engagement"),
    ("referrals", "Referrals"),
    ("reminders", "Reminders"),
    ("measures", "Measures"),
    ("reports", "Reports"),
    ("team_log", "Team log"),
)
OFFLINE = Status(
    "Working offline",
    Tone.WARN,
    ("14 entries saved on this laptop, waiting to sync", "Last synced today 08:52"),
    ("Locks after 5 min", "Asha Rahman · parent-infant therapist"),
)
ANSWERS = ("Not at all", "Several days", "More than half the days", "Nearly every day")
PEOPLE = ("Leo Okafor", "Baby of Hannah Price", "Iqra & Zayn Malik", "Ava Bright", "Finn Whitlock", "Ema Novák")
IN_THERAPY, IN_NEED = ChipWords("In therapy"), ChipWords("Child in need plan", Tone.ACCENT)


def window(current: str, page: Page) -> QWidget:
    """A page with the rail and the status line around it."""
    whole = QWidget()
    rail = Rail(PLACES)
    rail.set_current(current)
    for key, count in (("families", 31), ("engagement", 6), ("referrals", 3)):
        rail.set_count(key, count)
    status = StatusLine()
    status.show_status(OFFLINE)
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(rail)
    row.addWidget(page, 1)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row, 1)
    column.addWidget(status)
    page.setFocus()
    return whole


def appointment(
    at: str, length: str, name: str, after: str, place: str, words: list[ChipWords], right: QWidget, kind: Kind
) -> Card:
    """One appointment of the day."""
    card = Card(kind=kind)
    row = QHBoxLayout()
    row.setSpacing(16)
    when = QVBoxLayout()
    when.setSpacing(2)
    when.addWidget(Text(at, role="strong", wrap=False))
    when.addWidget(Text(length, role="soft", wrap=False))
    when.addStretch(1)
    holder = QWidget()
    holder.setFixedWidth(70)
    holder.setLayout(when)
    when.setContentsMargins(0, 0, 0, 0)
    what = QVBoxLayout()
    what.setSpacing(3)
    what.addWidget(Text(Strong(name), Soft(f" · {after}"), role="heading"))
    what.addWidget(Text(place, role="soft"))
    if words:
        what.addSpacing(3)
        what.addWidget(chips(words))
    row.addWidget(holder)
    row.addLayout(what, 1)
    row.addWidget(right)
    card.add_layout(row)
    return card


def today() -> QWidget:
    """The day, after the design picture."""
    page = Page("Tuesday 24 November", "4 visits · 2 of them at home · everything below is on this laptop")
    page.add_action(FindButton(lambda: None))
    page.add_action(PlainButton("New appointment"))
    price = [
        ChipWords("Consent to service not yet recorded", Tone.WARN),
        ChipWords("HADS due"),
        ChipWords("Text reminder delivered", Tone.OK),
        ChipWords("Dog at address", Tone.ACCENT),
    ]
    malik = [ChipWords("Goals: fix by today (third session)"), ChipWords("Consents current", Tone.OK)]
    bright = [
        ChipWords("Clashes with school pick-up (brother, 7)", Tone.WARN),
        ChipWords("End-of-work measures due: 3"),
    ]
    attended = chips([ChipWords("Attended as planned", Tone.OK)])
    days: list[QWidget] = [
        appointment(
            "09:15",
            "60 min",
            "Leo & Maria Okafor",
            "review · session 6",
            "Home visit · 14 Elm Grove, CV34 5QT",
            [],
            attended,
            "past",
        ),
        appointment(
            "11:00",
            "90 min",
            "Baby of Hannah Price",
            "first appointment · due 19 Jan",
            "Home visit · 3b Mill Street, CV35 8AA · referrer invited: J. Cole, midwife",
            price,
            PrimaryButton("Start visit"),
            "current",
        ),
        appointment(
            "14:00",
            "60 min",
            "Twins Iqra & Zayn Malik",
            "intervention · session 3 of 6",
            "Children’s centre, Room 2 · interpreter booked (Urdu)",
            malik,
            PlainButton("Start visit"),
            "plain",
        ),
        appointment(
            "15:30",
            "60 min",
            "Ava & Tom Bright",
            "ending · session 8",
            "Home visit · 81 Park Road, CV34 4LL",
            bright,
            PlainButton("Start visit"),
            "plain",
        ),
    ]
    needs = Card("Needs you")
    needs.add(
        Text("Call ", Strong("S. Whitlock"), " — third contact attempt due today"),
        Text(Strong("2 entries changed in two places"), " — compare and choose"),
        Text("Reply to referrer about ", Strong("N. Evans"), " — 4 working days old"),
        Text("Note from 20 Nov not signed — ", Strong("Okafor")),
    )
    lone = Card("Lone working")
    lone.add(Text("Buddy: K. Doyle. You are due to check in by ", Strong("12:45"), ".", role="soft"))
    lone.add(Flow(PlainButton("I am safe")))
    tomorrow = Card("Tomorrow")
    tomorrow.add(
        Text(
            "3 visits · 2 texts go out at 16:00 today once synced · 1 family has not agreed to texts: ",
            Strong("ring instead"),
            role="soft",
        )
    )
    page.body.addLayout(columns((70, days), (30, [needs, lone, tomorrow])))
    return window("today", page)


def visit() -> QWidget:
    """Goals in a visit: ratings, chart, undo, fields."""
    page = Page()
    page.set_back("Today", lambda: None)
    page.set_title(
        "Leo & Maria Okafor", "Home visit · Tue 24 Nov 09:15 · session 6 · with Maria (mother), Leo (7 months)"
    )
    page.add_action(Text("Saved on this laptop 10:02:41", role="soft", wrap=False))
    page.add_action(PlainButton("Hand laptop to parent"))
    page.add_action(PrimaryButton("Finish visit"))
    calmer = Card("1 · Feel calmer when Leo cries", aside=Text("set 6 Oct with Maria", role="soft", wrap=False))
    rated = Rating("Feel calmer when Leo cries")
    rated.set_earlier(2, 5)
    rated.choose(6)
    calmer.add(rated, chips([ChipWords("Up 4 since the start", Tone.OK)]))
    play = Card("2 · Play together every day", aside=Text("set 13 Oct with both parents", role="soft", wrap=False))
    skip = LinkButton("Skip with a reason")
    unrated = Rating("Play together every day")
    unrated.set_earlier(3, 4)
    play.add(unrated)
    play.add(Flow(Text("not rated yet today — last time 4 (17 Nov)", role="soft", wrap=False), skip))
    undo = UndoStrip()
    undo.say("Saved: call, no answer.", lambda: None)
    progress = Card("Progress")
    progress.add(
        Chart(
            "Progress",
            [
                Series("Feel calmer", tuple(zip(weeks(5), (2, 3, 3, 5, 6), strict=True))),
                Series("Play together", tuple(zip(weeks(5)[1:4], (3, 3.5, 4), strict=True))),
            ],
        )
    )
    postcode = Field("Postcode", QLineEdit("CV34 5Q"), hint="As on an envelope")
    postcode.set_error("This is not a postcode yet: it should end like “5QT”.")
    note = Field("Note", QPlainTextEdit("Maria noticed Leo turning towards her voice."))
    note.input.setFixedHeight(90)
    form = Card("Fields")
    form.add(postcode, note)
    hint = Card(kind="hint")
    hint.add(
        Text("A third goal can be added. After the third session, a new goal does not count as an outcome measure.")
    )
    page.body.addLayout(columns((65, [calmer, play, hint, undo]), (35, [progress, form])))
    return window("today", page)


def weeks(count: int) -> list[date]:
    """Days a week apart."""
    return [date.fromordinal(date(2026, 10, 6).toordinal() + 7 * week) for week in range(count)]


def family() -> QWidget:
    """A record with tabs, chart and tables."""
    page = Page()
    page.set_back("Families", lambda: None)
    page.set_title("Leo Okafor", after="7 months · with Maria (mother) and Daniel (father)")
    for button in (PlainButton("Letter"), PlainButton("Book"), PrimaryButton("Start visit")):
        page.add_action(button)
    consents = ChipWords("Consents current", Tone.OK)
    page.under_title.addWidget(chips([ChipWords("In therapy · session 6"), IN_NEED, consents]))
    anxiety = Card("HADS anxiety — Maria")
    scores = Series("HADS anxiety", ((date(2026, 10, 6), 16), (date(2026, 11, 3), 12), (date(2026, 11, 24), 7)))
    anxiety.add(
        Chart("HADS anxiety", [scores], 0, 18, Band(11, "likely case (11+)")),
        chips([ChipWords("Reliable improvement", Tone.OK), ChipWords("Below the cut-off", Tone.OK)]),
    )
    given = Table([3, 1, 3])
    for what, words, tone, detail in (
        ("To the service", "Given", Tone.OK, "6 Oct, Maria, signed"),
        ("Outcome measures", "Given", Tone.OK, "6 Oct, Maria, spoken"),
        ("Text messages", "Maria", Tone.OK, "Daniel: not asked"),
        ("Video recording", "Withdrawn", Tone.ACCENT, "3 Nov, Maria"),
    ):
        given.add_row(what, chips([ChipWords(words, tone)]), detail)
    consent = Card("Consent")
    consent.add(given)
    overview = QWidget()
    overview.setLayout(columns((54, [anxiety]), (46, [consent])))
    overview.layout().setContentsMargins(0, 0, 0, 0)
    tabs = Tabs("Parts of the record")
    for name in ("Overview", "People & contact", "Timeline", "Goals", "Measures", "Consent & sharing"):
        tabs.add(name, overview if name == "Overview" else QWidget())
    page.add(tabs)
    return window("families", page)


def engagement() -> QWidget:
    """Families not yet seen, and the three touches."""
    page = Page("Engagement", "Families not yet seen. The team tries for 6 weeks, then talks with the referrer.")
    page.add_action(Choices("Whose", [("mine", "Mine"), ("team", "Whole team")]))
    page.add_action(PrimaryButton("Log an attempt"))
    dots = Attempts([Dot("T", "Text 28 Oct", Tone.PRIMARY), Dot("C", "Call 30 Oct"), Dot("C", "Call 2 Nov", Tone.OK)])
    rows = Table([5, 2, 5, 4, 6, 0], ["Family", "Allocated", "Attempts (oldest first)", "Time left", "Next step", ""])
    whitlock = Text(Strong("Whitlock"), ", baby Finn\n", Soft("mother Sarah · prefers texts, mornings"))
    novak = Text(Strong("Novák"), ", baby Ema\n", Soft("needs Czech interpreter · no letters"))
    rows.add_row(
        whitlock, "28 Oct", dots, TimeBar(0.64, "15 days left"), Text(Strong("Today: "), "call"), PlainButton("Log")
    )
    rows.add_row(
        novak,
        "9 Oct",
        "none yet",
        TimeBar(1, "Limit passed 20 Nov", over=True),
        Text(Strong("Decide: "), "back to referrer, or extend with a reason"),
        PlainButton("Decide"),
    )
    log = Card("Log an attempt — Whitlock")
    means = Choices(
        "How",
        [(word, word) for word in ("Text", "Call", "Letter", "Home visit", "Joint visit", "Through another worker")],
    )
    means.choose("Call")
    log.add(means, Text("The third touch saves.", role="small"))
    table = Card()
    table.add(rows)
    empty = EmptyState(
        "No family is waiting",
        "Families who have been allocated and not yet seen will be listed here.",
        PlainButton("See referrals"),
    )
    page.add(table)
    trouble = TroublePanel()
    trouble.tell(ZeroDivisionError("x"))
    page.body.addLayout(columns((50, [log]), (50, [empty, trouble])))
    return window("engagement", page)


def controls() -> QWidget:
    """Every input of Qt's that the stylesheet dresses, and a questionnaire's answers."""
    page = Page("Controls", "One of each")
    who, day, at = QComboBox(), DayInput(date(2026, 11, 24)), TimeInput(time(14, 0))
    who.addItems(["Asha Rahman", "Kit Doyle"])
    password = QLineEdit("not a real one")
    password.setEchoMode(QLineEdit.EchoMode.Password)
    wrong = Field("Who is it with?", QComboBox())
    wrong.set_error("Choose who the visit was with.")
    off, on = QCheckBox("Interpreter needed"), QCheckBox("Not to be texted")
    on.setChecked(True)
    one = QRadioButton("By telephone")
    one.setChecked(True)
    form = Card("Fields")
    form.add(Field("Who are you?", who), Field("Password", password), Field("Day", day), Field("Time", at))
    form.add(wrong, off, on, one, QRadioButton("In person"))
    answers = Choices("About your last two weeks", [(n, word) for n, word in enumerate(ANSWERS)], large=True)
    answers.choose(1)
    asked = Card()
    disabled = PlainButton("Not now")
    disabled.setEnabled(False)
    waiting = PrimaryButton("Unlocking…")
    set_busy(waiting, True)
    asked.add(Text("Feeling nervous, anxious or on edge", role="question"), answers, Flow(disabled, waiting))
    page.body.addLayout(columns((50, [form]), (50, [asked])))
    return window("settings", page)


def families() -> QWidget:
    """The list of families with the command palette over it."""
    rows = [
        Row(n, name, "7 months", f"with Maria (mother) · CV34 {n}QT", (IN_THERAPY, IN_NEED)[: n % 3], "Tue 24 Nov")
        for n, name in enumerate(PEOPLE)
    ]
    listed = RowList("Families")
    listed.set_rows(rows)
    listed.select(1)
    listed.setFixedHeight(420)
    card = Card()
    card.add(listed)
    page = Page("Families", "31 families you work with")
    page.add(card)
    return window("families", page)


def found() -> QWidget:
    """The command palette."""
    whole = families()
    palette = CommandPalette(
        whole, lambda _words, show: show([Row(n, name, "7 months") for n, name in enumerate(PEOPLE)])
    )
    whole.resize(SIZE)
    palette.open()
    return whole


SCREENS: tuple[Callable[[], QWidget], ...] = (today, visit, family, engagement, controls, families, found)


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in themes().values():
        apply(app, theme)
        for screen in SCREENS:
            whole = screen()
            whole.resize(SIZE)
            whole.show()
            app.processEvents()
            whole.grab().save(str(out / f"{screen.__name__}-{theme.name}.png"))


if __name__ == "__main__":
    main()
