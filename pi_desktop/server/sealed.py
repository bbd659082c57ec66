"""Encrypted files of any size, written and read in pieces.

Each piece is AES-256-GCM under a key that is derived from the given one for this file alone (HKDF-SHA256, RFC 5869).
Its nonce counts the pieces and marks the last one, so that none can be dropped, swapped or cut off: STREAM of Hoang,
Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015.
"""

import io
import secrets
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pi_desktop.server.errors import BackupKeyUnfit, BackupUnreadable

PIECE = 64 * 1024
_MAGIC = b"Parent-Infant Desk backup 1\n"
_KEY = 32
_SALT = 32
_TAG = 16


def new_key() -> bytes:
    return secrets.token_bytes(_KEY)


def key_from_text(text: str) -> bytes:
    """A key from its hexadecimal digits. Raises BackupKeyUnfit."""
    try:
        key = bytes.fromhex(text)
    except ValueError as fault:
        raise BackupKeyUnfit from fault
    if len(key) != _KEY:
        raise BackupKeyUnfit
    return key


class SealedWriter:
    """Takes plain bytes and writes them sealed into an open file, the last of them with `finish`."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        salt = secrets.token_bytes(_SALT)
        self._file = file
        self._pieces = _Pieces(key, salt)
        self._waiting = bytearray()
        file.write(_MAGIC + salt)

    def write(self, data: bytes) -> None:
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._file.write(self._pieces.seal(bytes(self._waiting[:PIECE]), last=False))
            del self._waiting[:PIECE]

    def finish(self) -> None:
        self._file.write(self._pieces.seal(bytes(self._waiting), last=True))


class SealedReader(io.RawIOBase):
    """Gives the plain bytes of a sealed file. Raises BackupUnreadable where anything of it is not as it was written."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        head = file.read(len(_MAGIC) + _SALT)
        if len(head) < len(_MAGIC) + _SALT or not head.startswith(_MAGIC):
            raise BackupUnreadable
        self._file = file
        self._pieces = _Pieces(key, head[len(_MAGIC) :])
        self._next = file.read(PIECE + _TAG)
        if not self._next:  # even of nothing there is one piece, which says that it is the last
            raise BackupUnreadable
        self._plain = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        while not self._plain and self._next:
            this, self._next = self._next, self._file.read(PIECE + _TAG)
            self._plain = self._pieces.open(this, last=not self._next)
        count = min(len(buffer), len(self._plain))
        buffer[:count], self._plain = self._plain[:count], self._plain[count:]
        return count


class _Pieces:
    def __init__(self, key: bytes, salt: bytes) -> None:
        self._cipher = AESGCM(HKDF(SHA256(), 32, salt, _MAGIC).derive(key))
        self._count = 0

    def seal(self, piece: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last=last), piece, None)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce(last=last), sealed, None)
        except InvalidTag as fault:
            raise BackupUnreadable from fault

    def _nonce(self, *, last: bool) -> bytes:
        self._count += 1
        return self._count.to_bytes(11) + bytes([last])
