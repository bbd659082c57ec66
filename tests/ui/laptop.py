"""An enrolled laptop with records in it, as the server would have filled it, but without a server."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pi_desktop.bootstrap import Laptop
from pi_desktop.clock import Clock, FixedClock
from pi_desktop.demo.team import invent
from pi_desktop.ids import Ids
from pi_desktop.records import type_of
from pi_desktop.records.merging import State
from pi_desktop.store.arrived import Arrived
from pi_desktop.store.incoming import keep_arrived
from pi_desktop.store.settings import keep_setting
from pi_desktop.store.store import create_store, open_store
from pi_desktop.store.unit_of_work import transaction
from pi_desktop.vault.keyring_port import SystemKeyring
from pi_desktop.vault.keys import FLOOR
from pi_desktop.vault.profile import Policy, Profile, vault_directory
from pi_desktop.vault.vault import create

PASSWORD = "seven herons over the quiet canal"
TUESDAY = date(2026, 11, 24)
MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
NOBODY_THERE = "http://127.0.0.1:9"
"""The discard port of this computer, where no server answers."""


def enrolled_laptop(
    data_dir: Path, person: str = "asha", clock: Clock | None = None, server: str = NOBODY_THERE
) -> tuple[Laptop, Profile]:
    """A laptop whose vault holds the whole invented team, and belongs to one of its people."""
    clock = clock or FixedClock(MORNING)
    team = invent(7, TUESDAY)
    owner = team.staff[person]
    ids = Ids(clock)
    profile = Profile(
        directory=vault_directory(data_dir, ids.new()),
        person=owner.name,
        team=team.team_name,
        policy=Policy.PASSPHRASE_ALONE,
        server=server,
        demo=True,
    )
    vault = create(profile, PASSWORD, SystemKeyring(), clock, FLOOR)
    raw_key = vault.keys.current.raw_hex()
    create_store(profile.database, raw_key, owner.id, team.team_id, ids.new())
    store = open_store(profile.database, raw_key, clock, ids)
    arrived = [
        Arrived(
            record.type_name, record.id, record.family_id, v, State(record.id, type_of(record).values(record), {}, {})
        )
        for v, record in enumerate(team.records, start=1)
    ]
    device_key = base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
    with transaction(store.writing):
        keep_arrived(store.writing, arrived)
        for name, value in (("server", server), ("role", owner.role), ("device_key", device_key)):
            keep_setting(store.writing, name, value)
    store.close()
    vault.close()
    return Laptop(data_dir, clock), profile
