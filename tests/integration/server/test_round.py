"""One round between a laptop and the server: handing in, being answered, being given what others wrote."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.integration.server.laptop import Laptop, ids


@pytest.fixture
def goal(shared: str, lead: Laptop, therapist: Laptop) -> dict[str, Any]:
    """A goal that the therapist wrote and both laptops hold."""
    made = therapist.making("goal", shared, words="Enjoy bath time", set_on="2026-11-24", state="active", place=1)
    therapist.accepted(made)
    lead.pull()
    return lead.records[made["id"]]


def test_what_one_enters_reaches_a_colleague(shared: str, lead: Laptop, therapist: Laptop) -> None:
    made = therapist.making("goal", shared, words="Sleep through", set_on="2026-11-24", state="active")
    [v] = therapist.accepted(made)
    lead.pull()
    assert lead.records[made["id"]] == {"t": "goal", "id": made["id"], "f": shared, "v": v, "x": made["new"]}


def test_what_one_wrote_oneself_does_not_come_back(shared: str, therapist: Laptop) -> None:
    made = therapist.making("goal", shared, words="Sleep through", set_on="2026-11-24", state="active")
    assert therapist.sync(made)["records"] == []
    assert therapist.pull() == []


def test_the_same_entry_sent_twice_gets_the_same_answer_and_is_kept_once(
    shared: str, lead: Laptop, therapist: Laptop
) -> None:
    made = therapist.making("note", shared, staff_id=therapist.staff_id, about="2026-11-24T09:15:00.000Z", words="…")
    first = therapist.sync(made)["answers"]
    assert therapist.sync({**made, "v": 3})["answers"] == first
    assert therapist.sync(made, made)["answers"] == [*first, *first]
    assert [record["v"] for record in lead.pull()] == [first[0]["v"]]


def test_another_entry_under_the_same_id_is_refused(goal: dict[str, Any], therapist: Laptop) -> None:
    edit = therapist.editing(goal, "words", {"words": "Enjoy bath time together"})
    therapist.accepted(edit)
    other = {**edit, "edit": {"words": [[goal["id"]], {"words": "Something else"}]}}
    [answer] = therapist.sync(other)["answers"]
    assert answer == {"op": edit["op"], "o": "refused", "v": None, "why": "another entry bears this id"}
    assert therapist.sync(edit)["answers"][0]["o"] == "accepted"


def test_edits_of_different_fields_merge(goal: dict[str, Any], lead: Laptop, therapist: Laptop) -> None:
    lead.accepted(lead.editing(goal, "state", {"state": "reached"}))
    [answer] = therapist.sync(therapist.editing(goal, "words", {"words": "Enjoy swimming"}))["answers"]
    assert answer["o"] == "merged"
    for laptop in (lead, therapist):
        laptop.pull()
        merged = laptop.records[goal["id"]]
        assert (merged["x"]["words"], merged["x"]["state"]) == ("Enjoy swimming", "reached")
        assert "r" not in merged


def test_two_edits_of_the_same_field_are_both_kept_and_choosing_settles_it(
    goal: dict[str, Any], lead: Laptop, therapist: Laptop
) -> None:
    hers = lead.editing(goal, "words", {"words": "Enjoy bath time every day"})
    lead.accepted(hers)
    theirs = therapist.editing(goal, "words", {"words": "Enjoy bath time with Dad"})
    assert therapist.sync(theirs)["answers"][0]["o"] == "conflict"

    lead.pull()
    contested = lead.records[goal["id"]]
    assert contested == therapist.records[goal["id"]]
    assert contested["h"]["words"] == [hers["op"], theirs["op"]]
    assert [(each["by"], each["device"], each["values"]["words"]) for each in contested["r"]["words"]] == [
        (lead.staff_id, "Ruth's laptop", "Enjoy bath time every day"),
        (therapist.staff_id, "Amira's laptop", "Enjoy bath time with Dad"),
    ]
    assert contested["x"]["words"] == "Enjoy bath time every day"

    choice = lead.editing(contested, "words", {"words": "Enjoy bath time with Dad"}, *contested["h"]["words"])
    lead.accepted(choice)
    therapist.pull()
    settled = therapist.records[goal["id"]]
    assert settled["x"]["words"] == "Enjoy bath time with Dad"
    assert "r" not in settled
    assert settled["h"]["words"] == [choice["op"]]


def test_several_edits_made_offline_one_upon_the_other_are_no_conflict(
    goal: dict[str, Any], lead: Laptop, therapist: Laptop
) -> None:
    first = therapist.editing(goal, "words", {"words": "One"})
    second = therapist.editing(goal, "words", {"words": "Two"}, first["op"])
    assert therapist.accepted(first, second)
    third = therapist.editing(goal, "words", {"words": "Three"}, second["op"])
    therapist.accepted(third)
    lead.pull()
    assert lead.records[goal["id"]]["x"]["words"] == "Three"


def test_a_removal_against_an_edit_is_shown_to_both(goal: dict[str, Any], lead: Laptop, therapist: Laptop) -> None:
    therapist.accepted(therapist.editing(goal, "words", {"words": "Enjoy swimming"}))
    removal = lead.editing(goal, "removed", {"removed": "duplicate", "removed_why": None})
    assert lead.sync(removal)["answers"][0]["o"] == "conflict"
    therapist.pull()
    assert len(therapist.records[goal["id"]]["r"]["removed"]) == 2


def test_history_tells_who_changed_what_and_what_was_there(
    goal: dict[str, Any], lead: Laptop, therapist: Laptop
) -> None:
    edit = therapist.editing(goal, "words", {"words": "Enjoy swimming"})
    [v] = therapist.accepted(edit)
    lead.pull()
    [told] = [each for each in lead.history if each["id"] == goal["id"]]
    assert told["v"] == v
    assert told["op"]["edit"] == edit["edit"]
    assert told["op"]["by"] == therapist.staff_id
    assert told["op"]["was"] == {"words": "Enjoy bath time"}
    assert told["op"]["device"] == "Amira's laptop"


def test_an_edit_that_overtakes_its_record_waits_for_it(shared: str, lead: Laptop, therapist: Laptop) -> None:
    made = therapist.making("goal", shared, words="Sleep through", set_on="2026-11-24", state="active")
    edit = therapist.editing(made, "words", {"words": "Sleep till five"})
    assert therapist.sync(edit)["answers"] == [{"op": edit["op"], "o": "held", "v": None}]
    [v] = therapist.accepted(made)
    assert therapist.sync(edit)["answers"] == [{"op": edit["op"], "o": "accepted", "v": v + 1}]
    lead.pull()
    assert lead.records[made["id"]]["x"]["words"] == "Sleep till five"
    assert lead.records[made["id"]]["v"] == v + 1


def test_what_a_newer_version_writes_is_kept_and_passed_on(shared: str, lead: Laptop, therapist: Laptop) -> None:
    unknown = therapist.making("lullaby", shared, title="Schlaf, Kindlein", verses=[1, {"two": None}])
    known = therapist.making("goal", shared, words="Sing", set_on="2026-11-24", state="active", key=["C", 4])
    therapist.accepted(unknown, known)
    therapist.accepted(therapist.editing(unknown, "title", {"title": "Suo Gân"}))
    lead.pull()
    assert lead.records[unknown["id"]]["x"] == {**unknown["new"], "title": "Suo Gân"}
    assert lead.records[known["id"]]["x"]["key"] == ["C", 4]


def _unfit(therapist: Laptop, family: str) -> list[tuple[object, str]]:
    rating = {"goal_id": ids.new(), "at": "2026-11-24T09:15:00.000Z"}
    good = therapist.making("rating", family, value=0, **rating)
    return [
        (therapist.making("rating", family, value="seven", **rating), "“value” is not of the right form"),
        (therapist.making("rating", family, value=7, goal_id="the goal"), "“goal_id” is not of the right form"),
        (therapist.making("rating", family, value=7, **rating, made_by=None), "“made_by” is missing"),
        ({**good, "id": ids.new(), "t": "Rating; --"}, "its part “t” is missing or not of the right form"),
        ({**good, "id": ids.new(), "n": True}, "its part “n” is missing or not of the right form"),
        ({**good, "id": ids.new(), "by": ids.new()}, "it was not written by the person whose device this is"),
        ({**good, "id": ids.new(), "new": None}, "what it makes is not an object"),
        ({**good, "id": ids.new(), "edit": {}}, "it must either make a record or edit one"),
        ({**good, "id": ids.new(), "f": [family]}, "its part “f” is missing or not of the right form"),
        ({**good, "id": ids.new(), "v": None}, "its part “v” is missing or not of the right form"),
        ("an entry", "it is not an object"),
        ({**good, "id": "1"}, "it bears no id"),
        (therapist.editing(good, "value", {}), "the edit of “value” holds no values"),
        (therapist.editing(good, "value", {"at": None}), "the edit of “value” holds a value that belongs elsewhere"),
        (therapist.editing(good, "value", {"value": 1}, "0"), "the edit of “value” does not say what it is based on"),
    ]


def test_an_entry_that_does_not_fit_is_set_aside_with_its_reason_and_holds_up_none(
    shared: str, lead: Laptop, therapist: Laptop
) -> None:
    unfit = _unfit(therapist, shared)
    goals = [
        therapist.making("goal", shared, words=str(place), set_on="2026-11-24", state="active") for place in range(2)
    ]
    answers = therapist.sync(goals[0], *(sent for sent, _ in unfit), goals[1])["answers"]
    assert [each["o"] for each in answers] == ["accepted", *["refused"] * len(unfit), "accepted"]
    assert [each["why"] for each in answers[1:-1]] == [why for _, why in unfit]
    lead.pull()
    assert {goal["id"] for goal in goals} <= lead.records.keys()


def test_a_record_keeps_its_kind_and_its_family(goal: dict[str, Any], lead: Laptop, therapist: Laptop) -> None:
    elsewhere = {**therapist.editing(goal, "words", {"words": "…"}), "f": ids.new()}
    otherwise = {**therapist.editing(goal, "words", {"words": "…"}), "t": "note"}
    answers = therapist.sync(elsewhere, otherwise)["answers"]
    assert [each["why"] for each in answers] == [
        "the record belongs to another family",
        "the record is of another kind",
    ]


def test_text_in_any_script_arrives_as_it_was_written(shared: str, lead: Laptop, therapist: Laptop) -> None:
    words = "Zoë 🧸 赵 Ḥasan ‏ليلى‎ ﷽ é"
    made = therapist.making("goal", shared, words=words, set_on="2026-11-24", state="active")
    therapist.accepted(made)
    lead.pull()
    assert json.dumps(lead.records[made["id"]]["x"]) == json.dumps(made["new"])


def test_what_was_written_for_another_life_of_the_server_is_not_taken_in(lead: Laptop, family: str) -> None:
    """The laptop will send everything again, in its order: an answer must not come before what it answers."""
    goal = lead.making("goal", family, words="Enjoy bath time", set_on="2026-11-24", state="active")
    cursor = lead.cursor
    page = lead.sync(goal, epoch="an earlier life")
    assert (page["answers"], page["records"], page["reset"]) == ([], [], True)

    lead.cursor = cursor
    assert [each["o"] for each in lead.sync(goal, epoch=page["epoch"])["answers"]] == ["accepted"]


def test_an_author_who_wrote_what_stands_already_is_told_that_it_stands_beside_another(
    goal: dict[str, Any], lead: Laptop, therapist: Laptop
) -> None:
    """From a screen that was open before the colleague's entry arrived on this laptop."""
    hers = lead.editing(goal, "words", {"words": "Enjoy swimming"})
    lead.accepted(hers)
    therapist.pull()
    arrived = therapist.records[goal["id"]]
    theirs = therapist.editing(arrived, "words", {"words": "Enjoy swimming"}, goal["id"])
    assert therapist.sync(theirs)["answers"][0]["o"] == "merged"
    assert therapist.records[goal["id"]]["h"]["words"] == [hers["op"], theirs["op"]]
