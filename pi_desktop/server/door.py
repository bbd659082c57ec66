"""How requests come in: read within bounds, admitted by their signature, and only then unpacked."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from pi_desktop.server.bodies import decoded, plain, plain_size, received
from pi_desktop.server.bounds import Bounds
from pi_desktop.server.enrolment import Device
from pi_desktop.server.exchange import Exchange, Signed

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
PIECE = "application/octet-stream"
_AT_ONCE = 64 * 1024
"""Unpacking that much keeps nobody else waiting."""


class _ReadRequest(Request):
    """A request whose body has been read, unpacked and, unless it is a piece of some content, decoded."""

    def __init__(self, request: Request, body: bytes, said: object) -> None:
        super().__init__(request.scope, request.receive)
        self._plain = body
        self._said = said

    async def body(self) -> bytes:
        return self._plain

    async def json(self) -> Any:
        return self._said


async def _handled(handle: Handler, request: Request, body: bytes) -> Response:
    """Unpacks a body where there is room for it, and lets its route answer."""
    encoding = request.headers.get("content-encoding")
    read_as = bytes if request.headers.get("content-type") == PIECE else decoded
    bounds: Bounds = request.app.state.bounds
    size = plain_size(body, encoding)
    async with bounds.plain.holding(size):
        if size <= _AT_ONCE:
            read = _unpacked(body, encoding, read_as)
        else:
            read = await run_in_threadpool(_unpacked, body, encoding, read_as)
        return await handle(_ReadRequest(request, *read))


def _unpacked(body: bytes, encoding: str | None, read_as: Callable[[bytes], object]) -> tuple[bytes, object]:
    unpacked = plain(body, encoding)
    return unpacked, read_as(unpacked) if unpacked else None


class BoundedRoute(APIRoute):
    """A route that anybody may ask for; its body is bounded, plain or zstd."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def handle_bounded(request: Request) -> Response:
            bounds: Bounds = request.app.state.bounds
            bounds.addresses.expect(request.client.host if request.client else "")
            async with received(request, bounds.sent) as body:
                return await _handled(handle, request, body)

        return handle_bounded


class SignedRoute(APIRoute):
    """A route for enrolled devices only: nothing is unpacked before the signature was found right."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def handle_signed(request: Request) -> Response:
            bounds: Bounds = request.app.state.bounds
            exchange: Exchange = request.app.state.exchange
            async with received(request, bounds.sent) as body:
                signed = Signed(
                    method=request.method,
                    path=request.url.path,
                    body=body,
                    device_id=request.headers.get("desk-device", ""),
                    token=request.headers.get("desk-token", ""),
                    signature=request.headers.get("desk-signature", ""),
                )
                admitted = await run_in_threadpool(exchange.admit, signed)
                size = plain_size(body, request.headers.get("content-encoding"))
                bounds.devices.expect(admitted.device.id, cost=1 + size // _AT_ONCE)
                request.state.device = admitted.device
                response = await _handled(handle, request, body)
                response.headers["Desk-Token"] = admitted.next_token
                return response

        return handle_signed


async def _admitted(
    request: Request,
    desk_device: Annotated[str, Header(description="the device's id")],
    desk_token: Annotated[str, Header(description="the token of the last answer")],
    desk_signature: Annotated[str, Header(description="base64 of Ed25519 over method, path, body's SHA-256, token")],
) -> Device:
    device: Device = request.state.device
    return device


AdmittedDevice = Annotated[Device, Depends(_admitted)]
