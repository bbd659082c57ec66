"""Who was there, and what came of the appointment."""

from collections.abc import Sequence
from dataclasses import dataclass

from pi_desktop.ids import Id
from pi_desktop.practice import visit_drafts
from pi_desktop.practice.field_words import code_words
from pi_desktop.practice.naming import age_words, baby_first_names, caregiver_and_role
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.appointment import SEEN, Appointment
from pi_desktop.records.family import Baby, Caregiver
from pi_desktop.records.record import Refused
from pi_desktop.records.visit import Visit
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

SECTION = "present"


class Draft(visit_drafts.Draft, frozen=True):
    """`saw_…`: what stood when the draft began."""

    caregivers: tuple[Id, ...]
    babies: tuple[Id, ...]
    others: str
    outcome: str | None
    saw_present: tuple[str, ...]
    saw_outcome: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may have been there: "Maria (mother)", "Leo (7 months)"."""

    id: Id
    words: str
    here: bool


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there and what came of it; until somebody says otherwise, everybody who was invited.

    `recorded`: somebody has said what came of the appointment. `in_two_places`: two people said different things.
    `wrong`: why the words about others cannot become a record as they are.
    """

    caregivers: tuple[Person, ...]
    babies: tuple[Person, ...]
    others: str
    outcome: str | None
    in_two_places: bool
    wrong: str

    @property
    def recorded(self) -> bool:
        return self.outcome is not None

    @property
    def seen(self) -> bool:
        """The family was seen, or may still be."""
        return self.outcome is None or self.outcome in SEEN

    @property
    def caregivers_here(self) -> tuple[Id, ...]:
        return tuple(person.id for person in self.caregivers if person.here)

    @property
    def babies_here(self) -> tuple[Id, ...]:
        return tuple(person.id for person in self.babies if person.here)


def outcome_words(code: str | None) -> str:
    """What came of an appointment: "Attended as planned"; empty while nobody has said."""
    return code_words(code).capitalize() if code else ""


def caregivers_of(reader: Reader, appointment: Appointment) -> tuple[Caregiver, ...]:
    """Those who care for the baby on the day of the appointment."""
    return tuple(
        caregiver
        for caregiver in reader.find(Caregiver, family_id=appointment.family_id)
        if caregiver.until_day is None or caregiver.until_day >= appointment.day
    )


def attendance(reader: Reader, *, appointment: Appointment) -> Attendance:
    """Who was there, as far as it has been said."""
    caregivers = caregivers_of(reader, appointment)
    babies = reader.find(Baby, family_id=appointment.family_id)
    here, others, outcome = _said(reader, appointment, caregivers, babies)
    visit = reader.get(Visit, visit_drafts.visit_id_of(appointment.id))
    names = baby_first_names(babies, caregivers)
    return Attendance(
        caregivers=tuple(Person(each.id, caregiver_and_role(each), each.id in here) for each in caregivers),
        babies=tuple(
            Person(each.id, _with_age(names[each.id], age_words(each, appointment.day)), each.id in here)
            for each in babies
        ),
        others=others,
        outcome=outcome,
        in_two_places="outcome" in appointment.rivals or bool(visit and "present" in visit.rivals),
        wrong=_wrong(others),
    )


def keep(
    uow: UnitOfWork,
    *,
    appointment_id: Id,
    caregivers: Sequence[Id],
    babies: Sequence[Id],
    others: str,
    outcome: str | None,
) -> None:
    """Keeps who was there and what came of it, words that are too many as they are. Raises Refused for no outcome."""
    appointment = visit_drafts.appointment_of(uow, appointment_id)
    if outcome != appointment.outcome:
        RECORD_TYPES["appointment"].check({"outcome": outcome})
    visit = visit_drafts.begin(uow, appointment_id)
    earlier = visit_drafts.kept(uow, appointment_id, SECTION, Draft)
    draft = Draft(
        caregivers=tuple(caregivers),
        babies=tuple(babies),
        others=others,
        outcome=outcome,
        saw_present=earlier.saw_present if earlier else visit_drafts.seen(visit, "present"),
        saw_outcome=earlier.saw_outcome if earlier else visit_drafts.seen(appointment, "outcome"),
    )
    visit_drafts.keep(uow, appointment_id, SECTION, draft)


def settle(uow: UnitOfWork, visit: Visit, draft: Draft) -> bool:
    """Makes records of what was kept; False where its words will not do yet. Of a family not seen nobody was there."""
    if _wrong(draft.others):
        return False
    appointment = visit_drafts.appointment_of(uow, visit.appointment_id)
    nobody = draft.outcome is not None and draft.outcome not in SEEN
    uow.edit(
        visit_drafts.as_seen(visit, "present", draft.saw_present),
        caregivers=() if nobody else draft.caregivers,
        babies=() if nobody else draft.babies,
        others=draft.others,
    )
    # Whoever has not said what came of it says nothing against a colleague who has.
    if draft.outcome not in (None, appointment.outcome):
        uow.edit(visit_drafts.as_seen(appointment, "outcome", draft.saw_outcome), outcome=draft.outcome)
    return True


def _wrong(others: str) -> str:
    """Why the words about others cannot become a record; empty where they can."""
    try:
        RECORD_TYPES["visit"].check({"others": others})
    except Refused as refused:
        return refused.by_field["others"].sentence
    return ""


def _said(
    reader: Reader, appointment: Appointment, caregivers: Sequence[Caregiver], babies: Sequence[Baby]
) -> tuple[set[str], str, str | None]:
    """Who is said to have been there, who else, and what came of it: being filled in, recorded, or invited."""
    draft = visit_drafts.kept(reader, appointment.id, SECTION, Draft)
    if draft:
        return {*draft.caregivers, *draft.babies}, draft.others, draft.outcome
    visit = reader.get(Visit, visit_drafts.visit_id_of(appointment.id))
    if visit and (appointment.outcome or visit.caregivers or visit.babies or visit.others):
        return {*visit.caregivers, *visit.babies}, visit.others or "", appointment.outcome
    invited = appointment.invited or tuple(caregiver.id for caregiver in caregivers)
    return {*invited, *(baby.id for baby in babies)}, "", appointment.outcome


def _with_age(name: str, age: str) -> str:
    return f"{name} ({age})" if age else name
