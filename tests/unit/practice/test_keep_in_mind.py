"""What to keep in mind while one is with a family."""

from __future__ import annotations

from datetime import timedelta

from pi_desktop.records.family import Alert, ContactDetails, ProtectionPlan
from tests.families import TODAY
from tests.unit.practice.visiting import Visiting


def in_mind(visit: Visiting) -> list[tuple[str, str, str]]:
    return [(each.kind, each.code, each.words) for each in visit.shows().in_mind]


def contact(visit: Visiting, place: int, **facts: object) -> None:
    person = visit.family.caregivers[place].id
    visit.write(lambda uow: uow.make(ContactDetails, family_id=visit.family.id, caregiver_id=person, **facts))


def test_plans_and_alerts_are_said_while_they_last(visit: Visiting) -> None:
    yesterday = TODAY - timedelta(days=1)
    visit.write(lambda uow: uow.make(ProtectionPlan, family_id=visit.family.id, kind="child_in_need"))
    visit.write(lambda uow: uow.make(ProtectionPlan, family_id=visit.family.id, kind="pre_birth", until=yesterday))
    visit.write(lambda uow: uow.make(Alert, family_id=visit.family.id, kind="dog"))
    visit.write(lambda uow: uow.make(Alert, family_id=visit.family.id, kind="no_parking", until=yesterday))
    assert in_mind(visit) == [("plan", "child_in_need", ""), ("alert", "dog", "")]


def test_what_holds_for_one_caregiver_is_said_by_name(visit: Visiting) -> None:
    contact(visit, 0, prefers="text")
    contact(visit, 1, may_text=False, prefers="text", interpreter=True, language="Urdu")
    assert in_mind(visit) == [
        ("contact", "text", "Maria"),
        ("contact", "not_to_be_texted", "David"),
        ("interpreter", "Urdu", "David"),
    ]


def test_what_holds_for_all_is_said_once(visit: Visiting) -> None:
    contact(visit, 0, prefers="call", address_hidden=True)
    contact(visit, 1, prefers="call", may_leave_voicemail=False)
    assert in_mind(visit) == [
        ("contact", "call", ""),
        ("contact", "address_hidden", "Maria"),
        ("contact", "no_voicemail", "David"),
    ]
