"""A visit workspace over a real encrypted file, in a window of the size of a small laptop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from pi_desktop.clock import FixedClock, local_instant
from pi_desktop.practice.visit_drafts import visit_id_of
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.consent import Consent
from pi_desktop.records.family import Alert, ProtectionPlan
from pi_desktop.records.goal import Goal, Rating
from pi_desktop.records.measure import MeasureDue
from pi_desktop.records.visit import Note, Visit
from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import UnitOfWork
from tests.families import TODAY, MadeFamily, make_appointment, make_family, new_store
from tests.ui.session import Desk
from ui.kit.theme import apply, themes
from ui.shell.places import VisitPlace
from ui.visit.screen import VisitScreen

TWO_MINUTES_PAST_TEN = local_instant(TODAY, time(10, 2)) + timedelta(seconds=41)


class Visited:
    """A laptop at the Okafors' sixth session: earlier ratings, a signed note, PHQ-9 due, consent to measures given."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.folder = folder
        self._qtbot = qtbot
        self.clock = FixedClock(TWO_MINUTES_PAST_TEN)
        self.store = new_store(folder, self.clock)
        with self.store.unit_of_work() as uow:
            self.family = make_family(uow, caregivers=[("Maria", "mother"), ("David", "father")], prefers="text")
            self.goals = _five_sessions(uow, self.family)
            self.appointment = _today(uow, self.family)
        self.desk = Desk(self.store)
        self.screen: VisitScreen

    def open(self, section: str = "present") -> VisitScreen:
        self.screen = VisitScreen(self.desk.session, VisitPlace(self.appointment.id, section))
        self.screen.resize(1366 - 196, 734)
        self.desk.show(self.screen)
        self.screen.show()
        self.screen.activateWindow()
        self._qtbot.waitUntil(self.screen.isActiveWindow)
        return self.screen

    def gone(self) -> None:
        """The window is no more, whatever it was doing."""
        self.desk.screen = None
        delete(self.screen)

    def come_back(self, section: str = "present") -> VisitScreen:
        """The window is gone without a word, as after a crash; another start opens the visit again."""
        self.gone()
        self.desk = Desk(self.store)
        return self.open(section)

    @property
    def visit_id(self) -> str:
        return visit_id_of(self.appointment.id)


def _five_sessions(uow: UnitOfWork, family: MadeFamily) -> list[Goal]:
    maria, david = family.caregivers
    calmer = uow.make(
        Goal,
        family_id=family.id,
        words="Feel calmer when Leo cries",
        set_on=date(2026, 10, 6),
        set_with=(maria.id,),
        session=1,
        place=1,
        state="active",
    )
    play = uow.make(
        Goal,
        family_id=family.id,
        words="Play together every day",
        set_on=date(2026, 10, 13),
        set_with=(maria.id, david.id),
        session=2,
        place=2,
        state="active",
    )
    ratings = {date(2026, 10, 20): (2, None), date(2026, 10, 27): (3, 3), date(2026, 11, 3): (3, None)}
    ratings |= {date(2026, 11, 10): (5, None), date(2026, 11, 17): (None, 4)}
    for day, values in ratings.items():
        visit = _earlier_visit(uow, family, day)
        for goal, value in zip((calmer, play), values, strict=True):
            if value is not None:
                uow.make(
                    Rating, family_id=family.id, goal_id=goal.id, visit_id=visit.id, at=visit.started_at, value=value
                )
    return [calmer, play]


def _earlier_visit(uow: UnitOfWork, family: MadeFamily, day: date) -> Visit:
    appointment = make_appointment(uow, family, day, outcome="attended")
    at = local_instant(day, time(9, 15))
    visit = uow.make(
        Visit,
        id=visit_id_of(appointment.id),
        family_id=family.id,
        appointment_id=appointment.id,
        staff_id=uow.actor,
        started_at=at,
        finished_at=at,
    )
    words = "Maria noticed Leo turning towards her voice. Agreed: two minutes of following his lead each evening."
    uow.make(Note, family_id=family.id, visit_id=visit.id, staff_id=uow.actor, about=at, words=words, signed_at=at)
    return visit


def _today(uow: UnitOfWork, family: MadeFamily) -> Appointment:
    maria, _ = family.caregivers
    earlier = datetime.fromisoformat("2026-10-06T09:15:00+00:00")
    for purpose in ("service", "outcome_measures"):
        uow.make(
            Consent,
            family_id=family.id,
            purpose=purpose,
            caregiver_id=maria.id,
            decision="given",
            means="signed",
            at=earlier,
        )
    uow.make(ProtectionPlan, family_id=family.id, kind="child_in_need", since=date(2026, 9, 1))
    uow.make(Alert, family_id=family.id, kind="dog")
    appointment = make_appointment(uow, family, invited=(maria.id,), purpose="review")
    uow.make(MeasureDue, family_id=family.id, measure="phq9", caregiver_id=maria.id, appointment_id=appointment.id)
    return appointment


@pytest.fixture
def visited(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Visited]:
    apply(qapp, themes()["light"])
    visited = Visited(tmp_path, qtbot)
    yield visited
    visited.gone()
    visited.store.close()


__all__ = ["Store", "Visited"]
