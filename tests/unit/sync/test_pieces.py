"""What the line makes of an answer that is no piece."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pi_desktop.ids import Id, derived
from pi_desktop.sync.errors import (
    ContentUnfit,
    NotAdmitted,
    NotOurServer,
    NotThereYet,
    ServerTrouble,
    SignInPage,
    SyncError,
)
from pi_desktop.sync.line import PIECE, HttpLine

SCAN = derived("scan", "test")
HELLO = httpx.Response(200, json={"token": "t", "now": "", "epoch": ""})
Asking = Callable[[HttpLine], object]


def line_that_answers(*answers: httpx.Response) -> HttpLine:
    """A line whose server says hello, and then gives each answer in turn."""
    waiting = list(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        return HELLO if request.url.path == "/v1/hello" else waiting.pop(0)

    client = httpx.Client(transport=httpx.MockTransport(answer))
    return HttpLine("http://desk.example", Id("device"), Ed25519PrivateKey.generate(), client)


def html(status: int = 200) -> httpx.Response:
    return httpx.Response(status, html="<html>Welcome to our café: sign in</html>")


def fault(status: int) -> httpx.Response:
    return httpx.Response(status, json={"error": "a-word", "sentence": "A sentence."})


@pytest.mark.parametrize(
    "ask",
    [
        lambda line: line.missing_pieces(SCAN),
        lambda line: line.put_piece(SCAN, 0, b"piece"),
        lambda line: line.get_piece(SCAN, 0),
    ],
    ids=["missing", "put", "get"],
)
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (html(), SignInPage),
        (html(404), SignInPage),
        (httpx.Response(302, headers={"Location": "http://cafe.example"}), SignInPage),
        (httpx.Response(404, text="nothing here"), NotOurServer),
        (httpx.Response(200, text="yes"), NotOurServer),
        (httpx.Response(200, json={"pieces": 3}), NotOurServer),
        (httpx.Response(200, json=["missing"]), NotOurServer),
        (fault(404), NotThereYet),
        (fault(422), ContentUnfit),
        (fault(403), NotAdmitted),
        (fault(503), ServerTrouble),
    ],
)
def test_whatever_else_answers_is_told_from_a_piece(
    ask: Asking, answer: httpx.Response, expected: type[SyncError]
) -> None:
    with pytest.raises(expected):
        ask(line_that_answers(answer))


def test_with_a_token_that_is_too_old_it_says_hello_and_asks_again() -> None:
    piece = httpx.Response(200, content=b"piece", headers={"Content-Type": PIECE})
    assert line_that_answers(fault(401), piece).get_piece(SCAN, 0) == b"piece"
