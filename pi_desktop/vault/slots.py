"""The slot: the database's key, sealed under a password, in two generations on disk.

A slot file has two lines: the header as JSON, and nonce and sealed keys in base64. The header's bytes,
exactly as they stand in the file, are authenticated with the seal and are part of the key that made it, so no
byte of them can be changed. The vault's id in it ties the slot to one person's records: a vault belongs to
one person in one team.
"""

import base64
import binascii
import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pi_desktop.vault import files
from pi_desktop.vault.errors import SlotDamaged, SlotError, SlotForeign, SlotsMissing, SlotTooNew
from pi_desktop.vault.keys import SALT_BYTES, KdfParameters, VaultKeys, check_strength, wipe
from pi_desktop.vault.profile import Policy

VERSION = 1
NONCE_BYTES = 12
TAG_BYTES = 16
LONGEST_SLOT = 16 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class SlotHeader:
    """What is needed to open a slot, apart from its secrets. `backend` names the keyring, or is empty."""

    vault_id: str
    generation: int
    policy: Policy
    backend: str
    kdf: KdfParameters
    salt: bytes

    def encode(self) -> bytes:
        """One canonical line of JSON: the bytes that are authenticated."""
        facts = {
            "backend": self.backend,
            "generation": self.generation,
            "kdf": {
                "lanes": self.kdf.lanes,
                "memory_kib": self.kdf.memory_kib,
                "name": "argon2id",
                "passes": self.kdf.passes,
            },
            "kind": "user",
            "policy": self.policy.value,
            "salt": self.salt.hex(),
            "vault": self.vault_id,
            "version": VERSION,
        }
        return json.dumps(facts, sort_keys=True, separators=(",", ":")).encode("ascii")

    @classmethod
    def decode(cls, encoded: bytes) -> "SlotHeader":
        """The inverse of `encode`, which accepts what `encode` makes and nothing else.

        Raises SlotDamaged, SlotTooNew, SlotWeakened.
        """
        try:
            facts = json.loads(encoded)
            if type(facts["version"]) is int and facts["version"] > VERSION:
                raise SlotTooNew
            kdf = KdfParameters(
                memory_kib=_whole(facts["kdf"]["memory_kib"]),
                passes=_whole(facts["kdf"]["passes"]),
                lanes=_whole(facts["kdf"]["lanes"]),
            )
            header = cls(
                vault_id=str(facts["vault"]),
                generation=_whole(facts["generation"]),
                policy=Policy(facts["policy"]),
                backend=str(facts["backend"]),
                kdf=kdf,
                salt=bytes.fromhex(facts["salt"]),
            )
        except (ValueError, KeyError, TypeError, RecursionError) as fault:
            raise SlotDamaged from fault
        if header.encode() != encoded or len(header.salt) != SALT_BYTES:
            raise SlotDamaged
        check_strength(kdf)
        return header


@dataclass(frozen=True, slots=True)
class Slot:
    """A header with the keys sealed under it. `sealed` is nonce, ciphertext and tag."""

    header: SlotHeader
    sealed: bytes

    @classmethod
    def seal(cls, header: SlotHeader, keys: VaultKeys, slot_key: bytearray) -> "Slot":
        """AES-256-GCM (NIST SP 800-38D) of the keys, with the header's bytes authenticated."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        packed = keys.pack()
        sealed = nonce + AESGCM(slot_key).encrypt(nonce, packed, header.encode())
        wipe(packed)
        return cls(header, sealed)

    def open(self, slot_key: bytearray) -> VaultKeys | None:
        """The keys, or None where this slot was not sealed under that key."""
        packed = bytearray(len(self.sealed) - NONCE_BYTES - TAG_BYTES)
        nonce, sealed = self.sealed[:NONCE_BYTES], self.sealed[NONCE_BYTES:]
        try:
            AESGCM(slot_key).decrypt_into(nonce, sealed, self.header.encode(), packed)
        except InvalidTag:
            return None
        try:
            return VaultKeys.unpack(packed)
        finally:
            wipe(packed)

    def encode(self) -> bytes:
        return self.header.encode() + b"\n" + base64.b64encode(self.sealed) + b"\n"

    @classmethod
    def decode(cls, encoded: bytes) -> "Slot":
        """The inverse of `encode`.

        Raises SlotDamaged, SlotTooNew, SlotWeakened.
        """
        header, _, body = encoded.partition(b"\n")
        try:
            sealed = base64.b64decode(body.removesuffix(b"\n"), validate=True)
        except binascii.Error as fault:
            raise SlotDamaged from fault
        if len(sealed) <= NONCE_BYTES + TAG_BYTES:
            raise SlotDamaged
        return cls(SlotHeader.decode(header), sealed)


def slot_files(directory: Path) -> tuple[Path, Path]:
    """The two generations' files; generation n lies in file n modulo 2."""
    return directory / "user-0.slot", directory / "user-1.slot"


def write(directory: Path, slot: Slot) -> None:
    """Put the slot in the place of the older generation, leaving the newer one alone.

    Raises FolderNotWritable.
    """
    files.replace(slot_files(directory)[slot.header.generation % 2], slot.encode())


def read(directory: Path, vault_id: str) -> tuple[Slot, ...]:
    """The generations that can be used, newest first: two, or one where the other is missing or spoilt.

    Raises SlotsMissing, SlotForeign, SlotWeakened, SlotDamaged or SlotTooNew where there is none.
    """
    usable: list[Slot] = []
    faults: list[SlotError] = []
    for parity, path in enumerate(slot_files(directory)):
        encoded = files.read(path, LONGEST_SLOT)
        if encoded is None:
            continue
        try:
            usable.append(_in_its_place(Slot.decode(encoded), vault_id, parity))
        except SlotError as fault:
            faults.append(fault)
    if not usable:
        raise faults[0] if faults else SlotsMissing
    return tuple(sorted(usable, key=lambda slot: slot.header.generation, reverse=True))


def _in_its_place(slot: Slot, vault_id: str, parity: int) -> Slot:
    if slot.header.vault_id != vault_id:
        raise SlotForeign
    if slot.header.generation % 2 != parity:
        raise SlotDamaged
    return slot


def _whole(value: object) -> int:
    """The value, if it is a whole number from 0 to what four bytes hold."""
    if type(value) is not int or not 0 <= value < 2**32:
        raise ValueError("not a whole number in range")
    return value
