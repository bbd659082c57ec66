"""A process that records a visit until it is killed, telling after each answer that it was told "saved".

Run as a program it reads one job a line (JSON) and forks a child for each, so that what is slow to import is imported
once. It writes `pid N`, then what the child tells (`saved I` once action I is kept, `inside` right before it kills
itself within a transaction), then `ended S` with the child's exit status.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from pi_desktop.ids import Id
from pi_desktop.measures.library import Library
from pi_desktop.practice import administrations, appointments, attendance, consent, goals, notes, visits
from pi_desktop.practice.days import short_day_with_year
from pi_desktop.practice.visit_drafts import visit_id_of
from pi_desktop.practice.visits import Workspace
from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import UnitOfWork
from tests.families import TODAY, at_nine, open_again

MEASURES = Library.load(Path(__file__).parents[2] / "resources" / "measures")
PHQ9 = MEASURES.get("phq9")
WORDS = ("Leo", "smiled", "مريم", "turned", "towards", "her", "voice", "Łucja", "🙂", "then", "slept")
LONGEST_NOTE = 400


@dataclass(frozen=True)
class Job:
    """`how`: "until killed", "inside" a transaction at a statement of its own choice, or through the "window".

    "too early" has the planted defect that it tells of a save before the commit.
    """

    folder: str
    appointment_id: Id
    caregiver_id: Id
    goal_ids: tuple[Id, Id]
    seed: int
    first: int
    how: str


Action = tuple[str, str, str | int]
"""What is answered, and the answer: ("rating", "0", 6), ("note", "", "Leo smiled")."""


def actions(seed: int, *, window: bool = False) -> Iterator[Action]:
    """What is done at the visit, without an end, the same for the same seed; in the window what keys can do fast."""
    chance = random.Random(seed)
    note = ""
    kinds = ["note", "note", "rating", "answer", "outcome", *([] if window else ["consent", "next", "leave"])]
    while True:
        kind = chance.choice(kinds)
        match kind:
            case "note":
                note = "" if len(note) > LONGEST_NOTE else note
                note = f"{note} {chance.choice(WORDS)}".strip()
                yield "note", "", note
            case "rating":
                yield "rating", chance.choice("01"), chance.choice((0, 2, 3, 4, 5, 6, 7, 8, 9))
            case "answer":
                yield "answer", str(chance.randint(1, 9)), chance.randint(0, 3)
            case "outcome":
                yield "outcome", "", chance.choice(("attended", "late_but_seen"))
            case "consent":
                yield "consent", chance.choice(("texts", "video")), chance.choice(("given", "refused"))
            case "next":
                yield "next", "", (TODAY + timedelta(days=chance.randint(1, 120))).isoformat()
            case "leave":
                yield "leave", "", ""


Shown = dict[str, object]


def expected(done: Iterator[Action] | list[Action]) -> Shown:
    """What the workspace must show after these actions."""
    shown: Shown = {}
    booked: set[str] = set()
    planned: set[str] = set()
    for kind, which, answer in done:
        if kind == "next":
            planned = {str(answer)}
        elif kind == "leave":
            booked |= planned
            planned = set()
        else:
            shown[f"{kind} {which}"] = answer
    shown["days"] = frozenset(booked | planned)
    return shown


def shown_by(visit: Workspace) -> Shown:
    """What the workspace shows, in the same form."""
    planned = {visit.next.when[0].isoformat()} if visit.next.when else set()
    shown: Shown = {
        "note ": visit.note.words,
        "outcome ": visit.attendance.outcome,
        "days": frozenset(planned | {each.day.isoformat() for each in visit.next.booked}),
    }
    shown |= {f"rating {place}": goal.today for place, goal in enumerate(visit.goals.goals)}
    shown |= {f"consent {each.purpose}": each.counts for person in visit.consents for each in person.standings}
    for sheet in visit.measures.sheets:
        if sheet.measure is PHQ9 and sheet.filled_in:
            shown |= {f"answer {item}": option for item, option in sheet.filled_in.answers.items()}
    return shown


def act(uow: UnitOfWork, job: Job, action: Action) -> None:
    """One action through the functions of the practice."""
    kind, which, answer = action
    here = {"appointment_id": job.appointment_id}
    match kind:
        case "note":
            notes.write(uow, **here, words=str(answer))
        case "rating":
            goals.rate(uow, **here, goal_id=job.goal_ids[int(which)], value=int(answer))
        case "answer":
            mine = {"measure": PHQ9, "caregiver_id": job.caregiver_id}
            administrations.answer(uow, **here, **mine, item=which, option=int(answer))
        case "outcome":
            attendance.keep(uow, **here, caregivers=[job.caregiver_id], babies=[], others="", outcome=str(answer))
        case "consent":
            consent.decide(uow, **here, caregiver_id=job.caregiver_id, purpose=which, decision=str(answer))
        case "next":
            day = short_day_with_year(date.fromisoformat(str(answer)))
            appointments.plan(uow, **here, day=day, at="09:15", place="home")
        case "leave":
            visits.settle(uow, visit_id=visit_id_of(job.appointment_id))


def tell(words: str) -> None:
    """One line to the outside, past every buffer."""
    os.write(1, f"{words}\n".encode())


def record(job: Job) -> None:
    """Record the visit through the practice until killed, from outside or by its own hand within a transaction."""
    store = open_again(Path(job.folder), at_nine())
    chance = random.Random(job.seed + job.first)
    fatal = chance.randint(1, 5) if job.how == "inside" else None
    for number, action in enumerate(islice(actions(job.seed), job.first, None)):
        if number == fatal:
            _die_inside(store, chance.randint(1, 12))
        with store.unit_of_work() as uow:
            act(uow, job, action)
            if job.how == "too early":
                tell(f"saved {job.first + number}")
        if job.how != "too early":
            tell(f"saved {job.first + number}")


def _die_inside(store: Store, statement: int) -> None:
    """Be killed before the given statement of the next transaction, or before its COMMIT if it has fewer."""
    seen = 0

    def count(sql: str) -> None:
        nonlocal seen
        seen += 1
        if store.writing.in_transaction and (seen > statement or sql.startswith("COMMIT")):
            tell("inside")
            os.kill(os.getpid(), signal.SIGKILL)

    store.writing.set_trace_callback(count)


def serve() -> None:
    """Fork a child for each job that is asked for."""
    for line in sys.stdin:
        asked = json.loads(line)
        job = Job(**{**asked, "goal_ids": tuple(asked["goal_ids"])})
        child = os.fork()
        if child == 0:
            _run(job)
        tell(f"pid {child}")
        _, status = os.waitpid(child, 0)
        tell(f"ended {status}")


def _run(job: Job) -> None:
    try:
        if job.how == "window":
            from tests.integration.visit_victim_window import record_in_window

            record_in_window(job)
        else:
            record(job)
    except BaseException:  # noqa: BLE001 - a forked child ends here, whatever happened
        traceback.print_exc()
    finally:
        os._exit(1)


def as_line(job: Job) -> bytes:
    return f"{json.dumps(asdict(job))}\n".encode()


if __name__ == "__main__":
    serve()
