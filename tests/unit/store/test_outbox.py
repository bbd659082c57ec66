"""What waits to be sent, and what each answer makes of it."""

from __future__ import annotations

import pytest

from pi_desktop.records import Family, Goal, Note
from pi_desktop.records.operation import Operation
from pi_desktop.store.outbox import MOST_OPERATIONS, Answer, Counts, counts, keep_answers, next_batch, waiting_on
from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import transaction
from tests.families import TODAY, MadeFamily, make_family

NOW = "2026-11-24T09:00:00.000Z"


@pytest.fixture
def okafor(store: Store) -> MadeFamily:
    with store.unit_of_work() as uow:
        return make_family(uow)


def answer(store: Store, sent: list[Operation], answers: list[Answer]) -> None:
    with transaction(store.writing):
        keep_answers(store.writing, sent, answers, NOW)


def test_operations_wait_in_the_order_in_which_they_were_made(store: Store, okafor: MadeFamily) -> None:
    batch = next_batch(store.writing)
    assert [operation.seq for operation in batch] == list(range(1, len(batch) + 1))
    assert counts(store.writing) == Counts(waiting=len(batch), set_aside=0)


def test_each_operation_is_answered_for_itself(store: Store, okafor: MadeFamily) -> None:
    batch = next_batch(store.writing)
    accepted, merged, refused = batch[2], batch[3], batch[4]
    answer(
        store,
        batch,
        [
            Answer(accepted.op_id, "accepted", 11),
            Answer(merged.op_id, "merged", 12),
            Answer(refused.op_id, "refused", 0, "its part “t” is missing"),
            Answer("an operation of somebody else", "accepted", 13),
        ],
    )

    assert counts(store.writing) == Counts(waiting=len(batch) - 3, set_aside=1)
    assert not {accepted.op_id, merged.op_id, refused.op_id} & {each.op_id for each in next_batch(store.writing)}
    row = store.writing.execute("SELECT state, reason FROM operation WHERE op_id = ?", (refused.op_id,)).fetchone()
    assert row == ("set_aside", "its part “t” is missing")


def test_an_accepted_entry_is_no_longer_shown_as_waiting(store: Store, okafor: MadeFamily) -> None:
    batch = [operation for operation in next_batch(store.writing) if operation.record_id == okafor.id]
    answer(store, batch, [Answer(batch[0].op_id, "accepted", 7)])
    kept = store.reader.get(Family, okafor.id)
    assert kept is not None
    assert not kept.waiting

    with store.unit_of_work() as uow:
        uow.edit(kept, stage="ended")
    (edit,) = waiting_on(store.writing, [okafor.id])[okafor.id]
    assert edit.seen == 7


def test_an_entry_made_during_the_upload_waits_on(store: Store, okafor: MadeFamily) -> None:
    batch = [operation for operation in next_batch(store.writing) if operation.record_id == okafor.id]
    with store.unit_of_work() as uow:
        uow.edit(okafor.family, stage="ended")
    answer(store, batch, [Answer(batch[0].op_id, "accepted", 7)])

    kept = store.reader.get(Family, okafor.id)
    assert kept is not None
    assert kept.waiting
    assert [operation.seen for operation in waiting_on(store.writing, [okafor.id])[okafor.id]] == [0]


def test_an_entry_that_was_set_aside_is_still_shown_and_not_called_synced(store: Store, okafor: MadeFamily) -> None:
    batch = [operation for operation in next_batch(store.writing) if operation.record_id == okafor.id]
    answer(store, batch, [Answer(batch[0].op_id, "refused", 0, "somebody else's")])
    kept = store.reader.get(Family, okafor.id)
    assert kept is not None
    assert kept.surname == "Okafor"
    assert kept.waiting


def test_a_late_answer_of_an_earlier_version_does_not_set_a_record_back(store: Store, okafor: MadeFamily) -> None:
    batch = [operation for operation in next_batch(store.writing) if operation.record_id == okafor.id]
    with transaction(store.writing):
        store.writing.execute("UPDATE family SET v = 20 WHERE id = ?", (okafor.id,))
    answer(store, batch, [Answer(batch[0].op_id, "accepted", 7)])
    assert store.reader.rows("SELECT v FROM family WHERE id = ?", (okafor.id,)) == [(20,)]


def test_a_batch_holds_at_most_five_hundred_entries(store: Store, okafor: MadeFamily) -> None:
    with store.unit_of_work() as uow:
        for number in range(MOST_OPERATIONS + 10):
            uow.make(Goal, family_id=okafor.id, words=f"Goal {number}", set_on=TODAY, state="active")
    batch = next_batch(store.writing)
    assert len(batch) == MOST_OPERATIONS
    rest = next_batch(store.writing, after=batch[-1].seq)
    assert rest[0].seq == batch[-1].seq + 1


def test_a_batch_of_long_notes_is_shorter_and_one_giant_note_goes_alone(store: Store, okafor: MadeFamily) -> None:
    with store.unit_of_work() as uow:
        for _ in range(60):
            words = "w" * 40_000
            uow.make(Note, family_id=okafor.id, staff_id=uow.actor, about=uow.clock.now(), words=words)
    batch = next_batch(store.writing)
    assert 40 < len(batch) < 60
    assert len(next_batch(store.writing, after=batch[-1].seq)) > 0
