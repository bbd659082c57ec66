"""Pictures and documents to attach, of any size, and no two alike."""

from __future__ import annotations

import random
import struct
import zlib

_BEGINS = b"\x89PNG\r\n\x1a\n"
_CHUNK = 12
"""A PNG chunk's length, name and checksum."""


def picture(size: int, seed: int = 0, words: bytes = b"") -> bytes:
    """A PNG of exactly that many bytes, which holds the words as they are."""
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + _chunk(b"IDAT", zlib.compress(b"\0\0"))
    end = _chunk(b"IEND", b"")
    filling = size - len(_BEGINS) - len(header) - len(end) - _CHUNK
    text = (words + random.Random(seed).randbytes(filling))[:filling]
    return _BEGINS + header + _chunk(b"tEXt", text) + end


def photograph(size: int = 4000) -> bytes:
    """As much of a JPEG as is looked at."""
    return b"\xff\xd8\xff\xe0" + bytes(size - 6) + b"\xff\xd9"


def document(words: bytes = b"") -> bytes:
    """As much of a PDF as is looked at."""
    return b"%PDF-1.7\n" + words + b"\nstartxref\n9\n%%EOF\n"


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
