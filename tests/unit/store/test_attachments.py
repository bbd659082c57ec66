"""The content of attachments in the file: what of it has still to travel, and when it goes."""

from __future__ import annotations

import pytest

from pi_desktop.ids import Id, derived
from pi_desktop.practice.attachments import attach, content
from pi_desktop.records import Attachment, type_of
from pi_desktop.records.access import sight_of
from pi_desktop.records.attachment import PIECE_BYTES, content_of
from pi_desktop.records.merging import State
from pi_desktop.store import attachments
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.attachments import Counts
from pi_desktop.store.incoming import keep_arrived, lose_families
from pi_desktop.store.outbox import Answer, keep_answers, next_batch
from pi_desktop.store.restored import begin_again
from pi_desktop.store.settings import keep_setting
from pi_desktop.store.store import Store
from pi_desktop.store.unit_of_work import transaction
from tests.families import MadeFamily, make_family
from tests.pictures import picture

PARTED_WITH = sight_of("therapist").parted_with
DRAWN = picture(2 * PIECE_BYTES + 9)


@pytest.fixture
def okafor(store: Store) -> MadeFamily:
    with store.unit_of_work() as uow:
        return make_family(uow)


def attached(store: Store, made: MadeFamily, body: bytes = DRAWN) -> Attachment:
    with store.unit_of_work() as uow:
        return attach(uow, record=made.family, media_type="png", content=body)


def confirm_everything(store: Store) -> None:
    """The server has accepted all records that wait."""
    with transaction(store.writing):
        while batch := next_batch(store.writing):
            keep_answers(store.writing, batch, [Answer(each.op_id, "accepted", 5) for each in batch], "later")


def arrives(store: Store, made: MadeFamily, body: bytes = DRAWN, **values: object) -> Attachment:
    """A colleague's attachment comes, without its content."""
    colleague, said = derived("colleague", "test"), content_of([body])
    facts = {"media_type": "png", "size": said.size, "sha256": said.sha256, **values}
    record = Attachment(
        id=derived(said.sha256, "test"),
        family_id=made.id,
        made_at=store.clock.now(),
        made_by=colleague,
        of=made.id,
        of_type="family",
        **facts,  # type: ignore[arg-type]
    )
    state = State(record.id, type_of(record).values(record))
    with transaction(store.writing):
        keep_arrived(store.writing, [Arrived("attachment", record.id, made.id, 7, state)])
    return record


def fetch(store: Store, body: bytes = DRAWN) -> bool:
    """All pieces of what is fetched next come; gives whether they were what they should be."""
    right = True
    (load, *_) = attachments.unfetched(store.writing)
    while right and attachments.unfetched(store.writing):
        n = attachments.next_missing(store.writing, load)
        with transaction(store.writing):
            right = attachments.keep_piece(store.writing, load, n, body[n * PIECE_BYTES : (n + 1) * PIECE_BYTES])
    return right


def counts(store: Store) -> Counts:
    return attachments.counts(store.reading)


def count_pieces(store: Store) -> int:
    ((found,),) = store.reader.rows("SELECT count(*) FROM content_piece")
    return int(found)


def test_content_is_sent_once_the_server_knows_its_record_the_smallest_first(store: Store, okafor: MadeFamily) -> None:
    large, small = attached(store, okafor), attached(store, okafor, picture(900))
    assert attachments.unsent(store.reading) == []
    assert counts(store) == Counts(unsent=2, unfetched=0)

    confirm_everything(store)
    loads = attachments.unsent(store.reading)
    assert [each.attachment_id for each in loads] == [small.id, large.id]
    attachments.mark_sent(store.writing, loads[0])
    assert [each.attachment_id for each in attachments.unsent(store.reading)] == [large.id]


def test_what_a_colleague_attached_is_fetched_piece_by_piece(store: Store, okafor: MadeFamily) -> None:
    record = arrives(store, okafor)
    assert counts(store) == Counts(unsent=0, unfetched=1)
    assert fetch(store)
    assert content(store.reader, attachment_id=record.id) == DRAWN
    assert counts(store) == Counts(unsent=0, unfetched=0)


def test_what_turns_out_to_be_something_else_is_not_kept(store: Store, okafor: MadeFamily) -> None:
    arrives(store, okafor)
    assert not fetch(store, bytes(len(DRAWN)))
    assert counts(store) == Counts(unsent=0, unfetched=1)
    assert count_pieces(store) == 0


@pytest.mark.parametrize("values", [{"media_type": "heic"}, {"size": 10**9}, {"size": 0}])
def test_what_this_version_could_not_take_is_not_asked_for(
    store: Store, okafor: MadeFamily, values: dict[str, object]
) -> None:
    arrives(store, okafor, **values)
    assert attachments.unfetched(store.reading) == []


def test_what_a_colleague_attached_that_is_here_already_is_not_fetched(store: Store, okafor: MadeFamily) -> None:
    attached(store, okafor)
    record = arrives(store, okafor)
    assert counts(store) == Counts(unsent=1, unfetched=0)
    assert content(store.reader, attachment_id=record.id) == DRAWN


def lose(store: Store, *family_ids: Id) -> None:
    with transaction(store.writing):
        lose_families(store.writing, family_ids, PARTED_WITH)


def test_a_family_that_was_left_takes_its_attachments_along_once_they_were_sent(
    store: Store, okafor: MadeFamily
) -> None:
    made = attached(store, okafor)
    confirm_everything(store)
    lose(store, okafor.id)
    assert store.reader.get(Attachment, made.id) is not None

    attachments.mark_sent(store.writing, attachments.unsent(store.writing)[0])
    lose(store)
    assert store.reader.get(Attachment, made.id) is None
    assert (count_pieces(store), counts(store)) == (0, Counts(0, 0))


def test_after_a_restored_server_all_content_is_offered_but_only_ones_own_holds_a_family_here(
    store: Store, okafor: MadeFamily
) -> None:
    arrives(store, okafor)
    fetch(store)
    keep_setting(store.writing, "epoch", "one")
    assert begin_again(store.writing, "two")
    assert counts(store) == Counts(unsent=1, unfetched=0)

    confirm_everything(store)
    lose(store, okafor.id)
    assert count_pieces(store) == 0


def test_what_is_to_be_sent_is_found_without_reading_the_rest(store: Store) -> None:
    statements: list[str] = []
    store.reading.set_trace_callback(statements.append)
    attachments.unsent(store.reading)
    store.reading.set_trace_callback(None)
    plan = store.reading.execute(f"EXPLAIN QUERY PLAN {statements[0]}").fetchall()
    assert "content_unsent" in plan[0][3]
