"""The same visit, recorded in the real window with keys, on the program's own threads."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pi_desktop.bootstrap import Asking, Desk, Writing
from pi_desktop.records.team import Staff
from pi_desktop.sync.rhythm import Habits, Rhythm
from tests.families import at_nine, open_again
from tests.integration.visit_victim import MEASURES, Action, Job, actions, tell
from tests.ui.input import type_text
from ui.kit.theme import apply, themes
from ui.kit.thread_runner import ThreadRunner
from ui.shell.places import VisitPlace
from ui.shell.sessions import Sessions
from ui.shell.syncing import Syncing
from ui.visit.goals import GoalsSection
from ui.visit.measures import MeasuresSection
from ui.visit.note import NoteSection
from ui.visit.present import PresentSection
from ui.visit.screen import VisitScreen


class Recorder:
    """Does one action after the other, each once the screen has called the one before saved."""

    def __init__(self, screen: VisitScreen, job: Job) -> None:
        self._screen = screen
        self._job = job
        self._actions = islice(actions(job.seed, window=True), job.first, None)
        self._number = job.first - 1
        self._told = self._number
        screen.keeping.changed.connect(self._look)
        self._next = QTimer(screen, singleShot=True, interval=0)
        self._next.timeout.connect(self._act)

    def begin(self) -> None:
        self._next.start()

    def _act(self) -> None:
        if not self._screen.isVisible() or self._screen.title == "Visit":
            self._next.start(5)
            return
        self._number += 1
        do(self._screen, self._job, next(self._actions))
        self._look()

    def _look(self) -> None:
        """Tell what the screen says: everything up to the last action is saved."""
        says = self._screen.saved.words.words()
        if self._number > self._told and not self._screen.keeping.busy and says.startswith("Saved on this laptop"):
            self._told = self._number
            tell(f"saved {self._number}")
            self._next.start()


def do(screen: VisitScreen, job: Job, action: Action) -> None:
    """One action with keys."""
    kind, which, answer = action
    present, cards, measures, note = (
        cast(PresentSection, screen.sections["present"]),
        cast(GoalsSection, screen.sections["goals"]).cards,
        cast(MeasuresSection, screen.sections["measures"]),
        cast(NoteSection, screen.sections["note"]),
    )
    match kind:
        case "note":
            screen.show_section("note")
            note.field.input.selectAll()
            type_text(note.field.input, str(answer))
        case "rating":
            screen.show_section("goals")
            rating = cards[job.goal_ids[int(which)]].rating
            rating.setFocus()
            QTest.keyClick(screen.focusWidget() or rating, str(answer))
        case "outcome":
            screen.show_section("present")
            QTest.keyClick(present.outcome.button(str(answer)), Qt.Key.Key_Space)
        case "answer":
            screen.show_section("measures")
            _answer(measures, job, int(which), int(answer))


def _answer(measures: MeasuresSection, job: Job, item: int, option: int) -> None:
    measures.open(("phq9", job.caregiver_id))
    form = measures.questionnaire
    assert form is not None
    while form.place != item - 1:
        QTest.keyClick(form, Qt.Key.Key_Left if form.place > item - 1 else Qt.Key.Key_Right)
    QTest.keyClick(form, str(option))


def record_in_window(job: Job) -> None:
    """Open the visit in a window of its own and record it until killed."""
    app = QApplication(["desk"])
    apply(app, themes()["light"])
    clock = at_nine()
    store = open_again(Path(job.folder), clock)
    person = store.reader.get(Staff, store.owner)
    runner = ThreadRunner(lambda: Writing(store), lambda: Asking(store), _no_network, _fail)
    desk = cast(Desk, SimpleNamespace(person=person, clock=clock, measures=MEASURES))
    unsynced = Syncing(runner, Rhythm(Habits(), lambda: 0.5, 0.0), lambda: 0.0, parent=app)
    sessions = Sessions(runner, desk, lambda place: None, lambda: None, unsynced, parent=app)
    place = VisitPlace(job.appointment_id, "goals")
    screen = VisitScreen(sessions.of(app), place)
    sessions.saved.connect(lambda changed: screen.concerns(changed) and screen.refresh())
    screen.show()
    screen.refresh()
    recorder = Recorder(screen, job)
    recorder.begin()
    app.exec()


def _no_network(write: object) -> object:
    raise AssertionError("nothing here may wait for the network")


def _fail(error: Exception) -> None:
    raise error
