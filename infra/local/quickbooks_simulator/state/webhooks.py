"""Change notices to one endpoint, as CloudEvents with a signature (docs/quickbooks.md 8).

Notices go out from a thread of their own, so that a slow receiver never holds up a write; what changes within a moment
travels in one body. They are sent once: receivers must not depend on every notice arriving, and here they learn it.
"""

import base64
import hashlib
import hmac
import queue
import threading
import time
import uuid
from dataclasses import dataclass, field

import requests

from quickbooks_simulator.clock import Clock
from quickbooks_simulator.wire import Body, dumps

_VERBS = {"create": "created", "update": "updated", "delete": "deleted", "void": "void"}
_TIMEOUT_SECONDS = 3.0
_GATHERED_SECONDS = 0.25
_MOST_IN_A_BODY = 100
DEFAULT_VERIFIER_TOKEN = "simulator-verifier-token"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a notice: the HTTP status, or 0 when the endpoint could not be reached."""

    status: int
    events: list[Body]


@dataclass(slots=True)
class Webhooks:
    """The subscription of the app. Without `url` nothing is sent."""

    clock: Clock
    url: str | None = None
    verifier_token: str = DEFAULT_VERIFIER_TOKEN
    deliveries: list[Delivery] = field(default_factory=list)
    _queue: "queue.Queue[Body | None]" = field(default_factory=queue.Queue)
    _thread: threading.Thread | None = None

    def notify(self, realm: str, entity: str, identifier: str, verb: str) -> None:
        """Queue the notice of one change."""
        if self.url is not None:
            self._queue.put(self._event(realm, entity, identifier, verb))
            self._start()

    def close(self) -> None:
        """Send what is queued and end the thread."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join(timeout=10)
            self._thread = None

    def signature(self, raw: bytes) -> str:
        """The `intuit-signature` of a body: Base64 of HMAC-SHA256 under the verifier token."""
        digest = hmac.new(self.verifier_token.encode(), raw, hashlib.sha256).digest()
        return base64.b64encode(digest).decode()

    def _event(self, realm: str, entity: str, identifier: str, verb: str) -> Body:
        return {
            "specversion": "1.0",
            "id": str(uuid.uuid4()),
            "source": "intuit.ZGF5Ym9vay1sb2NhbA==",
            "type": f"qbo.{entity.lower()}.{_VERBS[verb]}.v1",
            "datacontenttype": "application/json",
            "time": self.clock.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
            "intuitentityid": identifier,
            "intuitaccountid": realm,
            "data": {},
        }

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._deliver, name="quickbooks-webhooks", daemon=True)
            self._thread.start()

    def _deliver(self) -> None:
        with requests.Session() as session:
            session.trust_env = False
            while events := self._gathered():
                raw = dumps(events)
                headers = {"content-type": "application/cloudevents+json", "intuit-signature": self.signature(raw)}
                try:
                    answer = session.post(self.url or "", data=raw, headers=headers, timeout=_TIMEOUT_SECONDS)
                    self.deliveries.append(Delivery(answer.status_code, events))
                except requests.RequestException:
                    self.deliveries.append(Delivery(0, events))

    def _gathered(self) -> list[Body]:
        """The next event and those that follow it within a moment; nothing once the end is reached."""
        event, events = self._queue.get(), []
        until = time.monotonic() + _GATHERED_SECONDS
        while event is not None:
            events.append(event)
            if len(events) == _MOST_IN_A_BODY:
                return events
            try:
                event = self._queue.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                return events
        if events:
            self._queue.put(None)
        return events
