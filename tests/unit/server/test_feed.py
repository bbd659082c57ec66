"""However often scope changes, and however small the pages, a laptop ends with what its person may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from pi_desktop.clock import local_day
from pi_desktop.ids import Id
from pi_desktop.records import RECORD_TYPES
from pi_desktop.records.access import may_see, sight_of
from pi_desktop.server.database import Database
from pi_desktop.server.inbox import end_overdue_allocations
from tests.unit.server.conftest import ATeam, found_team

CLASSES = {"baby": {"given_name": "Leila"}, "alert": {"kind": "dog"}, "goal": {"words": "Sleep", "state": "active"}}

actions = st.one_of(
    st.tuples(st.just("make"), st.integers(0, 2), st.sampled_from(sorted(CLASSES))),
    st.tuples(st.just("edit"), st.integers(0, 20), st.just("")),
    st.tuples(st.just("give"), st.integers(0, 2), st.just("")),
    st.tuples(st.just("take"), st.integers(0, 5), st.just("")),
    st.tuples(st.just("pull"), st.integers(1, 4), st.just("")),
)
roles = st.sampled_from(["therapist", "administrator", "operational_lead"])


class Held:
    """What one laptop holds, by the rules by which laptops keep what they are given."""

    def __init__(self, team: ATeam, staff_id: Id, role: str) -> None:
        self.team, self.staff_id, self.role = team, staff_id, role
        self.cursor: str | None = None
        self.records: dict[str, dict[str, Any]] = {}
        self.told: set[int] = set()

    def pull(self, limit: int) -> bool:
        """Takes one page; whether there is more."""
        page = self.team.page(self.staff_id, self.cursor, limit)
        for family in page.lost:
            gone = sight_of(self.role).parted_with
            self.records = {
                name: each
                for name, each in self.records.items()
                if each.get("f") != family or RECORD_TYPES[each["t"]].visibility not in gone
            }
        for raw in page.records:
            record = msgspec.json.decode(raw)
            self.records[record["id"]] = record
        self.told |= {msgspec.json.decode(raw)["v"] for raw in page.history}
        self.cursor = page.cursor
        return page.more


def everything(team: ATeam, lead: Id) -> dict[str, dict[str, Any]]:
    records = [msgspec.json.decode(raw) for raw in team.page(lead, None, 5000).records]
    return {record["id"]: record for record in records}


def run(team: ATeam, amira: Id, laptop: Held, drawn: list[tuple[str, int, str]]) -> set[str]:
    """Plays a story; gives the families that the person works with at its end."""
    families = [team.ids.new() for _ in range(3)]
    made: list[dict[str, Any]] = []
    given: list[dict[str, Any]] = []
    working: dict[str, str] = {}
    for action, number, kind in drawn:
        if action == "make":
            made.append(team.making(team.id, kind, families[number], **CLASSES[kind]))
            team.enter(made[-1])
        elif action == "edit" and made:
            record = made[number % len(made)]
            [(name, value)] = [*CLASSES[record["t"]].items()][:1]
            team.enter(team.editing(team.id, record, name, {name: f"{value} {team.count}"}))
        elif action == "give":
            facts = {"staff_id": amira, "part": "keyworker", "since": "2026-01-05"}
            given.append(team.making(team.id, "allocation", families[number], **facts))
            team.enter(given[-1])
            working[given[-1]["id"]] = families[number]
        elif action == "take" and given:
            allocation = given[number % len(given)]
            team.enter(team.editing(team.id, allocation, "until", {"until": "2026-01-31"}))
            working.pop(allocation["id"], None)
        elif action == "pull":
            laptop.pull(number)
    return set(working.values())


@settings(max_examples=150)
@given(
    st.sampled_from(["therapist", "administrator", "operational_lead"]),
    st.lists(actions, max_size=25),
    st.integers(1, 3),
)
def test_a_laptop_ends_with_what_its_person_may_see(
    database: Database, role: str, drawn: list[tuple[str, int, str]], limit: int
) -> None:
    team = found_team(database)
    lead, amira = team.join("Ruth", "clinical_lead"), team.join("Amira", role)
    laptop = Held(team, amira, role)
    own = run(team, amira, laptop, drawn)
    while laptop.pull(limit):
        pass
    expected = {
        name: record
        for name, record in everything(team, lead).items()
        if may_see(role, RECORD_TYPES[record["t"]].visibility, own_family=record.get("f") in own)
    }
    assert laptop.records == expected
    history = [msgspec.json.decode(raw) for raw in team.page(lead, None, 5000).history]
    assert {each["v"] for each in history if each["id"] in expected} <= laptop.told


def test_a_family_goes_by_itself_when_the_last_day_of_its_allocation_has_passed(team: ATeam) -> None:
    amira, family = team.join("Amira", "therapist"), team.ids.new()
    until = (local_day(team.clock.now()) + timedelta(days=1)).isoformat()
    facts = {"staff_id": amira, "part": "keyworker", "since": "2026-01-05", "until": until}
    team.enter(team.making(team.id, "allocation", family, **facts))
    cursor = team.page(amira, None).cursor
    for days, lost in ((1, []), (2, [family])):
        now = team.clock.now() + timedelta(days=days)
        end_overdue_allocations(team.database, team.id, now)
        assert team.page(amira, cursor).lost == lost
        end_overdue_allocations(team.database, team.id, now)
