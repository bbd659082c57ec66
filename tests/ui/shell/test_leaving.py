"""What could not be kept is not lost by going elsewhere or by locking."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pi_desktop.bootstrap import unlock
from pi_desktop.clock import local_day
from pi_desktop.ids import Id
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.visit import Note
from pi_desktop.store.errors import DiskFull
from pi_desktop.store.unit_of_work import UnitOfWork
from tests.ui.input import type_text
from tests.ui.laptop import PASSWORD
from tests.ui.shell.conftest import Unlocked
from ui.kit.status_line import StatusLine
from ui.shell.not_kept import NotKept
from ui.shell.places import TodayPlace, VisitPlace
from ui.visit.screen import VisitScreen

LEFT = Qt.MouseButton.LeftButton
NOTE = "Leo turned towards Maria’s voice twice."


class FullDisk:
    """While `full`, no commit succeeds."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = False
        keep_draft = UnitOfWork.keep_draft

        def keep_or_fail(uow: UnitOfWork, subject_id: Id, section: str, body: dict[str, object]) -> None:
            if self.full:
                raise DiskFull
            keep_draft(uow, subject_id, section, body)

        monkeypatch.setattr(UnitOfWork, "keep_draft", keep_or_fail)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FullDisk:
    return FullDisk(monkeypatch)


def status(unlocked: Unlocked) -> str:
    return unlocked.shell.findChildren(StatusLine)[0].accessibleName()


def write_a_note(unlocked: Unlocked, qtbot: QtBot) -> VisitScreen:
    """At today's first visit, while the disk is full."""
    desk = unlocked.shell._desk
    asking = desk.asking()
    me, today = desk.person.id, local_day(desk.clock.now())
    [first, *_] = asking.answer(lambda reader: reader.find(Appointment, staff_id=me, day=today, order_by="at"))
    asking.close()
    unlocked.shell.go(VisitPlace(first.id, "note"))
    screen = unlocked.shell.front
    assert isinstance(screen, VisitScreen)
    qtbot.waitUntil(lambda: screen._visit is not None)
    type_text(screen.sections["note"].field.input, NOTE)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(screen.keeping.trouble) and not screen.keeping.busy)
    return screen


def test_a_visit_is_not_left_while_its_last_words_are_nowhere_else(
    unlocked: Unlocked, qtbot: QtBot, disk: FullDisk
) -> None:
    disk.full = True
    screen = write_a_note(unlocked, qtbot)
    with qtbot.waitSignal(unlocked.shell.sessions.saved):
        unlocked.shell.sessions.of(unlocked.shell).act(lambda uow: None)
    assert status(unlocked).startswith(f"Could not save. {DiskFull().sentence}")
    unlocked.shell.go(TodayPlace())
    qtbot.waitUntil(lambda: not screen.keeping.busy)
    assert unlocked.shell.front is screen
    assert screen.saved.words.words() == DiskFull().sentence
    disk.full = False
    unlocked.shell.go(TodayPlace())
    qtbot.waitUntil(lambda: unlocked.shell.front.title.startswith("Today"))
    qtbot.waitUntil(lambda: "Could not save" not in status(unlocked))


def test_locking_stays_blank_and_open_until_the_last_words_are_kept(
    unlocked: Unlocked, qtbot: QtBot, disk: FullDisk
) -> None:
    disk.full = True
    write_a_note(unlocked, qtbot)
    shell = unlocked.shell
    unlocked.program.lock()
    assert not shell.isVisible()
    qtbot.waitUntil(lambda: bool(unlocked.program.findChildren(NotKept)))
    [asked] = unlocked.program.findChildren(NotKept)
    assert asked.text() == DiskFull().sentence
    disk.full = False
    qtbot.mouseClick(asked.again, LEFT)
    qtbot.waitUntil(lambda: unlocked.relaunched == 1)
    desk = unlock(unlocked.laptop, unlocked.profile, PASSWORD)
    asking = desk.asking()
    notes = asking.answer(lambda reader: reader.find(Note, words=NOTE))
    asking.close()
    desk.close()
    assert len(notes) == 1
