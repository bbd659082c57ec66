"""Bodies of requests and answers: bounded before and after decompression, JSON in and out."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio
import msgspec
import zstandard
from starlette.requests import ClientDisconnect, Request

from pi_desktop.server.bounds import MEGABYTE, Room
from pi_desktop.server.errors import BodyTooLarge, BodyTooSlow, BodyUnreadable, EncodingUnknown

MOST_SENT = 8 * MEGABYTE
MOST_PLAIN = 16 * MEGABYTE
SECONDS_TO_SEND = 120
WORTH_COMPRESSING = 500
_LEVEL = 1


@asynccontextmanager
async def received(request: Request, room: Room) -> AsyncIterator[bytes]:
    """The body as it was sent; while it is there, it takes up room.

    Raises BodyTooLarge as soon as it is known to be, BodyUnreadable where it ends early, BodyTooSlow, ServerBusy.
    """
    announced = request.headers.get("content-length", "0")
    if not (announced.isascii() and announced.isdecimal()) or len(announced) > 10 or int(announced) > MOST_SENT:
        raise BodyTooLarge
    with room.filling() as take:
        yield await _read(request, take)


async def _read(request: Request, take: Callable[[int], None]) -> bytes:
    body = bytearray()
    try:
        with anyio.fail_after(SECONDS_TO_SEND):
            async for chunk in request.stream():
                take(len(chunk))
                body += chunk
                if len(body) > MOST_SENT:
                    raise BodyTooLarge
    except ClientDisconnect as fault:
        raise BodyUnreadable from fault
    except TimeoutError as fault:
        raise BodyTooSlow from fault
    return bytes(body)


def plain_size(body: bytes, encoding: str | None) -> int:
    """How many bytes the body is without its compression. Raises EncodingUnknown, BodyUnreadable, BodyTooLarge."""
    if not encoding or encoding == "identity":
        return len(body)
    if encoding != "zstd":
        raise EncodingUnknown
    try:
        size = zstandard.frame_content_size(body)
    except zstandard.ZstdError as fault:
        raise BodyUnreadable from fault
    if size < 0:
        raise BodyUnreadable
    if size > MOST_PLAIN:
        raise BodyTooLarge
    return size


def plain(body: bytes, encoding: str | None) -> bytes:
    """The body without its compression. Raises EncodingUnknown, BodyUnreadable, BodyTooLarge."""
    size = plain_size(body, encoding)
    if encoding != "zstd":
        return body
    try:
        return zstandard.ZstdDecompressor().decompress(body, max_output_size=size, allow_extra_data=False)
    except zstandard.ZstdError as fault:
        raise BodyUnreadable from fault


def decoded(body: bytes) -> object:
    """What the JSON says. Raises BodyUnreadable."""
    # JSON makes no cycles, and to look for them while millions of values arise takes seven times as long.
    gc.disable()
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise BodyUnreadable from fault
    finally:
        gc.enable()


def packed(body: bytes, accepted: str | None) -> tuple[bytes, dict[str, str]]:
    """An answer's body, compressed where that is understood and worth it, with the headers that say so."""
    if len(body) < WORTH_COMPRESSING or "zstd" not in (accepted or ""):
        return body, {"Vary": "Accept-Encoding"}
    compressed = zstandard.ZstdCompressor(level=_LEVEL).compress(body)
    return compressed, {"Vary": "Accept-Encoding", "Content-Encoding": "zstd"}
