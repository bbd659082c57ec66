"""How faults reach whoever asked: a word for programs and a sentence for people, and never what was sent."""

import logging
from collections.abc import Mapping

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from pi_desktop.server.errors import BodyUnfit, DatabaseAway, Declined

log = logging.getLogger(__name__)


def answer_faults(app: FastAPI) -> None:
    app.add_exception_handler(Declined, _declined)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _not_offered)
    app.add_exception_handler(OperationalError, _database_away)
    app.add_exception_handler(InterfaceError, _database_away)
    app.add_exception_handler(Exception, _failed)


def _answer(status: int, code: str, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    body = msgspec.json.encode({"error": code, "sentence": sentence})
    return Response(body, status, headers, media_type="application/json")


def _answer_to(fault: Declined) -> Response:
    return _answer(fault.status, fault.code, fault.sentence, fault.headers)


async def _declined(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, Declined)
    return _answer_to(fault)


async def _unfit(_: Request, fault: Exception) -> Response:
    """Where the form is wrong, never what was sent."""
    assert isinstance(fault, RequestValidationError)
    places = {".".join(map(str, each["loc"])) for each in fault.errors()}
    return _answer_to(BodyUnfit(where=", ".join(sorted(places)[:5])))


async def _not_offered(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    headers = {"Allow": _methods(request)} if fault.status_code == 405 else None
    return _answer(fault.status_code, "not-offered", "The server does not offer this.", headers)


def _methods(request: Request) -> str:
    """What may be done at this address, by all the routes that lead there."""
    routes = [each for each in request.app.routes if isinstance(each, Route)]
    there = [each for each in routes if each.matches(request.scope)[0] is not Match.NONE]
    return ", ".join(sorted(method for each in there for method in each.methods or ()))


async def _database_away(_: Request, fault: Exception) -> Response:
    """The database was stopped, is full, or a standby is just taking over. Only the kind of fault goes into the log."""
    cause = fault.orig if isinstance(fault, OperationalError | InterfaceError) else fault
    log.warning("database away", extra={"facts": {"fault": type(cause).__name__}})
    return _answer_to(DatabaseAway())


async def _failed(_: Request, __: Exception) -> Response:
    return _answer(500, "server-fault", "Something went wrong at the server. Nothing of this request was kept.")
