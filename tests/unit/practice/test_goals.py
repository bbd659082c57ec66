"""Goals are rated from 0 to 10, against the first rating and the last."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pi_desktop.clock import local_instant
from pi_desktop.ids import Id
from pi_desktop.practice import goals
from pi_desktop.practice.goals import GoalProgress
from pi_desktop.practice.visit_drafts import visit_id_of
from pi_desktop.records.goal import Goal, Rating
from pi_desktop.records.record import Refused
from tests.families import TODAY, make_appointment
from tests.unit.practice.visiting import Visiting


def a_goal(visit: Visiting, words: str = "Feel calmer when Leo cries", session: int = 1) -> Goal:
    return visit.write(
        lambda uow: uow.make(
            Goal,
            family_id=visit.family.id,
            words=words,
            set_on=date(2026, 10, 6),
            set_with=(visit.family.caregivers[0].id,),
            session=session,
            state="active",
        )
    )


def earlier_rating(visit: Visiting, goal: Goal, weeks_ago: int, value: int | None) -> None:
    day = TODAY - timedelta(weeks=weeks_ago)
    visit.write(
        lambda uow: uow.make(
            Rating,
            family_id=visit.family.id,
            goal_id=goal.id,
            visit_id=visit_id_of(make_appointment(uow, visit.family, day, outcome="attended").id),
            at=local_instant(day, time(9, 15)),
            value=value,
            not_rated_because=None if value is not None else "Leo was asleep",
        )
    )


def shown(visit: Visiting) -> GoalProgress:
    [goal] = visit.shows().goals.goals
    return goal


def test_a_rating_stands_against_the_first_and_the_last(visit: Visiting) -> None:
    goal = a_goal(visit)
    for weeks_ago, value in ((4, 2), (3, 3), (2, 3), (1, 5)):
        earlier_rating(visit, goal, weeks_ago, value)
    visit.do(goals.rate, goal_id=goal.id, value=6)
    assert shown(visit).first == 2
    assert shown(visit).last == (TODAY - timedelta(weeks=1), 5)
    assert shown(visit).values == (2, 3, 3, 5, 6)
    assert shown(visit).change == 4


def test_zero_is_a_rating_and_not_a_gap(visit: Visiting) -> None:
    goal = a_goal(visit)
    visit.do(goals.rate, goal_id=goal.id, value=0)
    visit.leave()
    assert shown(visit).today == 0
    assert shown(visit).values == (0,)
    assert visit.shows().goals.unrated == 0


@pytest.mark.parametrize("value", [11, -1, 100])
def test_a_rating_off_the_scale_is_refused_with_a_sentence(visit: Visiting, value: int) -> None:
    goal = a_goal(visit)
    with pytest.raises(Refused) as refused:
        visit.do(goals.rate, goal_id=goal.id, value=value)
    assert refused.value.by_field["value"].sentence == "This must be a whole number from 0 to 10."
    assert shown(visit).today is None


def test_a_goal_can_be_left_with_a_reason_and_is_then_no_gap(visit: Visiting) -> None:
    goal = a_goal(visit)
    earlier_rating(visit, goal, 1, 4)
    visit.do(goals.skip, goal_id=goal.id, because="Maria was too tired")
    visit.leave()
    assert shown(visit).because == "Maria was too tired"
    assert shown(visit).values == (4,)
    assert visit.shows().goals.unrated == 0


def test_a_rating_takes_the_place_of_a_reason(visit: Visiting) -> None:
    goal = a_goal(visit)
    visit.do(goals.skip, goal_id=goal.id, because="Later")
    visit.do(goals.rate, goal_id=goal.id, value=3)
    assert (shown(visit).today, shown(visit).because) == (3, None)


def test_a_second_thought_after_leaving_supersedes_the_first_and_keeps_it(visit: Visiting) -> None:
    goal = a_goal(visit)
    visit.do(goals.rate, goal_id=goal.id, value=3)
    visit.leave()
    visit.do(goals.rate, goal_id=goal.id, value=5)
    visit.leave()
    first, second = visit.store.reader.find(Rating)
    assert second.supersedes == (first.id,)
    assert shown(visit).today == 5


def test_goals_set_in_the_first_three_sessions_count_as_outcomes(visit: Visiting) -> None:
    a_goal(visit, session=3)
    assert shown(visit).counts
    assert visit.shows().goals.new_ones_count


def test_a_goal_set_later_is_kept_apart(visit: Visiting) -> None:
    for weeks_ago in (4, 3, 2):
        visit.write(
            lambda uow, day=TODAY - timedelta(weeks=weeks_ago): make_appointment(  # type: ignore[misc]
                uow, visit.family, day, outcome="attended"
            )
        )
    visit.do(goals.add, words="Sleep in her own cot")
    assert not visit.shows().goals.new_ones_count
    assert not shown(visit).counts
    visit.leave()
    assert not shown(visit).counts
    assert shown(visit).set_with == "Maria"


def test_more_than_three_goals_are_allowed_and_can_be_rated_at_once(visit: Visiting) -> None:
    for number in range(5):
        goal_id = visit.do(goals.add, words=f"Goal {number}")
        visit.do(goals.rate, goal_id=goal_id, value=number)
    visit.leave()
    assert [(goal.words, goal.today) for goal in visit.shows().goals.goals] == [(f"Goal {n}", n) for n in range(5)]


def test_a_goal_needs_words(visit: Visiting) -> None:
    for words in ("", "   ", "x" * 201):
        with pytest.raises(Refused):
            visit.do(goals.add, words=words)


def test_rewording_a_goal_is_based_on_the_words_that_were_read(visit: Visiting) -> None:
    goal = a_goal(visit)
    visit.confirmed()
    visit.do(goals.reword, goal_id=goal.id, words="Feel calm when Leo cries")
    visit.arrives(goal, "words", words="Stay calm")
    assert shown(visit).words == "Feel calm when Leo cries"
    visit.leave()
    assert visit.bases(goal, "words") == [goal.id]


def test_a_goal_just_added_can_be_reworded(visit: Visiting) -> None:
    goal_id = visit.do(goals.add, words="Play")
    visit.do(goals.reword, goal_id=goal_id, words="Play together")
    visit.leave()
    assert [goal.words for goal in visit.store.reader.find(Goal)] == ["Play together"]


def test_two_laptops_that_rate_one_visit_are_shown_as_changed_in_two_places(visit: Visiting) -> None:
    from pi_desktop.practice.chains import chains

    goal = a_goal(visit)
    visit.do(goals.rate, goal_id=goal.id, value=3)
    visit.leave()
    visit.write(
        lambda uow: uow.make(
            Rating,
            family_id=visit.family.id,
            goal_id=goal.id,
            visit_id=visit_id_of(visit.appointment.id),
            at=local_instant(TODAY, time(9, 15)),
            value=7,
        )
    )
    [chain] = chains(visit.store.reader.find(Rating))
    assert chain.in_two_places


def test_a_goal_that_is_reached_is_not_asked_about(visit: Visiting) -> None:
    goal = a_goal(visit)
    visit.write(lambda uow: uow.edit(goal, state="reached"))
    assert visit.shows().goals.goals == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(earlier=st.lists(st.integers(0, 10), max_size=6), today=st.none() | st.integers(0, 10))
def test_change_is_the_last_rating_less_the_first(visit: Visiting, earlier: list[int], today: int | None) -> None:
    days = [(TODAY - timedelta(weeks=len(earlier) - place), value) for place, value in enumerate(earlier)]
    goal = GoalProgress(
        goal_id=Id("calmer"),
        words="Feel calmer",
        set_on=TODAY,
        set_with="Maria",
        counts=True,
        earlier=tuple(days),
        today=today,
        because=None,
    )
    values = [*earlier, *([] if today is None else [today])]
    assert goal.change == (values[-1] - values[0] if len(values) > 1 else None)
