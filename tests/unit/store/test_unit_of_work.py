"""One action: its rows, the operations that say so, and what is found by search, all together or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from pi_desktop.ids import derived
from pi_desktop.records import Appointment, Caregiver, ContactDetails, Family, Goal, Note, Record, Visit
from pi_desktop.records.merging import State
from pi_desktop.records.operation import Operation
from pi_desktop.records.record import Refused
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.incoming import keep_arrived
from pi_desktop.store.search import search
from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import UnitOfWork, transaction
from tests.families import BORN, TODAY, make_appointment, make_family
from tests.strategies import any_record


def operations(store: Store, record_id: str) -> list[Operation]:
    """What was logged about a record, in order."""
    rows = store.writing.execute("SELECT body FROM operation WHERE record_id = ? ORDER BY n", (record_id,))
    return [Operation.from_wire(json.loads(body)) for (body,) in rows.fetchall()]


def count(store: Store, table: str) -> int:
    return int(store.reading.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def half_an_action(store: Store) -> None:
    """Writes of every sort, and then a defect."""
    with store.unit_of_work() as uow:
        made = make_family(uow, surname="Fairweather")
        uow.edit(made.family, stage="waiting")
        uow.keep_draft(made.id, "goals", {"typed": "half a sen"})
        raise ZeroDivisionError


def test_a_record_is_kept_together_with_the_operation_that_makes_it(store: Store) -> None:
    with store.unit_of_work() as uow:
        made = make_family(uow)
        caregiver = made.caregivers[0]

    (operation,) = operations(store, caregiver.id)
    assert operation.op_id == caregiver.id
    assert operation.new == {
        "given_name": "Maria",
        "surname": "Okafor",
        "role": "mother",
        "made_at": "2026-11-24T09:00:00.000Z",
        "made_by": store.owner,
    }
    kept = store.reader.get(Caregiver, caregiver.id)
    assert kept == caregiver
    assert kept.waiting


def test_operations_are_counted_without_a_gap(store: Store) -> None:
    with store.unit_of_work() as uow:
        make_family(uow)
    with pytest.raises(ZeroDivisionError):
        half_an_action(store)
    with store.unit_of_work() as uow:
        make_family(uow, surname="Malik")

    counted = [n for (n,) in store.reading.execute("SELECT n FROM operation ORDER BY n").fetchall()]
    assert counted == list(range(1, len(counted) + 1))


def test_an_action_that_fails_leaves_nothing(store: Store) -> None:
    tables = ("family", "caregiver", "operation", "search_entry", "draft")
    before = [count(store, table) for table in tables]

    with pytest.raises(ZeroDivisionError):
        half_an_action(store)

    assert [count(store, table) for table in tables] == before
    assert search(store.reading, "Fairweather") == ()


def test_an_action_that_holds_an_entry_that_cannot_be_kept_leaves_nothing(store: Store) -> None:
    def act() -> None:
        with store.unit_of_work() as uow:
            made = make_family(uow)
            uow.make(ContactDetails, family_id=made.id, caregiver_id=made.caregivers[0].id, postcode="nowhere")

    with pytest.raises(Refused) as refused:
        act()

    assert list(refused.value.by_field) == ["postcode"]
    assert store.reader.find(Family) == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=any_record)
def test_any_record_comes_back_from_the_file_as_it_was_kept(store: Store, record: Record) -> None:
    with store.unit_of_work() as uow:
        record = replace(record, id=uow.ids.new())  # hypothesis may draw an id twice
        uow.add(record)
    assert store.reader.get(type(record), record.id) == record


def test_an_edit_says_what_it_is_based_on_and_all_of_what_belongs_together(store: Store) -> None:
    with store.unit_of_work() as uow:
        made = make_family(uow)
        booked = make_appointment(uow, made)
    with store.unit_of_work() as uow:
        moved = uow.edit(booked, minutes=90)

    first, second = operations(store, booked.id)
    assert first.op_id == booked.id
    assert second.edits is not None
    assert second.edits["when_and_where"].bases == (booked.id,)
    assert second.edits["when_and_where"].values == {
        "day": "2026-11-24",
        "at": "09:15",
        "minutes": 90,
        "place": "home",
        "place_words": None,
    }
    assert moved.minutes == 90
    assert moved.seen("when_and_where") == (second.op_id,)
    assert moved.seen("purpose") == (booked.id,)


def test_an_edit_upon_ones_own_unsent_edit_names_that_edit(store: Store) -> None:
    with store.unit_of_work() as uow:
        booked = make_appointment(uow, make_family(uow))
        once = uow.edit(booked, minutes=90)
        twice = uow.edit(once, minutes=45)

    _, first, second = operations(store, booked.id)
    assert second.edits is not None
    assert second.edits["when_and_where"].bases == (first.op_id,)
    assert twice.minutes == 45


def test_a_screen_that_was_not_refreshed_does_not_contradict_its_own_person(store: Store) -> None:
    with store.unit_of_work() as uow:
        booked = make_appointment(uow, make_family(uow))
        for minutes in (90, 80, 70):
            uow.edit(booked, minutes=minutes)

    *_, before, last = operations(store, booked.id)
    assert last.edits is not None
    assert last.edits["when_and_where"].bases == (booked.id, before.op_id)


def test_writing_what_stands_already_is_no_entry(store: Store) -> None:
    with store.unit_of_work() as uow:
        booked = make_appointment(uow, make_family(uow))
        assert uow.edit(booked, minutes=60, place="home") == booked
    assert len(operations(store, booked.id)) == 1


def test_choosing_the_value_in_use_ends_a_change_in_two_places(store: Store) -> None:
    booked = changed_in_two_places(store)
    assert [rival["values"]["minutes"] for rival in booked.rivals["when_and_where"]] == [60, 30]

    with store.unit_of_work() as uow:
        chosen = uow.edit(booked, minutes=60)

    assert chosen.rivals == {}
    *_, choice = operations(store, booked.id)
    assert choice.edits is not None
    assert choice.edits["when_and_where"].bases == ("here", "there")


def changed_in_two_places(store: Store) -> Appointment:
    with store.unit_of_work() as uow:
        booked = make_appointment(uow, make_family(uow))
    when = {"day": "2026-11-24", "at": "09:15", "minutes": 60, "place": "home"}
    rivals = [
        {"op": op, "by": store.owner, "at": "2026-11-24T09:00:00.000Z", "values": {**when, "minutes": minutes}}
        for op, minutes in (("here", 60), ("there", 30))
    ]
    (made,) = operations(store, booked.id)
    state = State(booked.id, made.new or {}, {"when_and_where": ("here", "there")}, {"when_and_where": rivals})
    with transaction(store.writing):
        keep_arrived(store.writing, [Arrived("appointment", booked.id, booked.family_id, 9, state)])
    kept = store.reader.get(Appointment, booked.id)
    assert kept is not None
    return kept


def test_an_edit_that_saw_one_of_two_versions_leaves_the_other_standing(store: Store) -> None:
    booked = changed_in_two_places(store)
    saw_one = replace(booked, heads={"when_and_where": ("here",)})
    with store.unit_of_work() as uow:
        edited = uow.edit(saw_one, minutes=120)

    mine, theirs = edited.rivals["when_and_where"]
    assert edited.minutes == mine["values"]["minutes"] == 120
    assert mine["device"] is None  # this laptop's own, not sent yet
    assert theirs["op"] == "there"

    with store.unit_of_work() as uow:
        assert uow.edit(edited, minutes=30).rivals == {}


def test_a_record_that_is_taken_back_is_out_of_lists_and_search_but_not_gone(store: Store) -> None:
    with store.unit_of_work() as uow:
        made = make_family(uow, caregivers=(("Philippa", "mother"),))
        taken_back = uow.remove(made.caregivers[0], "duplicate", "she is here twice")

    assert store.reader.find(Caregiver) == ()
    assert search(store.reading, "Philippa") == ()
    assert store.reader.find(Caregiver, with_removed=True) == (taken_back,)
    assert store.reader.get(Caregiver, taken_back.id) == taken_back

    with store.unit_of_work() as uow:
        back = uow.edit(taken_back, removed=None, removed_why=None)
    assert store.reader.find(Caregiver) == (back,)
    assert [found.record_id for found in search(store.reading, "Philippa")] == [back.id]


def test_a_removal_is_based_on_everything_that_stands(store: Store) -> None:
    with store.unit_of_work() as uow:
        booked = make_appointment(uow, make_family(uow))
        moved = uow.edit(booked, minutes=90)
        uow.remove(booked, "entered in error")  # from a screen that has not seen the move of its own person

    _, move, removal = operations(store, booked.id)
    assert removal.edits is not None
    assert set(removal.edits["removed"].bases) == {booked.id, move.op_id}
    assert moved.seen("when_and_where") == (move.op_id,)


def test_what_the_program_makes_by_itself_is_made_once(store: Store) -> None:
    with store.unit_of_work() as uow:
        booked = make_appointment(uow, make_family(uow))
        values = {
            "id": derived(booked.id, "visit"),
            "family_id": booked.family_id,
            "appointment_id": booked.id,
            "staff_id": uow.actor,
            "started_at": uow.clock.now(),
        }
        visit = uow.make(Visit, **values)
        again = uow.make(Visit, **{**values, "others": "a neighbour"})

    assert again == visit
    assert again.others is None
    (made,) = operations(store, visit.id)
    assert made.op_id != visit.id  # another device makes the same record by another operation


def test_an_edit_of_a_record_that_this_laptop_has_let_go_of_still_goes_to_the_team(store: Store) -> None:
    with store.unit_of_work() as uow:
        made = make_family(uow)
        goal = uow.make(Goal, family_id=made.id, words="Play together", set_on=TODAY, state="active")
    with transaction(store.writing):
        store.writing.execute("DELETE FROM goal")
    with store.unit_of_work() as uow:
        edited = uow.edit(goal, state="reached")

    assert edited.state == "reached"
    assert store.reader.get(Goal, goal.id) is None
    assert len(operations(store, goal.id)) == 2


def test_an_action_says_what_it_changed_so_that_screens_look_again(store: Store) -> None:
    with store.unit_of_work() as uow:
        made = make_family(uow)
        assert uow.changed.record_types == {"family", "baby", "caregiver", "allocation"}
        assert uow.changed.family_ids == {made.id}
    with store.unit_of_work() as uow:
        uow.edit(made.family, surname=made.family.surname)
        assert uow.changed.record_types == frozenset()


def test_a_draft_is_replaced_kept_and_dropped(store: Store) -> None:
    def keep(uow: UnitOfWork, body: dict[str, object]) -> None:
        uow.keep_draft(visit, "goals", body)

    visit = derived("an appointment", "visit")
    with store.unit_of_work() as uow:
        keep(uow, {"typed": "Play to"})
        uow.keep_draft(visit, "note", {"words": "ليلى turned round \0 ​"})
    with store.unit_of_work() as uow:
        keep(uow, {"typed": "Play together", "ratings": [3, None]})

    kept = store.reader.draft(visit, "goals")
    assert kept is not None
    assert kept.body == {"typed": "Play together", "ratings": [3, None]}
    assert kept.saved_at == "2026-11-24T09:00:00.000Z"
    assert [draft.section for draft in store.reader.drafts(visit)] == ["goals", "note"]
    assert len(store.reader.drafts()) == 2

    with store.unit_of_work() as uow:
        uow.drop_draft(visit, "goals")
    assert store.reader.draft(visit, "goals") is None


def test_a_note_of_forty_thousand_letters_is_kept_whole(store: Store) -> None:
    words = "She looked at him. " * 2105
    with store.unit_of_work() as uow:
        made = make_family(uow)
        note = uow.make(Note, family_id=made.id, staff_id=uow.actor, about=uow.clock.now(), words=words)
    kept = store.reader.get(Note, note.id)
    assert kept is not None
    assert kept.words == words


def test_twins_of_the_same_name_are_two(store: Store, tmp_path: Path) -> None:
    with store.unit_of_work() as uow:
        made = make_family(uow, babies=("Gwen", "Gwen"), born_on=BORN)
    assert made.babies[0].id != made.babies[1].id
    assert len({baby.id for baby in store.reader.find(type(made.babies[0]), given_name="Gwen")}) == 2
