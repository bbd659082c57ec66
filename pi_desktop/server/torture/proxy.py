"""The network between the laptops and the server, which does to requests whatever networks do."""

import asyncio
import contextlib
import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pi_desktop.server.torture.faults import Fault, Happened

_LENGTH = re.compile(rb"^content-length:\s*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)
_DEVICE = re.compile(rb"^desk-device:\s*(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
_PAGE = b"<!doctype html><title>Library Wi-Fi</title><p>Please accept our terms."
_SIGN_IN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(_PAGE), _PAGE)
_LONGEST_DELAY = 3.0
_MUCH_LATER = 6.0
_COUNTED_AT_ONCE = frozenset(Fault) - {Fault.REASSIGNED_IN_UPLOAD, Fault.REPEATED_LATER}


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer as it was sent. `device` is empty where none is named."""

    head: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        return self.head + self.body

    @property
    def device(self) -> str:
        found = _DEVICE.search(self.head)
        return found.group(1).decode() if found else ""


class Cut(Exception):
    """The connection ended before the message did."""


class Proxy:
    """Passes requests on to wherever the server is at the moment. `calm`: nothing befalls them any more."""

    def __init__(
        self,
        happened: Happened,
        chance: random.Random,
        reassign: Callable[[Message], Awaitable[bool]],
    ) -> None:
        self.upstream: tuple[str, int] | None = None
        self.calm = False
        self.cut_off: set[str] = set()
        self._happened = happened
        self._chance = chance
        self._reassign = reassign
        self._ways: dict[Fault, Callable[[Message], Awaitable[bytes]]] = {
            Fault.REQUEST_DROPPED: self._drop_request,
            Fault.ANSWER_DROPPED: self._drop_answer,
            Fault.REQUEST_CUT: self._cut_request,
            Fault.ANSWER_CUT: self._cut_answer,
            Fault.REPEATED_AT_ONCE: self._repeat_at_once,
            Fault.REPEATED_LATER: self._repeat_much_later,
            Fault.DELAYED: self._delay,
            Fault.SIGN_IN_PAGE: self._show_sign_in_page,
            Fault.REASSIGNED_IN_UPLOAD: self._reassign_meanwhile,
        }
        self._later: set[asyncio.Task[None]] = set()
        self._under_way: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def open(self) -> str:
        """Begins to listen; gives the address that laptops are told."""
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        if self._server:
            self._server.close()
        for task in (*self._later, *self._under_way):
            task.cancel()
        await asyncio.gather(*self._later, *self._under_way, return_exceptions=True)

    async def settle(self) -> None:
        """From now on nothing befalls a request, and none that was held back is still to come."""
        self.calm = True
        await asyncio.gather(*self._later)

    def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._converse(reader, writer))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                await self._pass_on(await _read(reader), writer)
        except (Cut, OSError):
            pass
        finally:
            writer.close()

    async def _pass_on(self, request: Message, writer: asyncio.StreamWriter) -> None:
        if request.device in self.cut_off:
            raise Cut
        fault = None if self.calm else self._happened.draw()
        answer = await self._befall(fault, request)
        writer.write(answer)
        await writer.drain()
        if fault is Fault.ANSWER_CUT:
            raise Cut

    async def _befall(self, fault: Fault | None, request: Message) -> bytes:
        """The answer's bytes. Raises Cut where none comes."""
        if fault is None:
            return await self._ask(request.raw)
        if fault in _COUNTED_AT_ONCE:
            self._happened.count(fault)
        return await self._ways[fault](request)

    async def _drop_request(self, _: Message) -> bytes:
        raise Cut

    async def _drop_answer(self, request: Message) -> bytes:
        await self._ask(request.raw)
        raise Cut

    async def _cut_request(self, request: Message) -> bytes:
        return await self._ask(request.raw[: self._chance.randrange(len(request.raw))])

    async def _cut_answer(self, request: Message) -> bytes:
        answer = await self._ask(request.raw)
        return answer[: self._chance.randrange(len(answer))]

    async def _repeat_at_once(self, request: Message) -> bytes:
        return self._chance.choice(await asyncio.gather(self._ask(request.raw), self._ask(request.raw)))

    async def _delay(self, request: Message) -> bytes:
        await asyncio.sleep(self._chance.random() * _LONGEST_DELAY)
        return await self._ask(request.raw)

    async def _show_sign_in_page(self, _: Message) -> bytes:
        return _SIGN_IN

    async def _reassign_meanwhile(self, request: Message) -> bytes:
        if await self._reassign(request):
            self._happened.count(Fault.REASSIGNED_IN_UPLOAD)
        else:
            self._happened.put_back(Fault.REASSIGNED_IN_UPLOAD)
        return await self._ask(request.raw)

    async def _repeat_much_later(self, request: Message) -> bytes:
        self._repeat_later(request.raw)
        return await self._ask(request.raw)

    def _repeat_later(self, raw: bytes) -> None:
        async def repeat() -> None:
            for _ in range(int(self._chance.random() * _MUCH_LATER * 10)):
                if self.calm:
                    break
                await asyncio.sleep(0.1)
            with contextlib.suppress(Cut, OSError):
                await self._ask(raw)
                self._happened.count(Fault.REPEATED_LATER)

        task = asyncio.create_task(repeat())
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _ask(self, raw: bytes) -> bytes:
        """Sends the bytes to the server and gives what it answers. Raises Cut or OSError where it does not."""
        if self.upstream is None:
            raise Cut
        reader, writer = await asyncio.open_connection(*self.upstream)
        try:
            writer.write(raw)
            await writer.drain()
            if not _is_whole(raw):
                raise Cut
            return (await _read(reader)).raw
        finally:
            writer.close()


def _is_whole(raw: bytes) -> bool:
    head, blank, body = raw.partition(b"\r\n\r\n")
    return bool(blank) and len(body) >= _length(head + blank)


def _length(head: bytes) -> int:
    found = _LENGTH.search(head.replace(b"\r\n", b"\n"))
    return int(found.group(1)) if found else 0


async def _read(reader: asyncio.StreamReader) -> Message:
    """One message. Raises Cut where the connection ends first."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        return Message(head, await reader.readexactly(_length(head)))
    except asyncio.IncompleteReadError as fault:
        raise Cut from fault
