"""All that happened with a family, the latest first: what was booked and came of it, attempts, consents, notes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from pi_desktop.clock import local_day, local_instant
from pi_desktop.ids import Id
from pi_desktop.measures.library import Library
from pi_desktop.practice import naming
from pi_desktop.practice.consent_standing import consent_words
from pi_desktop.practice.days import short_day
from pi_desktop.practice.field_words import code_words
from pi_desktop.practice.measure_names import measure_name
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.consent import Consent
from pi_desktop.records.engagement import EngagementAttempt, EngagementDecision
from pi_desktop.records.family import Caregiver
from pi_desktop.records.measure import Administration
from pi_desktop.records.referral import Referral
from pi_desktop.records.reminder import Reminder
from pi_desktop.records.team import Staff
from pi_desktop.records.visit import Note
from pi_desktop.store.reader import Reader

AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `by` is a person's name, or "automatic"; `more` what else was said of it."""

    kind: str
    at: datetime
    words: str
    more: str
    by: str


def timeline(reader: Reader, *, family_id: Id, measures: Library, now: datetime) -> tuple[Event, ...]:
    """Everything up to now, the latest first."""
    teller = _Teller(reader, family_id, measures)
    events = [event for event in teller.tell() if event.at <= now]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


class _Teller:
    """Reads one family's records, and says what each of them was."""

    def __init__(self, reader: Reader, family_id: Id, measures: Library) -> None:
        self._reader = reader
        self._family_id = family_id
        self._measures = measures
        self._staff = {each.id: each.name for each in reader.find(Staff)}
        caregivers = reader.find(Caregiver, family_id=family_id, with_removed=True)
        self._people = {each.id: naming.first_name(each) for each in caregivers}

    def tell(self) -> Iterable[Event]:
        parts: tuple[Callable[[], Iterable[Event]], ...] = (
            self._referrals,
            self._appointments,
            self._attempts,
            self._decisions,
            self._consents,
            self._administrations,
            self._notes,
            self._reminders,
        )
        for part in parts:
            yield from part()

    def _by(self, staff_id: Id | None) -> str:
        return self._staff.get(staff_id or Id(""), "a colleague")

    def _person(self, caregiver_id: Id | None) -> str:
        return self._people.get(caregiver_id or Id(""), "a caregiver")

    def _referrals(self) -> Iterable[Event]:
        for each in self._reader.find(Referral, family_id=self._family_id):
            words = f"Referred by {each.referrer or code_words(each.source)}"
            yield Event("referral", each.made_at, words, "", self._by(each.made_by))

    def _appointments(self) -> Iterable[Event]:
        for each in self._reader.find(Appointment, family_id=self._family_id):
            outcome = code_words(each.outcome) if each.outcome else "nothing recorded yet"
            words = f"{code_words(each.place).capitalize()}, {outcome}"
            at = local_instant(each.day, each.at)
            yield Event("appointment", at, words, each.outcome_words or "", self._by(each.staff_id))

    def _attempts(self) -> Iterable[Event]:
        for each in self._reader.find(EngagementAttempt, family_id=self._family_id):
            words = f"{code_words(each.means).capitalize()}, {code_words(each.outcome)}"
            yield Event("attempt", each.at, words, each.words or "", self._by(each.staff_id))

    def _decisions(self) -> Iterable[Event]:
        for each in self._reader.find(EngagementDecision, family_id=self._family_id):
            words = "Time to reach the family extended" if each.way == "extended" else "Back to the referrer"
            yield Event("decision", each.made_at, words, each.why or "", self._by(each.made_by))

    def _consents(self) -> Iterable[Event]:
        for each in self._reader.find(Consent, family_id=self._family_id):
            purpose = consent_words(each.purpose, each.agency)
            words = f"{purpose}: {each.decision} by {self._person(each.caregiver_id)}"
            yield Event("consent", each.at, words, code_words(each.means or ""), self._by(each.made_by))

    def _administrations(self) -> Iterable[Event]:
        for each in self._reader.find(Administration, family_id=self._family_id):
            if each.finished_at:
                score = "no score, an answer is missing" if each.total is None else f"score {each.total}"
                of = f", {self._person(each.caregiver_id)}" if each.caregiver_id else ""
                words = f"{measure_name(self._measures, each.measure)}{of}: {score}"
                yield Event("measure", each.at, words, "", self._by(each.made_by))

    def _notes(self) -> Iterable[Event]:
        for each in self._reader.find(Note, family_id=self._family_id):
            words = "Note" if each.signed_at else f"Note of {short_day(local_day(each.about))}, not signed yet"
            yield Event("note", each.signed_at or each.made_at, words, _first_line(each.words), self._by(each.staff_id))

    def _reminders(self) -> Iterable[Event]:
        for each in self._reader.find(Reminder, family_id=self._family_id):
            if each.state in ("sent", "delivered", "failed"):
                words = f"Text reminder {each.state} to {self._person(each.caregiver_id)}"
                yield Event("reminder", each.due_at, words, "", AUTOMATIC)


def _first_line(words: str | None) -> str:
    return (words or "").strip().partition("\n")[0]
