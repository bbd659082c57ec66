"""What the server could not take is listed in the field's own words, and can be sent once more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from pi_desktop.practice import engagement, set_aside
from pi_desktop.practice.set_aside import Written
from pi_desktop.practice.status import sync_status
from pi_desktop.records.engagement import EngagementAttempt
from pi_desktop.records.family import ContactDetails
from pi_desktop.store.outbox import Answer, keep_answers, next_batch
from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import transaction
from tests.families import MadeFamily, make_family, new_store

REACHED = "2026-11-24T09:01:00.000Z"
WHY = "this person may not write here"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def okafor(store: Store) -> MadeFamily:
    with store.unit_of_work() as uow:
        return make_family(uow, mobile="07700 900214")


def server_refuses(store: Store, record_id: str, why: str = WHY) -> None:
    """The server takes everything that waits, except what was written of one record."""
    sent = next_batch(store.writing)
    answers = [
        Answer(each.op_id, "refused", 0, why) if each.record_id == record_id else Answer(each.op_id, "accepted", n)
        for n, each in enumerate(sent, start=1)
    ]
    with transaction(store.writing):
        keep_answers(store.writing, sent, answers, REACHED)


def test_a_new_entry_is_told_whole_with_the_reason(store: Store, okafor: MadeFamily) -> None:
    log = partial(engagement.log_attempt, family_id=okafor.id, means="call", outcome="no_answer", words="Rang twice")
    with store.unit_of_work() as uow:
        attempt = log(uow)
    server_refuses(store, attempt.id)

    [entry] = set_aside.entries(store.reader)

    assert (entry.about, entry.what) == ("Leo & Maria Okafor", "attempt to reach the family")
    assert Written("means", "call") in entry.written
    assert Written("words", "Rang twice") in entry.written
    assert (entry.by, entry.why, entry.at) == ("Asha Rahman", WHY, store.clock.now())


def test_a_change_is_told_by_what_was_changed(store: Store, okafor: MadeFamily) -> None:
    server_refuses(store, "nothing of these")
    contact = store.reader.find(ContactDetails)[0]
    with store.unit_of_work() as uow:
        uow.edit(contact, mobile=None)
    server_refuses(store, contact.id)

    [entry] = set_aside.entries(store.reader)

    assert (entry.about, entry.written) == ("Maria Okafor", (Written("mobile number", "nothing"),))


def test_nothing_behind_it_is_blocked_and_it_stays_in_use_here(store: Store, okafor: MadeFamily) -> None:
    with store.unit_of_work() as uow:
        first = engagement.log_attempt(uow, family_id=okafor.id, means="call", outcome="no_answer")
    server_refuses(store, first.id)
    with store.unit_of_work() as uow:
        engagement.log_attempt(uow, family_id=okafor.id, means="text", outcome="no_answer")
    server_refuses(store, "nothing of these")

    status = sync_status(store.reader)
    assert (status.waiting, status.set_aside) == (0, 1)
    assert len(store.reader.find(EngagementAttempt)) == 2


def test_what_is_tried_again_waits_in_its_old_place(store: Store, okafor: MadeFamily) -> None:
    with store.unit_of_work() as uow:
        attempt = engagement.log_attempt(uow, family_id=okafor.id, means="call", outcome="no_answer")
    server_refuses(store, attempt.id)
    [entry] = set_aside.entries(store.reader)

    with store.unit_of_work() as uow:
        set_aside.try_again(uow, op_id=entry.op_id)

    assert set_aside.entries(store.reader) == ()
    assert [each.to_wire() for each in next_batch(store.writing)] == [entry.sent]
