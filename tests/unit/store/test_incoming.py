"""What the server sends is taken in, and nothing that was written here and not sent yet is overwritten."""

from __future__ import annotations

from typing import Any

import pytest

from pi_desktop.ids import Id, derived
from pi_desktop.records import Caregiver, ContactDetails, Family, Goal, Record, Visit, type_of
from pi_desktop.records.access import sight_of
from pi_desktop.records.merging import State
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.incoming import keep_arrived, keep_history, lose_families, regain_families
from pi_desktop.store.outbox import Answer, keep_answers, next_batch
from pi_desktop.store.search import search
from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import transaction
from tests.families import TODAY, MadeFamily, make_appointment, make_family

WITH_THE_FAMILY = sight_of("therapist").only_own


@pytest.fixture
def okafor(store: Store) -> MadeFamily:
    with store.unit_of_work() as uow:
        return make_family(uow, mobile="07700 900142")


def confirm_everything(store: Store, v: int = 5) -> None:
    """The server has accepted all that waits."""
    with transaction(store.writing):
        while batch := next_batch(store.writing):
            keep_answers(store.writing, batch, [Answer(each.op_id, "accepted", v) for each in batch], "later")


def arrives(store: Store, record: Record, v: int, *, by: str = "colleague", **changed: Any) -> None:
    """A record comes with values that a colleague has changed."""
    record_type = type_of(record)
    values = {**record_type.values(record), **changed}
    heads = {record_type.group_of(name): (by,) for name in changed}
    state = State(record.id, {name: value for name, value in values.items() if value is not None}, heads)
    with transaction(store.writing):
        keep_arrived(store.writing, [Arrived(record.type_name, record.id, record.family_id, v, state)])


def family_as_kept(store: Store, made: MadeFamily) -> Family:
    kept = store.reader.get(Family, made.id)
    assert kept is not None
    return kept


def test_what_a_colleague_changed_is_shown(store: Store, okafor: MadeFamily) -> None:
    confirm_everything(store)
    arrives(store, okafor.family, 9, stage="ended")
    kept = family_as_kept(store, okafor)
    assert kept.stage == "ended"
    assert not kept.waiting
    assert kept.seen("stage") == ("colleague",)
    assert search(store.reading, "okafor")


def test_what_was_written_here_and_not_sent_yet_stays_on_top(store: Store, okafor: MadeFamily) -> None:
    confirm_everything(store)
    with store.unit_of_work() as uow:
        uow.edit(okafor.family, stage="follow_up")
    arrives(store, okafor.family, 9, stage="ended", surname="Okafor-Bell")

    kept = family_as_kept(store, okafor)
    assert kept.stage == "follow_up"
    assert kept.surname == "Okafor-Bell"
    assert kept.waiting
    (edit,) = next_batch(store.writing)
    assert edit.edits is not None
    assert edit.edits["stage"].values == {"stage": "follow_up"}


def test_no_text_is_sent_to_whom_a_colleague_has_just_protected(store: Store, okafor: MadeFamily) -> None:
    confirm_everything(store)
    contact = okafor.contacts[0]
    with store.unit_of_work() as uow:
        uow.edit(contact, may_text=True)
    arrives(store, contact, 9, may_text=False)
    kept = store.reader.get(ContactDetails, contact.id)
    assert kept is not None
    assert kept.may_text is False


def test_an_older_version_that_comes_late_changes_nothing(store: Store, okafor: MadeFamily) -> None:
    confirm_everything(store, v=9)
    arrives(store, okafor.family, 8, stage="ended")
    arrives(store, okafor.family, 9, stage="ended")
    assert family_as_kept(store, okafor).stage == "in_therapy"


def test_a_record_may_come_before_the_record_that_it_belongs_to(store: Store) -> None:
    nobody = derived("nobody yet", "test")
    goal = Goal(
        id=derived("goal", "test"),
        family_id=nobody,
        made_at=store.clock.now(),
        made_by=store.owner,
        words="Play together",
        set_on=TODAY,
        state="active",
    )
    arrives(store, goal, 3)
    assert store.reader.find(Goal, family_id=nobody) == (goal,)


def test_a_visit_that_two_laptops_began_is_one_and_keeps_what_this_one_wrote(store: Store, okafor: MadeFamily) -> None:
    with store.unit_of_work() as uow:
        booked = make_appointment(uow, okafor)
        visit = uow.make(
            Visit,
            id=derived(booked.id, "visit"),
            family_id=okafor.id,
            appointment_id=booked.id,
            staff_id=uow.actor,
            started_at=uow.clock.now(),
            others="the grandmother",
        )
    values = {name: value for name, value in type_of(visit).values(visit).items() if name != "others"}
    state = State("made by the other laptop", values)
    with transaction(store.writing):
        keep_arrived(store.writing, [Arrived("visit", visit.id, okafor.id, 4, state)])

    kept = store.reader.get(Visit, visit.id)
    assert kept is not None
    assert kept.others == "the grandmother"
    assert "made by the other laptop" in kept.seen("staff_id")


def test_a_field_of_a_newer_version_is_kept_and_survives_an_edit(store: Store, okafor: MadeFamily) -> None:
    confirm_everything(store)
    arrives(store, okafor.family, 9, a_newer_field={"of": "any form"})
    with store.unit_of_work() as uow:
        uow.edit(family_as_kept(store, okafor), stage="ended")
    assert store.reader.rows("SELECT stage, extra FROM family") == [("ended", '{"a_newer_field":{"of":"any form"}}')]


def test_a_record_of_a_newer_type_is_kept_whole(store: Store, okafor: MadeFamily) -> None:
    heads, rivals = {"colour": ("a", "b")}, {"colour": [{"op": "a", "values": {"colour": "red"}}]}
    state = State("born", {"colour": "red"}, heads, rivals)
    newer = Arrived("lullaby", derived("lullaby", "test"), okafor.id, 4, state)
    with transaction(store.writing):
        changed = keep_arrived(store.writing, [newer])
    assert changed.record_types == {"lullaby"}
    ((body,),) = store.reader.rows("SELECT body FROM held_record")
    assert '"h":{"colour":["a","b"]}' in body
    assert '"r":{"colour":[{"op":"a","values":{"colour":"red"}}]}' in body


def test_what_came_back_as_removed_is_no_longer_found(store: Store, okafor: MadeFamily) -> None:
    confirm_everything(store)
    arrives(store, okafor.caregivers[0], 9, removed="duplicate")
    assert search(store.reading, "maria") == ()
    assert store.reader.find(Caregiver) == ()


def left(store: Store, made: MadeFamily) -> bool:
    return store.reader.find(ContactDetails, family_id=made.id) == () and search(store.reading, "07700 900142") == ()


def lose(store: Store, *family_ids: Id) -> None:
    with transaction(store.writing):
        lose_families(store.writing, family_ids, WITH_THE_FAMILY)


def test_a_family_that_was_left_goes_but_stays_in_the_teams_index(store: Store, okafor: MadeFamily) -> None:
    confirm_everything(store)
    with transaction(store.writing):
        keep_history(store.writing, [{"id": okafor.contacts[0].id, "v": 6, "op": {"op": "earlier", "was": {}}}])
    lose(store, okafor.id)

    assert left(store, okafor)
    assert store.reader.rows("SELECT * FROM history") == []
    assert family_as_kept(store, okafor).surname == "Okafor"
    assert {found.record_type for found in search(store.reading, "okafor")} == {"family", "baby", "caregiver"}


def test_a_family_goes_only_when_everything_about_it_was_sent(store: Store, okafor: MadeFamily) -> None:
    lose(store, okafor.id)
    assert not left(store, okafor)

    confirm_everything(store)
    lose(store)
    assert left(store, okafor)


def test_a_family_goes_only_when_nothing_about_it_is_being_filled_in(store: Store, okafor: MadeFamily) -> None:
    confirm_everything(store)
    with store.unit_of_work() as uow:
        uow.keep_draft(okafor.caregivers[0].id, "name", {"typed": "Mar"})
    lose(store, okafor.id)
    assert not left(store, okafor)

    with store.unit_of_work() as uow:
        uow.drop_draft(okafor.caregivers[0].id, "name")
    lose(store)
    assert left(store, okafor)


def test_a_family_that_came_back_before_it_had_gone_stays(store: Store, okafor: MadeFamily) -> None:
    lose(store, okafor.id)
    with transaction(store.writing):
        regain_families(store.writing, [okafor.id])
    confirm_everything(store)
    lose(store)
    assert not left(store, okafor)


def test_an_entry_that_was_set_aside_keeps_its_family_here(store: Store, okafor: MadeFamily) -> None:
    batch = next_batch(store.writing)
    answers = [Answer(each.op_id, "refused" if each.seq == 4 else "accepted", 5, "odd") for each in batch]
    with transaction(store.writing):
        keep_answers(store.writing, batch, answers, "later")
    lose(store, okafor.id)
    assert not left(store, okafor)
