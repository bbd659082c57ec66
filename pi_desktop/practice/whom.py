"""Whom an entry is about, wherever entries of any kind are listed: choices, what was set aside."""

from pi_desktop.practice import families, naming
from pi_desktop.records.consent import Consent
from pi_desktop.records.family import Baby, Caregiver, ContactDetails
from pi_desktop.records.record import Record
from pi_desktop.store.reader import Reader


def whom(reader: Reader, record: Record) -> str:
    """The person where it is about one, else the family."""
    match record:
        case Caregiver():
            return naming.caregiver_name(record)
        case ContactDetails() | Consent():
            caregiver = reader.get(Caregiver, record.caregiver_id)
            if caregiver:
                return naming.caregiver_name(caregiver)
        case Baby():
            return naming.baby_name(record, reader.find(Caregiver, family_id=record.family_id))
    return families.title(reader, record.family_id)
