"""Connections whose waiting can be broken off from another thread."""

import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from weakref import WeakSet

import httpx

_CONNECTED = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


class BreakableTransport(httpx.HTTPTransport):
    """Closing a socket does not wake a thread that waits for an answer on it; shutting the connection down does."""

    def __init__(self) -> None:
        super().__init__(trust_env=False)
        self._sockets: WeakSet[socket.socket] = WeakSet()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.extensions["trace"] = self._note
        return super().handle_request(request)

    def close(self) -> None:
        """Let every connection go; whoever waits on one gets a TransportError soon. May be called in any thread."""
        for each in list(self._sockets):
            with suppress(OSError):  # it has ended by itself, or became the inside of a TLS connection
                socket.socket.shutdown(each, socket.SHUT_RDWR)  # SSLSocket's own would take its reader's state away
        super().close()

    def _note(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember a connection's socket, as httpcore's trace extension tells of it."""
        if event in _CONNECTED:
            self._sockets.add(info["return_value"].get_extra_info("socket"))
