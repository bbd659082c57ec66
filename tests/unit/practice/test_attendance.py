"""Who was there, and what came of the appointment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pi_desktop.practice import attendance
from pi_desktop.records.appointment import Appointment
from pi_desktop.records.record import Refused
from pi_desktop.records.visit import Visit
from tests.families import TODAY
from tests.unit.practice.visiting import Visiting


def keep(visit: Visiting, outcome: str | None = "attended", others: str = "", nobody: bool = False) -> None:
    maria = visit.family.caregivers[0].id
    visit.do(
        attendance.keep,
        caregivers=[] if nobody else [maria],
        babies=[] if nobody else [visit.family.babies[0].id],
        others=others,
        outcome=outcome,
    )


def test_whoever_was_invited_is_taken_to_be_there(visit: Visiting) -> None:
    shown = visit.shows().attendance
    assert [(person.words, person.here) for person in shown.caregivers] == [
        ("Maria (mother)", True),
        ("David (father)", False),
    ]
    assert [(person.words, person.here) for person in shown.babies] == [("Leo (7 months)", True)]
    assert not shown.recorded


def test_nobody_being_there_is_an_answer_too(visit: Visiting) -> None:
    keep(visit, nobody=True)
    visit.leave()
    assert visit.shows().attendance.caregivers_here == ()


def test_others_are_kept_in_words_of_any_script(visit: Visiting) -> None:
    keep(visit, others="الزائرة الصحية, health visitor")
    visit.leave()
    assert visit.shows().attendance.others == "الزائرة الصحية, health visitor"


def test_too_many_words_are_kept_and_said_until_they_are_shortened(visit: Visiting) -> None:
    keep(visit, others="x" * 201)
    visit.leave()
    visit.start_again()
    assert visit.shows().attendance.others == "x" * 201
    assert "200 characters" in visit.shows().attendance.wrong
    assert visit.shows().attendance.outcome == "attended"
    keep(visit, others="x" * 200)
    visit.leave()
    assert visit.shows().attendance.wrong == ""
    assert visit.store.reader.drafts() == ()


def test_an_outcome_that_is_none_is_refused(visit: Visiting) -> None:
    with pytest.raises(Refused):
        keep(visit, outcome="had a lovely time")


def test_of_a_family_that_was_not_seen_nobody_was_there(visit: Visiting) -> None:
    keep(visit, outcome="no_access")
    visit.leave()
    [made] = visit.store.reader.find(Visit)
    assert (made.caregivers, made.babies) == ((), ())
    assert not visit.shows().attendance.seen


def test_a_caregiver_who_has_left_is_not_asked_about(visit: Visiting) -> None:
    david = visit.family.caregivers[1]
    visit.write(lambda uow: uow.edit(david, until_day=TODAY - timedelta(days=1)))
    assert [person.words for person in visit.shows().attendance.caregivers] == ["Maria (mother)"]


def test_what_a_colleague_said_meanwhile_is_not_overwritten(visit: Visiting) -> None:
    visit.confirmed()
    before = visit.appointment.seen("outcome")
    keep(visit, outcome="attended")
    visit.arrives(visit.appointment, "outcome", outcome="late_but_seen")
    visit.leave()
    assert visit.bases(visit.appointment, "outcome") == list(before)


def test_what_was_on_screen_when_the_answer_was_given_is_what_it_replaces(visit: Visiting) -> None:
    visit.confirmed()
    theirs = visit.arrives(visit.appointment, "outcome", outcome="late_but_seen")
    assert visit.shows().attendance.outcome == "late_but_seen"
    keep(visit, outcome="attended")
    visit.leave()
    assert visit.bases(visit.appointment, "outcome") == [theirs]


def test_an_outcome_that_a_newer_version_knows_stays_as_it_is(visit: Visiting) -> None:
    visit.confirmed()
    visit.arrives(visit.appointment, "outcome", outcome="joined_by_video_instead")
    keep(visit, outcome="joined_by_video_instead", others="a cousin")
    visit.leave()
    kept = visit.store.reader.get(Appointment, visit.appointment.id)
    assert kept is not None
    assert kept.outcome == "joined_by_video_instead"
    assert attendance.outcome_words(kept.outcome) == "Joined by video instead"


def test_an_outcome_that_came_meanwhile_stands_where_none_was_said_here(visit: Visiting) -> None:
    visit.confirmed()
    visit.do(attendance.keep, caregivers=[], babies=[], others="Health visitor", outcome=None)
    visit.arrives(visit.appointment, "outcome", outcome="attended")
    visit.leave()
    kept = visit.store.reader.get(Appointment, visit.appointment.id)
    assert kept is not None
    assert (kept.outcome, kept.rivals) == ("attended", {})
