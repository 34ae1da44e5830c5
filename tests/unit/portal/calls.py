"""A partner's client of the JSON API: sends events as API Gateway would, keeps the cookie, carries the CSRF token."""

import json
from urllib.parse import urlsplit

from daybook.adapters.web.http.cookies import SESSION_COOKIE
from daybook.adapters.web.http.gateway import answer_of, request_of
from daybook.application.access.sessions import start_session


class Caller:
    """One session's calls."""

    def __init__(self, world, language="en", merchant_id="m_1"):
        self.errors = []
        self._api = world.api(self.errors.append)
        session = start_session(merchant_id, language, world.one_time, world.clock.now())
        self.cookie, self.csrf_token = world.cookies.value(session.id), session.csrf_token

    def get(self, address):
        return self.call("GET", address)

    def send(self, method, address, body=None):
        return self.call(method, address, body, {"x-csrf-token": self.csrf_token})

    def call(self, method, address, body=None, headers=None, *, text=None):
        """`text` is a body as it is, which need not be JSON."""
        place = urlsplit(f"/api/v1{address}")
        event = {
            "version": "2.0",
            "routeKey": "ANY /{page+}",
            "rawPath": place.path,
            "rawQueryString": place.query,
            "queryStringParameters": dict(pair.split("=") for pair in place.query.split("&") if pair),
            "cookies": [f"{SESSION_COOKIE}={self.cookie}"],
            "headers": {"content-type": "application/json", **(headers or {})},
            "requestContext": {"http": {"method": method, "path": place.path}, "stage": "$default"},
            "body": text if body is None else json.dumps(body),
            "isBase64Encoded": False,
        }
        answer = self.answer(event)
        return answer["statusCode"], json.loads(answer["body"]), answer

    def answer(self, event):
        """What API Gateway gets for an event."""
        return answer_of(self._api.answer(request_of(event)))
