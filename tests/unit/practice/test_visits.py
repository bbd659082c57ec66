"""A visit is kept answer by answer, comes back as it was, and becomes records when it is left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pi_desktop.practice import administrations, appointments, attendance, consent, goals, notes, visit_drafts, visits
from pi_desktop.practice.visit_drafts import visit_id_of
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.consent import Consent
from pi_desktop.records.goal import Goal, Rating
from pi_desktop.records.measure import Administration
from pi_desktop.records.visit import Note, Visit
from tests.unit.practice.visiting import MEASURES, Visiting

PHQ9 = MEASURES.get("phq9")


def fill_in_everything(visit: Visiting) -> None:
    maria, david = (caregiver.id for caregiver in visit.family.caregivers)
    visit.do(
        attendance.keep,
        caregivers=[maria, david],
        babies=[visit.family.babies[0].id],
        others="health visitor",
        outcome="attended",
    )
    visit.do(consent.decide, caregiver_id=maria, purpose="outcome_measures", decision="given", means="signed")
    goal_id = visit.do(goals.add, words="Feel calmer when Leo cries")
    visit.do(goals.rate, goal_id=goal_id, value=0)
    for item in ("1", "2", "3"):
        visit.do(administrations.answer, measure=PHQ9, caregiver_id=maria, item=item, option=2)
    visit.do(notes.write, words="Leo turned towards Maria’s voice — half a")
    visit.do(appointments.plan, day="1 Dec", at="09:15", place="home")


def test_looking_at_a_visit_starts_nothing(visit: Visiting) -> None:
    visit.shows()
    visit.leave()
    assert visit.store.reader.find(Visit) == ()


def test_what_was_filled_in_comes_back_as_it_was_after_the_program_ended(visit: Visiting) -> None:
    fill_in_everything(visit)
    before = visit.shows()
    visit.start_again()
    assert visit.shows() == before
    assert before.note.words.endswith("half a")
    assert before.goals.goals[0].today == 0
    [form] = [sheet.filled_in for sheet in before.measures.sheets if sheet.filled_in]
    assert form.missing[0] == "4"
    assert form.total is None


def test_leaving_makes_records_and_shows_the_same(visit: Visiting) -> None:
    fill_in_everything(visit)
    before = visit.shows()
    visit.leave()
    after = visit.shows()
    assert visit.store.reader.drafts() == ()
    assert after.saved_at is None
    assert (after.attendance, after.note) == (before.attendance, before.note)
    assert [(goal.words, goal.today) for goal in after.goals.goals] == [("Feel calmer when Leo cries", 0)]
    assert [sheet.filled_in for sheet in after.measures.sheets] == [sheet.filled_in for sheet in before.measures.sheets]
    assert after.next.booked[0].id != visit.appointment.id
    for kind in (Visit, Note, Consent, Goal, Rating, Administration):
        assert len(visit.store.reader.find(kind)) == 1
    assert len(visit.store.reader.find(Appointment)) == 2


def test_leaving_twice_makes_nothing_twice(visit: Visiting) -> None:
    fill_in_everything(visit)
    visit.leave()
    operations = visit.store.reader.rows("SELECT count(*) FROM operation")
    visit.leave()
    visit.start_again()
    visit.leave()
    assert visit.store.reader.rows("SELECT count(*) FROM operation") == operations


def test_every_visit_is_settled_before_a_lock(visit: Visiting) -> None:
    fill_in_everything(visit)
    visit.write(visits.settle_all)
    assert visit.store.reader.drafts() == ()


def test_before_a_sync_only_what_has_rested_is_settled(visit: Visiting) -> None:
    fill_in_everything(visit)
    visit.write(lambda uow: visits.settle_all(uow, rested=timedelta(minutes=1)))
    kept = visit.store.reader.drafts()
    assert kept
    visit.clock.move_to(visit.clock.now() + timedelta(minutes=2))
    visit.write(lambda uow: visits.settle_all(uow, rested=timedelta(minutes=1)))
    assert visit.store.reader.drafts() == ()


def test_drafts_of_other_parts_of_the_program_are_left_alone(visit: Visiting) -> None:
    elsewhere = visit.write(lambda uow: uow.keep_draft(visit.family.id, "letter", {"words": "Dear"}))
    visit.write(visits.settle_all)
    assert elsewhere is None
    assert [draft.section for draft in visit.store.reader.drafts()] == ["letter"]


def test_finishing_signs_the_note_if_asked(visit: Visiting) -> None:
    fill_in_everything(visit)
    visit.finish(sign=True)
    shown = visit.shows()
    assert shown.finished_at == visit.clock.now()
    assert [signed.by for signed in shown.note.signed] == ["Asha Rahman"]
    assert shown.note.words == ""


def test_finishing_may_leave_the_note_unsigned(visit: Visiting) -> None:
    fill_in_everything(visit)
    visit.finish(sign=False)
    assert visit.shows().note.signed == ()
    assert visit.shows().note.words.endswith("half a")


def test_a_visit_of_which_nobody_said_what_came_of_it_cannot_be_finished(visit: Visiting) -> None:
    visit.do(notes.write, words="A word")
    with pytest.raises(visits.AttendanceMissing):
        visit.finish()
    assert visit.shows().finished_at is None
    assert visit.shows().note.words == "A word"


def test_words_about_others_that_are_too_many_hold_the_finish_with_a_sentence_of_their_own(visit: Visiting) -> None:
    visit.do(attendance.keep, caregivers=[], babies=[], others="x" * 201, outcome="attended")
    with pytest.raises(visits.OthersNotKept):
        visit.finish()
    assert visit.shows().finished_at is None


def test_an_answer_that_asks_for_attention_holds_the_finish_until_it_is_said_what_was_done(visit: Visiting) -> None:
    fill_in_everything(visit)
    maria = visit.family.caregivers[0].id
    visit.do(administrations.answer, measure=PHQ9, caregiver_id=maria, item="9", option=1)
    with pytest.raises(visits.SafetyAnswerMissing):
        visit.finish()
    [prompt] = visit.shows().measures.unanswered_prompts
    assert prompt.answer == "Several days"
    visit.do(
        administrations.say_what_was_done,
        administration_id=prompt.administration_id,
        item=prompt.item,
        done="Asked about a plan: none. Rang the GP with Maria.",
    )
    visit.finish()
    assert visit.shows().finished_at is not None


def test_somebody_who_leaves_the_room_takes_no_safety_prompt_along(visit: Visiting) -> None:
    fill_in_everything(visit)
    maria, david = (caregiver.id for caregiver in visit.family.caregivers)
    visit.do(administrations.answer, measure=PHQ9, caregiver_id=maria, item="9", option=3)
    visit.do(attendance.keep, caregivers=[david], babies=[], others="", outcome="attended")
    assert len(visit.shows().measures.unanswered_prompts) == 1


def test_two_laptops_make_the_same_visit(visit: Visiting) -> None:
    visit.do(notes.write, words="A word")
    [made] = visit.store.reader.find(Visit)
    assert made.id == visit_id_of(visit.appointment.id)
    assert made.started_at.isoformat() == "2026-11-24T09:15:00+00:00"


def test_a_visit_whose_appointment_is_gone_says_so(visit: Visiting) -> None:
    with pytest.raises(visit_drafts.AppointmentGone):
        visits.workspace(
            visit.store.reader,
            appointment_id=visit.store.ids.new(),
            author=visit.store.owner,
            now=visit.clock.now(),
            library=MEASURES,
        )
