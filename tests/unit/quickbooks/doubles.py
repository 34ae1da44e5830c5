"""Doubles for the ports the QuickBooks adapter stands on, and a transport that answers without a socket."""

import io
import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from requests import Response
from requests.adapters import BaseAdapter

from daybook.adapters.quickbooks.grants.tokens import AccessTokens
from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.domain.company.connection import TokenSet
from daybook.domain.errors import HoldReason, NeedsAttentionError, NewerGrantError

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
REALM = "9130357000000001"
MERCHANT = "m-304267"


class FixedClock:
    """A clock that moves only when it is told to."""

    def __init__(self, now=NOW):
        self._now = now

    def now(self):
        return self._now

    def advance(self, **delta):
        self._now += timedelta(**delta)


class Sent:
    """One request as the vendor would see it."""

    def __init__(self, request):
        parts = urlsplit(request.url)
        self.method = request.method
        self.path = parts.path
        self.url = request.url
        self.query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.headers = request.headers
        raw = request.body or b""
        self.text = raw.decode() if isinstance(raw, bytes) else raw

    @property
    def bearer(self):
        return self.headers["Authorization"].removeprefix("Bearer ")

    @property
    def form(self):
        return {name: values[0] for name, values in parse_qs(self.text).items()}

    @property
    def json(self):
        return json.loads(self.text)


class ScriptedTransport(BaseAdapter):
    """Answers each request with the next reply; an exception is raised, a function is asked. The last one repeats."""

    def __init__(self, *replies):
        super().__init__()
        self._replies = list(replies)
        self.sent = []
        self.timeouts = []

    def send(self, request, *, timeout=None, **_):
        sent = Sent(request)
        self.sent.append(sent)
        self.timeouts.append(timeout)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if callable(reply):
            reply = reply(sent)
        if isinstance(reply, Exception):
            raise reply
        status, body, headers = reply
        response = Response()
        response.status_code = status
        response.headers.update(headers)
        response.raw = io.BytesIO(body.encode())
        response.request = request
        response.url = request.url
        return response

    def close(self):
        """Nothing is held open."""


def reply(body="", status=200, **headers):
    text = body if isinstance(body, str) else json.dumps(body)
    return status, text, {name.replace("_", "-") if name != "intuit_tid" else name: v for name, v in headers.items()}


def fault(code, status=400, *, detail="Detail of it", element="", message="Message of it"):
    error = {"Message": message, "Detail": detail, "code": str(code), "element": element}
    return reply({"Fault": {"Error": [error], "type": "ValidationFault"}}, status, intuit_tid="1-tid")


def token_rejected():
    error = {"message": "message=AuthenticationFailed; errorCode=003200; statusCode=401", "code": "3200"}
    return reply({"fault": {"error": [error], "type": "AUTHENTICATION"}}, 401, intuit_tid="1-tid")


def token_set(access="access-1", refresh="refresh-1", *, minutes=60, version=1):
    return TokenSet(
        realm_id=REALM,
        access_token=access,
        access_expires_at=NOW + timedelta(minutes=minutes),
        refresh_token=refresh,
        refresh_expires_at=NOW + timedelta(days=100),
        hard_expires_at=NOW + timedelta(days=1500),
        version=version,
    )


class MemoryVault:
    """One merchant's tokens with the conditional writes of the real vault. Safe for threads."""

    def __init__(self, tokens=None):
        self._lock = threading.Lock()
        self._tokens = tokens
        self._leased_by = None
        self.saved = []
        self.leases = 0

    def load(self, merchant_id):
        with self._lock:
            if self._tokens is None:
                raise NeedsAttentionError(HoldReason.NEEDS_RECONNECT, f"no grant for {merchant_id}")
            return self._tokens

    def save(self, merchant_id, tokens):
        with self._lock:
            if self._tokens is not None and tokens.version != self._tokens.version:
                raise NewerGrantError(f"{merchant_id} has version {self._tokens.version}, not {tokens.version}")
            self._tokens, self._leased_by = replace(tokens, version=tokens.version + 1), None
            self.saved.append(self._tokens)
            return self._tokens

    def put(self, tokens):
        """What another worker stores meanwhile."""
        with self._lock:
            self._tokens = tokens

    def delete(self, merchant_id):
        del merchant_id
        self.put(None)

    def lease_refresh(self, merchant_id, stored, owner, seconds):
        del merchant_id, seconds
        with self._lock:
            if self._leased_by not in (None, owner) or stored.version != self._tokens.version:
                return False
            self._leased_by = owner
            self.leases += 1
            return True

    def remember_refusal(self, merchant_id, at):
        tokens = self.load(merchant_id)
        self.put(replace(tokens, refused_since=tokens.refused_since or at))
        return tokens.refused_since or at

    def forget_refusal(self, merchant_id):
        self.put(replace(self.load(merchant_id), refused_since=None))

    def release_refresh(self, merchant_id, owner):
        del merchant_id
        with self._lock:
            if self._leased_by == owner:
                self._leased_by = None

    @property
    def is_leased(self):
        return self._leased_by is not None


class Refresher:
    """Renews a grant by counting; a reply that is an exception is raised, a function is asked."""

    def __init__(self, *replies):
        self._replies = list(replies)
        self.asked_for = []

    def refresh(self, tokens):
        self.asked_for.append(tokens.refresh_token)
        answer = self._replies.pop(0) if self._replies else None
        if callable(answer):
            answer = answer(tokens)
        if isinstance(answer, Exception):
            raise answer
        count = len(self.asked_for) + 1
        fresh = token_set(f"access-{count}", f"refresh-{count}", version=tokens.version)
        return answer or replace(fresh, refused_since=tokens.refused_since)


class Budget:
    """Grants each request after the next of the given waits; none left means at once."""

    def __init__(self, *waits):
        self._waits = list(waits)
        self.spent = []

    def spend(self, realm_id, *, batch=False):
        self.spent.append(f"batch of {realm_id}" if batch else realm_id)
        return self._waits.pop(0) if self._waits else 0.0


def client(transport, *, country="CA", tokens=None, budget=None, sleep=None):
    tokens = tokens or AccessTokens(MERCHANT, MemoryVault(token_set()), Refresher(), FixedClock())
    return QuickBooksClient(
        REALM, tokens, budget or Budget(), country=country, transport=transport, sleep=sleep or [].append
    )
