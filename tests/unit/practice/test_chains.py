"""Entries that follow one another: which stand, which is in force, and where two disagree."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pi_desktop.ids import Id
from pi_desktop.practice.chains import chain_of, chains, in_force
from pi_desktop.records.consent import Consent
from pi_desktop.records.risk import RiskProfile

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def a_profile(name: str, *supersedes: str) -> RiskProfile:
    return RiskProfile(
        id=Id(name), made_at=NOW, made_by=Id("asha"), on=NOW.date(), occasion="review", supersedes=supersedes
    )


def a_consent(name: str, decision: str, *supersedes: str, purpose: str = "texts") -> Consent:
    return Consent(
        id=Id(name),
        family_id=Id("okafor"),
        made_at=NOW,
        made_by=Id("asha"),
        purpose=purpose,
        caregiver_id=Id("maria"),
        decision=decision,
        at=NOW,
        supersedes=supersedes,
    )


def test_the_last_of_a_chain_is_in_force() -> None:
    first, corrected, again = a_profile("a"), a_profile("b", "a"), a_profile("c", "b")
    [chain] = chains([again, first, corrected])
    assert chain.entries == (first, corrected, again)
    assert chain.in_force is again
    assert not chain.in_two_places


def test_profiles_that_do_not_supersede_each_other_are_matters_of_their_own() -> None:
    assert [profile.id for profile in in_force([a_profile("a"), a_profile("b")])] == ["a", "b"]


def test_two_corrections_of_one_entry_are_a_change_in_two_places() -> None:
    [chain] = chains([a_profile("a"), a_profile("c", "a"), a_profile("b", "a")])
    assert chain.in_two_places
    assert chain.in_force.id == "b"
    assert chain.to_supersede == ("b", "c")


def test_an_entry_that_saw_both_ends_the_disagreement() -> None:
    [chain] = chains([a_profile("a"), a_profile("c", "a"), a_profile("b", "a"), a_profile("d", "b", "c")])
    assert not chain.in_two_places
    assert chain.in_force.id == "d"


def test_two_consents_that_both_came_first_are_one_matter_and_the_refusal_counts() -> None:
    [chain] = chains([a_consent("a", "given"), a_consent("b", "refused")])
    assert chain.in_two_places
    assert chain.in_force.decision == "refused"


def test_a_withdrawal_counts_more_than_a_refusal_and_both_more_than_a_consent() -> None:
    decisions = [a_consent("a", "given"), a_consent("b", "refused"), a_consent("c", "withdrawn")]
    [chain] = chains(decisions)
    assert [tip.decision for tip in chain.tips] == ["withdrawn", "refused", "given"]


def test_purposes_are_matters_of_their_own() -> None:
    texts, video = a_consent("a", "given"), a_consent("b", "refused", purpose="video")
    assert chain_of([texts, video], lambda each: each.purpose == "video").in_force is video  # type: ignore[union-attr]
    assert chain_of([texts, video], lambda each: each.purpose == "sharing") is None


def test_entries_that_name_each_other_in_a_circle_still_show_one() -> None:
    [chain] = chains([a_profile("a", "b"), a_profile("b", "a")])
    assert chain.in_force.id == "a"


@st.composite
def histories(draw: st.DrawFn) -> list[RiskProfile]:
    """Profiles of which each may supersede any of the earlier ones."""
    count = draw(st.integers(1, 12))
    names = [f"{place:02}" for place in range(count)]
    return [
        a_profile(name, *draw(st.sets(st.sampled_from(names[:place])) if place else st.just(set())))
        for place, name in enumerate(names)
    ]


@given(histories(), st.randoms())
def test_the_order_of_arrival_changes_nothing_and_nothing_is_left_out(
    history: list[RiskProfile], chance: object
) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert chains(shuffled) == chains(history)
    assert sorted(entry.id for chain in chains(shuffled) for entry in chain.entries) == [each.id for each in history]


@given(histories())
def test_what_a_chain_asks_to_be_superseded_leaves_one_tip(history: list[RiskProfile]) -> None:
    for chain in chains(history):
        after = [*chain.entries, a_profile("99", *chain.to_supersede)]
        [joined] = chains(after)
        assert [tip.id for tip in joined.tips] == ["99"]
