"""What to keep in mind while one is with a family."""

from collections.abc import Iterator
from dataclasses import dataclass

from pi_desktop.practice.attendance import caregivers_of
from pi_desktop.practice.naming import first_name
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.family import Alert, ContactDetails, ProtectionPlan
from pi_desktop.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Reminded:
    """One thing to keep in mind. `kind`: "plan", "alert", "contact" or "interpreter"; `code` which; `words` whose."""

    kind: str
    code: str
    words: str = ""


def keep_in_mind(reader: Reader, *, appointment: Appointment) -> tuple[Reminded, ...]:
    """Plans in force, alerts about the address, how the caregivers may and like to be reached, and language."""
    return (*_plans(reader, appointment), *_alerts(reader, appointment), *_contacts(reader, appointment))


def _plans(reader: Reader, appointment: Appointment) -> Iterator[Reminded]:
    for plan in reader.find(ProtectionPlan, family_id=appointment.family_id):
        if plan.until is None or plan.until >= appointment.day:
            yield Reminded("plan", plan.kind)


def _alerts(reader: Reader, appointment: Appointment) -> Iterator[Reminded]:
    for alert in reader.find(Alert, family_id=appointment.family_id):
        if alert.until is None or alert.until >= appointment.day:
            yield Reminded("alert", alert.kind, alert.words or "")


def _contacts(reader: Reader, appointment: Appointment) -> Iterator[Reminded]:
    """Said of caregivers by name unless it holds for all of them."""
    people = {each.id: first_name(each) for each in caregivers_of(reader, appointment)}
    found: dict[tuple[str, str], list[str]] = {}
    for contact in reader.find(ContactDetails, family_id=appointment.family_id):
        if contact.caregiver_id in people:
            for about in _about(contact):
                found.setdefault(about, []).append(people[contact.caregiver_id])
    for (kind, code), names in found.items():
        yield Reminded(kind, code, ", ".join(names) if len(names) < len(people) else "")


def _about(contact: ContactDetails) -> Iterator[tuple[str, str]]:
    if contact.may_text is False:
        yield "contact", "not_to_be_texted"
    elif contact.prefers:
        yield "contact", contact.prefers
    if contact.may_leave_voicemail is False:
        yield "contact", "no_voicemail"
    if contact.address_hidden:
        yield "contact", "address_hidden"
    if contact.interpreter:
        yield "interpreter", contact.language or ""
