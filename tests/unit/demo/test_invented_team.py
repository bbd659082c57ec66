"""The invented team: always the same, of every kind that the work knows, and with nothing in it that cannot be."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeVar

import pytest

from pi_desktop.clock import local_day, local_instant
from pi_desktop.demo.team import Invented, invent, last_working_day
from pi_desktop.records import (
    RECORD_TYPES,
    Administration,
    Allocation,
    Appointment,
    Baby,
    Caregiver,
    Consent,
    ContactDetails,
    EngagementAttempt,
    Family,
    Goal,
    Note,
    ProtectionPlan,
    Rating,
    Record,
    Referral,
    Reminder,
    Visit,
    type_of,
)
from pi_desktop.records.appointment import SEEN
from pi_desktop.records.kinds import Link, Many

R = TypeVar("R", bound=Record)

TUESDAY = date(2026, 11, 24)
EVERY_DAY = [TUESDAY, date(2026, 3, 30), date(2027, 1, 1), date(2028, 2, 29), date(2026, 11, 28)]


@pytest.fixture(scope="module")
def team() -> Invented:
    return invent(1, TUESDAY)


def of(team: Invented, cls: type[R]) -> list[R]:
    return [record for record in team.records if isinstance(record, cls)]


def by_family(team: Invented, cls: type[R]) -> dict[Any, list[R]]:
    found: dict[Any, list[R]] = defaultdict(list)
    for record in of(team, cls):
        found[record.family_id].append(record)
    return found


def test_the_same_seed_and_day_invent_the_same_team(team: Invented) -> None:
    again = invent(1, TUESDAY)
    assert again == team
    assert [operation.to_wire() for operation in again.operations()] == [each.to_wire() for each in team.operations()]
    assert invent(2, TUESDAY).records != team.records


def test_a_weekend_looks_back_on_friday() -> None:
    assert invent(1, date(2026, 11, 29)) == invent(1, date(2026, 11, 27))
    assert [last_working_day(date(2026, 11, day)).day for day in (27, 28, 29, 30)] == [27, 27, 27, 30]


def test_the_team_is_a_lead_of_each_kind_three_therapists_two_keyworkers_and_an_administrator(team: Invented) -> None:
    roles = sorted(staff.role for staff in team.staff.values())
    assert roles == [
        "administrator",
        "clinical_lead",
        "keyworker",
        "keyworker",
        "operational_lead",
        "therapist",
        "therapist",
        "therapist",
    ]
    assert len({staff.employer for staff in team.staff.values()}) == 2


def test_sixty_families_stand_at_every_point_of_the_work(team: Invented) -> None:
    families = of(team, Family)
    assert len(families) == 60
    assert len({family.reference for family in families}) == 60
    assert {family.stage for family in families} == set(RECORD_TYPES["family"].rules["stage"].kind.choices)


def test_families_of_every_kind_that_the_work_knows_are_there(team: Invented) -> None:
    babies, adults = by_family(team, Baby), by_family(team, Caregiver)
    contacts, plans = by_family(team, ContactDetails), by_family(team, ProtectionPlan)
    roles = {family: sorted(adult.role for adult in those) for family, those in adults.items()}
    kinds = {
        "expecting": any(baby.due_on and not baby.given_name for those in babies.values() for baby in those),
        "twins": any(len(those) == 2 and those[0].born_on == those[1].born_on for those in babies.values()),
        "two parents apart": any(
            len(those) == 2
            and {adult.lives_with_baby for adult in those} == {True, False}
            and "mother" in roles[family]
            for family, those in adults.items()
        ),
        "two mothers": ["co_mother", "mother"] in roles.values(),
        "grandparents": ["grandfather", "grandmother"] in roles.values(),
        "foster carers": any("foster_carer" in each for each in roles.values()),
        "a father alone": ["father"] in roles.values(),
        "interpreter needed": any(contact.interpreter for those in contacts.values() for contact in those),
        "child protection plan": any(plan.kind == "child_protection" for those in plans.values() for plan in those),
        "not to be texted": any(contact.may_text is False for those in contacts.values() for contact in those),
        "hidden address": any(contact.address_hidden for those in contacts.values() for contact in those),
        "a name in another script": any(not family.surname.isascii() for family in of(team, Family)),
    }
    assert [kind for kind, is_there in kinds.items() if not is_there] == []


def test_two_years_of_work_lie_behind_the_team(team: Invented) -> None:
    weeks = {(TUESDAY - appointment.day).days // 7 for appointment in of(team, Appointment) if appointment.outcome}
    assert min(weeks) <= 1
    assert max(weeks) >= 98
    assert len(weeks) > 85
    for staff in ("asha", "tomos", "ewa"):
        assert sum(note.staff_id == team.staff[staff].id for note in of(team, Note)) > 60
    assert len(of(team, EngagementAttempt)) > 50
    assert len(of(team, Rating)) > 300
    assert len(of(team, Administration)) > 100


@pytest.mark.parametrize("today", EVERY_DAY, ids=str)
def test_every_entry_is_one_that_the_program_would_keep(today: date) -> None:
    for record in invent(3, today).records:
        record_type = type_of(record)
        entered = {name: getattr(record, name) for name in record_type.rules}
        assert record_type.check(entered) == entered
        assert all(entered[name] not in (None, ()) for name, rule in record_type.rules.items() if rule.required)


@pytest.mark.parametrize("today", EVERY_DAY, ids=str)
def test_no_entry_speaks_of_what_was_not_yet(today: date) -> None:
    team = invent(1, today)
    day = last_working_day(today)
    evening = local_instant(day, datetime.min.time()) + timedelta(hours=20)
    for record in team.records:
        assert record.made_at <= evening
    for baby in of(team, Baby):
        assert (baby.born_on is None) != (baby.due_on is None)
        assert baby.born_on is None or baby.born_on <= local_day(baby.made_at)
        assert baby.due_on is None or baby.due_on > day
    for visit in of(team, Visit):
        assert visit.started_at < (visit.finished_at or evening) <= evening
        assert visit.babies
    for referral in of(team, Referral):
        assert referral.received_on <= (referral.decided_on or day) <= day
    for plan in of(team, ProtectionPlan):
        assert plan.since is None or plan.since <= day
    for note in of(team, Note):
        assert note.about <= (note.signed_at or evening) <= evening


@pytest.mark.parametrize("today", EVERY_DAY, ids=str)
def test_a_family_is_referred_then_allocated_then_reached_then_seen(today: date) -> None:
    team = invent(1, today)
    allocations, attempts = by_family(team, Allocation), by_family(team, EngagementAttempt)
    seen = by_family(team, Visit)
    for family in of(team, Family):
        moments = [family.opened_on]
        moments += [min(each.since for each in allocations[family.id])] if allocations[family.id] else []
        moments += [local_day(min(each.at for each in attempts[family.id]))] if attempts[family.id] else []
        moments += [local_day(min(each.started_at for each in seen[family.id]))] if seen[family.id] else []
        moments += [family.ended_on] if family.ended_on else []
        assert moments == sorted(moments), family.surname


@pytest.mark.parametrize("today", EVERY_DAY, ids=str)
def test_nobody_is_in_two_places_at_once_and_nobody_works_at_weekends(today: date) -> None:
    diaries: dict[str, list[Appointment]] = defaultdict(list)
    for appointment in of(invent(1, today), Appointment):
        diaries[appointment.staff_id].append(appointment)
        assert appointment.day.weekday() < 5
    for appointments in diaries.values():
        spans = sorted((local_instant(each.day, each.at), each.minutes) for each in appointments)
        for (begin, minutes), (following, _) in pairwise(spans):
            assert begin + timedelta(minutes=minutes) <= following


def test_four_families_are_seen_today_by_asha(team: Invented) -> None:
    surnames = {family.id: family.surname for family in of(team, Family)}
    today = [each for each in of(team, Appointment) if each.day == TUESDAY and each.staff_id == team.staff["asha"].id]
    told = [(str(each.at)[:5], surnames[each.family_id], each.purpose) for each in sorted(today, key=lambda a: a.at)]
    assert told == [
        ("09:15", "Okafor", "review"),
        ("11:00", "Price", "first"),
        ("14:00", "Malik", "intervention"),
        ("15:30", "Bright", "ending"),
    ]
    assert all(appointment.outcome is None for appointment in today)


def test_a_visit_follows_exactly_from_an_appointment_that_was_kept(team: Invented) -> None:
    kept = {each.id for each in of(team, Appointment) if each.outcome in SEEN}
    assert {visit.appointment_id for visit in of(team, Visit)} == kept
    assert all(each.outcome for each in of(team, Appointment) if each.day < TUESDAY)
    assert not any(each.outcome for each in of(team, Appointment) if each.day > TUESDAY)


def test_whoever_may_not_be_texted_gets_no_text_and_has_not_agreed_to_one(team: Invented) -> None:
    not_to_be_texted = {each.caregiver_id for each in of(team, ContactDetails) if each.may_text is False}
    assert not_to_be_texted
    assert not not_to_be_texted & {reminder.caregiver_id for reminder in of(team, Reminder)}
    decisions = {each.decision for each in of(team, Consent) if each.caregiver_id in not_to_be_texted}
    assert {each.decision for each in of(team, Consent) if each.purpose == "texts"} >= {"given", "refused"}
    assert "refused" in decisions


def test_every_link_leads_to_an_entry_of_its_kind_that_was_made_before(team: Invented) -> None:
    places = {record.id: (place, record.type_name) for place, record in enumerate(team.records)}
    for place, record in enumerate(team.records):
        for name, rule in type_of(record).rules.items():
            kind, value = rule.kind, getattr(record, name)
            link, targets = (kind.of, value) if isinstance(kind, Many) else (kind, (value,))
            for target in targets if isinstance(link, Link) else ():
                if target is not None and link.to != "staff":
                    assert places[target][1] == link.to
                    assert places[target][0] < place


def test_a_goal_is_rated_at_each_session_from_the_one_in_which_it_was_set(team: Invented) -> None:
    ratings = defaultdict(list)
    for rating in of(team, Rating):
        ratings[rating.goal_id].append(rating.value)
    assert all(ratings[goal.id] for goal in of(team, Goal))
    assert all(0 <= value <= 10 for values in ratings.values() for value in values)
