"""The one place where the parts are put together.

Starting the program passes through here, so what is slow to load (SQLAlchemy, cryptography, keyring, HTTP) is loaded
inside the functions that need it. `warm_up` loads it ahead, while a password is being typed.
"""

from __future__ import annotations

import base64
import importlib
import random
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from pi_desktop.clock import Clock, SystemClock
from pi_desktop.errors import DeskError
from pi_desktop.ids import Id, Ids
from pi_desktop.sync.errors import NoConnection as NoConnection
from pi_desktop.sync.errors import SignInPage as SignInPage
from pi_desktop.sync.errors import SyncError as SyncError
from pi_desktop.sync.rhythm import Surroundings as Surroundings
from pi_desktop.vault.errors import TooSoon as TooSoon
from pi_desktop.vault.errors import VaultError as VaultError
from pi_desktop.vault.errors import WrongPassword as WrongPassword
from pi_desktop.vault.process import harden as harden
from pi_desktop.vault.profile import Policy as Policy
from pi_desktop.vault.profile import Profile as Profile
from pi_desktop.vault.profile import list_profiles, vault_directory

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from pi_desktop.records.team import Staff
    from pi_desktop.store.connection import Connection
    from pi_desktop.store.reader import Reader as Reader
    from pi_desktop.store.store import Store
    from pi_desktop.store.unit_of_work import Changed as Changed
    from pi_desktop.store.unit_of_work import UnitOfWork as UnitOfWork
    from pi_desktop.sync.client import SyncReport as SyncReport
    from pi_desktop.sync.client import Write
    from pi_desktop.sync.rhythm import Rhythm as Rhythm
    from pi_desktop.vault.keyring_port import KeyringPort
    from pi_desktop.vault.keys import DatabaseKey, KdfParameters
    from pi_desktop.vault.open_vault import OpenVault

T = TypeVar("T")

MEASURES = Path(__file__).resolve().parents[1] / "resources" / "measures"
_SLOW_TO_LOAD = (
    "pi_desktop.store.store",
    "pi_desktop.vault.vault",
    "pi_desktop.sync.client",
)


DATA_VARIABLE = "PI_DESKTOP_DATA"


def data_home(environment: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Where this laptop keeps the program's data, unless the variable PI_DESKTOP_DATA names another folder.

    The place that each system sets apart for it; on Linux by the XDG Base Directory Specification.
    """
    if chosen := environment.get(DATA_VARIABLE):
        return Path(chosen)
    if platform == "win32":
        return Path(environment["LOCALAPPDATA"]) / "Parent-Infant Desk"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Parent-Infant Desk"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "parent-infant-desk"


class ClockNotTrusted(DeskError):
    """These are real records, so they are opened by this laptop's own clock only."""


@dataclass(frozen=True)
class Laptop:
    """Where this laptop keeps vaults, and its clock. `keyring` stands in for the system's own."""

    data_dir: Path
    clock: Clock
    keyring: KeyringPort | None = None

    def profiles(self) -> tuple[Profile, ...]:
        """Whose records lie here."""
        return list_profiles(self.data_dir)

    def keyring_in_use(self) -> KeyringPort:
        """The system's keyring, unless another was given."""
        from pi_desktop.vault.keyring_port import SystemKeyring

        return self.keyring or SystemKeyring()


def warm_up() -> None:
    """Load what unlocking will need. Meant for a thread, while somebody types."""
    for name in _SLOW_TO_LOAD:
        importlib.import_module(name)


def is_about_the_file(fault: DeskError) -> bool:
    """Whether the file or the disk stood in the way of saving, rather than what was entered."""
    from pi_desktop.store.errors import StoreError

    return isinstance(fault, StoreError)


@dataclass(frozen=True)
class Saved(Generic[T]):
    """What an action gave back, and what it changed."""

    result: T
    changed: Changed


class Writing:
    """What the writer's thread works with."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, work: Callable[[UnitOfWork], T]) -> Saved[T]:
        """One action as one unit of work; it is durable when this returns. Raises DeskError, and then kept nothing."""
        with self._store.unit_of_work() as uow:
            result = work(uow)
            changed = uow.changed
        return Saved(result, changed)

    def apply(self, action: Callable[[Connection], T]) -> T:
        """One slice of what a sync brought."""
        return action(self._store.writing)

    def close(self) -> None:
        """Nothing: the desk closes the file once nobody uses it."""


class Asking:
    """What the reader's thread works with."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def answer(self, question: Callable[[Reader], T]) -> T:
        """The answer to a question. Raises DeskError."""
        return question(self._store.reader)

    def interrupt(self) -> None:
        """Break off the question under way."""
        self._store.interrupt_reading()

    def close(self) -> None:
        """Nothing: the desk closes the file once nobody uses it."""


class Network:
    """What the network's thread works with: one line to the team's server, opened in that thread.

    It looks through the file as well, which may take seconds as a sync may; `findings` is that look.
    """

    def __init__(
        self, write: Write, clock: Clock, pause: Callable[[], None], findings: Callable[[], tuple[str, ...]]
    ) -> None:
        from pi_desktop.sync.attachments import Carrier
        from pi_desktop.sync.client import SyncClient
        from pi_desktop.sync.line import HttpLine, new_client

        self._http = new_client()
        server, team, device, device_key = write(_line_facts)
        line = HttpLine(server, device, device_key, self._http, team)
        self._client = SyncClient(line, clock, write)
        self._carrier = Carrier(line, write)
        self._pause = pause
        self._findings = findings
        self._note_sound = partial(write, partial(_note_sound, clock=clock))

    def sync(self, progress: Callable[[int], None] = lambda arrived: None) -> SyncReport:
        """Send what waits, then fetch what is new. Raises SyncError; what was kept until then stays.

        `progress` is told after each page, in this thread, how many records have arrived.
        What was being filled in and has rested goes too. A laptop that is not admitted any more hands in what it
        holds, attachments too, before NotAdmitted is raised.
        """
        from pi_desktop.sync.errors import NotAdmitted

        self._pause()
        try:
            report = self._client.sync(progress)
        except NotAdmitted:
            self._carrier.hand_in()
            raise
        self._carrier.look_again()
        return report

    def carry(self) -> bool:
        """Carry one piece of an attachment, unless entries wait. Gives whether there was one. Raises SyncError."""
        return self._carrier.carry()

    def check_file(self) -> None:
        """Look through the file, and count afresh what it holds of the server's records. Raises RecordsDamaged."""
        from pi_desktop.store.errors import RecordsDamaged

        if self._findings():
            raise RecordsDamaged
        self._note_sound()

    def interrupt(self) -> None:
        """Break off the exchange under way; the next sync goes on from the last page that was kept."""
        self._http.close()

    def close(self) -> None:
        """Let the connection go."""
        self._http.close()


class Desk:
    """An unlocked laptop: the open records of one person, and the way to the team's server."""

    def __init__(self, profile: Profile, vault: OpenVault, store: Store, clock: Clock) -> None:
        from pi_desktop.measures.library import Library
        from pi_desktop.practice.sittings import place_left
        from pi_desktop.practice.sync_choices import sync_choices
        from pi_desktop.store.checking import is_due

        self.profile = profile
        self.clock = clock
        self.person = _person(profile, store)
        self.check_due = is_due(store)
        self.place_left = place_left(store.reader)
        self.sync_choices = sync_choices(store.reader)
        self.measures = Library.load(MEASURES)
        self._vault = vault
        self._store = store

    def writing(self) -> Writing:
        """For the writer's thread."""
        return Writing(self._store)

    def asking(self) -> Asking:
        """For the reader's thread."""
        return Asking(self._store)

    def network(self, write: Write) -> Network:
        """For the network's thread; `write` runs a slice on the writer's thread and waits for it."""
        from pi_desktop.practice.sittings import pause
        from pi_desktop.store.checking import check

        def paused(_: Connection) -> None:
            Writing(self._store).save(pause)

        def findings() -> tuple[str, ...]:
            return check(self.profile.database, self._vault.keys.current.raw_hex())

        return Network(write, self.clock, lambda: write(paused), findings)

    def rhythm(self, now: float) -> Rhythm:
        """When to synchronise, in seconds of a steady clock that stands at `now`."""
        from pi_desktop.sync.rhythm import Habits, Rhythm

        chosen = self.sync_choices
        habits = Habits(on_metered=chosen.on_metered, on_battery_saver=chosen.on_battery_saver)
        return Rhythm(habits, random.random, now)

    def close(self) -> None:
        """Close the records. The keys are wiped as far as that goes: only the end of the process takes all copies."""
        self._store.close()
        self._vault.close()


def unlock(laptop: Laptop, profile: Profile, password: str) -> Desk:
    """Open somebody's records. Takes about a second, by design, in whichever thread calls it.

    Raises WrongPassword, TooSoon, other VaultErrors, or StoreErrors such as RecordsMissing and RecordsDamaged.
    """
    from pi_desktop.store.store import open_store
    from pi_desktop.vault.vault import unlock as unlock_vault

    if not isinstance(laptop.clock, SystemClock) and not profile.demo:
        raise ClockNotTrusted
    vault = unlock_vault(profile, password, laptop.keyring_in_use(), laptop.clock)
    try:
        key, store = _first_that_opens(
            vault, lambda raw: open_store(profile.database, raw, laptop.clock, Ids(laptop.clock))
        )
    except BaseException:
        vault.close()
        raise
    vault.settle_rotation(key)
    return Desk(profile, vault, store, laptop.clock)


def enrol(
    laptop: Laptop,
    server: str,
    code: str,
    password: str,
    *,
    label: str,
    policy: Policy = Policy.KEYRING,
    kdf: KdfParameters | None = None,
    demo: bool = False,
) -> Profile:
    """Make this laptop one of the team's, and fetch what its person works with.

    `code` is the single-use code from the team's administrator, `label` what they will call the laptop. The device's
    Ed25519 key is made here and lives inside the encrypted records. All of it is made apart, and moved to where
    profiles are looked for once it can be unlocked, so that an enrolment which was interrupted can be done again.

    Raises the Password errors and CodeNotAccepted before anything is kept; KeyringMissing and its like; SyncError where
    the first download was cut off, and then the next sync goes on with it.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from pi_desktop.store.store import create_store, open_store
    from pi_desktop.sync.line import enrol as enrol_device
    from pi_desktop.sync.line import new_client
    from pi_desktop.vault import passwords
    from pi_desktop.vault.files import move_folder
    from pi_desktop.vault.keys import calibrate
    from pi_desktop.vault.vault import create

    passwords.check(password, policy, ())
    ids = Ids(laptop.clock)
    device, device_key = ids.new(), Ed25519PrivateKey.generate()
    with new_client() as http:
        enrolled = enrol_device(server, code, device, device_key, label, http)
    begun = Profile(
        directory=_empty(laptop.data_dir / "unfinished") / ids.new(),
        person=enrolled.staff_name,
        team=enrolled.team_name,
        policy=policy,
        server=server,
        demo=demo,
    )
    vault = create(begun, password, laptop.keyring_in_use(), laptop.clock, kdf or calibrate())
    raw_key = vault.keys.current.raw_hex()
    create_store(begun.database, raw_key, Id(enrolled.staff_id), Id(enrolled.team_id), device)
    kept = base64.b64encode(device_key.private_bytes_raw()).decode()
    with closing(open_store(begun.database, raw_key, laptop.clock, ids)) as store:
        _keep_settings(store, server=server, role=enrolled.role, device_key=kept)
    profile = replace(begun, directory=vault_directory(laptop.data_dir, begun.vault_id))
    move_folder(begun.directory, profile.directory)
    _download(Desk(profile, vault, open_store(profile.database, raw_key, laptop.clock, ids), laptop.clock))
    return profile


def _empty(folder: Path) -> Path:
    """The folder, without what was left in it."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _keep_settings(store: Store, **settings: str) -> None:
    from pi_desktop.store.settings import keep_setting
    from pi_desktop.store.unit_of_work import transaction

    with transaction(store.writing):
        for name, value in settings.items():
            keep_setting(store.writing, name, value)


def _note_sound(connection: Connection, clock: Clock) -> None:
    from pi_desktop.store.checking import note_checked
    from pi_desktop.store.drift import count_again
    from pi_desktop.store.unit_of_work import transaction

    with transaction(connection):
        count_again(connection)
        note_checked(connection, clock)


def _download(desk: Desk) -> None:
    """The first sync, in this thread, closing everything afterwards."""
    try:
        network = desk.network(desk.writing().apply)
        try:
            network.sync()
        finally:
            network.close()
    finally:
        desk.close()


def _first_that_opens(vault: OpenVault, open_with: Callable[[str], Store]) -> tuple[DatabaseKey, Store]:
    """The records, by the current key or the one that an interrupted rotation may have put in its place."""
    from pi_desktop.store.errors import WrongKey

    *earlier, last = vault.keys.candidates
    for key in earlier:
        try:
            return key, open_with(key.raw_hex())
        except WrongKey:
            continue
    return last, open_with(last.raw_hex())


def _person(profile: Profile, store: Store) -> Staff:
    """Who is signed in; until the first download has brought their record, what enrolment said of them."""
    from pi_desktop.records.team import Staff

    owner = store.owner
    known = store.reader.get(Staff, owner)
    role = _kept(store.reading, "role")
    return known or Staff(id=owner, made_at=store.clock.now(), made_by=owner, name=profile.person, role=role)


def _line_facts(connection: Connection) -> tuple[str, str, str, Ed25519PrivateKey]:
    """The server's address, the team's id, this device's and its key, as enrolment left them inside the records."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(_kept(connection, "device_key")))
    return _kept(connection, "server"), _kept(connection, "team"), _kept(connection, "device"), key


def _kept(connection: Connection, name: str) -> str:
    """A setting that every enrolled laptop's file has."""
    from pi_desktop.store.errors import RecordsDamaged
    from pi_desktop.store.settings import setting

    value = setting(connection, name)
    if value is None:
        raise RecordsDamaged
    return value
