"""One invented family's record, from the referral to today."""

from datetime import date, time, timedelta

from pi_desktop.demo.diary import Diary
from pi_desktop.demo.household import tell_referral
from pi_desktop.demo.pen import Pen
from pi_desktop.demo.reaching import tell_allocation, tell_attempts
from pi_desktop.demo.sessions import Sessions, todays_visit
from pi_desktop.records import Record

_WEEKS_UNTIL_THE_FIRST = 4


def tell(pen: Pen, diary: Diary) -> list[Record]:
    """Tells a plot as records in the order in which they were written."""
    days = _session_days(pen)
    ended_on = days[-1] + timedelta(weeks=1) if pen.plot.stage == "ended" else None
    household = tell_referral(pen, ended_on)
    if pen.plot.stage not in ("referred", "waiting"):
        tell_allocation(pen, ended_on)
        tell_attempts(pen, household)
        sessions = Sessions(pen, household, diary)
        if pen.plot.stage != "engaging":
            sessions.tell(days)
        elif pen.marked("booked"):
            sessions.book(pen.today + timedelta(days=3), time(10), "first")
    return pen.written


def _session_days(pen: Pen) -> list[date]:
    """One session a week: up to last week where the work goes on, from four weeks after the referral where it ended."""
    plot = pen.plot
    ago = plot.sessions if plot.stage == "in_therapy" else plot.weeks - _WEEKS_UNTIL_THE_FIRST
    weekday = pen.today.weekday() if todays_visit(pen) else pen.chance.randint(0, 4)
    first = pen.weeks_ago(ago) + timedelta(days=weekday - pen.today.weekday())
    return [first + timedelta(weeks=week) for week in range(plot.sessions)]
