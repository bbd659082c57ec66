"""Reaching families that have not been seen yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from pi_desktop.clock import local_instant
from pi_desktop.ids import Id
from pi_desktop.practice import engagement
from pi_desktop.practice.engagement import FamilyToReach
from pi_desktop.practice.what_helps import Answered, WhatHelps, what_helps
from pi_desktop.records.engagement import EngagementAttempt, NextStep
from pi_desktop.records.family import ContactDetails
from pi_desktop.records.record import Refused
from pi_desktop.records.team import Allocation, Team
from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import UnitOfWork
from tests.colleague import make_colleague
from tests.families import TODAY, make_appointment, make_family, new_store

ALLOCATED = date(2026, 10, 28)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path)
    yield store
    store.close()


def make_whitlock(uow: UnitOfWork, since: date = ALLOCATED, **contact: object) -> Id:
    family = make_family(uow, surname="Whitlock", babies=["Finn"], stage="engaging", **contact)
    [allocation] = uow.find(Allocation, family_id=family.id)
    uow.edit(allocation, since=since)
    return family.id


def to_reach(store: Store, *, everyone: bool = False) -> list[FamilyToReach]:
    return list(engagement.to_reach(store.reader, staff_id=store.owner, today=TODAY, everyone=everyone))


def attempt(uow: UnitOfWork, family_id: Id, means: str, outcome: str, days_ago: int) -> None:
    at = local_instant(TODAY - timedelta(days_ago), time(10))
    facts = {"at": at, "staff_id": uow.actor, "means": means, "outcome": outcome}
    uow.make(EngagementAttempt, family_id=family_id, **facts)


def test_a_family_waits_until_it_has_been_seen(store: Store) -> None:
    with store.unit_of_work() as uow:
        family = make_family(uow, stage="engaging")
        booked = make_appointment(uow, family, TODAY)
    assert [(each.surname, each.booked) for each in to_reach(store)] == [("Okafor", (TODAY, time(9, 15)))]
    with store.unit_of_work() as uow:
        uow.edit(booked, outcome="not_attended")
    assert len(to_reach(store)) == 1
    with store.unit_of_work() as uow:
        uow.edit(uow.get(type(booked), booked.id), outcome="attended")
    assert to_reach(store) == []


def test_the_time_runs_from_the_allocation_by_the_teams_own_rule(store: Store) -> None:
    with store.unit_of_work() as uow:
        make_whitlock(uow)
    [family] = to_reach(store)
    assert (family.limit, family.days_left, round(family.share_used, 2)) == (date(2026, 12, 9), 15, 0.64)
    with store.unit_of_work() as uow:
        uow.edit(uow.find(Team)[0], engagement_weeks=3)
    [family] = to_reach(store)
    assert (family.limit, family.to_decide, family.share_used) == (date(2026, 11, 18), True, 1.0)


def test_an_attempt_is_logged_and_can_be_taken_back(store: Store) -> None:
    with store.unit_of_work() as uow:
        family_id = make_whitlock(uow)
    with store.unit_of_work() as uow:
        logged = engagement.log_attempt(uow, family_id=family_id, means="call", outcome="no_answer")
    with store.unit_of_work() as uow:
        engagement.add_line(uow, attempt=logged, words="Rang twice.")
    [family] = to_reach(store)
    assert [(each.means, each.outcome, each.words, each.by) for each in family.attempts or ()] == [
        ("call", "no_answer", "Rang twice.", "Asha Rahman")
    ]
    with store.unit_of_work() as uow:
        seen = uow.get(EngagementAttempt, logged.id)
        assert seen is not None
        engagement.take_back(uow, records=(seen,))
    assert to_reach(store)[0].attempts == ()
    kept = store.reader.find(EngagementAttempt, family_id=family_id, with_removed=True)
    assert [each.removed for each in kept] == ["entered in error"]


def test_going_on_needs_a_reason_and_moves_the_limit(store: Store) -> None:
    with store.unit_of_work() as uow:
        family_id = make_whitlock(uow, since=date(2026, 10, 1))
    assert to_reach(store)[0].to_decide
    with pytest.raises(Refused) as refused, store.unit_of_work() as uow:
        engagement.extend(uow, family_id=family_id, until=TODAY + timedelta(14), why="  ")
    assert set(refused.value.by_field) == {"why"}
    with store.unit_of_work() as uow:
        engagement.extend(uow, family_id=family_id, until=TODAY + timedelta(14), why="in hospital")
    assert (to_reach(store)[0].days_left, to_reach(store)[0].to_decide) == (14, False)


def test_going_back_to_the_referrer_plans_the_talk_and_both_can_be_taken_back(store: Store) -> None:
    with store.unit_of_work() as uow:
        family_id = make_whitlock(uow, since=date(2026, 10, 1))
    with store.unit_of_work() as uow:
        decided = engagement.back_to_referrer(uow, family_id=family_id)
    [family] = to_reach(store)
    assert (family.back_since, family.to_decide) == (TODAY, False)
    assert family.next_step is not None
    assert (family.next_step.what, family.next_step.due_on) == ("talk with the referrer", TODAY)
    with store.unit_of_work() as uow:
        engagement.take_back(uow, records=decided)
    assert (to_reach(store)[0].to_decide, to_reach(store)[0].next_step) == (True, None)


def test_a_step_that_is_done_gives_way_to_the_next(store: Store) -> None:
    with store.unit_of_work() as uow:
        family_id = make_whitlock(uow)
        later = engagement.plan_step(uow, family_id=family_id, what="letter", due_on=TODAY + timedelta(7))
        first = engagement.plan_step(uow, family_id=family_id, what="call", due_on=TODAY)
    step = to_reach(store)[0].next_step
    assert step is not None
    assert step.step_id == first.id
    with store.unit_of_work() as uow:
        engagement.mark_step(uow, step_id=first.id, done=True)
    step = to_reach(store)[0].next_step
    assert step is not None
    assert step.step_id == later.id
    with store.unit_of_work() as uow:
        engagement.mark_step(uow, step_id=first.id, done=False)
    assert store.reader.find(NextStep, family_id=family_id, done_on=None, order_by="due_on")[0].id == first.id


def test_what_must_not_be_done_is_known_before_it_is_done(store: Store) -> None:
    with store.unit_of_work() as uow:
        rules = {"may_text": False, "may_leave_voicemail": False, "may_send_letters": False}
        make_whitlock(uow, **rules, interpreter=True, language="Czech", prefers="call", when_to_call="mornings")
    [family] = to_reach(store)
    assert {each.sentence for each in family.barriers} == {
        "Maria is not to be texted.",
        "Maria must not be sent letters.",
        "No voicemail is to be left for Maria.",
    }
    assert {(each.means, each.outcome) for each in family.barriers} == {
        ("text", None),
        ("letter", None),
        ("call", "left_message"),
    }
    assert family.hints == (
        "mother Maria",
        "prefers calls, mornings",
        "needs Czech interpreter",
        "no letters",
        "do not leave voicemail",
        "not to be texted",
    )


def test_of_a_colleagues_family_there_is_the_index_and_nothing_more(store: Store) -> None:
    karen = make_colleague(store)
    with store.unit_of_work() as uow:
        family_id = make_whitlock(uow)
        uow.edit(uow.find(Allocation, family_id=family_id)[0], staff_id=karen.id)
    assert to_reach(store) == []
    [family] = to_reach(store, everyone=True)
    assert (family.surname, family.practitioner, family.attempts) == ("Whitlock", "Karen Doyle", None)


def test_what_helps_counts_replies_and_keeps_quiet_about_small_numbers(store: Store) -> None:
    with store.unit_of_work() as uow:
        for replied_at in (1, 2, 2, 3, 4):
            family_id = make_whitlock(uow)
            for number in range(1, replied_at + 1):
                outcome = "replied" if number == replied_at else "sent"
                attempt(uow, family_id, "text", outcome, days_ago=30 - number)
        attempt(uow, family_id, "joint_visit", "spoke", days_ago=2)
    found = what_helps(store.reader, staff_id=store.owner, today=TODAY)
    assert found == WhatHelps(first_reply_after=2, by_means=(Answered("text", 5, 12),))


def test_what_helps_looks_at_this_quarter_only(store: Store) -> None:
    with store.unit_of_work() as uow:
        for _ in range(6):
            attempt(uow, make_whitlock(uow), "text", "replied", days_ago=100)
    found = what_helps(store.reader, staff_id=store.owner, today=TODAY)
    assert found == WhatHelps(first_reply_after=None, by_means=())


@pytest.mark.parametrize(
    ("babies", "born_on", "said"),
    [
        (["Finn"], TODAY, "baby Finn"),
        ([None], TODAY, "baby without a name yet"),
        ([None], None, "expecting"),
        ([None, None], None, "expecting twins"),
        (["Gwen", "Gwen"], TODAY, "twins"),
        ([], None, ""),
    ],
)
def test_the_babies_are_told_in_two_words(
    store: Store, babies: list[str | None], born_on: date | None, said: str
) -> None:
    with store.unit_of_work() as uow:
        make_family(uow, babies=babies, born_on=born_on, stage="engaging")
    assert to_reach(store)[0].who == said


def test_contact_details_without_rules_bar_nothing(store: Store) -> None:
    with store.unit_of_work() as uow:
        family_id = make_whitlock(uow, mobile="07700 900142")
    assert store.reader.find(ContactDetails, family_id=family_id)
    assert to_reach(store)[0].barriers == ()
