"""What whoever goes to an appointment should know before: what is missing, what is due, what to mind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from pi_desktop.ids import Id
from pi_desktop.measures.library import Library
from pi_desktop.practice.consent_standing import agreed_to, consents_current, standing
from pi_desktop.practice.measure_names import measure_name
from pi_desktop.practice.working_days import is_working_day
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.family import Alert, ContactDetails, SchoolRun
from pi_desktop.records.goal import Goal
from pi_desktop.records.measure import MeasureDue
from pi_desktop.records.reminder import Reminder
from pi_desktop.store.reader import Reader

FIX_GOALS_BY_SESSION = 3
"""Goals that are used as outcomes are fixed within the first three sessions (Goal-Based Outcomes, Law and Jacob)."""
_WELL = frozenset({"consents_current", "reminder_sent", "reminder_delivered"})


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to know. `kind` is what it is, `words` which or whose, `count` how many where there are several."""

    kind: str
    words: str = ""
    count: int = 1


def marks(reader: Reader, appointment: Appointment, *, session: int, measures: Library) -> tuple[Mark, ...]:
    """The missing first, then what is due and what to mind at the address, at the end what is well."""
    found = (
        *_consents(reader, appointment),
        *_two_places(appointment),
        *_clashes(reader, appointment),
        *_measures_due(reader, appointment, measures),
        *_goals(reader, appointment, session),
        *_interpreter(reader, appointment),
        *_alerts(reader, appointment),
        *_reminder(reader, appointment),
    )
    return tuple(sorted(found, key=lambda mark: mark.kind in _WELL))


def _consents(reader: Reader, appointment: Appointment) -> Iterable[Mark]:
    standings = standing(reader, family_id=appointment.family_id or Id(""))
    service = next(each for each in standings if each.purpose == "service")
    if any(each.in_two_places for purpose in standings for each in purpose.decided):
        yield Mark("consent_in_two_places")
    if service.counts is None:
        yield Mark("consent_missing")
    elif service.counts != "given":
        yield Mark("consent_" + service.counts)
    elif consents_current(standings, appointment.day):
        yield Mark("consents_current")
    else:
        yield Mark("consent_to_ask")


def _two_places(appointment: Appointment) -> Iterable[Mark]:
    if appointment.rivals:
        yield Mark("changed_in_two_places")


def _clashes(reader: Reader, appointment: Appointment) -> Iterable[Mark]:
    if not is_working_day(appointment.day):
        return
    begins = _minute(appointment.at)
    for run in reader.find(SchoolRun, family_id=appointment.family_id):
        if begins < _minute(run.back_at) and _minute(run.leaves_at) < begins + appointment.minutes:
            yield Mark("school_run", run.child or "")


def _minute(at: time) -> int:
    """The minute of the day."""
    return at.hour * 60 + at.minute


def _measures_due(reader: Reader, appointment: Appointment, measures: Library) -> Iterable[Mark]:
    due = [
        each
        for each in reader.find(MeasureDue, family_id=appointment.family_id, done_by=None)
        if not each.declined and each.appointment_id in (None, appointment.id)
    ]
    if appointment.purpose == "ending" and len(due) > 1:
        yield Mark("end_measures_due", count=len(due))
    else:
        names = dict.fromkeys(measure_name(measures, each.measure) for each in due)
        yield from (Mark("measure_due", name) for name in names)


def _goals(reader: Reader, appointment: Appointment, session: int) -> Iterable[Mark]:
    if session == FIX_GOALS_BY_SESSION:
        yield Mark("goals_to_fix")
    elif session > FIX_GOALS_BY_SESSION and not reader.find(Goal, family_id=appointment.family_id, limit=1):
        yield Mark("goals_missing")


def _interpreter(reader: Reader, appointment: Appointment) -> Iterable[Mark]:
    if appointment.interpreter:
        return
    contacts = reader.find(ContactDetails, family_id=appointment.family_id, interpreter=True)
    languages = dict.fromkeys(each.language or "" for each in contacts)
    yield from (Mark("interpreter_missing", language) for language in languages)


def _reminder(reader: Reader, appointment: Appointment) -> Iterable[Mark]:
    reminders = reader.find(
        Reminder, family_id=appointment.family_id, appointment_id=appointment.id, order_by="-due_at", limit=1
    )
    if reminders:
        yield Mark("reminder_" + reminders[0].state)
    elif not agreed_to(reader, appointment.family_id, "texts"):
        yield Mark("no_text")


def _alerts(reader: Reader, appointment: Appointment) -> Iterable[Mark]:
    if appointment.place != "home":
        return
    for alert in reader.find(Alert, family_id=appointment.family_id):
        if alert.until is None or alert.until >= appointment.day:
            yield Mark("alert_" + alert.kind, alert.words or "")
