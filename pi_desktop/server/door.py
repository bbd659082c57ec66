"""How requests come in: read within bounds, admitted by their signature, and only then unpacked."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from pi_desktop.server.bodies import decoded, plain, read_bounded
from pi_desktop.server.enrolment import Device
from pi_desktop.server.exchange import Exchange, Signed

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class _ReadRequest(Request):
    """A request whose body has been read, unpacked and decoded."""

    def __init__(self, request: Request, body: bytes) -> None:
        super().__init__(request.scope, request.receive)
        self._plain = plain(body, request.headers.get("content-encoding"))
        self._said = decoded(self._plain) if self._plain else None

    async def body(self) -> bytes:
        return self._plain

    async def json(self) -> Any:
        return self._said


class BoundedRoute(APIRoute):
    """A route whose body is bounded, plain or zstd."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def handle_bounded(request: Request) -> Response:
            body = await read_bounded(request)
            return await handle(_ReadRequest(request, body))

        return handle_bounded


class SignedRoute(APIRoute):
    """A route for enrolled devices only: nothing is unpacked before the signature was found right."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def handle_signed(request: Request) -> Response:
            body = await read_bounded(request)
            exchange: Exchange = request.app.state.exchange
            signed = Signed(
                method=request.method,
                path=request.url.path,
                body=body,
                device_id=request.headers.get("desk-device", ""),
                token=request.headers.get("desk-token", ""),
                signature=request.headers.get("desk-signature", ""),
            )
            admitted = await run_in_threadpool(exchange.admit, signed)
            request.state.device = admitted.device
            response = await handle(_ReadRequest(request, body))
            response.headers["Desk-Token"] = admitted.next_token
            return response

        return handle_signed


def _admitted(
    request: Request,
    desk_device: Annotated[str, Header(description="the device's id")],
    desk_token: Annotated[str, Header(description="the token of the last answer")],
    desk_signature: Annotated[str, Header(description="base64 of Ed25519 over method, path, body's SHA-256, token")],
) -> Device:
    device: Device = request.state.device
    return device


AdmittedDevice = Annotated[Device, Depends(_admitted)]
