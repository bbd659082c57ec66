"""What a family has agreed to: asked purpose by purpose, of each caregiver, and never overwritten."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import msgspec

from pi_desktop.clock import local_day
from pi_desktop.ids import Id
from pi_desktop.practice import visit_drafts
from pi_desktop.practice.attendance import attendance, caregivers_of
from pi_desktop.practice.chains import Chain, chains
from pi_desktop.practice.naming import caregiver_and_role
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.consent import PURPOSES, Consent
from pi_desktop.records.visit import Visit
from pi_desktop.store.reader import Reader
from pi_desktop.store.unit_of_work import UnitOfWork

SECTION = "consent"
SERVICE, OUTCOME_MEASURES, SHARING = "service", "outcome_measures", "sharing"
GIVEN, REFUSED, WITHDRAWN = "given", "refused", "withdrawn"
PURPOSE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "service": "The service",
        "outcome_measures": "Outcome measures",
        "sharing": "Sharing with another agency",
        "texts": "Text messages",
        "video": "Video",
    }
)

Matter = tuple[Id, str, str | None]
"""Whose decision, on which purpose, and for sharing with which agency."""


class Decision(msgspec.Struct, frozen=True, omit_defaults=True):
    """One decision as it was just given. `over`: the decisions that stood then."""

    caregiver_id: Id
    purpose: str
    agency: str | None
    decision: str
    means: str | None = None
    over: tuple[str, ...] = ()

    @property
    def matter(self) -> Matter:
        return (self.caregiver_id, self.purpose, self.agency)


class Draft(visit_drafts.Draft, frozen=True):
    """Decisions given at this visit, one a matter. `agencies`: by caregiver, one named without a decision yet."""

    decisions: tuple[Decision, ...] = ()
    agencies: dict[str, str] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one caregiver stands to one purpose (and agency, for sharing).

    `decision` since `since` is what counts from before; `now` is what was just said, `now_means` how. Where two
    people recorded different decisions, the more restrictive counts and `in_two_places` says so. `naming`: an agency
    that is being named, without a decision yet.
    """

    caregiver_id: Id
    purpose: str
    agency: str | None
    decision: str | None
    since: date | None
    means: str | None
    in_two_places: bool
    now: str | None = None
    now_means: str | None = None
    naming: str = ""

    @property
    def counts(self) -> str | None:
        """The decision that counts, None where nobody has asked yet."""
        return self.now or self.decision

    @property
    def may_withdraw(self) -> bool:
        """Only what was given can be withdrawn."""
        return self.decision == GIVEN


@dataclass(frozen=True, slots=True)
class CaregiverConsent:
    """One caregiver's standing to every purpose."""

    caregiver_id: Id
    words: str
    standings: tuple[Standing, ...]


def consents(reader: Reader, *, appointment: Appointment) -> tuple[CaregiverConsent, ...]:
    """What stands for each caregiver who is at the visit; for every caregiver where none is."""
    here = attendance(reader, appointment=appointment).caregivers_here
    caregivers = caregivers_of(reader, appointment)
    stood = chains(reader.find(Consent, family_id=appointment.family_id))
    draft = visit_drafts.kept(reader, appointment.id, SECTION, Draft) or Draft()
    return tuple(
        CaregiverConsent(each.id, caregiver_and_role(each), tuple(_standings(each.id, stood, draft)))
        for each in caregivers
        if each.id in here or not here
    )


def counts(reader: Reader, *, appointment: Appointment, caregiver_id: Id, purpose: str) -> str | None:
    """The decision that counts at this moment of the visit, None where nobody has asked yet."""
    stood = chains(reader.find(Consent, family_id=appointment.family_id, purpose=purpose))
    draft = visit_drafts.kept(reader, appointment.id, SECTION, Draft) or Draft()
    return _standing((caregiver_id, purpose, None), stood, draft).counts


def name_agency(uow: UnitOfWork, *, appointment_id: Id, caregiver_id: Id, agency: str) -> None:
    """Keeps the name of an agency on which a caregiver is about to decide; none gives it up.

    Raises Refused where it cannot be kept as it is written.
    """
    named = RECORD_TYPES["consent"].check({"agency": agency})["agency"] or ""
    draft = visit_drafts.kept(uow, appointment_id, SECTION, Draft) or Draft()
    agencies = {**draft.agencies, caregiver_id: named} if named else _without(draft.agencies, caregiver_id)
    visit_drafts.keep(uow, appointment_id, SECTION, msgspec.structs.replace(draft, agencies=agencies))


def decide(
    uow: UnitOfWork,
    *,
    appointment_id: Id,
    caregiver_id: Id,
    purpose: str,
    decision: str,
    means: str | None = None,
    agency: str | None = None,
) -> None:
    """Keeps one caregiver's decision on one purpose; it will supersede what stood.

    Raises Refused where that cannot be kept as it is written.
    """
    appointment = visit_drafts.appointment_of(uow, appointment_id)
    checked = RECORD_TYPES["consent"].check(
        {"purpose": purpose, "decision": decision, "means": means, "agency": agency}
    )
    matter = (caregiver_id, purpose, checked["agency"])
    chain = _chain(matter, chains(uow.find(Consent, family_id=appointment.family_id, purpose=purpose)))
    said = Decision(*matter, decision, means, chain.to_supersede if chain else ())
    draft = visit_drafts.kept(uow, appointment_id, SECTION, Draft) or Draft()
    others = (each for each in draft.decisions if each.matter != matter)
    named = said.agency is not None and draft.agencies.get(caregiver_id) == said.agency
    agencies = _without(draft.agencies, caregiver_id) if named else draft.agencies
    visit_drafts.keep(uow, appointment_id, SECTION, Draft((*others, said), agencies))


def take_back(
    uow: UnitOfWork, *, appointment_id: Id, caregiver_id: Id, purpose: str, agency: str | None = None
) -> None:
    """Forgets a decision that was just kept and has not become a record yet."""
    draft = visit_drafts.kept(uow, appointment_id, SECTION, Draft) or Draft()
    matter = (caregiver_id, purpose, agency)
    left = Draft(tuple(each for each in draft.decisions if each.matter != matter), draft.agencies)
    visit_drafts.keep(uow, appointment_id, SECTION, left)


def settle(uow: UnitOfWork, visit: Visit, draft: Draft) -> bool:
    """Makes a consent record of each decision; an agency without one stays named, and False says so."""
    for said in draft.decisions:
        uow.make(
            Consent,
            family_id=visit.family_id,
            purpose=said.purpose,
            caregiver_id=said.caregiver_id,
            agency=said.agency,
            decision=said.decision,
            means=said.means,
            at=visit_drafts.time_of(visit, uow.clock.now()),
            visit_id=visit.id,
            supersedes=said.over,
        )
    if draft.agencies:
        visit_drafts.keep(uow, visit.appointment_id, SECTION, Draft(agencies=draft.agencies))
    return not draft.agencies


def _without(agencies: Mapping[str, str], caregiver_id: Id) -> dict[str, str]:
    return {each: agency for each, agency in agencies.items() if each != caregiver_id}


def _standings(caregiver_id: Id, stood: Sequence[Chain[Consent]], draft: Draft) -> Iterator[Standing]:
    """One for each purpose; for sharing one for each agency that has been spoken of, and one for another."""
    matters: list[Matter] = [(caregiver_id, purpose, None) for purpose in PURPOSES]
    spoken_of = {_matter(chain.in_force) for chain in stood} | {said.matter for said in draft.decisions}
    agencies = sorted(agency for person, _, agency in spoken_of if person == caregiver_id and agency)
    place = PURPOSES.index(SHARING)
    matters[place:place] = [(caregiver_id, SHARING, agency) for agency in agencies]
    return (_standing(matter, stood, draft) for matter in matters)


def _standing(matter: Matter, stood: Sequence[Chain[Consent]], draft: Draft) -> Standing:
    chain = _chain(matter, stood)
    said = next((each for each in draft.decisions if each.matter == matter), None)
    return Standing(
        *matter,
        decision=chain.in_force.decision if chain else None,
        since=local_day(chain.in_force.at) if chain else None,
        means=chain.in_force.means if chain else None,
        in_two_places=chain.in_two_places if chain else False,
        now=said.decision if said else None,
        now_means=said.means if said else None,
        naming=draft.agencies.get(matter[0], "") if matter[1:] == (SHARING, None) else "",
    )


def _chain(matter: Matter, stood: Sequence[Chain[Consent]]) -> Chain[Consent] | None:
    return next((chain for chain in stood if _matter(chain.in_force) == matter), None)


def _matter(consent: Consent) -> Matter:
    return (consent.caregiver_id, consent.purpose, consent.agency)
