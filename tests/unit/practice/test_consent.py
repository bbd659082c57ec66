"""Consent is asked purpose by purpose; a new decision supersedes the old, and nothing is overwritten."""

from __future__ import annotations

import pytest

from pi_desktop.practice import consent
from pi_desktop.practice.consent import Standing
from pi_desktop.records.consent import Consent
from pi_desktop.records.record import Refused
from tests.unit.practice.visiting import Visiting


def decide(visit: Visiting, decision: str, purpose: str = "texts", **facts: object) -> None:
    maria = visit.family.caregivers[0].id
    visit.do(consent.decide, caregiver_id=maria, purpose=purpose, decision=decision, **facts)


def standing(visit: Visiting, purpose: str = "texts", agency: str | None = None) -> Standing:
    [maria] = visit.shows().consents
    return next(each for each in maria.standings if (each.purpose, each.agency) == (purpose, agency))


def test_nobody_has_been_asked_at_first(visit: Visiting) -> None:
    assert standing(visit).counts is None
    assert visit.shows().consent_missing


def test_a_decision_counts_at_once_and_becomes_a_record_with_how_it_was_given(visit: Visiting) -> None:
    decide(visit, "given", "service", means="signed")
    assert standing(visit, "service").counts == "given"
    assert not visit.shows().consent_missing
    visit.leave()
    [kept] = visit.store.reader.find(Consent)
    assert (kept.decision, kept.means, kept.at) == ("given", "signed", visit.clock.now())
    assert standing(visit, "service").since == visit.appointment.day


def test_changing_ones_mind_at_the_visit_leaves_one_record(visit: Visiting) -> None:
    decide(visit, "given")
    decide(visit, "refused")
    visit.leave()
    assert [kept.decision for kept in visit.store.reader.find(Consent)] == ["refused"]


def test_what_was_just_said_can_be_taken_back(visit: Visiting) -> None:
    decide(visit, "given")
    visit.do(consent.take_back, caregiver_id=visit.family.caregivers[0].id, purpose="texts")
    visit.leave()
    assert visit.store.reader.find(Consent) == ()


def test_only_what_was_given_can_be_withdrawn(visit: Visiting) -> None:
    assert not standing(visit).may_withdraw
    visit.consented("texts", "refused")
    assert not standing(visit).may_withdraw
    decide(visit, "given")
    visit.leave()
    assert standing(visit).may_withdraw


def test_a_withdrawal_supersedes_the_consent_and_both_are_kept(visit: Visiting) -> None:
    visit.consented("texts", "given")
    decide(visit, "withdrawn", means="by_phone")
    visit.leave()
    assert standing(visit).counts == "withdrawn"
    given, withdrawn = visit.store.reader.find(Consent)
    assert withdrawn.supersedes == (given.id,)
    assert not standing(visit).in_two_places


def test_sharing_is_asked_for_each_agency(visit: Visiting) -> None:
    decide(visit, "given", "sharing", agency="  health   visitor ")
    decide(visit, "refused", "sharing", agency="nursery")
    visit.leave()
    assert standing(visit, "sharing", "health visitor").counts == "given"
    assert standing(visit, "sharing", "nursery").counts == "refused"
    assert standing(visit, "sharing").counts is None


def test_two_decisions_that_did_not_see_each_other_count_as_the_more_restrictive(visit: Visiting) -> None:
    visit.consented("texts", "given")
    visit.consented("texts", "refused")
    assert standing(visit).in_two_places
    assert standing(visit).counts == "refused"
    decide(visit, "given")
    visit.leave()
    assert not standing(visit).in_two_places
    assert standing(visit).counts == "given"


def test_a_consent_that_comes_while_one_is_filled_in_is_not_superseded_unseen(visit: Visiting) -> None:
    decide(visit, "given")
    visit.consented("texts", "refused")
    visit.leave()
    assert standing(visit).in_two_places
    assert standing(visit).counts == "refused"


def test_a_decision_that_is_none_is_refused(visit: Visiting) -> None:
    with pytest.raises(Refused):
        decide(visit, "maybe")


def test_caregivers_who_are_not_there_are_not_asked(visit: Visiting) -> None:
    assert [each.words for each in visit.shows().consents] == ["Maria (mother)"]
