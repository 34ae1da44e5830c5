"""Answers of a vendor as they were recorded, and the same answers altered: for tests that no shape of one can surprise.

A recorder keeps what a simulator answered to each request. A replay gives it back without a network, one answer of it
altered: fields missing, null or of another type, numbers beyond all measure, texts cut off, depths without end, markup.
"""

import io
import json
import random
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter, HTTPAdapter

_HTML = "<!DOCTYPE html><html><body><h1>Request blocked</h1></body></html>"
_XML = '<?xml version="1.0"?><answer><status>fine</status></answer>'
_DEEP = 100_000
_DEEP_ENOUGH = 600

Key = tuple[str | None, str, tuple[tuple[str, str], ...], bytes | str]
Alter = Callable[[str], str]

WHOLE: Mapping[str, Alter] = {
    "empty": lambda _: "",
    "null": lambda _: "null",
    "a list": lambda text: f"[{text}]",
    "a text": json.dumps,
    "nothing in it": lambda _: "{}",
    "html": lambda _: _HTML,
    "xml": lambda _: _XML,
    "cut off": lambda text: text[: len(text) // 2],
    "twice": lambda text: text + text,
    "deep": lambda _: "[" * _DEEP + "]" * _DEEP,
    "deep objects": lambda _: '{"Fault":' * _DEEP + "1" + "}" * _DEEP,
    "deep xml": lambda _: "<a>" * _DEEP + "</a>" * _DEEP,
    "no utf-8": lambda _: "\udcff\udcfe",
}
VALUES: list[Any] = [
    None, "", "x", "\ud83c", 0, -1, 7.5, True, False, [], {}, [None], [[]], {"value": None}, {"value": []},
    10**400, float("nan"), float("inf"), "NaN", "1e999999", "12,5", "2026-13-45", ["x"], {"x": {"x": "x"}},
    "9" * 5000,
]  # fmt: skip
# What the encoder of the standard library cannot write.
_RAW = {
    "@@deep@@": '{"x":' * _DEEP_ENOUGH + "1" + "}" * _DEEP_ENOUGH,
    "@@huge@@": "1e999999999",
    "@@tiny@@": "1e-999999999",
    "@@beyond@@": "1e99999999999999999999",
}


class Recorder(HTTPAdapter):
    """Sends requests, and keeps their answers in order of the first request of each kind."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[Key, list[tuple[int, bytes]]] = {}
        self._lock = threading.Lock()

    def send(self, request: PreparedRequest, *_: object, **known: Any) -> Response:
        response = super().send(request, **{**known, "stream": False})
        with self._lock:
            self.answers.setdefault(key_of(request), []).append((response.status_code, response.content))
        return _response(request, response.status_code, response.content)


class Replay(BaseAdapter):
    """Gives recorded answers; those to the request numbered `which` are altered. An unknown request gets no answer."""

    def __init__(self, answers: Mapping[Key, list[tuple[int, bytes]]], which: int, alter: Alter) -> None:
        super().__init__()
        self._answers = {key: list(given) for key, given in answers.items()}
        self._altered = list(answers)[which]
        self._alter = alter
        self._lock = threading.Lock()

    def send(self, request: PreparedRequest, *_: object, **__: object) -> Response:
        key = key_of(request)
        with self._lock:
            given = self._answers.get(key)
            if given is None:
                raise requests.ConnectionError("nothing was recorded for this request")
            status, content = given.pop(0) if len(given) > 1 else given[0]
        if key == self._altered:
            content = self._alter(content.decode()).encode(errors="surrogateescape")
        return _response(request, status, content)

    def close(self) -> None:
        """Nothing is held open."""


def key_of(request: PreparedRequest) -> Key:
    """What makes two requests the same: not the id of a request, and not whose token it carries."""
    parts = urlsplit(str(request.url))
    query = tuple((name, value) for name, value in parse_qsl(parts.query) if name != "requestid")
    body = request.body or b""
    return request.method, parts.path, query, body if "token" not in parts.path else b""


def alteration(seed: int) -> tuple[str, Alter]:
    """A way to alter one answer, chosen by the seed: its name, and the function."""
    chance = random.Random(seed)  # noqa: S311 - the same alterations in every run
    if chance.random() < 0.2:
        name = chance.choice(sorted(WHOLE))
        return name, WHOLE[name]
    return f"seed {seed}", lambda text: _altered_within(text, chance)


def _altered_within(text: str, chance: random.Random) -> str:
    try:
        body = json.loads(text)
    except ValueError:
        return "null"
    for _ in range(chance.choice([1, 1, 1, 3])):
        body = _change(body, chance)
    written = json.dumps(body)
    for mark, number in _RAW.items():
        written = written.replace(f'"{mark}"', number)
    return written


def _change(body: Any, chance: random.Random) -> Any:
    places = list(_places(body))
    if not places:
        return chance.choice(VALUES)
    holder, key = chance.choice(places)
    match chance.randrange(6):
        case 0:
            del holder[key]
        case 1:
            holder[key] = None
        case 2:
            holder[key] = chance.choice(sorted(_RAW))
        case 3:
            holder[key] = [holder[key], holder[key]]
        case 4:
            holder[key] = "@@deep@@"
        case _:
            holder[key] = chance.choice(VALUES)
    return body


def _places(body: Any) -> Iterator[tuple[Any, Any]]:
    inside: Iterable[tuple[Any, Any]] = (
        body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    )
    for key, value in inside:
        yield body, key
        yield from _places(value)


def _response(request: PreparedRequest, status: int, content: bytes) -> Response:
    response = Response()
    response.status_code = status
    response.raw = io.BytesIO(content)
    response.request = request
    response.url = str(request.url)
    return response
