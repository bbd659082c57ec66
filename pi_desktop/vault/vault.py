"""Making a vault, once, and unlocking it."""

import logging
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from pi_desktop.clock import Clock
from pi_desktop.vault import passwords, slots
from pi_desktop.vault.errors import (
    DeviceSecretLost,
    FolderNotWritable,
    KeyringChanged,
    TooManyWrongPasswords,
    VaultError,
    VaultExists,
    WrongPassword,
)
from pi_desktop.vault.files import make_private_folder
from pi_desktop.vault.keyring_port import KeyringPort
from pi_desktop.vault.keys import SALT_BYTES, DatabaseKey, KdfParameters, VaultKeys, stretch, wipe
from pi_desktop.vault.open_vault import OpenVault, Unlocking
from pi_desktop.vault.profile import Policy, Profile, save_profile
from pi_desktop.vault.slots import Slot, SlotHeader
from pi_desktop.vault.throttle import LAST_TRY, Throttle, wait_after

DEVICE_SECRET_BYTES = 32

log = logging.getLogger(__name__)


def create(profile: Profile, password: str, keyring: KeyringPort, clock: Clock, kdf: KdfParameters) -> OpenVault:
    """Make a vault, whose folder must be missing or empty: a key is never made where records may be.

    The profile is written last, so that a vault which was not finished is not offered for unlocking. `kdf`
    comes from `keys.calibrate`. Raises the Password errors, VaultExists, the Keyring errors and
    FolderNotWritable.
    """
    passwords.check(password, profile.policy, (profile.person, profile.team))
    if profile.directory.exists() and any(profile.directory.iterdir()):
        raise VaultExists
    device_secret, backend = _new_device_secret(profile, keyring)
    header = SlotHeader(
        vault_id=profile.vault_id,
        generation=0,
        policy=profile.policy,
        backend=backend,
        kdf=kdf,
        salt=secrets.token_bytes(SALT_BYTES),
    )
    unlocking = Unlocking(stretch(passwords.prepare(password), header.salt, kdf), device_secret)
    vault = OpenVault(profile, header, unlocking, VaultKeys(DatabaseKey.random()))
    make_private_folder(profile.directory)
    Throttle(profile.directory, clock).begin()
    vault.mend()
    save_profile(profile)
    return vault


def unlock(profile: Profile, password: str, keyring: KeyringPort, clock: Clock) -> OpenVault:
    """Open the vault. Takes one derivation, about a second, and runs in whichever thread calls it.

    Raises WrongPassword and TooSoon, which say how long to wait; TooManyWrongPasswords; PasswordTooLong,
    PasswordUnusable; the Slot and Keyring errors; DeviceSecretLost; NotEnoughMemory; FolderNotWritable.
    """
    prepared = passwords.prepare(password)
    found = slots.read(profile.directory, profile.vault_id)
    throttle = Throttle(profile.directory, clock)
    before = throttle.take()
    try:
        vault = _open(profile, found, prepared, keyring)
    except VaultError:
        throttle.give_back(before)  # the password was not put to the test
        raise
    if vault is None:
        wrong = before.wrong + 1
        raise TooManyWrongPasswords if wrong >= LAST_TRY else WrongPassword(wait_after(wrong))
    throttle.begin()
    _mend_if_possible(vault)
    return vault


def _new_device_secret(profile: Profile, keyring: KeyringPort) -> tuple[bytearray, str]:
    """A secret that the keyring now holds, and the keyring's name; both empty where none is used."""
    if profile.policy is Policy.PASSPHRASE_ALONE:
        return bytearray(), ""
    backend = keyring.prove()
    if keyring.get(profile.vault_id) is not None:
        raise VaultExists
    secret = secrets.token_bytes(DEVICE_SECRET_BYTES)
    keyring.set(profile.vault_id, secret)
    return bytearray(secret), backend


def _open(profile: Profile, found: Sequence[Slot], prepared: bytes, keyring: KeyringPort) -> OpenVault | None:
    """The vault, by the newest generation that this password opens. The keyring answers meanwhile."""
    stretched: dict[tuple[bytes, KdfParameters], bytearray] = {}
    with ThreadPoolExecutor(max_workers=1) as pool:
        secret = pool.submit(_device_secret, profile, found, keyring)
        for slot in found:
            bound = slot.header.policy is Policy.KEYRING
            salted = (slot.header.salt, slot.header.kdf)
            if salted not in stretched:
                stretched[salted] = stretch(prepared, *salted)
            unlocking = Unlocking(stretched[salted], bytearray(secret.result() if bound else b""))
            keys = unlocking.open(slot)
            if keys is not None:
                return OpenVault(profile, slot.header, unlocking, keys)
    for useless in stretched.values():
        wipe(useless)
    return None


def _device_secret(profile: Profile, found: Sequence[Slot], keyring: KeyringPort) -> bytes:
    """The device's part of the key, or nothing where no slot asks for it.

    A lost secret is a matter for recovery, never a reason to make a new one.
    """
    bound = [slot.header for slot in found if slot.header.policy is Policy.KEYRING]
    if not bound:
        return b""
    kept = keyring.get(profile.vault_id)
    if kept is not None and len(kept) == DEVICE_SECRET_BYTES:
        return kept
    now = keyring.prove()
    if now != bound[0].backend:
        raise KeyringChanged(now=now, before=bound[0].backend)
    raise DeviceSecretLost


def _mend_if_possible(vault: OpenVault) -> None:
    """A full disk does not keep anybody out: what could not be mended now is mended at another unlock."""
    try:
        vault.mend()
    except FolderNotWritable:
        log.warning("a generation of the key file could not be renewed")
