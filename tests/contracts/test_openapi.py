"""The OpenAPI document tells the truth about the wire: whatever it allows is taken, whatever it forbids is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
import schemathesis
from requests.auth import AuthBase
from schemathesis import BaseSchema
from schemathesis.engine import events, from_schema

from tests.integration.server.conftest import pi_server, serving
from tests.integration.server.laptop import Laptop

EXAMPLES = 30
MOST_SHOWN = 1000
SIGNED = ("Desk-Device", "Desk-Token", "Desk-Signature")


class Signing(AuthBase):
    """Signs every request that has the headers of a signed one, which no fuzzer can do for itself."""

    def __init__(self, laptop: Laptop) -> None:
        self._laptop = laptop

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if all(name in request.headers for name in SIGNED):
            body = request.body or b""
            path = str(request.path_url).partition("?")[0]
            headers = self._laptop.headers(str(request.method), path, body.encode() if isinstance(body, str) else body)
            request.headers.update({name: headers[name] for name in SIGNED})
        return request


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    home = tmp_path_factory.mktemp("api") / "home"
    pi_server("init", home, "--team", "Wren")
    with serving(home) as server:
        schema = schemathesis.openapi.from_url(f"{server.address}/v1/openapi.json")
        schema.auth.set_from_requests(Signing(server.laptop("Ruth Okafor", "clinical_lead")))
        schema.config.generation.update(max_examples=EXAMPLES)
        yield schema


def failures(api: BaseSchema) -> Iterator[str]:
    """What a run of all phases (examples, edges of every form, random and hostile input, stories) finds wrong."""
    for happened in from_schema(api).execute():
        if isinstance(happened, events.NonFatalError | events.FatalError):
            yield str(happened)
        if isinstance(happened, events.ScenarioFinished):
            for checks in happened.recorder.checks.values():
                for check in checks:
                    if check.failure_info:
                        failure = check.failure_info.failure
                        example = check.failure_info.code_sample[:MOST_SHOWN]
                        yield f"{happened.recorder.label}: {failure.title}: {failure.message}\n{example}"


def test_the_server_does_what_its_document_says(api: BaseSchema) -> None:
    operations = {each.ok().label for each in api.get_all_operations()}
    assert {"POST /v1/sync", "POST /v1/enrol", "POST /v1/hello", "GET /v1/health"} <= operations
    found = sorted(set(failures(api)))
    if found:
        pytest.fail("\n\n".join(found), pytrace=False)
