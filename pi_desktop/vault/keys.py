"""From a password to the key of the database, and the few bytes that must not be seen.

    DBK  = 32 random bytes, the key of the database
    DS   = 32 random bytes in the keyring, or nothing where the passphrase stands alone
    A    = Argon2id(NFKC(password), salt)
    KEK  = HKDF-SHA256(A || DS, info = "unlock/v1" || slot header)

Key material lives in bytearrays, which are wiped when done with. Python and the libraries may have made
copies: only the end of the process takes those away, which is why locking ends it.
"""

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Never

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pi_desktop.vault.errors import NotEnoughMemory, SlotDamaged, SlotWeakened

KEY_BYTES = 32
SALT_BYTES = 16
UNLOCK_CONTEXT = b"unlock/v1"


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """What Argon2id is asked for: memory in KiB, passes over it, lanes (RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int

    def exceeds(self, other: "KdfParameters") -> bool:
        """Whether any of the three is larger than the other's."""
        return self.memory_kib > other.memory_kib or self.passes > other.passes or self.lanes > other.lanes


# RFC 9106, section 4: the second recommended option.
FLOOR = KdfParameters(memory_kib=64 * 1024, passes=3, lanes=4)
# Beyond this an altered slot would deny unlocking by exhausting the laptop.
CEILING = KdfParameters(memory_kib=1024 * 1024, passes=24, lanes=16)
CALIBRATED_CEILING = KdfParameters(memory_kib=256 * 1024, passes=10, lanes=4)


def check_strength(parameters: KdfParameters) -> None:
    """Refuse parameters that make guessing cheap, and those no laptop could work through.

    Raises SlotWeakened below the floor (a downgrade is an attack), SlotDamaged above the ceiling.
    """
    if FLOOR.exceeds(parameters):
        raise SlotWeakened
    if parameters.exceeds(CEILING):
        raise SlotDamaged


def wipe(buffer: bytearray) -> None:
    """Overwrite key material with zeros, as far as this copy goes."""
    buffer[:] = bytes(len(buffer))


class DatabaseKey:
    """The 32 random bytes that open the database. Shows nothing when printed, and refuses to be pickled."""

    __slots__ = ("_bytes",)

    def __init__(self, raw: bytes | bytearray | memoryview) -> None:
        if len(raw) != KEY_BYTES:  # SQLCipher silently takes a raw key of 31 bytes for a passphrase
            raise ValueError(f"a database key has {KEY_BYTES} bytes")
        self._bytes = bytearray(raw)

    @classmethod
    def random(cls) -> "DatabaseKey":
        return cls(secrets.token_bytes(KEY_BYTES))

    def raw_hex(self) -> str:
        """Exactly 64 hexadecimal digits, for `PRAGMA key = "x'...'"`."""
        return self._bytes.hex()

    def copy_bytes(self) -> bytearray:
        """A copy of the bytes, which the caller wipes."""
        return bytearray(self._bytes)

    def wipe(self) -> None:
        wipe(self._bytes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatabaseKey) and hmac.compare_digest(self._bytes, other._bytes)

    __hash__ = None  # type: ignore[assignment]  # a key must not end up in a cache

    def __repr__(self) -> str:
        return "DatabaseKey(hidden)"

    def __reduce__(self) -> Never:
        raise TypeError("a database key does not leave its process")


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """What a slot wraps: the database's key and, while a rotation is under way, the one that will follow."""

    current: DatabaseKey
    pending: DatabaseKey | None = None

    @property
    def candidates(self) -> tuple[DatabaseKey, ...]:
        """Every key the database may have at this moment, the likelier one first."""
        return (self.current,) if self.pending is None else (self.current, self.pending)

    def pack(self) -> bytearray:
        """32 bytes, or 64 with a pending key; the caller wipes them."""
        packed = bytearray()
        for key in self.candidates:
            packed += key.copy_bytes()
        return packed

    @classmethod
    def unpack(cls, packed: bytearray) -> "VaultKeys":
        """The inverse of `pack`.

        Raises SlotDamaged for any other length.
        """
        if len(packed) not in (KEY_BYTES, 2 * KEY_BYTES):
            raise SlotDamaged
        view = memoryview(packed)
        pending = DatabaseKey(view[KEY_BYTES:]) if len(packed) > KEY_BYTES else None
        return cls(DatabaseKey(view[:KEY_BYTES]), pending)


def stretch(prepared: bytes, salt: bytes, parameters: KdfParameters) -> bytearray:
    """Argon2id of a prepared password: 32 bytes, which the caller wipes. Takes about a second, by design.

    Raises SlotWeakened, SlotDamaged, NotEnoughMemory.
    """
    check_strength(parameters)
    stretched = bytearray(KEY_BYTES)
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=parameters.passes,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    )
    try:
        kdf.derive_into(prepared, stretched)
    except MemoryError as lacking:
        raise NotEnoughMemory from lacking
    return stretched


def slot_key(stretched: bytearray, device_secret: bytearray, header: bytes) -> bytearray:
    """The key that seals one slot, bound to password, device secret and every byte of the header."""
    key = bytearray(KEY_BYTES)
    joined = stretched + device_secret
    HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=UNLOCK_CONTEXT + header).derive_into(joined, key)
    wipe(joined)
    return key


def measured_seconds(parameters: KdfParameters) -> float:
    """How long one derivation takes on this laptop, now."""
    begin = time.perf_counter()
    stretch(b"calibration", secrets.token_bytes(SALT_BYTES), parameters)
    return time.perf_counter() - begin


def calibrate(seconds_for: Callable[[KdfParameters], float] = measured_seconds, target: float = 1.0) -> KdfParameters:
    """The strongest parameters that unlock in about `target` seconds here: memory first, then passes.

    Never below the floor, at most 256 MiB.
    """
    affordable = int(FLOOR.memory_kib * target / seconds_for(FLOOR)) // 1024 * 1024
    chosen = replace(FLOOR, memory_kib=min(max(affordable, FLOOR.memory_kib), CALIBRATED_CEILING.memory_kib))
    if chosen.memory_kib < CALIBRATED_CEILING.memory_kib:
        return chosen
    passes = int(chosen.passes * target / seconds_for(chosen))
    return replace(chosen, passes=min(max(passes, FLOOR.passes), CALIBRATED_CEILING.passes))
