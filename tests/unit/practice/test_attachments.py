"""Something is attached to a record, is kept once and encrypted, and comes back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pi_desktop.practice.attachments import Attached, NotHereYet, NotThatKind, TooLarge, attach, attached_to, content
from pi_desktop.practice.status import sync_status
from pi_desktop.records import Attachment, Consent
from pi_desktop.records.attachment import MOST_BYTES, PIECE_BYTES
from pi_desktop.store.store import Store
from tests.families import MadeFamily, make_family, new_store, open_again
from tests.pictures import document, photograph, picture

CANARY = b"Quetzalcoatl-signed-here"


@dataclass
class Signing:
    """A caregiver has just agreed to the service, in an encrypted file in a folder."""

    folder: Path
    store: Store
    family: MadeFamily
    consent: Consent

    def attach(self, body: bytes, media_type: str = "png", words: str | None = None) -> Attachment:
        with self.store.unit_of_work() as uow:
            return attach(uow, record=self.consent, media_type=media_type, content=body, words=words)

    def attached(self) -> tuple[Attached, ...]:
        return attached_to(self.store.reader, record_id=self.consent.id)

    def count(self, table: str) -> int:
        ((found,),) = self.store.reader.rows(f"SELECT count(*) FROM {table}")
        return int(found)


@pytest.fixture
def signing(tmp_path: Path) -> Iterator[Signing]:
    store = new_store(tmp_path)
    with store.unit_of_work() as uow:
        made = make_family(uow)
        consent = uow.make(
            Consent,
            family_id=made.id,
            purpose="service",
            caregiver_id=made.caregivers[0].id,
            decision="given",
            means="signed",
            at=uow.clock.now(),
        )
    signing = Signing(tmp_path, store, made, consent)
    yield signing
    signing.store.close()


def test_a_signature_is_attached_to_a_consent_and_comes_back_as_it_was_drawn(signing: Signing) -> None:
    drawn = picture(3 * PIECE_BYTES + 7)
    made = signing.attach(drawn, words="Maria's signature")

    assert signing.attached() == (
        Attached(made.id, "png", len(drawn), "Maria's signature", made.made_at, signing.store.owner, here=True),
    )
    assert content(signing.store.reader, attachment_id=made.id) == drawn
    assert (made.family_id, made.of, made.of_type) == (signing.family.id, signing.consent.id, "consent")


def test_it_is_there_after_the_power_went(signing: Signing) -> None:
    drawn = picture(PIECE_BYTES + 1)
    made = signing.attach(drawn)
    signing.store.lock.let_go()
    signing.store = open_again(signing.folder)
    assert content(signing.store.reader, attachment_id=made.id) == drawn


@pytest.mark.parametrize(("body", "media_type"), [(photograph(), "jpeg"), (document(), "pdf"), (picture(800), "png")])
def test_each_kind_that_may_be_attached(signing: Signing, body: bytes, media_type: str) -> None:
    signing.attach(body, media_type)
    assert [each.media_type for each in signing.attached()] == [media_type]


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (document(), "png"),
        (picture(800), "pdf"),
        (picture(800)[:-4], "png"),
        (b"MZ\x90\x00", "png"),
        (b"", "png"),
        (b"GIF89a", "gif"),
        (b"anything", ""),
    ],
)
def test_what_is_not_what_it_is_called_is_refused(signing: Signing, body: bytes, media_type: str) -> None:
    with pytest.raises(NotThatKind):
        signing.attach(body, media_type)
    assert signing.attached() == ()
    assert signing.count("content_piece") == 0


def test_what_is_too_large_is_refused(signing: Signing) -> None:
    with pytest.raises(TooLarge) as refused:
        signing.attach(bytes(MOST_BYTES + 1))
    assert refused.value.sentence.startswith("This is larger than 20 MB")
    assert signing.count("content_piece") == 0


def test_the_same_content_twice_is_kept_once(signing: Signing) -> None:
    drawn = picture(2 * PIECE_BYTES)
    first, second = signing.attach(drawn), signing.attach(drawn)

    assert [each.id for each in signing.attached()] == [first.id, second.id]
    assert (signing.count("content"), signing.count("content_piece")) == (1, 2)
    assert sync_status(signing.store.reader).unsent == 1


def test_nothing_of_it_lies_in_the_files_in_the_clear(signing: Signing) -> None:
    signing.attach(picture(PIECE_BYTES + 900, words=CANARY * 20), words="Quetzalcoatl")
    signing.store.close()
    written = {path.name: path.read_bytes() for path in signing.folder.iterdir()}
    signing.store = open_again(signing.folder)

    assert len(written["records.db"]) > PIECE_BYTES
    assert not [name for name, body in written.items() if CANARY[:12] in body or b"IEND" in body]


def test_it_counts_apart_from_the_entries_until_the_server_has_it(signing: Signing) -> None:
    before = sync_status(signing.store.reader)
    signing.attach(picture(800))
    after = sync_status(signing.store.reader)
    assert (after.waiting - before.waiting, after.unsent, after.unfetched) == (1, 1, 0)
    assert not after.synced


def test_what_was_attached_by_mistake_is_taken_back_and_stays_in_the_history(signing: Signing) -> None:
    made = signing.attach(picture(800))
    with signing.store.unit_of_work() as uow:
        uow.remove(made, "entered in error")
    assert signing.attached() == ()
    assert content(signing.store.reader, attachment_id=made.id) == picture(800)


def test_an_attachment_whose_content_has_not_come_yet_says_so(signing: Signing) -> None:
    with pytest.raises(NotHereYet):
        content(signing.store.reader, attachment_id=signing.consent.id)
