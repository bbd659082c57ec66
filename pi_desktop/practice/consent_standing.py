"""What a family has agreed to, in one look: purpose by purpose over all its caregivers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pi_desktop.clock import local_day
from pi_desktop.ids import Id
from pi_desktop.practice import naming
from pi_desktop.practice.chains import Chain, chains
from pi_desktop.records.consent import PURPOSES, RESTRICTIVE_FIRST, Consent
from pi_desktop.records.family import Caregiver
from pi_desktop.store.reader import Reader

_CONSENT_TO = {
    "service": "the service",
    "outcome_measures": "outcome measures",
    "sharing": "sharing",
    "texts": "text messages",
    "video": "video",
}
ASKED_OF_EVERY_FAMILY = ("service", "outcome_measures")


@dataclass(frozen=True, slots=True)
class Decided:
    """One caregiver's decision that counts, and all that led to it, the latest first."""

    caregiver: str
    decision: str
    on: date
    means: str | None
    agency: str | None
    until: date | None
    in_two_places: bool
    earlier: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True)
class PurposeStanding:
    """How a family stands to one purpose. `not_asked`: the caregivers whom nobody has asked yet."""

    purpose: str
    decided: tuple[Decided, ...]
    not_asked: tuple[str, ...]

    @property
    def counts(self) -> str | None:
        """The most restrictive of the decisions; None where there is none."""
        decisions = [each.decision for each in self.decided]
        return min(decisions, key=_restriction, default=None)

    @property
    def foremost(self) -> Decided | None:
        """The decision that counts."""
        return min(self.decided, key=lambda each: _restriction(each.decision), default=None)


def consent_words(purpose: str, agency: str | None = None) -> str:
    """ "Consent to the service", "Consent to sharing with health visitor"."""
    words = _CONSENT_TO.get(purpose, purpose.replace("_", " "))
    return f"Consent to {words} with {agency}" if agency else f"Consent to {words}"


def standing(reader: Reader, *, family_id: Id) -> tuple[PurposeStanding, ...]:
    """Every purpose in the order of the form, also those that nobody was asked about."""
    caregivers = [each for each in reader.find(Caregiver, family_id=family_id) if each.until_day is None]
    everybody = {each.id: each for each in reader.find(Caregiver, family_id=family_id, with_removed=True)}
    found = chains(reader.find(Consent, family_id=family_id))
    return tuple(_of_purpose(purpose, found, caregivers, everybody) for purpose in PURPOSES)


def consents_current(standings: Sequence[PurposeStanding], today: date) -> bool:
    """Whether the service is agreed to, measures have been asked about, nothing has run out or is in two places."""
    by_purpose = {each.purpose: each for each in standings}
    asked = all(by_purpose[purpose].counts is not None for purpose in ASKED_OF_EVERY_FAMILY)
    decided = [each for standing in standings for each in standing.decided]
    good = all(not each.in_two_places and (each.until is None or each.until >= today) for each in decided)
    return asked and good and by_purpose["service"].counts == "given"


def agreed_to(reader: Reader, family_id: Id | None, purpose: str) -> bool:
    """Whether some caregiver has given consent to a purpose, and it still counts."""
    return any(
        chain.in_force.decision == "given"
        for chain in chains(reader.find(Consent, family_id=family_id, purpose=purpose))
    )


def _of_purpose(
    purpose: str,
    found: Sequence[Chain[Consent]],
    caregivers: Sequence[Caregiver],
    everybody: dict[Id, Caregiver],
) -> PurposeStanding:
    mine = [chain for chain in found if chain.in_force.purpose == purpose]
    asked = {chain.in_force.caregiver_id for chain in mine}
    return PurposeStanding(
        purpose=purpose,
        decided=tuple(_decided(chain, everybody) for chain in mine),
        not_asked=tuple(naming.first_name(each) for each in caregivers if each.id not in asked),
    )


def _decided(chain: Chain[Consent], everybody: dict[Id, Caregiver]) -> Decided:
    consent = chain.in_force
    caregiver = everybody.get(consent.caregiver_id)
    earlier = [each for each in reversed(chain.entries) if each not in chain.tips]
    return Decided(
        caregiver=naming.first_name(caregiver) if caregiver else "a caregiver",
        decision=consent.decision,
        on=local_day(consent.at),
        means=consent.means,
        agency=consent.agency,
        until=consent.until,
        in_two_places=chain.in_two_places,
        earlier=tuple((each.decision, local_day(each.at)) for each in earlier),
    )


def _restriction(decision: str) -> int:
    return RESTRICTIVE_FIRST.index(decision) if decision in RESTRICTIVE_FIRST else 0
