"""Looking at what the server could not take, copying it out, and sending it again, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pi_desktop.practice import engagement
from pi_desktop.store.outbox import Answer, counts, keep_answers, next_batch
from pi_desktop.store.unit_of_work import transaction
from tests.families import make_family
from tests.ui.desks import Laptop, button, click, laptop_in, press, said, unnamed
from ui.set_aside.export import NotCopied
from ui.set_aside.screen import SetAsideScreen
from ui.shell.places import SetAsidePlace

REACHED = "2026-11-24T09:01:00.000Z"
ENTRY = "Leo & Maria Okafor · attempt to reach the family"


@pytest.fixture
def laptop(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Laptop]:
    with laptop_in(tmp_path, qapp) as laptop:
        yield laptop


@pytest.fixture
def refused(laptop: Laptop) -> Laptop:
    """The server could not take the attempt to reach the Okafors."""
    family = laptop.write(make_family)
    attempt = laptop.write(
        partial(engagement.log_attempt, family_id=family.id, means="call", outcome="no_answer", words="Žádná odpověď")
    )
    sent = next_batch(laptop.store.writing)
    outcomes = {attempt.id: "refused"}
    with transaction(laptop.store.writing):
        answers = [Answer(each.op_id, outcomes.get(each.op_id, "accepted"), 1, "not of this team") for each in sent]
        keep_answers(laptop.store.writing, sent, answers, REACHED)
    return laptop


def chooses(path: Path | None) -> Callable[[QWidget], Path | None]:
    return lambda parent: path


def opened(laptop: Laptop, path: Path | None = None) -> SetAsideScreen:
    return laptop.open(partial(SetAsideScreen, choose=chooses(path)), SetAsidePlace())


def test_an_entry_is_shown_with_what_was_written_and_why_it_was_not_taken(refused: Laptop) -> None:
    seen = said(opened(refused))
    assert ENTRY in seen
    assert "Words: Žádná odpověď" in seen
    assert "The server’s reason: not of this team" in seen
    assert "Written by Asha Rahman, 24 Nov 2026, 09:00; not taken 24 Nov 2026, 09:01" in seen


def test_the_copy_goes_where_the_person_chooses(refused: Laptop, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    screen = opened(refused, copy)
    click(screen, "Copy to a file…")
    words = copy.read_text("utf-8")
    assert ENTRY in words
    assert "Žádná odpověď" in words
    assert copy.stat().st_mode & 0o077 == 0
    assert f"Copied to {copy}" in said(screen)


def test_whoever_chooses_no_place_gets_no_copy(refused: Laptop) -> None:
    screen = opened(refused, None)
    click(screen, "Copy to a file…")
    assert "Copied" not in said(screen)


def test_a_place_that_cannot_be_written_to_is_told(refused: Laptop, tmp_path: Path) -> None:
    screen = opened(refused, tmp_path / "gone" / "copy.txt")
    click(screen, "Copy to a file…")
    assert NotCopied().sentence in said(screen)


def test_the_keyboard_sends_an_entry_again(refused: Laptop) -> None:
    screen = opened(refused)
    button(screen, f"Try again: {ENTRY}").setFocus()
    press(Qt.Key.Key_Return)
    waiting = counts(refused.store.writing)
    assert (waiting.waiting, waiting.set_aside) == (1, 0)
    assert refused.desk.told == ["sync now"]
    assert "The server has taken everything" in said(screen)


def test_everything_has_a_name(refused: Laptop) -> None:
    assert unnamed(opened(refused)) == []
