"""The OpenAPI document against the code: every request that the document allows is answered as it says.

Requests go through the events of API Gateway, without its emulator; a few of them reach the running system
(`tests/browser/test_api_schema.py`).
"""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

from daybook.adapters.web.http.cookies import SESSION_COOKIE
from daybook_local.aws.gateway.http_event import HttpRequest, event_of, response_of
from unit.portal.api_promises import DOCUMENT, PROMISES
from unit.portal.calls import Caller
from unit.portal.stages import with_posted_days

pytest_plugins = ["schemathesis.pytest.plugin"]

EXAMPLES = 6
# Its requests are made when the test runs: to make them as tests are collected costs every process of a run a second.
SCHEMA = schemathesis.pytest.from_fixture("document")


@pytest.fixture(scope="module")
def document():
    """Disconnecting would end what the other calls are about."""
    return schemathesis.openapi.from_dict(DOCUMENT).exclude(method="DELETE")


class ThroughEvents(BaseAdapter):
    """Sends a request to the API of a merchant in memory."""

    def __init__(self, caller):
        super().__init__()
        self._caller = caller

    def send(self, request, **_):
        place = urlsplit(request.url)
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        asked = HttpRequest(request.method, place.path, place.query, list(request.headers.items()), body)
        event = event_of(asked, api_id="api", route_key="ANY /{page+}", path_parameters={})
        answered = response_of(self._caller.answer(event))
        response = requests.Response()
        response.status_code, response.request, response.url = answered.status, request, request.url
        response.headers.update(answered.headers)
        response.raw = HTTPResponse(
            BytesIO(answered.body), headers=answered.headers, status=answered.status, preload_content=False
        )
        return response

    def close(self):
        pass


@pytest.fixture(scope="module")
def partner():
    """A session with a merchant whose days are in the books; calls come one after the other."""
    caller = Caller(with_posted_days())
    session = requests.Session()
    session.mount("https://", ThroughEvents(caller))
    return session, {"x-csrf-token": caller.csrf_token, "Cookie": f"{SESSION_COOKIE}={caller.cookie}"}


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_call_is_answered_as_the_document_says(case, partner):
    session, headers = partner

    case.call_and_validate(base_url="https://daybook.example", session=session, headers=headers, checks=PROMISES)
