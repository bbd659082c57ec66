"""What waits for somebody: steps due, choices to make, replies, notes to sign, limits passed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pi_desktop.clock import local_day
from pi_desktop.ids import Id
from pi_desktop.practice import conflicts, engagement
from pi_desktop.practice.chains import superseded_by
from pi_desktop.practice.working_days import working_days_after
from pi_desktop.records.visit import Note
from pi_desktop.store.reader import Reader

_LOOK_BACK = timedelta(days=60)
"""Appointments without an outcome that are older than this are for the team's reports, not for Today."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits. `day` is when it was due, or what it dates from; `count` how many, or how many days."""

    kind: str
    family_id: Id | None = None
    surname: str = ""
    words: str = ""
    day: date | None = None
    count: int = 1
    record_id: Id | None = None


def needs_of(reader: Reader, *, staff_id: Id, today: date) -> tuple[Need, ...]:
    """Everything that waits for somebody, the most pressing kind first."""
    return (
        *_steps(reader, staff_id, today),
        *_in_two_places(reader),
        *_limits(reader, staff_id, today),
        *_outcomes(reader, staff_id, today),
        *_replies(reader, staff_id, today),
        *_notes(reader, staff_id),
    )


_MINE = """family_id IN (SELECT family_id FROM allocation
    WHERE staff_id = :me AND removed IS NULL AND (until IS NULL OR until >= :today))"""


def _steps(reader: Reader, staff_id: Id, today: date) -> Iterable[Need]:
    rows = reader.rows(
        f"""SELECT s.family_id, f.surname, s.what, s.due_on, s.id,
            f.stage IN ('referred', 'waiting', 'engaging')
        FROM next_step s JOIN family f ON f.id = s.family_id
        WHERE s.done_on IS NULL AND +s.due_on <= :today AND s.removed IS NULL
            AND (s.staff_id = :me OR s.staff_id IS NULL AND s.{_MINE}) ORDER BY s.due_on, s.id""",
        {"me": staff_id, "today": today.isoformat()},
    )
    for family_id, surname, what, due_on, step_id, to_reach in rows:
        yield Need(
            "attempt" if to_reach else "step", family_id, surname, what, date.fromisoformat(due_on), record_id=step_id
        )


def _in_two_places(reader: Reader) -> Iterable[Need]:
    count = conflicts.count_open(reader)
    if count:
        yield Need("conflicts", count=count)


def _limits(reader: Reader, staff_id: Id, today: date) -> Iterable[Need]:
    for family in engagement.to_reach(reader, staff_id=staff_id, today=today):
        if family.to_decide:
            yield Need("limit", family.family_id, family.surname, day=family.limit)


def _outcomes(reader: Reader, staff_id: Id, today: date) -> Iterable[Need]:
    rows = reader.rows(
        """SELECT a.family_id, f.surname, a.day, a.id FROM appointment a JOIN family f ON f.id = a.family_id
        WHERE a.day >= :since AND a.day < :today AND a.outcome IS NULL AND a.removed IS NULL AND a.staff_id = :me
        ORDER BY a.day, a.at""",
        {"me": staff_id, "today": today.isoformat(), "since": (today - _LOOK_BACK).isoformat()},
    )
    for family_id, surname, day, appointment_id in rows:
        yield Need("outcome", family_id, surname, day=date.fromisoformat(day), record_id=appointment_id)


def _replies(reader: Reader, staff_id: Id, today: date) -> Iterable[Need]:
    rows = reader.rows(
        f"""SELECT r.family_id, f.surname, r.received_on FROM referral r JOIN family f ON f.id = r.family_id
        WHERE r.referrer_told_on IS NULL AND r.removed IS NULL AND f.stage <> 'ended' AND r.{_MINE}
        ORDER BY r.received_on, r.id""",
        {"me": staff_id, "today": today.isoformat()},
    )
    for family_id, surname, received_on in rows:
        received = date.fromisoformat(received_on)
        yield Need("reply", family_id, surname, day=received, count=working_days_after(received, today))


def _notes(reader: Reader, staff_id: Id) -> Iterable[Need]:
    drafts = reader.find(Note, signed_at=None, staff_id=staff_id, order_by="about")
    replaced = {earlier for note in drafts for earlier in superseded_by(note)}
    for note in drafts:
        if note.id not in replaced and note.words:
            rows = reader.rows(
                """SELECT f.surname, v.appointment_id FROM family f LEFT JOIN visit v ON v.id = :visit
                WHERE f.id = :family""",
                {"visit": note.visit_id, "family": note.family_id},
            )
            for surname, appointment_id in rows:
                yield Need("note", note.family_id, surname, day=local_day(note.about), record_id=appointment_id)
