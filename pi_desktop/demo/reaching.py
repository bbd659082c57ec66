"""How an invented family was allocated, and how the keyworker tried to reach it."""

from datetime import date, time, timedelta

from pi_desktop.clock import local_instant
from pi_desktop.demo import words
from pi_desktop.demo.diary import working_day
from pi_desktop.demo.household import Household
from pi_desktop.demo.pen import Pen
from pi_desktop.records import Allocation, Consent, EngagementAttempt, NextStep

_MEANS = {"T": "text", "C": "call", "L": "letter", "V": "home_visit"}


def tell_allocation(pen: Pen, ended_on: date | None) -> None:
    since = min(working_day(pen.weeks_ago(pen.plot.weeks - 1)), pen.today)
    pen.go_to(local_instant(since, time(9)))
    for part, who in (("lead_practitioner", pen.plot.practitioner), ("keyworker", pen.plot.keyworker)):
        pen.write(Allocation, pen.staff["lead"], staff_id=pen.staff[who], part=part, since=since, until=ended_on)


def tell_attempts(pen: Pen, household: Household) -> None:
    """The attempts, a day or three apart, and for a family that was not reached yet what comes next."""
    keyworker = pen.staff[pen.plot.keyworker]
    engaging = pen.plot.stage == "engaging"
    attempts = (pen.plot.attempts or ("" if engaging else _usual_attempts(pen))).split()
    day = working_day(pen.weeks_ago(pen.plot.weeks - 1))
    for attempt in attempts:
        day = min(working_day(day + timedelta(days=pen.chance.randint(1, 3))), pen.today - timedelta(days=1))
        letter, outcome = attempt.split(":")
        at = pen.go_to(local_instant(day, time(pen.chance.randint(9, 15), pen.chance.choice((0, 10, 25, 40)))))
        pen.write(
            EngagementAttempt,
            keyworker,
            at=at,
            staff_id=keyworker,
            means=_MEANS[letter],
            outcome=outcome,
            to=(household.adults[0].id,),
            words=pen.chance.choice((None, None, *words.ENGAGED)),
        )
        if outcome in ("spoke", "replied") and pen.marked("texts_by_phone"):
            mother = household.adults[0].id
            pen.write(
                Consent, keyworker, purpose="texts", caregiver_id=mother, decision="given", means="by_phone", at=at
            )
    if engaging and not pen.marked("booked"):
        step = "call, then visit with health visitor" if attempts else "first text to mother and father"
        pen.write(NextStep, keyworker, what=step, due_on=pen.today, staff_id=pen.practitioner)


def _usual_attempts(pen: Pen) -> str:
    unanswered = pen.chance.choices(("C:no_answer", "T:no_answer", "V:no_answer", "L:sent"), k=2)
    answered = pen.chance.choice(("T:replied", "C:spoke", "T:replied"))
    return " ".join([*unanswered[: pen.chance.randint(0, 2)], answered])
