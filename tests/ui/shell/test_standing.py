"""The status line says how saving and synchronising stand, and never better than they do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pi_desktop.bootstrap import NoConnection, SignInPage
from pi_desktop.practice.status import SyncStatus
from pi_desktop.store.errors import DiskFull
from pi_desktop.sync.errors import NotAdmitted
from ui.kit.theme import Tone
from ui.shell.standing import Standing

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
SYNCED_AT = datetime(2026, 11, 24, 8, 52, tzinfo=UTC)
ALL_SYNCED = SyncStatus(waiting=0, set_aside=0, synced_at=SYNCED_AT)
FOURTEEN_WAIT = SyncStatus(waiting=14, set_aside=0, synced_at=SYNCED_AT)


def said(standing: Standing) -> tuple[str, ...]:
    status = standing.status(NOW, ())
    return (status.headline, *status.details)


def test_offline_with_entries_waiting() -> None:
    assert said(Standing(apart=NoConnection(), sync=FOURTEEN_WAIT)) == (
        "Working offline",
        "14 entries saved on this laptop, waiting to sync",
        "Last synced today 08:52",
    )


def test_synced_is_said_only_when_nothing_waits() -> None:
    assert said(Standing(sync=ALL_SYNCED)) == ("Synced", "Last synced today 08:52")
    assert said(Standing(sync=FOURTEEN_WAIT))[0] == "Saved on this laptop"


def test_one_entry_is_not_called_entries() -> None:
    one = SyncStatus(waiting=1, set_aside=0, synced_at=SYNCED_AT)
    assert "1 entry saved on this laptop, waiting to sync" in said(Standing(sync=one))


def test_a_laptop_that_never_synced_says_so() -> None:
    never = SyncStatus(waiting=0, set_aside=0, synced_at=None)
    assert said(Standing(sync=never)) == ("Saved on this laptop", "Not yet synced")


def test_a_first_download_says_how_far_it_is() -> None:
    part = SyncStatus(waiting=0, set_aside=0, synced_at=None, held=1240)
    assert said(Standing(syncing=True, sync=part))[0] == "Fetching the team’s records: 1,240 so far"
    assert said(Standing(syncing=True, sync=ALL_SYNCED))[0] == "Syncing…"


def test_an_entry_that_the_server_refused_is_not_hidden_behind_synced() -> None:
    aside = SyncStatus(waiting=0, set_aside=2, synced_at=SYNCED_AT)
    assert said(Standing(sync=aside))[0] != "Synced"
    assert Standing(sync=aside).status(NOW, ()).link == "2 entries could not be taken: look"


def test_attachments_are_counted_apart_and_synced_waits_for_those_to_be_sent() -> None:
    sending = SyncStatus(waiting=0, set_aside=0, synced_at=SYNCED_AT, unsent=1, unfetched=2)
    assert said(Standing(sync=sending)) == (
        "Saved on this laptop",
        "1 attachment still to send",
        "2 attachments still to arrive",
        "Last synced today 08:52",
    )
    arriving = SyncStatus(waiting=0, set_aside=0, synced_at=SYNCED_AT, unfetched=2)
    assert said(Standing(sync=arriving))[0] == "Synced"


def test_saving_comes_before_syncing_and_a_failed_save_before_both() -> None:
    assert said(Standing(saving=1, syncing=True))[0] == "Saving…"
    failed = said(Standing(saving=1, syncing=True, not_saved=DiskFull()))
    assert failed[:2] == ("Could not save", DiskFull().sentence)


def test_a_sign_in_page_is_named_for_what_it_is() -> None:
    words = said(Standing(apart=SignInPage(), sync=FOURTEEN_WAIT))
    assert words[0] == "Working offline"
    assert words[-1] == SignInPage().sentence


def test_a_laptop_that_is_not_admitted_is_not_called_offline() -> None:
    status = Standing(apart=NotAdmitted(), sync=FOURTEEN_WAIT).status(NOW, ())
    assert (status.headline, status.tone) == ("Not synced", Tone.ACCENT)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(hours=1), "Last synced today 09:30"),
        (timedelta(days=1), "Last synced yesterday 10:30"),
        (timedelta(days=4), "Last synced Fri 20 Nov 10:30"),
    ],
)
def test_the_last_sync_is_told_in_everyday_words(ago: timedelta, words: str) -> None:
    assert words in said(Standing(sync=SyncStatus(0, 0, NOW - ago)))
