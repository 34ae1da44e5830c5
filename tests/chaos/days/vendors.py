"""Both vendors' simulators behind `requests`, in the process: every call passes a door, no socket is opened."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from chaos.days.clockwork import Actor, Clockwork
from chaos.days.dice import CRASHES, Dice, Fault
from chaos.days.doors import travel
from chaos.days.judging.history import History

QUICKBOOKS, TALECH = "https://quickbooks.invalid", "https://talech.invalid"
_XML = b'<?xml version="1.0" encoding="UTF-8"?><IntuitResponse xmlns="http://schema.intuit.com/finance/v3">'
_THROTTLED = _XML + b'<Fault type="THROTTLE"><Error code="003001"><Message>ThrottleExceeded</Message></Error></Fault>'
_REFUSED_TOKEN = (
    b'{"fault": {"error": [{"message": "AuthenticationFailed", "code": "3200"}], "type": "AUTHENTICATION"}}'
)
_SYSTEM_FAULT = b'{"Fault": {"Error": [{"code": "10000", "Message": "System Failure Error"}], "type": "SystemFault"}}'
_HTML = b"<html><body>503 Service Temporarily Unavailable</body></html>"
_JSON, _TEXT = "application/json", "text/html"
_PATIENCE_SECONDS = {QUICKBOOKS: 125.0, TALECH: 30.0}


@dataclass
class Answer:
    """Status, headers and body of an answer."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @classmethod
    def saying(cls, status: int, kind: str, body: bytes) -> "Answer":
        return cls(status, [("content-type", kind)], body)


def ask(app: Any, method: str, url: str, headers: dict[str, str], body: bytes) -> Answer:
    """The answer of an ASGI application that waits for nothing."""
    parts = urlsplit(url)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": parts.scheme,
        "path": requests.utils.unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "server": (parts.hostname, parts.port or 80),
        "client": ("127.0.0.1", 1),
    }
    if b"host" not in dict(scope["headers"]):
        scope["headers"].append((b"host", parts.netloc.encode()))
    answer = Answer(0, [], b"")

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = [(name.decode(), value.decode()) for name, value in message["headers"]]
        else:
            answer.body += message.get("body", b"")

    running = app(scope, receive, send)
    try:
        running.send(None)
    except StopIteration:
        return answer
    raise AssertionError(f"{method} {url} waits for something")


@dataclass
class Vendors(BaseAdapter):
    """What `requests` sends through. `on_written` hears of each write to QuickBooks that was carried out."""

    clockwork: Clockwork
    dice: Dice
    history: History
    quickbooks: Any
    talech: Any
    aim: Callable[[Actor, str], Fault | None] = lambda _actor, _path: None
    on_open_answer: Callable[[Actor], None] = lambda _actor: None
    before_write: Callable[[Any, str], Callable[[], None]] = lambda _day, _url: lambda: None
    stored_otherwise: Callable[[Any, Answer], Answer] = lambda _day, answer: answer
    on_leaving: Callable[[Actor, str, str, bytes], None] = lambda *_: None
    on_arriving: Callable[[Any, str, bytes], None] = lambda *_: None
    landing: int = field(default=0)

    def __post_init__(self) -> None:
        super().__init__()

    def close(self) -> None:
        """Nothing is open."""

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """One call of either vendor, whoever sends it."""
        answer = self._through_the_door(request)
        response = requests.Response()
        response.status_code = answer.status
        response.headers = CaseInsensitiveDict(answer.headers)
        response._content, response._content_consumed = answer.body, True
        response.url, response.request, response.encoding = request.url, request, "utf-8"
        response.raw = io.BytesIO()
        return response

    def control(self, host: str, method: str, path: str, body: bytes = b"") -> Answer:
        """What the world does to a vendor, not Daybook."""
        return ask(self._app(host), method, f"{host}{path}", {"content-type": _JSON}, body)

    def _through_the_door(self, request: requests.PreparedRequest) -> Answer:
        host = QUICKBOOKS if request.url.startswith(QUICKBOOKS) else TALECH
        path = urlsplit(request.url).path
        body = request.body.encode() if isinstance(request.body, str) else (request.body or b"")
        headers, url = dict(request.headers), request.url
        actor = self.clockwork.actor
        day = actor.day if actor else None

        def carry_out() -> Answer:
            if host == QUICKBOOKS:
                self.on_arriving(day, path, body)
            told = self.before_write(day, url) if host == QUICKBOOKS else (lambda: None)
            answer = ask(self._app(host), request.method, url, headers, body)
            told()
            return answer

        if actor is None:
            return carry_out()
        if host == QUICKBOOKS:
            self.on_leaving(actor, request.method, url, body)
            self.history.of(day).asked_at = self.clockwork.seconds
        travel(self, actor)
        writes = host == QUICKBOOKS and "/v3/company/" in path and request.method == "POST"
        fault = self._fault(actor, host, path, request.method)
        self.history.note(actor, f"{request.method} {path.removeprefix('/v3/company')} {_id_of(url)}", fault)
        if writes:
            self.history.of(day).sent(path.rpartition("/")[2])
        try:
            answer = self._met(actor, host, fault, carry_out)
            travel(self, actor)
        except BaseException:
            if writes:
                self.on_open_answer(actor)
            raise
        if writes:
            self._answered(actor, fault)
        elif host == QUICKBOOKS and "/v3/company/" in path:
            self.history.of(day).reads += 1
        self.history.note(actor, f"answered {answer.status}{_fault_of(answer)}")
        return answer

    def _answered(self, actor: Actor, fault: Fault | None) -> None:
        if fault in {Fault.GATEWAY, Fault.GARBAGE, Fault.XML, Fault.BUSY, Fault.SERVER_ERROR}:
            self.on_open_answer(actor)
        elif fault is not Fault.TOKEN_REFUSED:
            self.history.of(actor.day).answered(is_seen=True)

    def _fault(self, actor: Actor, host: str, path: str, method: str) -> Fault | None:
        if host == TALECH:
            return self.dice.talech_fault()
        if "/v3/company/" not in path:
            return self.dice.token_fault() if "tokens" in path else None
        if method == "POST" and (aimed := self.aim(actor, path)) is not None:
            return aimed
        return self.dice.quickbooks_fault(writes=method == "POST")

    def _met(self, actor: Actor, host: str, fault: Fault | None, carry_out: Callable[[], Answer]) -> Answer:
        """The answer as the caller sees it.

        Raises:
            requests.RequestException: the line, or the caller's patience, did not last.
            KilledError: the caller is dead.
        """
        if fault is None:
            return carry_out()
        if fault is Fault.CRASH_BEFORE:
            self.clockwork.kill(actor)
        if fault is Fault.UNSENT:
            raise requests.ConnectTimeout("never sent")
        if fault in {Fault.TIMEOUT, Fault.LATE}:
            if fault is Fault.LATE:
                self._land_later(carry_out, self.dice.between(1, _PATIENCE_SECONDS[host] + 20))
            self.clockwork.pause(_PATIENCE_SECONDS[host])
            raise requests.ReadTimeout("no answer in time")
        if fault is Fault.CUT_EARLY:
            self._land_later(carry_out, self.dice.between(1, 118))
            raise requests.ConnectionError("the line was cut")
        if fault in _INSTEAD:
            return _INSTEAD[fault]
        answer = carry_out()
        if fault is Fault.CRASH_AFTER:
            self.clockwork.kill(actor)
        if fault is Fault.LOST:
            raise requests.ConnectionError("the line was cut")
        return self.stored_otherwise(actor.day, answer) if fault is Fault.OTHERWISE else _spoilt(fault, answer)

    def _land_later(self, carry_out: Callable[[], Answer], seconds: float) -> None:
        """It is carried out however long its sender has been gone."""
        self.landing += 1

        def land() -> None:
            self.landing -= 1
            carry_out()

        self.clockwork.after(seconds, land, elsewhere=True)

    def _app(self, host: str) -> Any:
        return self.quickbooks if host == QUICKBOOKS else self.talech


_INSTEAD = {
    Fault.THROTTLED: Answer.saying(429, "application/xml", _THROTTLED + b"</IntuitResponse>"),
    Fault.BUSY: Answer.saying(503, _TEXT, _HTML),
    Fault.SERVER_ERROR: Answer.saying(500, _JSON, _SYSTEM_FAULT),
    Fault.TOKEN_REFUSED: Answer.saying(401, _JSON, _REFUSED_TOKEN),
}


def _spoilt(fault: Fault, answer: Answer) -> Answer:
    match fault:
        case Fault.GATEWAY:
            return Answer.saying(504, "text/plain", b"Gateway Time-out")
        case Fault.GARBAGE:
            return Answer(200, answer.headers, b"<html><body>\x00\x01 Gateway")
        case Fault.XML:
            return Answer.saying(200, "application/xml", _XML + b"</IntuitResponse>")
        case Fault.HALF:
            return Answer(answer.status, answer.headers, answer.body[: len(answer.body) // 2])
    raise AssertionError(f"{fault} is carried out elsewhere, {CRASHES} too")


def _id_of(url: str) -> str:
    query = urlsplit(url).query
    return " ".join(part[:30] for part in query.split("&") if part.startswith(("requestid", "operation", "query")))


def _fault_of(answer: Answer) -> str:
    return "" if b'"Fault"' not in answer.body else f" {answer.body[:400].decode(errors='replace')}"
