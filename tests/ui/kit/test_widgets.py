"""The small widgets: what a person does with them, and what a screen reader is told."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit

from tests.ui.input import type_text
from tests.ui.kit.conftest import Show
from ui.kit.attempts import Attempts, Dot
from ui.kit.bar import TimeBar
from ui.kit.buttons import Choices, LinkButton, PlainButton, PrimaryButton, set_busy
from ui.kit.card import Card
from ui.kit.chart import Band, Chart, Series
from ui.kit.chip import Chip, ChipWords, chips
from ui.kit.field import Field
from ui.kit.flow import Flow
from ui.kit.lists import Row, RowList
from ui.kit.nav import Rail
from ui.kit.page import Page
from ui.kit.palette import CommandPalette
from ui.kit.status_line import Status, StatusLine
from ui.kit.table import Table
from ui.kit.tabs import Tabs
from ui.kit.text import Soft, Strong, Text
from ui.kit.theme import Tone
from ui.kit.undo import UndoStrip
from ui.kit.when import DayInput, TimeInput

LEFT = Qt.MouseButton.LeftButton
MEANS = [("text", "Text"), ("call", "Call"), ("letter", "Letter")]


def test_nothing_typed_is_taken_for_markup(qtbot) -> None:
    name = "<b>Zoë</b> & <img src=x>"
    plain, mixed = Text(name), Text(Strong(name), Soft(" · due 19 Jan"))
    qtbot.addWidget(plain)
    qtbot.addWidget(mixed)
    assert plain.textFormat() == Qt.TextFormat.PlainText
    assert "<img" not in mixed.text()
    assert mixed.accessibleName() == f"{name} · due 19 Jan"


def test_a_chip_says_in_words_what_its_colour_means(qtbot) -> None:
    chip = Chip("Consents current", Tone.OK)
    qtbot.addWidget(chip)
    assert chip.text() == "Consents current"
    chip.say("Withdrawn", Tone.ACCENT)
    assert (chip.text(), chip.property("tone")) == ("Withdrawn", "accent")


@pytest.mark.parametrize("kind", [PrimaryButton, PlainButton, LinkButton])
def test_buttons_are_large_enough_for_a_finger_and_take_enter(qtbot, show: Show, kind: type[PlainButton]) -> None:
    presses: list[str] = []
    button = kind("Risks & stresses", lambda: presses.append("pressed"))
    window = show(button)
    assert button.height() >= 44
    assert button.accessibleName() == "Risks & stresses"
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    qtbot.mouseClick(button, LEFT)
    assert presses == ["pressed"] * 3


def test_focus_brought_by_the_keyboard_can_be_seen(qtbot, show: Show) -> None:
    button, other = PlainButton("Book"), PlainButton("Letter")
    show(Flow(button, other))
    other.setFocus()
    before = button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.grab().toImage() != before


def test_a_busy_button_takes_no_second_touch(qtbot, show: Show) -> None:
    presses: list[str] = []
    button = PrimaryButton("Unlock", lambda: presses.append("pressed"))
    show(button)
    set_busy(button, True)
    qtbot.mouseClick(button, LEFT)
    set_busy(button, False)
    qtbot.mouseClick(button, LEFT)
    assert presses == ["pressed"]


def test_one_answer_is_chosen_at_a_time(qtbot, show: Show) -> None:
    choices: Choices[str] = Choices("How", MEANS)
    show(choices)
    told: list[str] = []
    choices.chosen.connect(told.append)
    qtbot.mouseClick(choices.button("call"), LEFT)
    qtbot.mouseClick(choices.button("text"), LEFT)
    assert told == ["call", "text"]
    assert choices.values() == ("text",)
    qtbot.mouseClick(choices.button("text"), LEFT)
    assert choices.value() == "text"


def test_several_answers_may_be_chosen_where_that_makes_sense(qtbot, show: Show) -> None:
    choices: Choices[str] = Choices("Who was there", MEANS, several=True)
    show(choices)
    for value in ("letter", "text", "call", "text"):
        qtbot.mouseClick(choices.button(value), LEFT)
    assert choices.values() == ("call", "letter")


def test_arrows_move_along_the_answers_without_choosing(qtbot, show: Show) -> None:
    choices: Choices[str] = Choices("How", MEANS)
    window = show(choices)
    choices.button("text").setFocus()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Right)
    assert choices.value() is None
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert choices.value() == "call"


def test_chips_wrap_and_the_card_makes_room_for_every_line(qtbot, show: Show) -> None:
    card = Card("Keep in mind")
    strip = chips([ChipWords(f"Something to know {number}") for number in range(8)])
    card.add(strip)
    show(card, width=320)
    places = [chip.geometry() for chip in strip.findChildren(Chip)]
    assert len({place.top() for place in places}) > 2
    assert all(strip.rect().contains(place) for place in places)
    assert all(card.rect().contains(strip.geometry()) for _ in places)


def test_replaced_chips_are_gone(qtbot, show: Show) -> None:
    strip = Flow(Chip("one"), Chip("two"))
    show(strip)
    strip.replace(Chip("three"))
    qtbot.waitUntil(lambda: [chip.text() for chip in strip.findChildren(Chip) if chip.isVisible()] == ["three"])


def test_a_mistake_is_told_beside_the_field_and_what_was_typed_stays(qtbot, show: Show) -> None:
    field = Field("Postcode", QLineEdit(), hint="As on an envelope")
    show(field)
    type_text(field.input, "CV34 5Q")
    field.set_error("A postcode ends like “5QT”.")
    assert field.input.text() == "CV34 5Q"
    assert field.input.accessibleName() == "Postcode"
    assert field.input.accessibleDescription() == field.error() == "A postcode ends like “5QT”."
    label = next(label for label in field.findChildren(QLabel) if label.text() == "Postcode")
    assert label.buddy() is field.input
    field.set_error("")
    assert field.input.accessibleDescription() == "As on an envelope"


@pytest.mark.parametrize("words", ["Zoë Łukasiewicz", "زينب", "Nguyễn Thị Ánh", "李小龙", "👶"])
def test_names_in_any_script_can_be_typed(qtbot, words: str) -> None:
    line, note = QLineEdit(), QPlainTextEdit()
    qtbot.addWidget(line)
    qtbot.addWidget(note)
    type_text(line, words)
    type_text(note, words)
    assert line.text() == note.toPlainText() == words


def test_a_day_and_a_time_are_typed_as_one_says_them(qtbot, show: Show) -> None:
    day, at = DayInput(date(2026, 11, 24)), TimeInput(time(9, 15))
    show(Flow(day, at))
    assert (day.text(), at.text()) == ("Tue 24 Nov 2026", "09:15")
    at.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClicks(at, "1430")
    day.set_day(date(2028, 2, 29))
    assert (day.day(), at.time_of_day()) == (date(2028, 2, 29), time(14, 30))


def test_a_parents_answers_stand_one_under_the_other(qtbot, show: Show) -> None:
    answers: Choices[int] = Choices("About your last two weeks", [(0, "Not at all"), (1, "Several days")], large=True)
    show(answers)
    first, second = answers.button(0).geometry(), answers.button(1).geometry()
    assert first.bottom() < second.top()
    assert first.width() == second.width() == answers.width()


def test_a_list_of_families_opens_by_click_and_by_enter(qtbot, show: Show) -> None:
    listed = RowList("Families")
    show(listed)
    listed.set_rows([Row(number, f"Family {number}", chips=(ChipWords("HADS due"),)) for number in range(1500)])
    opened: list[object] = []
    listed.opened.connect(opened.append)
    listed.setFocus()
    listed.select_first()
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    qtbot.mouseClick(listed.viewport(), LEFT, pos=listed.visualRect(listed.model().index(2, 0)).center())
    assert opened == [1, 2]


def test_a_row_is_read_out_whole(qtbot) -> None:
    listed = RowList("Families")
    qtbot.addWidget(listed)
    listed.set_rows([Row(1, "Leo Okafor", "7 months", "with Maria", (ChipWords("HADS due"),), "24 Nov")])
    words = listed.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Leo Okafor, 7 months, with Maria, HADS due, 24 Nov"


def test_the_current_row_stays_current_when_rows_change(qtbot) -> None:
    listed = RowList("Families")
    qtbot.addWidget(listed)
    listed.set_rows([Row(number, str(number)) for number in range(5)])
    listed.select(3)
    listed.set_rows([Row(number, str(number)) for number in (9, 3)])
    assert listed.current_key() == 3
    listed.set_rows([Row(8, "8")])
    assert listed.current_key() is None


def test_a_table_replaces_its_rows(qtbot, show: Show) -> None:
    table = Table([1, 1], ["Consent", "Since"])
    show(table)
    table.set_rows([["To the service", "6 Oct"], ["Video", "3 Nov"]])
    table.set_rows([["Texts", Text("not asked")]])
    wanted = ["Consent", "Since", "Texts", "not asked"]
    qtbot.waitUntil(lambda: [text.words() for text in table.findChildren(Text) if text.isVisible()] == wanted)


def test_tabs_come_forward_by_name_and_by_keys(qtbot, show: Show) -> None:
    tabs = Tabs("Parts of the record")
    window = show(tabs)
    for name in ("Overview", "People & contact", "Timeline"):
        tabs.add(name, QLabel(name))
    came: list[str] = []
    tabs.shown.connect(came.append)
    tabs.show_tab("People & contact")
    tabs.setFocus()
    window.focusNextChild()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Right)
    assert came == ["People & contact", "Timeline"]
    assert tabs.current() == "Timeline"


def test_the_rail_says_where_one_is_and_what_waits(qtbot, show: Show) -> None:
    rail = Rail([("today", "Today"), ("families", "Families")])
    show(rail)
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    rail.set_count("families", 31, "31 families")
    assert rail.button("families").accessibleName() == "Families, 31 families"
    rail.set_count("families", 0)
    assert rail.button("families").accessibleName() == "Families"
    qtbot.mouseClick(rail.button("families"), LEFT)
    rail.set_current("today")
    qtbot.mouseClick(rail.button("settings"), LEFT)
    assert chosen == ["families", "settings"]
    assert [key for key in ("today", "families", "settings") if rail.button(key).isChecked()] == ["settings"]


def test_arrows_go_up_and_down_the_rail_and_round(qtbot, show: Show) -> None:
    rail = Rail([("today", "Today"), ("families", "Families")])
    window = show(rail)
    rail.button("families").setFocus()
    reached: list[str] = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(window.focusWidget(), key)
        reached.append(window.focusWidget().accessibleName())
    assert reached == ["Today", "Lock, Ctrl+L", "Settings", "Lock, Ctrl+L"]


def test_lock_is_in_the_rail(qtbot, show: Show) -> None:
    rail = Rail([("today", "Today")])
    show(rail)
    lock = next(button for button in rail.findChildren(PlainButton.__base__) if button.text() == "Lock")
    with qtbot.waitSignal(rail.lock_asked):
        qtbot.mouseClick(lock, LEFT)


def test_the_status_line_is_read_out_whole(qtbot, show: Show) -> None:
    line = StatusLine()
    show(line)
    waiting = "14 entries saved on this laptop, waiting to sync"
    line.show_status(Status("Working offline", Tone.WARN, (waiting,), ("Locks after 5 min",)))
    assert line.accessibleName() == f"Working offline. {waiting}. Locks after 5 min"


def test_a_chart_is_also_a_table_in_words(qtbot, show: Show) -> None:
    scores = Series("HADS anxiety", ((date(2026, 10, 6), 16), (date(2026, 11, 24), 7)))
    chart = Chart("HADS anxiety — Maria", [scores], 0, 21, Band(11, "likely case (11+)"))
    show(chart)
    assert chart.accessibleDescription() == (
        "HADS anxiety: 6 Oct 2026 16, 24 Nov 2026 7. likely case (11+): from 11. Scale 0 to 21"
    )


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_chart_of_few_points_is_drawn(qtbot, show: Show, count: int) -> None:
    points = tuple((date(2026, 10, 6 + number), 3.0) for number in range(count))
    chart = Chart("Progress", [Series("Feel calmer", points), Series("Play together", points)])
    show(chart)
    assert not chart.grab().isNull()


def test_attempts_and_time_left_are_told_in_words(qtbot) -> None:
    dots = Attempts([Dot("T", "Text 28 Oct, delivered"), Dot("C", "Call 2 Nov, no answer")])
    left = TimeBar(0.6, "15 days left")
    qtbot.addWidget(dots)
    qtbot.addWidget(left)
    assert dots.accessibleName() == "Attempts: Text 28 Oct, delivered; Call 2 Nov, no answer"
    assert left.accessibleName() == "15 days left"
    dots.set_dots([])
    assert dots.accessibleName() == "Attempts: none yet"


def test_what_was_saved_can_be_taken_back_once(qtbot, show: Show) -> None:
    strip = UndoStrip()
    show(strip)
    taken_back: list[str] = []
    strip.say("Saved: call, no answer.", lambda: taken_back.append("undone"))
    undo = strip.findChild(LinkButton)
    assert undo.accessibleName() == "Undo: Saved: call, no answer."
    qtbot.mouseClick(undo, LEFT)
    assert taken_back == ["undone"]
    assert not strip.isVisible()


def test_a_page_scrolls_only_when_it_must(qtbot) -> None:
    page = Page("Today")
    page.add(*(Card(f"Card {number}") for number in range(4)))
    page.resize(900, 700)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    bar = page.scroll_area.verticalScrollBar()
    assert not bar.isVisible()
    page.resize(900, 240)
    qtbot.waitUntil(bar.isVisible)


def test_a_page_leads_back(qtbot, show: Show) -> None:
    page = Page("Leo Okafor")
    went: list[str] = []
    page.set_back("Families", lambda: went.append("back"))
    show(page)
    back = page.findChild(LinkButton)
    assert back.accessibleName() == "Back to Families"
    assert back.height() >= 44
    qtbot.mouseClick(back, LEFT)
    assert went == ["back"]


class Finder:
    """Looks names up when it is told to, as the real one answers later."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, object]] = []

    def __call__(self, words: str, show) -> None:
        self.asked.append((words, show))

    def answer(self, number: int, *names: str) -> None:
        self.asked[number][1]([Row(name, name) for name in names])


def test_ctrl_k_finds_a_family_and_enter_opens_it(qtbot, show: Show) -> None:
    line = QLineEdit()
    window = show(line)
    line.setFocus()
    finder = Finder()
    palette = CommandPalette(window, finder)
    opened: list[object] = []
    palette.opened.connect(opened.append)
    palette.open()
    type_text(palette.words, "Zoë")
    finder.answer(-1, "Zoë Bright", "Zoë Malik")
    qtbot.keyClick(palette.words, Qt.Key.Key_Down)
    qtbot.keyClick(palette.words, Qt.Key.Key_Return)
    assert opened == ["Zoë Malik"]
    assert not palette.isVisible()
    assert window.focusWidget() is line


def test_an_answer_that_comes_too_late_is_not_shown(qtbot, show: Show) -> None:
    finder = Finder()
    palette = CommandPalette(show(QLabel()), finder)
    palette.open()
    type_text(palette.words, "Z")
    type_text(palette.words, "o")
    finder.answer(-1, "Zoë Malik")
    finder.answer(-2, "Zayn Malik")
    assert palette.results.current_key() == "Zoë Malik"


def test_escape_closes_and_gives_the_focus_back(qtbot, show: Show) -> None:
    line = QLineEdit()
    window = show(line)
    line.setFocus()
    palette = CommandPalette(window, Finder())
    palette.open()
    qtbot.keyClick(palette.words, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.focusWidget() is line


def test_enter_on_nothing_found_opens_nothing(qtbot, show: Show) -> None:
    palette = CommandPalette(show(QLabel()), Finder())
    opened: list[object] = []
    palette.opened.connect(opened.append)
    palette.open()
    qtbot.keyClick(palette.words, Qt.Key.Key_Return)
    assert opened == []
    assert palette.isVisible()
