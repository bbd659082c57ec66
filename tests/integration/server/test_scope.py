"""Each laptop holds what its person may see: the index, the families they work with, and no more."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.integration.server.conftest import Server
from tests.integration.server.laptop import Laptop


@pytest.fixture(scope="module")
def colleague(server: Server) -> Laptop:
    return server.laptop("Karen Bird", "keyworker", "Karen's laptop")


@pytest.fixture(scope="module")
def office(server: Server) -> Laptop:
    return server.laptop("Dev Patel", "administrator", "office")


@pytest.fixture(scope="module")
def manager(server: Server) -> Laptop:
    return server.laptop("Joan Hill", "operational_lead", "Joan's laptop")


def record_of_each_class(lead: Laptop, family: str) -> dict[str, dict[str, Any]]:
    """A baby (index), an alert (contact), a goal (clinical)."""
    made = {
        "index": lead.making("baby", family, given_name="Leila"),
        "contact": lead.making("alert", family, kind="dog"),
        "clinical": lead.making("goal", family, words="Sleep", set_on="2026-11-24", state="active"),
    }
    lead.accepted(*made.values())
    return made


def allocation_of(family: str, to: Laptop) -> dict[str, Any]:
    return next(each for each in to.records.values() if each["t"] == "allocation" and each.get("f") == family)


def classes_held(laptop: Laptop, made: dict[str, dict[str, Any]]) -> set[str]:
    laptop.pull()
    return {name for name, record in made.items() if record["id"] in laptop.records}


def test_each_role_is_given_its_classes(
    family: str, lead: Laptop, therapist: Laptop, colleague: Laptop, office: Laptop, manager: Laptop
) -> None:
    made = record_of_each_class(lead, family)
    lead.accepted(lead.allocating(family, therapist))
    assert classes_held(therapist, made) == {"index", "contact", "clinical"}
    assert classes_held(colleague, made) == {"index"}
    assert classes_held(office, made) == {"index", "contact"}
    assert classes_held(manager, made) == {"index"}


def test_a_family_that_is_given_to_somebody_comes_with_all_it_had_before(
    family: str, lead: Laptop, colleague: Laptop
) -> None:
    made = record_of_each_class(lead, family)
    goal = made["clinical"]
    lead.accepted(lead.editing(goal, "words", {"words": "Sleep till five"}))
    assert classes_held(colleague, made) == {"index"}
    lead.accepted(lead.allocating(family, colleague, part="keyworker"))
    page = colleague.sync()
    assert {record["id"] for record in page["records"]} >= {made["contact"]["id"], goal["id"]}
    assert made["index"]["id"] not in {record["id"] for record in page["records"]}
    assert [each["op"]["was"] for each in page["history"] if each["id"] == goal["id"]] == [{"words": "Sleep"}]
    assert colleague.pull() == []


def test_a_family_that_is_taken_away_is_named_and_nothing_more_of_it_comes(
    shared: str, lead: Laptop, therapist: Laptop
) -> None:
    allocation = allocation_of(shared, therapist)
    lead.accepted(lead.editing(allocation, "until", {"until": "2026-01-31"}))
    assert therapist.sync()["lost"] == [shared]
    goal = lead.making("goal", shared, words="Sleep", set_on="2026-11-24", state="active")
    lead.accepted(goal)
    page = therapist.sync()
    assert page["lost"] == []
    assert goal["id"] not in therapist.records

    lead.accepted(lead.allocating(shared, therapist))
    therapist.pull()
    assert goal["id"] in therapist.records


def test_late_work_on_a_family_that_one_has_lost_is_taken(shared: str, lead: Laptop, therapist: Laptop) -> None:
    allocation = allocation_of(shared, therapist)
    note = therapist.making("note", shared, staff_id=therapist.staff_id, about="2026-11-24T09:15:00.000Z", words="Late")
    lead.accepted(lead.editing(allocation, "removed", {"removed": "entered in error"}))
    assert therapist.sync(note)["answers"][0]["o"] == "accepted"
    lead.pull()
    assert lead.records[note["id"]]["x"]["words"] == "Late"


def test_reassigning_an_allocation_moves_the_family(
    shared: str, lead: Laptop, therapist: Laptop, colleague: Laptop
) -> None:
    colleague.pull()
    made = record_of_each_class(lead, shared)
    allocation = allocation_of(shared, therapist)
    lead.accepted(lead.editing(allocation, "staff_id", {"staff_id": colleague.staff_id}))
    assert classes_held(colleague, made) == {"index", "contact", "clinical"}
    therapist.pull()
    assert shared in therapist.lost


def test_only_those_who_lead_decide_who_sees_what(family: str, therapist: Laptop, office: Laptop) -> None:
    therapist.pull()
    own_record = therapist.records[therapist.staff_id]
    promotion = therapist.editing(own_record, "role", {"role": "clinical_lead"})
    answers = therapist.sync(therapist.allocating(family, therapist), promotion)["answers"]
    assert {each["why"] for each in answers} == {"only those who lead the team may enter this"}
    office.accepted(office.allocating(family, therapist))


def test_whoever_becomes_a_lead_is_given_everything_and_whoever_ceases_to_be_one_is_told_what_to_drop(
    server: Server, family: str, lead: Laptop
) -> None:
    person = server.laptop("Tomos Rees", "therapist")
    made = record_of_each_class(lead, family)
    assert classes_held(person, made) == {"index"}
    record = person.records[person.staff_id]

    promotion = lead.editing(record, "role", {"role": "clinical_lead"})
    lead.accepted(promotion)
    assert classes_held(person, made) == {"index", "contact", "clinical"}
    assert person.lost == []

    lead.accepted(lead.editing(record, "role", {"role": "therapist"}, promotion["op"]))
    page = person.sync()
    assert page["role"] == "therapist"
    assert family in page["lost"]


def test_whoever_has_left_may_hand_in_and_gets_nothing(server: Server, family: str, lead: Laptop) -> None:
    person = server.laptop("Ewa Nowak", "therapist")
    lead.accepted(lead.allocating(family, person))
    person.pull()
    lead.accepted(lead.editing(person.records[person.staff_id], "left_on", {"left_on": "2026-01-31"}))
    note = person.making("note", family, staff_id=person.staff_id, about="2026-11-24T09:15:00.000Z", words="Last")
    record_of_each_class(lead, family)
    page = person.sync(note)
    assert page["answers"][0]["o"] == "accepted"
    assert (page["records"], page["history"], page["lost"], page["more"]) == ([], [], [], False)


def test_a_cursor_that_somebody_has_written_themselves_opens_no_family(
    family: str, lead: Laptop, colleague: Laptop
) -> None:
    made = record_of_each_class(lead, family)
    colleague.pull()
    assert colleague.cursor
    told = json.loads(base64.urlsafe_b64decode(colleague.cursor))
    last = told["records"][0]
    told |= {"records": [last, [[family, 0, last]]], "history": [last, [[family, 0, last]]], "role": "keyworker"}
    colleague.cursor = base64.urlsafe_b64encode(json.dumps(told).encode()).decode()
    assert colleague.sync()["records"] == []
    assert classes_held(colleague, made) == {"index"}
