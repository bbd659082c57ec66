"""What stands in the way of contacting somebody: said at the moment, before it is done or logged."""

from collections.abc import Iterable
from dataclasses import dataclass

from pi_desktop.ids import Id
from pi_desktop.practice import naming
from pi_desktop.records.family import Caregiver, ContactDetails
from pi_desktop.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Barrier:
    """Somebody is not to be contacted by these means; with an outcome, only that is not to be done."""

    means: str
    outcome: str | None
    sentence: str


def barriers(reader: Reader, family_id: Id) -> tuple[Barrier, ...]:
    """Every rule of safe contact that a family's caregivers have set."""
    people = {each.id: each for each in reader.find(Caregiver, family_id=family_id)}
    return tuple(
        barrier
        for contact in reader.find(ContactDetails, family_id=family_id)
        for barrier in _of(contact, people.get(contact.caregiver_id))
    )


def _of(contact: ContactDetails, caregiver: Caregiver | None) -> Iterable[Barrier]:
    name = naming.first_name(caregiver) if caregiver else "This caregiver"
    if contact.may_text is False:
        yield Barrier("text", None, f"{name} is not to be texted.")
    if contact.may_send_letters is False:
        yield Barrier("letter", None, f"{name} must not be sent letters.")
    if contact.may_leave_voicemail is False:
        yield Barrier("call", "left_message", f"No voicemail is to be left for {name}.")
