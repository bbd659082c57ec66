"""The server as an ASGI program."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any
from uuid import UUID

import anyio.to_thread
import msgspec
from fastapi import APIRouter, Body, FastAPI, Path, Request, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pi_desktop import __version__
from pi_desktop.clock import Clock
from pi_desktop.records.attachment import MOST_PIECES
from pi_desktop.server.attachments import Attachments
from pi_desktop.server.bodies import packed
from pi_desktop.server.bounds import Bounds
from pi_desktop.server.database import CONNECTIONS, Database
from pi_desktop.server.door import PIECE, AdmittedDevice, BoundedRoute, SignedRoute
from pi_desktop.server.envelopes import (
    EnrolAnswer,
    EnrolRequest,
    Fault,
    Health,
    HelloAnswer,
    HelloRequest,
    PiecesMissing,
    SyncAnswer,
    SyncRequest,
)
from pi_desktop.server.exchange import Exchange
from pi_desktop.server.faults import answer_faults
from pi_desktop.server.metrics import Measured, Metrics

log = logging.getLogger(__name__)

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_FAULT_STATUSES = (400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 503)
_Number = Annotated[int, Path(ge=0, lt=MOST_PIECES, description="number of the piece, from 0")]
_Piece = Annotated[bytes, Body(media_type=PIECE, min_length=1)]
_FAULTS: dict[int | str, dict[str, Any]] = {status: {"model": Fault} for status in _FAULT_STATUSES}


def create_app(database: Database, clock: Clock, metrics: Metrics) -> FastAPI:
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
    app.state.bounds = Bounds()
    app.include_router(_open_routes(app.state.exchange))
    app.include_router(_signed_routes(app.state.exchange, metrics))
    app.include_router(_attachment_routes(Attachments(database, clock)))
    answer_faults(app)
    app.add_middleware(_Guarded)
    app.add_middleware(Measured, metrics=metrics)
    return app


def _open_routes(exchange: Exchange) -> APIRouter:
    router = APIRouter(prefix="/v1", route_class=BoundedRoute)

    @router.get("/health")
    async def health() -> Health:
        """Whether the server answers at all; whoever watches over it starts it anew if not."""
        return Health(status="well")

    @router.get("/ready")
    def ready() -> Health:
        """Whether the server can do its work: whoever shares requests out sends it none if not."""
        exchange.check_ready()
        return Health(status="well")

    @router.post("/hello")
    def hello(request: HelloRequest) -> HelloAnswer:
        """A first token for an enrolled device."""
        return exchange.hello(str(request.device), str(request.team) if request.team else None)

    @router.post("/enrol")
    def enrol(request: EnrolRequest) -> EnrolAnswer:
        """Takes a device in by a code that a colleague has handed over."""
        return exchange.enrol(request)

    return router


def _signed_routes(exchange: Exchange, metrics: Metrics) -> APIRouter:
    router = APIRouter(prefix="/v1", route_class=SignedRoute)

    @router.post("/sync", response_model=SyncAnswer)
    def sync(request: Request, device: AdmittedDevice, body: SyncRequest) -> Response:
        """Takes operations in, and gives the next page of what the person may see."""
        answer = exchange.sync(device, body)
        metrics.count_round((each.o for each in answer.answers), len(answer.records), len(answer.history))
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


def _attachment_routes(attachments: Attachments) -> APIRouter:
    router = APIRouter(prefix="/v1/attachments/{attachment}", route_class=SignedRoute)

    @router.get("")
    def missing(device: AdmittedDevice, attachment: UUID) -> PiecesMissing:
        """Which pieces of an attachment's content the server has not got."""
        return PiecesMissing(missing=attachments.missing(device, str(attachment)))

    @router.put("/{n}")
    def take(device: AdmittedDevice, attachment: UUID, n: _Number, piece: _Piece) -> PiecesMissing:
        """Takes a piece in: 256 KiB, the last one the rest. With the last that was missing, all of it is looked at."""
        return PiecesMissing(missing=attachments.take(device, str(attachment), n, piece))

    @router.get("/{n}", response_class=Response, responses={200: {"content": {PIECE: {}}}})
    def give(device: AdmittedDevice, attachment: UUID, n: _Number) -> Response:
        """One piece, once the server has all of them."""
        return Response(attachments.give(device, str(attachment), n), media_type=PIECE)

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
