"""The people of a family and how to reach them: read for a form, and edited field by field."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from pi_desktop.clock import local_day
from pi_desktop.ids import Id, derived
from pi_desktop.practice import naming
from pi_desktop.practice.days import read_day
from pi_desktop.practice.history import Change, changes
from pi_desktop.records import type_of
from pi_desktop.records.family import Baby, Caregiver, ContactDetails
from pi_desktop.records.kinds import FieldError
from pi_desktop.records.record import Refused
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

DAYS = frozenset({"born_on", "due_on"})
_NO_LONGER_A_BABY = timedelta(days=365 * 10)
_OVERDUE = timedelta(weeks=4)


class BornAhead(FieldError):
    """A date of birth cannot lie ahead: please check it, or give it as the due date."""


class BornLongAgo(FieldError):
    """This date of birth is more than ten years ago: please check the year."""


class DueLongAgo(FieldError):
    """This due date went by more than four weeks ago: please check it, or give the date of birth."""


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A caregiver with the contact details, as they are seen: an edit answers this and nothing that came later.

    `contact` is None where none were written yet.
    """

    caregiver: Caregiver
    contact: ContactDetails | None
    title: str
    role: str
    changes: tuple[Change, ...]

    @property
    def in_two_places(self) -> bool:
        """Whether something of it waits for a choice."""
        return bool(self.caregiver.rivals or (self.contact and self.contact.rivals))


@dataclass(frozen=True, slots=True)
class BabyShown:
    """A baby as it is seen, with the name told apart from a brother's or sister's who bears the same."""

    baby: Baby
    title: str
    age: str
    changes: tuple[Change, ...]


def caregivers(reader: Reader, *, family_id: Id) -> tuple[PersonShown, ...]:
    """Whoever cares for the babies, those who have left at the end."""
    contacts = {each.caregiver_id: each for each in reader.find(ContactDetails, family_id=family_id)}
    found = sorted(reader.find(Caregiver, family_id=family_id), key=lambda each: each.until_day is not None)
    return tuple(_person(reader, each, contacts.get(each.id)) for each in found)


def babies(reader: Reader, *, family_id: Id, today: date) -> tuple[BabyShown, ...]:
    """A family's babies, born or expected."""
    found = reader.find(Baby, family_id=family_id)
    names = naming.baby_first_names(found, reader.find(Caregiver, family_id=family_id))
    return tuple(
        BabyShown(each, names[each.id], naming.age_words(each, today), changes(reader, record_id=each.id))
        for each in found
    )


def edit_caregiver(uow: UnitOfWork, *, seen: Caregiver, name: str, value: object) -> None:
    """Changes one field of a caregiver. Raises Refused where it cannot be kept."""
    uow.edit(seen, **{name: value})


def edit_contact(
    uow: UnitOfWork, *, caregiver: Caregiver, seen: ContactDetails | None, name: str, value: object
) -> None:
    """Changes one field of the contact details, or writes the first. Raises Refused where it cannot be kept.

    The details of one caregiver are one record, also where two laptops begin them.
    """
    contact_id = derived(caregiver.id, "contact details")
    if seen is None and (known := uow.get(ContactDetails, contact_id)):
        seen = _as_not_seen(known, name)
    if seen is not None:
        uow.edit(seen, **{name: value})
    else:
        values = {"family_id": caregiver.family_id, "caregiver_id": caregiver.id, name: value}
        uow.make(ContactDetails, id=contact_id, **values)


def edit_baby(uow: UnitOfWork, *, seen: Baby, name: str, typed: str | None) -> None:
    """Changes one field of a baby, dates as they are typed. Raises Refused where it cannot be kept."""
    value: object = typed
    if name in DAYS and typed:
        try:
            value = _day(name, typed, seen, local_day(uow.clock.now()))
        except FieldError as fault:
            raise Refused({name: fault}) from fault
    uow.edit(seen, **{name: value})


def _as_not_seen(known: ContactDetails, name: str) -> ContactDetails:
    """Details that came while the first were being written: an edit stands beside what they say, and not over it."""
    if getattr(known, name) is None:
        return known
    return replace(known, heads={**known.heads, type_of(known).group_of(name): (known.id,)})


def _day(name: str, typed: str, seen: Baby, today: date) -> date:
    day = read_day(typed, today)
    if name == "born_on" and day > today:
        raise BornAhead
    if name == "born_on" and day < today - _NO_LONGER_A_BABY:
        raise BornLongAgo
    if name == "due_on" and seen.born_on is None and day < today - _OVERDUE:
        raise DueLongAgo
    return day


def _person(reader: Reader, caregiver: Caregiver, contact: ContactDetails | None) -> PersonShown:
    found = [*changes(reader, record_id=caregiver.id), *(changes(reader, record_id=contact.id) if contact else ())]
    return PersonShown(
        caregiver=caregiver,
        contact=contact,
        title=naming.caregiver_name(caregiver),
        role=naming.role_words(caregiver),
        changes=tuple(sorted(found, key=lambda change: change.at, reverse=True)),
    )
