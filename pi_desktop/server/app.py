"""The server as an ASGI program."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
import msgspec
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pi_desktop import __version__
from pi_desktop.clock import Clock
from pi_desktop.server.bodies import packed
from pi_desktop.server.database import CONNECTIONS, Database
from pi_desktop.server.door import AdmittedDevice, BoundedRoute, SignedRoute
from pi_desktop.server.envelopes import (
    EnrolAnswer,
    EnrolRequest,
    Fault,
    Health,
    HelloAnswer,
    HelloRequest,
    SyncAnswer,
    SyncRequest,
)
from pi_desktop.server.errors import BodyUnfit, Declined
from pi_desktop.server.exchange import Exchange

log = logging.getLogger(__name__)

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_FAULTS: dict[int | str, dict[str, Any]] = {status: {"model": Fault} for status in (400, 401, 403, 409, 413, 415, 422)}


def create_app(database: Database, clock: Clock) -> FastAPI:
    """The server over a database. It closes the database when it stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # A request that has a thread has a connection as well, and none waits for one while holding a lock.
        anyio.to_thread.current_default_thread_limiter().total_tokens = CONNECTIONS
        yield
        database.close()

    app = FastAPI(
        title="Parent-Infant Desk, team server",
        version=__version__,
        lifespan=lifespan,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=_FAULTS,
    )
    app.state.exchange = Exchange(database, clock)
    app.include_router(_open_routes(app.state.exchange))
    app.include_router(_signed_routes(app.state.exchange))
    app.add_exception_handler(Declined, _declined)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _not_offered)
    app.add_exception_handler(Exception, _failed)
    app.add_middleware(_Guarded)
    return app


def _open_routes(exchange: Exchange) -> APIRouter:
    router = APIRouter(prefix="/v1", route_class=BoundedRoute)

    @router.get("/health")
    def health() -> Health:
        """Whether the server and its database answer."""
        exchange.check_health()
        return Health(status="well")

    @router.post("/hello")
    def hello(request: HelloRequest) -> HelloAnswer:
        """A first token for an enrolled device."""
        return exchange.hello(str(request.device))

    @router.post("/enrol")
    def enrol(request: EnrolRequest) -> EnrolAnswer:
        """Takes a device in by a code that a colleague has handed over."""
        return exchange.enrol(request)

    return router


def _signed_routes(exchange: Exchange) -> APIRouter:
    router = APIRouter(prefix="/v1", route_class=SignedRoute)

    @router.post("/sync", response_model=SyncAnswer)
    def sync(request: Request, device: AdmittedDevice, body: SyncRequest) -> Response:
        """Takes operations in, and gives the next page of what the person may see."""
        answer = exchange.sync(device, body)
        log.info(
            "synchronised",
            extra={
                "facts": {
                    "device": device.id,
                    "operations": len(answer.answers),
                    "records": len(answer.records),
                    "history": len(answer.history),
                    "more": answer.more,
                }
            },
        )
        sent, headers = packed(msgspec.json.encode(answer), request.headers.get("accept-encoding"))
        return Response(sent, media_type="application/json", headers=headers)

    return router


class _Guarded:
    """Every answer says what a browser must not do with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, guarded)


def _fault(status: int, code: str, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    body = msgspec.json.encode({"error": code, "sentence": sentence})
    return Response(body, status, headers, media_type="application/json")


async def _declined(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, Declined)
    # RFC 9110, 15.5.2: whoever answers 401 says how to do better.
    headers = {"WWW-Authenticate": "Desk"} if fault.status == 401 else None
    return _fault(fault.status, fault.code, fault.sentence, headers)


async def _unfit(_: Request, fault: Exception) -> Response:
    """Where the form is wrong, never what was sent."""
    assert isinstance(fault, RequestValidationError)
    places = {".".join(map(str, each["loc"])) for each in fault.errors()}
    unfit = BodyUnfit(where=", ".join(sorted(places)[:5]))
    return _fault(unfit.status, unfit.code, unfit.sentence)


async def _not_offered(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    return _fault(fault.status_code, "not-offered", "The server does not offer this.", fault.headers)


async def _failed(_: Request, __: Exception) -> Response:
    return _fault(500, "server-fault", "Something went wrong at the server. Nothing of this request was kept.")
