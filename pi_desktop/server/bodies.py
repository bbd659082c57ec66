"""Bodies of requests and answers: bounded before and after decompression, JSON in and out."""

import msgspec
import zstandard
from starlette.requests import ClientDisconnect, Request

from pi_desktop.server.errors import BodyTooLarge, BodyUnreadable, EncodingUnknown

MOST_SENT = 8 * 1024 * 1024
MOST_PLAIN = 64 * 1024 * 1024
WORTH_COMPRESSING = 500
_LEVEL = 1


async def read_bounded(request: Request) -> bytes:
    """The body as it was sent. Raises BodyTooLarge as soon as it is known to be, BodyUnreadable where it ends early."""
    announced = request.headers.get("content-length", "0")
    if not (announced.isascii() and announced.isdecimal()) or len(announced) > 10 or int(announced) > MOST_SENT:
        raise BodyTooLarge
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_SENT:
                raise BodyTooLarge
    except ClientDisconnect as fault:
        raise BodyUnreadable from fault
    return bytes(body)


def plain(body: bytes, encoding: str | None) -> bytes:
    """The body without its compression. Raises EncodingUnknown, BodyUnreadable, BodyTooLarge."""
    if not encoding or encoding == "identity":
        return body
    if encoding != "zstd":
        raise EncodingUnknown
    try:
        if zstandard.frame_content_size(body) > MOST_PLAIN:
            raise BodyTooLarge
        return zstandard.ZstdDecompressor().decompress(body, max_output_size=MOST_PLAIN, allow_extra_data=False)
    except zstandard.ZstdError as fault:
        raise BodyUnreadable from fault


def decoded(body: bytes) -> object:
    """What the JSON says. Raises BodyUnreadable."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise BodyUnreadable from fault


def packed(body: bytes, accepted: str | None) -> tuple[bytes, dict[str, str]]:
    """An answer's body, compressed where that is understood and worth it, with the headers that say so."""
    if len(body) < WORTH_COMPRESSING or "zstd" not in (accepted or ""):
        return body, {"Vary": "Accept-Encoding"}
    compressed = zstandard.ZstdCompressor(level=_LEVEL).compress(body)
    return compressed, {"Vary": "Accept-Encoding", "Content-Encoding": "zstd"}
