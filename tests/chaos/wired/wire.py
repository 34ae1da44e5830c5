"""The line between the worker and the rest of the world, in the hands of a test.

A proxy on loopback in front of AWS, QuickBooks and talech each. What a fault does not meet passes unchanged. The worker
is neither told nor patched: it is killed, refused or lied to from outside, at a call that the test names.
"""

import http.client
import json
import socket
import struct
import threading
from collections.abc import Callable, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from chaos.wired.processes import kill_peer

ALWAYS = 10**9
_TIMEOUT_SECONDS = 60
_HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "host"})
_RESET_AT_CLOSE = struct.pack("ii", 1, 0)


class LineCutError(Exception):
    """There is nobody to answer any more."""


@dataclass(frozen=True)
class Call:
    """One request of the worker. `operation` is AWS's name of it, empty for the vendors."""

    side: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def operation(self):
        return self.headers.get("x-amz-target", "").rpartition(".")[2]

    @cached_property
    def json(self):
        """The body; an empty object where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    def saying(self, text):
        """The same answer with another body."""
        return replace(self, body=text.encode())


@dataclass(eq=False)
class Fault:
    """What happens to the calls it meets: `then` answers, forwards, or cuts the line."""

    meets: Callable[[Call], bool]
    then: Callable[["Exchange"], Answer]
    times: int = 1
    struck: int = 0
    met: threading.Event = field(default_factory=threading.Event)

    @property
    def is_spent(self):
        return self.struck >= self.times


class Faults:
    """The faults that are armed, oldest first. `failures` are those that could not do what they are for."""

    def __init__(self):
        self.failures = []
        self._armed = []
        self._lock = threading.Lock()

    def arm(self, *faults):
        with self._lock:
            self._armed += faults

    def disarm(self, *faults):
        with self._lock:
            self._armed = [each for each in self._armed if each not in faults]

    @contextmanager
    def armed(self, *faults):
        """For the length of a block; a fault that failed to happen is an error of the test."""
        self.arm(*faults)
        try:
            yield
        finally:
            self.disarm(*faults)
        if self.failures:
            raise self.failures.pop()

    def strike(self, call):
        """The first fault that meets a call, counted."""
        with self._lock:
            fault = next((each for each in self._armed if not each.is_spent and each.meets(call)), None)
            if fault is not None:
                fault.struck += 1
                fault.met.set()
            return fault


class Exchange:
    """One call on its way, for a fault to play with."""

    def __init__(self, call, line):
        self.call = call
        self._line = line

    def forward(self, body=None, path=None):
        """Let it through, with another body or path where one is given; what the other side answers."""
        call = self.call if body is None else replace(self.call, body=body)
        return self._line.forward(call if path is None else replace(call, path=path))

    def kill_caller(self):
        """The worker is gone from one instruction to the next; the id of its process."""
        return kill_peer(self._line.client_address[1], self._line.server.server_port)

    def cut(self):
        """The worker lives on and hears nothing."""
        raise LineCutError


class _Line(BaseHTTPRequestHandler):
    """One connection of the worker."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_):
        """The worker's own log tells the story."""

    def serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = Call(self.server.side, self.command, self.path, headers, body)
        fault = self.server.faults.strike(call)
        try:
            self._reply(fault.then(Exchange(call, self)) if fault else self.forward(call))
        except (LineCutError, ConnectionError):
            self._hang_up()
        except Exception as error:  # noqa: BLE001 -- it belongs to the test that armed the fault, not to this thread
            self.server.faults.failures.append(error)
            self._hang_up()

    do_GET = do_POST = do_PUT = do_DELETE = serve  # noqa: N815

    def forward(self, call):
        kept = {name: value for name, value in call.headers.items() if name not in _HOP_BY_HOP}
        kept = self.server.signed(call, kept)
        # A connection of its own for each call: one that was kept could be stale, which is a cut that nobody ordered.
        with closing(http.client.HTTPConnection(self.server.upstream, timeout=_TIMEOUT_SECONDS)) as upstream:
            try:
                upstream.request(call.method, call.path, call.body, kept)
                response = upstream.getresponse()
                content = response.read()
            except (http.client.HTTPException, ConnectionError) as error:
                raise LineCutError from error
        headers = [pair for pair in response.getheaders() if pair[0].lower() not in _HOP_BY_HOP]
        return Answer(response.status, headers, content)

    def _reply(self, answer):
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)
        self.wfile.flush()

    def _hang_up(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
        self.close_connection = True


class Wire(ThreadingHTTPServer):
    """Serves from the start; `close` ends it."""

    daemon_threads = True

    def __init__(self, side, upstream, faults, signed=lambda _call, headers: headers):
        super().__init__(("127.0.0.1", 0), _Line)
        self.side = side
        self.upstream = urlsplit(upstream).netloc
        self.faults = faults
        self.signed = signed
        self.url = f"http://127.0.0.1:{self.server_port}"
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def close(self):
        self.shutdown()
        self.server_close()
        self._thread.join()
