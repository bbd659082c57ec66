"""A first download can be cut off at any page, and goes on from the page that was kept last."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from pi_desktop.practice.status import sync_status
from pi_desktop.sync import client
from pi_desktop.sync.errors import SyncError
from tests.integration.server.conftest import Server
from tests.integration.server.laptop import Laptop
from tests.integration.server.test_carrying import Desk

FAMILIES = 30


def test_what_was_fetched_is_not_fetched_again(
    server: Server, lead: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "PAGE", 10)
    lead.accepted(
        *[lead.making("family", reference=f"R-{n}", surname="Reed", stage="referred") for n in range(FAMILIES)]
    )
    desk = Desk(tmp_path, server.laptop("Nia Bevan", "clinical_lead"))
    pages: list[int] = []

    def lock_after_two(arrived: int) -> None:
        pages.append(arrived)
        if len(pages) == 2:
            desk.client.close()

    with pytest.raises((SyncError, RuntimeError)):
        desk.records.sync(lock_after_two)
    halfway = sync_status(desk.store.reader)
    assert halfway.synced_at is None
    assert halfway.held == pages[-1] == 20

    desk.client = httpx.Client(trust_env=False)
    desk.dies_and_begins_again()
    report = desk.records.sync()
    after = sync_status(desk.store.reader)
    assert after.synced_at is not None
    assert after.held == halfway.held + report.arrived >= FAMILIES
    desk.client.close()
    desk.store.close()
