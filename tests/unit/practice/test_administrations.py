"""Questionnaires are filled in answer by answer; half of one is kept, and has no score."""

from __future__ import annotations

import pytest

from pi_desktop.measures.errors import AnswerError
from pi_desktop.practice import administrations
from pi_desktop.practice.sheets import FilledIn, Sheet
from pi_desktop.records.measure import Administration, MeasureDue, SafetyAnswer
from pi_desktop.records.record import Refused
from tests.unit.practice.visiting import MEASURES, Visiting

PHQ9, GAD7 = MEASURES.get("phq9"), MEASURES.get("gad7")


def answer(visit: Visiting, *options: int | None, first: int = 1, measure: object = PHQ9) -> None:
    maria = visit.family.caregivers[0].id
    for item, option in enumerate(options, start=first):
        visit.do(administrations.answer, measure=measure, caregiver_id=maria, item=str(item), option=option)


def sheet(visit: Visiting, measure: object = PHQ9) -> Sheet:
    return next(each for each in visit.shows().measures.sheets if each.measure is measure)


def form(visit: Visiting, measure: object = PHQ9) -> FilledIn:
    filled_in = sheet(visit, measure).filled_in
    assert filled_in is not None
    return filled_in


def test_a_half_answered_form_is_kept_names_what_is_missing_and_has_no_score(visit: Visiting) -> None:
    answer(visit, 1, 2, 0, 1)
    visit.leave()
    visit.start_again()
    assert form(visit).answers == {"1": 1, "2": 2, "3": 0, "4": 1}
    assert form(visit).missing == ("5", "6", "7", "8", "9")
    assert (form(visit).total, form(visit).band) == (None, "")
    [kept] = visit.store.reader.find(Administration)
    assert (kept.total, kept.finished_at) == (None, None)


def test_a_form_can_be_gone_on_with_after_it_was_recorded_half_answered(visit: Visiting) -> None:
    answer(visit, 1, 2, 0, 1)
    visit.leave()
    answer(visit, 1, 1, 1, 1, 0, first=5)
    visit.leave()
    [kept] = visit.store.reader.find(Administration)
    assert kept.total == 8
    assert kept.finished_at == visit.clock.now()


def test_a_complete_form_has_its_total_and_band(visit: Visiting) -> None:
    answer(visit, 2, 2, 1, 2, 1, 1, 2, 1, 0)
    assert (form(visit).total, form(visit).band) == (12, "moderate")
    assert form(visit).complete
    answer(visit, *[3] * 7, measure=GAD7)
    assert (form(visit, GAD7).total, form(visit, GAD7).band) == (21, "severe")


def test_rather_not_say_is_kept_as_that_and_leaves_no_score(visit: Visiting) -> None:
    answer(visit, 1, 1, None, 1, 1, 1, 1, 1, 0)
    assert form(visit).answers["3"] is None
    assert form(visit).missing == ("3",)
    assert form(visit).total is None


@pytest.mark.parametrize("option", [4, -1, 11])
def test_an_answer_that_the_form_does_not_offer_is_refused(visit: Visiting, option: int) -> None:
    answer(visit, 1)
    with pytest.raises(AnswerError):
        answer(visit, option, first=2)
    assert form(visit).answers == {"1": 1}


def test_changing_an_answer_of_a_finished_form_is_a_correction_that_supersedes_it(visit: Visiting) -> None:
    answer(visit, *[1] * 9)
    visit.leave()
    answer(visit, 0, first=9)
    visit.leave()
    first, corrected = sorted(visit.store.reader.find(Administration), key=lambda each: bool(each.supersedes))
    assert (first.total, corrected.total) == (9, 8)
    assert corrected.supersedes == (first.id,)
    assert form(visit).total == 8
    answer(visit, 3, first=8)
    visit.leave()
    assert form(visit).total == 10
    assert len(visit.store.reader.find(Administration)) == 3


def test_what_is_due_comes_first_and_is_done_once_it_is_filled_in(visit: Visiting) -> None:
    visit.consented()
    due = visit.write(lambda uow: uow.make(MeasureDue, family_id=visit.family.id, measure="phq9"))
    assert visit.shows().measures.due == 1
    assert visit.shows().measures.sheets[0].measure is PHQ9
    answer(visit, *[0] * 9)
    assert visit.shows().measures.due == 0
    visit.leave()
    kept = visit.store.reader.get(MeasureDue, due.id)
    [administration] = visit.store.reader.find(Administration)
    assert kept is not None
    assert kept.done_by == administration.id


@pytest.mark.parametrize("decision", [None, "refused", "withdrawn"])
def test_without_consent_to_outcome_measures_nothing_is_asked_or_counted_as_waiting(
    visit: Visiting, decision: str | None
) -> None:
    visit.write(lambda uow: uow.make(MeasureDue, family_id=visit.family.id, measure="phq9"))
    if decision:
        visit.consented(decision=decision)
    assert not sheet(visit).may_be_asked
    assert sheet(visit).consent == decision
    assert visit.shows().measures.due == 0


def test_a_declined_measure_does_not_wait(visit: Visiting) -> None:
    visit.consented()
    visit.write(lambda uow: uow.make(MeasureDue, family_id=visit.family.id, measure="phq9", declined=True))
    assert sheet(visit).declined
    assert visit.shows().measures.due == 0


def test_thoughts_of_self_harm_ask_for_attention_whatever_the_total(visit: Visiting) -> None:
    answer(visit, 1, first=9)
    [prompt] = visit.shows().measures.unanswered_prompts
    assert (prompt.item, prompt.answer) == ("9", "Several days")
    assert form(visit).total is None


def test_no_such_thoughts_ask_for_nothing(visit: Visiting) -> None:
    answer(visit, 0, first=9)
    assert visit.shows().measures.unanswered_prompts == ()


def test_what_was_done_is_kept_and_can_be_added_to(visit: Visiting) -> None:
    answer(visit, 2, first=9)
    for done in ("Asked about a plan", "Asked about a plan: none. Rang the GP."):
        [prompt] = form(visit).safety
        facts = {"administration_id": prompt.administration_id, "item": prompt.item}
        visit.do(administrations.say_what_was_done, **facts, done=done)
        visit.leave()
    [kept] = visit.store.reader.find(SafetyAnswer)
    assert kept.done == "Asked about a plan: none. Rang the GP."
    assert visit.shows().measures.unanswered_prompts == ()


def test_blanks_are_no_answer_to_what_was_done(visit: Visiting) -> None:
    answer(visit, 2, first=9)
    [prompt] = form(visit).safety
    facts = {"administration_id": prompt.administration_id, "item": prompt.item}
    visit.do(administrations.say_what_was_done, **facts, done="  \n ")
    assert len(visit.shows().measures.unanswered_prompts) == 1
    with pytest.raises(Refused):
        visit.do(administrations.say_what_was_done, **facts, done="x" * 2001)


def test_the_same_form_on_two_laptops_is_based_on_what_each_saw(visit: Visiting) -> None:
    answer(visit, 1, 1)
    visit.leave()
    [kept] = visit.store.reader.find(Administration)
    visit.confirmed()
    before = kept.seen("answers")
    answer(visit, 2, first=3)
    visit.arrives(kept, "answers", answers={"1": 1, "2": 1, "4": 3})
    visit.leave()
    assert visit.bases(kept, "answers") == list(before)


def test_what_was_done_is_based_on_what_was_seen_and_not_on_what_came_meanwhile(visit: Visiting) -> None:
    answer(visit, 2, first=9)
    [prompt] = form(visit).safety
    facts = {"administration_id": prompt.administration_id, "item": prompt.item}
    visit.do(administrations.say_what_was_done, **facts, done="Asked about a plan.")
    visit.leave()
    visit.confirmed()
    [kept] = visit.store.reader.find(SafetyAnswer)
    before = kept.seen("done")
    visit.do(administrations.say_what_was_done, **facts, done="Asked about a plan: none.")
    visit.arrives(kept, "done", done="Rang the GP.")
    visit.do(administrations.say_what_was_done, **facts, done="Asked about a plan: none at all.")
    visit.leave()
    assert visit.bases(kept, "done") == list(before)
