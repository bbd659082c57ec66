"""An unlocked vault: its keys, and every change to what unlocks it."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from pi_desktop.vault import passwords, slots
from pi_desktop.vault.errors import SlotDamaged, SlotError, SlotReplaced, WrongPassword
from pi_desktop.vault.keyring_port import KeyringPort
from pi_desktop.vault.keys import SALT_BYTES, DatabaseKey, VaultKeys, slot_key, stretch, wipe
from pi_desktop.vault.profile import Policy, Profile
from pi_desktop.vault.slots import Slot, SlotHeader


@dataclass(frozen=True, slots=True, repr=False)
class Unlocking:
    """What opens a slot: the stretched password, and the device's secret or nothing."""

    stretched: bytearray
    device_secret: bytearray

    def key_for(self, header: SlotHeader) -> bytearray:
        """The key of the slot with that header, which the caller wipes."""
        return slot_key(self.stretched, self.device_secret, header.encode())

    def open(self, slot: Slot) -> VaultKeys | None:
        """The keys in the slot, or None where this does not open it."""
        key = self.key_for(slot.header)
        try:
            return slot.open(key)
        finally:
            wipe(key)

    def wipe(self) -> None:
        wipe(self.stretched)
        wipe(self.device_secret)


class OpenVault:
    """The keys of an unlocked vault, and what is needed to seal them anew.

    The secrets stay in memory until `close`, and copies may stay for longer: locking ends the process.
    """

    def __init__(self, profile: Profile, header: SlotHeader, unlocking: Unlocking, keys: VaultKeys) -> None:
        self.profile = profile
        self._header = header
        self._unlocking = unlocking
        self._keys = keys

    @property
    def keys(self) -> VaultKeys:
        """The key of the database; both candidates where a rotation was interrupted."""
        return self._keys

    def change_password(self, old: str, new: str) -> None:
        """Seal the keys under a new password, prove that it unlocks, then retire the old one.

        After a kill or a full disk the old password works, the new one, or either until one has been used.
        Takes three derivations. Raises WrongPassword where `old` is not the password, the Password errors for
        `new`, SlotReplaced, FolderNotWritable.
        """
        self._refuse_if_replaced()
        if not self._is_password(old):
            raise WrongPassword(0)
        passwords.check(new, self._header.policy, (self.profile.person, self.profile.team))
        header = replace(self._header, salt=secrets.token_bytes(SALT_BYTES))
        unlocking = Unlocking(self._stretch(new, header), bytearray(self._unlocking.device_secret))

        def prove(slot: Slot) -> VaultKeys | None:
            return Unlocking(self._stretch(new, slot.header), unlocking.device_secret).open(slot)

        self._seal(header, unlocking, self._keys, prove)
        self._unlocking.wipe()
        self._unlocking = unlocking

    def begin_rotation(self) -> DatabaseKey:
        """Put a new key beside the current one in both generations, before the database is given it.

        Where a rotation was interrupted, its key is used again. Next come the rekeying of the database and
        `settle_rotation`. Raises SlotReplaced, FolderNotWritable.
        """
        self._refuse_if_replaced()
        pending = self._keys.pending
        if pending is not None:
            self.mend()
            return pending
        pending = DatabaseKey.random()
        keys = VaultKeys(self._keys.current, pending)
        self._seal(self._header, self._unlocking, keys, self._unlocking.open)
        self._keys = keys
        return pending

    def settle_rotation(self, opened_with: DatabaseKey) -> None:
        """Keep the one key that is known to open the database, and forget the other.

        For after a rekeying, and after an unlock that found two candidates: a rekeying that was cut off may
        have been committed or not. Raises SlotReplaced, FolderNotWritable.
        """
        if opened_with not in self._keys.candidates:
            raise ValueError("not a key of this vault")
        if self._keys.pending is None:
            return
        self._refuse_if_replaced()
        keys = VaultKeys(opened_with)
        self._seal(self._header, self._unlocking, keys, self._unlocking.open)
        self._keys = keys

    def restore_device_secret(self, keyring: KeyringPort) -> bool:
        """Give the keyring back its part of the key, where it lost it while the vault was open.

        Gives whether that was necessary. Raises the Keyring errors.
        """
        if self._header.policy is Policy.PASSPHRASE_ALONE:
            return False
        kept = keyring.get(self.profile.vault_id)
        if kept is not None and hmac.compare_digest(kept, self._unlocking.device_secret):
            return False
        keyring.set(self.profile.vault_id, bytes(self._unlocking.device_secret))
        return True

    def mend(self) -> None:
        """Write both generations anew, unless both are there and open with this password to these keys.

        Raises FolderNotWritable.
        """
        sound = [slot for slot in self._found() if self._is_sound(slot)]
        if len(sound) < len(slots.slot_files(self.profile.directory)):
            self._seal(self._header, self._unlocking, self._keys, self._unlocking.open)

    def close(self) -> None:
        """Wipe what this object holds."""
        self._unlocking.wipe()
        for key in self._keys.candidates:
            key.wipe()

    def _seal(
        self,
        header: SlotHeader,
        unlocking: Unlocking,
        keys: VaultKeys,
        prove: Callable[[Slot], VaultKeys | None],
    ) -> None:
        """Write two new generations. The first takes the place of the one that is not in use, and must be
        proved to open before the second takes the place of the one that is.
        """
        for opens in (prove, unlocking.open):
            generation = self._header.generation + 1
            following = replace(header, generation=generation)
            key = unlocking.key_for(following)
            slots.write(self.profile.directory, Slot.seal(following, keys, key))
            wipe(key)
            kept = next((slot for slot in self._found() if slot.header == following), None)
            if kept is None or opens(kept) != keys:
                raise SlotDamaged
            self._header = replace(self._header, generation=generation)
        self._header = following

    def _found(self) -> tuple[Slot, ...]:
        """The usable generations on disk, which may be none."""
        try:
            return slots.read(self.profile.directory, self.profile.vault_id)
        except SlotError:
            return ()

    def _is_sound(self, slot: Slot) -> bool:
        alike = replace(slot.header, generation=self._header.generation) == self._header
        return alike and self._unlocking.open(slot) == self._keys

    def _refuse_if_replaced(self) -> None:
        if any(slot.header.generation > self._header.generation for slot in self._found()):
            raise SlotReplaced

    def _is_password(self, password: str) -> bool:
        stretched = self._stretch(password, self._header)
        same = hmac.compare_digest(stretched, self._unlocking.stretched)
        wipe(stretched)
        return same

    def _stretch(self, password: str, header: SlotHeader) -> bytearray:
        return stretch(passwords.prepare(password), header.salt, header.kdf)
