"""A family: babies born or expected, caregivers, how to reach them, and what to keep in mind."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from pi_desktop.ids import Id
from pi_desktop.records import kinds
from pi_desktop.records.record import Record, Visibility, kept

STAGES = ("referred", "waiting", "engaging", "in_therapy", "follow_up", "ended")
HELD_IN = ("child", "parent")
SEXES = ("female", "male", "indeterminate", "not_known")
ROLES = (
    "mother",
    "father",
    "co_mother",
    "co_father",
    "partner",
    "step_parent",
    "grandmother",
    "grandfather",
    "foster_carer",
    "kinship_carer",
    "other",
)
PREFERS = ("text", "call", "letter", "email")
WHEN_TO_CALL = ("any_time", "mornings", "afternoons", "after_17")
ALERTS = ("dog", "two_to_visit", "no_parking", "other_person_at_address", "other")
PLANS = ("child_protection", "child_in_need", "looked_after", "pre_birth")


@dataclass(frozen=True, kw_only=True, slots=True)
class Family(Record):
    """The family as the team speaks of it: a reference, a surname to find it by, and where it stands in the work."""

    type_name: ClassVar[str] = "family"
    visibility: ClassVar[Visibility] = Visibility.INDEX

    reference: str = kept(kinds.Text(20), required=True, searched=True)
    surname: str = kept(kinds.Text(120), required=True, searched=True)
    stage: str = kept(kinds.Code(STAGES), required=True)
    held_in: str | None = kept(kinds.Code(HELD_IN))
    opened_on: date | None = kept(kinds.Day())
    ended_on: date | None = kept(kinds.Day())


@dataclass(frozen=True, kw_only=True, slots=True)
class Baby(Record):
    """A baby, born or expected. An expected baby has a due date and often no name yet."""

    type_name: ClassVar[str] = "baby"
    visibility: ClassVar[Visibility] = Visibility.INDEX

    given_name: str | None = kept(kinds.Text(80), group="name", searched=True)
    surname: str | None = kept(kinds.Text(80), group="name", searched=True)
    due_on: date | None = kept(kinds.Day())
    born_on: date | None = kept(kinds.Day())
    born_at_weeks: int | None = kept(kinds.Whole(20, 44))
    sex: str | None = kept(kinds.Code(SEXES))
    birth_order: int | None = kept(kinds.Whole(1, 8))


@dataclass(frozen=True, kw_only=True, slots=True)
class Caregiver(Record):
    """Somebody who cares for the baby; never assumed to be one mother and one father."""

    type_name: ClassVar[str] = "caregiver"
    visibility: ClassVar[Visibility] = Visibility.INDEX

    given_name: str | None = kept(kinds.Text(80), group="name", searched=True)
    surname: str | None = kept(kinds.Text(80), group="name", searched=True)
    preferred_name: str | None = kept(kinds.Text(80), searched=True)
    role: str = kept(kinds.Code(ROLES), required=True)
    lives_with_baby: bool | None = kept(kinds.Flag())
    parental_responsibility: bool | None = kept(kinds.Flag())
    from_day: date | None = kept(kinds.Day())
    until_day: date | None = kept(kinds.Day())


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactDetails(Record):
    """How a caregiver may be reached, and how not. Safe-contact fields use the more restrictive of two entries."""

    type_name: ClassVar[str] = "contact_details"
    visibility: ClassVar[Visibility] = Visibility.CONTACT

    caregiver_id: Id = kept(kinds.Link("caregiver"), required=True)
    mobile: str | None = kept(kinds.Phone(), searched=True)
    other_phone: str | None = kept(kinds.Phone(), searched=True)
    email: str | None = kept(kinds.Text(200))
    address: str | None = kept(kinds.Text(300), group="address", searched=True)
    postcode: str | None = kept(kinds.Postcode(), group="address", searched=True)
    address_hidden: bool | None = kept(kinds.Flag(), careful=(True, None, False))
    may_text: bool | None = kept(kinds.Flag(), careful=(False, None, True))
    may_leave_voicemail: bool | None = kept(kinds.Flag(), careful=(False, None, True))
    may_send_letters: bool | None = kept(kinds.Flag(), careful=(False, None, True))
    prefers: str | None = kept(kinds.Code(PREFERS))
    when_to_call: str | None = kept(kinds.Code(WHEN_TO_CALL))
    language: str | None = kept(kinds.Text(60))
    interpreter: bool | None = kept(kinds.Flag())


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert(Record):
    """Something that whoever goes there must know before they go."""

    type_name: ClassVar[str] = "alert"
    visibility: ClassVar[Visibility] = Visibility.CONTACT

    kind: str = kept(kinds.Code(ALERTS), required=True)
    words: str | None = kept(kinds.Text(120))
    until: date | None = kept(kinds.Day())


@dataclass(frozen=True, kw_only=True, slots=True)
class ProtectionPlan(Record):
    """A plan of the local authority for a child, with its dates."""

    type_name: ClassVar[str] = "protection_plan"
    visibility: ClassVar[Visibility] = Visibility.CLINICAL

    kind: str = kept(kinds.Code(PLANS), required=True)
    since: date | None = kept(kinds.Day())
    until: date | None = kept(kinds.Day())


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolRun(Record):
    """When an older brother or sister must be fetched: an appointment across it is likely to be missed."""

    type_name: ClassVar[str] = "school_run"
    visibility: ClassVar[Visibility] = Visibility.CONTACT

    child: str | None = kept(kinds.Text(80))
    leaves_at: time = kept(kinds.TimeOfDay(), required=True)
    back_at: time = kept(kinds.TimeOfDay(), required=True)
