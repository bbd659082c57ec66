"""Figures about the server for Prometheus: how much, how quick and how often it failed, and nothing about anybody.

They are given on a port of their own, on this computer only.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.process_collector import ProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOOPBACK = "127.0.0.1"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The figures of one server process."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.registry = registry
        self.under_way = Gauge("desk_requests_under_way", "Requests not yet answered", registry=registry)
        self.seconds = Histogram(
            "desk_request_seconds",
            "Time to the end of an answer, by route and status",
            ["route", "status"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.operations = Counter(
            "desk_operations", "Operations that came in, by what became of them", ["outcome"], registry=registry
        )
        self.given = Counter("desk_given", "What devices were given", ["what"], registry=registry)

    def count_round(self, outcomes: Iterable[str], records: int, history: int) -> None:
        """Counts what one round of synchronising brought and gave."""
        for outcome in outcomes:
            self.operations.labels(outcome).inc()
        self.given.labels("records").inc(records)
        self.given.labels("history").inc(history)

    @contextmanager
    def shown_on(self, port: int | None) -> Iterator[None]:
        """Gives the figures on a port of this computer, if there is one for it."""
        if port is None:
            yield
            return
        server, thread = start_http_server(port, _LOOPBACK, self.registry)
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


class Measured:
    """Every request is counted and timed, whatever becomes of it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, begun = 500, time.perf_counter()

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with self._metrics.under_way.track_inprogress():
            try:
                await self._app(scope, receive, watched)
            finally:
                route = getattr(scope.get("route"), "path", "none")
                self._metrics.seconds.labels(route, str(status)).observe(time.perf_counter() - begun)
