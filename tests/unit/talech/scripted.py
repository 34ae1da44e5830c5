"""A talech that says what a test tells it to, behind a real requests session and no socket."""

import io
import json
from threading import Lock

import requests
from requests.adapters import BaseAdapter

from daybook.adapters.talech.http.auth import TalechSettings
from daybook.adapters.talech.source import open_source
from fakes.app_keys import FixedKeys
from fakes.token_vaults import FakeSalesTokenVault

SETTINGS = TalechSettings("https://talech.test", "daybook", "a-client-secret-of-at-least-32-bytes")
MERCHANT = "m_304267"
QUEEN = "304267"


def answer(total=1, *, status=200, **content):
    """A reply in talech's envelope."""
    return {"ResponseCode": {"statusCode": status, "desc": "OK", "totalCnt": total}, **content}


NOT_FOUND = answer(0, status=404)
ZERO_SUMMARY = {"grossRevenue": 0.0, "netRevenue": 0.0, "totalCollected": 0.0}


class ScriptedTalech(BaseAdapter):
    """Answers each path with its script: a body, `(status, body, headers)`, an exception, or a function of the body.

    A list is played call by call and its last entry repeated. Unscripted calls answer like a shop without sales.
    """

    def __init__(self, scripts=None):
        super().__init__()
        self.scripts = {
            "o/oauth2/token": {"access_token": "1/first", "expires_in": 1800, "token_type": "Bearer"},
            "order/getorderhistory": NOT_FOUND,
            "reports/receiptssummaryreport": answer(all=ZERO_SUMMARY, dailySummary={}),
            "managemenu/menuitem/allmenuitems": NOT_FOUND,
            "ext/v0/closings": answer(0, orders=[], next_cursor=None),
            "ext/v0/payments": answer(0, payments=[], next_cursor=None),
            "ext/v0/refunds": answer(0, refunds=[], next_cursor=None),
            "ext/v0/drawer": answer(0, events=[], shifts=[]),
            "ext/v0/orderfinancials": NOT_FOUND,
            **(scripts or {}),
        }
        self.calls = []
        self._lock = Lock()

    def send(self, request, **options):
        path = request.url.removeprefix(f"{SETTINGS.base_url}/")
        body = json.loads(request.body)
        with self._lock:
            self.calls.append((path, body, request.headers, options))
            reply = self._next(path)
        if callable(reply):
            reply = reply(body)
        if isinstance(reply, Exception):
            raise reply
        status, content, headers = reply if isinstance(reply, tuple) else (200, reply, {})
        return _response(request, status, content, headers)

    def close(self):
        pass

    def paths(self):
        """The paths called, in order."""
        return [path for path, *_ in self.calls]

    def bodies(self, path):
        """What was asked at one path, in order."""
        return [body for called, body, *_ in self.calls if called == path]

    def headers(self, path, name):
        """One header of the calls to a path, in order."""
        return [headers.get(name) for called, _, headers, _ in self.calls if called == path]

    def session(self):
        """A session whose every call comes here."""
        session = requests.Session()
        session.trust_env = False
        session.mount("https://", self)
        return session

    def source(self):
        """A source of one merchant that reads from here."""
        vault = FakeSalesTokenVault()
        vault.save(MERCHANT, "mt-1")
        return open_source(FixedKeys(SETTINGS), MERCHANT, vault, self.session())

    def _next(self, path):
        script = self.scripts[path]
        if isinstance(script, list):
            return script.pop(0) if len(script) > 1 else script[0]
        return script


def _response(request, status, content, headers):
    response = requests.Response()
    response.status_code = status
    response.request = request
    response.url = request.url
    response.headers.update(headers)
    response.raw = io.BytesIO(content if isinstance(content, bytes) else json.dumps(content).encode())
    return response
