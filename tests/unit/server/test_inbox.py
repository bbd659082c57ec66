"""Whatever several laptops hand in, in whatever order and however often, no entry is lost and each gets one answer."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from pi_desktop.ids import Id, derived
from pi_desktop.server.database import Database
from tests.unit.server.conftest import ATeam, found_team

DEVICES = ("amira", "karen", "ruth")
FAMILY = str(derived("family", "test"))
FIELDS = {"words": ("Sleep", "Bath", "Play"), "state": ("active", "reached"), "place": (1, 2)}

writes = st.tuples(
    st.sampled_from(DEVICES),
    st.sampled_from(sorted(FIELDS)),
    st.integers(0, 2),
    st.integers(0, 3),
)
Write = tuple[str, str, int, int]


def edits_of(team: ATeam, goal: dict[str, Any], drawn: list[Write]) -> list[tuple[str, dict[str, Any]]]:
    """Edits by several devices, each based on one of the edits of the same field before it, or on the beginning."""
    heads: dict[str, list[str]] = {name: [goal["id"]] for name in FIELDS}
    edits = []
    for device, name, value, back in drawn:
        base = heads[name][max(0, len(heads[name]) - 1 - back)]
        edit = team.editing(team.id, goal, name, {name: FIELDS[name][value % len(FIELDS[name])]}, base)
        heads[name].append(edit["op"])
        edits.append((device, edit))
    return edits


def body_of(team: ATeam, staff_id: Id, record_id: str) -> dict[str, Any]:
    page = team.page(staff_id, None)
    bodies: list[dict[str, Any]] = [msgspec.json.decode(raw) for raw in page.records]
    return next(each for each in bodies if each["id"] == record_id)


@settings(max_examples=60)
@given(st.lists(writes, min_size=1, max_size=12), st.data())
def test_every_value_that_was_accepted_is_current_or_open_to_choice_or_in_history(
    database: Database, drawn: list[Write], data: st.DataObject
) -> None:
    team = found_team(database)
    lead = team.join("Ruth", "clinical_lead")
    goal = team.making(team.id, "goal", FAMILY, words="First", set_on="2026-11-24", state="active", place=9)
    team.enter(goal)
    edits = edits_of(team, goal, drawn)
    for device, edit in data.draw(st.permutations(edits)):
        [answer] = team.take(team.sender(team.id, device), edit)
        assert answer.outcome in {"accepted", "merged", "conflict"}

    record = body_of(team, lead, goal["id"])
    told = {each["op"]["op"]: each["op"] for each in map(msgspec.json.decode, team.page(lead, None).history)}
    assert told.keys() == {edit["op"] for _, edit in edits}
    for _, edit in edits:
        [(name, (_, values))] = edit["edit"].items()
        standing = record.get("h", {}).get(name, [])
        rivals = [rival["values"] for rival in record.get("r", {}).get(name, [])]
        assert edit["op"] not in standing or record["x"][name] == values[name] or values in rivals
        assert told[edit["op"]]["edit"] == edit["edit"]
    for name, rivals in record.get("r", {}).items():
        assert record["x"][name] == rivals[0]["values"][name]
        assert [rival["op"] for rival in rivals] == record["h"][name]


@settings(max_examples=40)
@given(st.lists(writes, min_size=1, max_size=10), st.lists(st.integers(1, 4), max_size=12))
def test_batches_may_be_cut_and_repeated_anywhere(database: Database, drawn: list[Write], cuts: list[int]) -> None:
    whole, pieces = found_team(database), found_team(database)
    outcomes = []
    for team, sizes in ((whole, [len(drawn) + 1]), (pieces, [*cuts, len(drawn) + 1])):
        goal = team.making(team.id, "goal", FAMILY, words="First", set_on="2026-11-24", state="active", place=9)
        sent = [goal, *(edit for _, edit in edits_of(team, goal, drawn))]
        sender, start, told = team.sender(team.id, "amira", "clinical_lead"), 0, []
        for size in sizes:
            batch = sent[start : start + size]
            answers = team.take(sender, *batch)
            repeated = team.take(sender, *batch)
            assert [(each.op, each.outcome, each.v) for each in answers] == [
                (each.op, each.outcome, each.v) for each in repeated
            ]
            told += [each.outcome for each in answers]
            start += size
        outcomes.append((told, team.values(goal["id"])))
    (told_whole, values_whole), (told_pieces, values_pieces) = outcomes
    assert told_whole == told_pieces
    assert values_whole
    assert values_pieces
    assert {**values_whole, "made_by": ""} == {**values_pieces, "made_by": ""}


@settings(max_examples=40)
@given(st.permutations(range(5)))
def test_edits_that_overtake_their_record_are_applied_when_it_comes(database: Database, order: list[int]) -> None:
    team = found_team(database)
    goal = team.making(team.id, "goal", FAMILY, words="0", set_on="2026-11-24", state="active")
    sent, base = [goal], goal["id"]
    for number in range(1, 5):
        sent.append(team.editing(team.id, goal, "words", {"words": str(number)}, base))
        base = sent[-1]["op"]
    sender = team.sender(team.id, "amira")
    first = team.take(sender, *(sent[number] for number in order))
    overtaking = order[: order.index(0)]
    again = {each.op: each for each in team.take(sender, *sent)}
    assert {each.outcome for each in again.values()} <= {"accepted", "merged", "conflict"}
    assert {each.v for each in again.values()} == set(range(2, 7))
    held = [each.op for each, number in zip(first, order, strict=True) if each.outcome == "held"]
    assert held == [sent[number]["op"] for number in overtaking]


def test_the_more_careful_of_two_entries_is_in_use_until_somebody_chooses(team: ATeam) -> None:
    details = team.making(team.id, "contact_details", FAMILY, caregiver_id=FAMILY, may_text=None)
    team.enter(details)
    yes, no = (team.editing(team.id, details, "may_text", {"may_text": answer}) for answer in (True, False))
    team.take(team.sender(team.id, "amira"), yes)
    [answer] = team.take(team.sender(team.id, "karen"), no)
    values = team.values(details["id"])
    assert answer.outcome == "conflict"
    assert values
    assert values["may_text"] is False


def test_a_record_that_two_laptops_made_by_themselves_is_one(team: ATeam) -> None:
    due = {**team.making(team.id, "next_step", FAMILY, what="Ring the midwife"), "id": str(derived(FAMILY, "step"))}
    by_amira, by_karen = ({**due, "op": team.ids.new()} for _ in range(2))
    [first] = team.take(team.sender(team.id, "amira"), by_amira)
    [second] = team.take(team.sender(team.id, "karen"), by_karen)
    assert (first.outcome, second.outcome) == ("accepted", "merged")
    other = {**due, "op": team.ids.new(), "new": {**due["new"], "what": "Ring the GP"}}
    [third] = team.take(team.sender(team.id, "ruth"), other)
    assert third.outcome == "conflict"
