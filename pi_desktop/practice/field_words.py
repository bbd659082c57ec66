"""What a field is called, and how its value reads, wherever entries are laid side by side: histories, choices."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pi_desktop.clock import LONDON
from pi_desktop.ids import Id
from pi_desktop.practice import naming
from pi_desktop.practice.days import clock_time, short_day_with_year
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.family import Baby, Caregiver
from pi_desktop.records.kinds import Answers, Code, Day, Flag, Instant, Kind, Link, Many, Phone, TimeOfDay
from pi_desktop.records.merging import REMOVED
from pi_desktop.records.team import Staff
from pi_desktop.store.reader import Reader

NOTHING = "nothing"
"""How an empty entry reads."""

_GROUPS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("appointment", "when_and_where"): "date, time and place",
        ("appointment", "outcome"): "what came of it",
        ("contact_details", "address"): "address",
        ("contact_details", "mobile"): "mobile number",
        ("contact_details", "other_phone"): "other phone number",
        ("contact_details", "address_hidden"): "keep the address hidden",
        ("contact_details", "may_text"): "may be texted",
        ("contact_details", "may_leave_voicemail"): "voicemail may be left",
        ("contact_details", "may_send_letters"): "letters may be sent",
        ("contact_details", "prefers"): "prefers",
        ("contact_details", "when_to_call"): "when to call",
        ("contact_details", "interpreter"): "interpreter needed",
        ("baby", "born_on"): "date of birth",
        ("baby", "due_on"): "due date",
        ("goal", "words"): "goal in the family's words",
        ("goal", "state"): "how the goal stands",
        ("visit", "present"): "who was there",
        ("family", "held_in"): "whose name the record is held in",
        ("next_step", "what"): "next step",
        ("next_step", "due_on"): "next step due",
        ("next_step", "done_on"): "next step done",
    }
)
_RECORDS: Mapping[str, str] = MappingProxyType(
    {
        "contact_details": "",
        "caregiver": "",
        "baby": "",
        "family": "",
        "measure_due": "measure due",
        "safety_answer": "what was done about an answer",
        "engagement_attempt": "attempt to reach the family",
        "next_step": "",
        "administration": "questionnaire",
        "school_run": "school run",
        "protection_plan": "plan",
        "risk_profile": "risks and stresses",
    }
)
_VALUES: Mapping[str, str] = MappingProxyType(
    {
        "home": "home visit",
        "base": "at the base",
        "childrens_centre": "children’s centre",
        "telephone": "by telephone",
        "video": "by video",
        "attended": "attended as planned",
        "late_but_seen": "late, but seen",
        "cancelled_by_family": "cancelled in advance by the family",
        "cancelled_by_team": "cancelled by the team",
        "not_attended": "not attended, no prior cancellation",
        "not_brought": "was not brought",
        "no_access": "no access",
        "after_17": "after 17:00",
        "any_time": "any time",
        "in_therapy": "in therapy",
        "follow_up": "follow-up",
    }
)


def group_words(record_type: str, group: str) -> str:
    """What a merge group is called: "mobile number"."""
    if group == REMOVED:
        return "kept or taken back"
    return _GROUPS.get((record_type, group), group.replace("_", " "))


def record_words(record_type: str) -> str:
    """What a record is called beside the name of its family; empty where the field says enough."""
    return _RECORDS.get(record_type, record_type.replace("_", " "))


def code_words(code: str) -> str:
    """A code as the team says it; one that has no words of its own as it is written."""
    return _VALUES.get(code, code.replace("_", " "))


def phone_words(number: str) -> str:
    """A number as it is read out: +447700900142 becomes 07700 900 142; one from abroad keeps its country."""
    if not number.startswith("+44") or len(number) != len("+447700900142"):
        return number
    national = f"0{number[3:]}"
    return f"{national[:5]} {national[5:8]} {national[8:]}"


def value_words(reader: Reader, record_type: str, name: str, value: Any) -> str:
    """A field's value as a person reads it; `value` is as records hold it."""
    rule = RECORD_TYPES[record_type].rules.get(name)
    if value is None or value in ((), {}):
        return NOTHING
    return _by_kind(reader, rule.kind, value) if rule else str(value)


def _by_kind(reader: Reader, kind: Kind, value: Any) -> str:
    match kind:
        case Many():
            return ", ".join(_by_kind(reader, kind.of, each) for each in value)
        case Link():
            return _called(reader, kind.to, value)
        case Phone():
            return phone_words(value)
        case Code():
            return code_words(value)
        case Answers():
            return f"{sum(answer is not None for answer in value.values())} answers"
        case Flag():
            return "yes" if value else "no"
        case Instant():
            local = value.astimezone(LONDON)
            return f"{short_day_with_year(local.date())}, {clock_time(local.time())}"
        case Day():
            return short_day_with_year(value)
        case TimeOfDay():
            return clock_time(value)
    return str(value)


def _called(reader: Reader, record_type: str, record_id: Id) -> str:
    """The name of whom a link points to; what a record of another kind is, where it is nobody."""
    known = RECORD_TYPES.get(record_type)
    match reader.get(known.cls, record_id) if known else None:
        case Staff(name=name):
            return name
        case Caregiver() as caregiver:
            return naming.caregiver_name(caregiver)
        case Baby() as baby:
            return baby.given_name or "baby without a name yet"
    return record_words(record_type) or record_type or "another entry"
