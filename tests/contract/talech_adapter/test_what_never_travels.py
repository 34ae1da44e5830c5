"""Between merchants and hosts: no cookie of one merchant's talech travels on, and no call follows a redirect."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from daybook.adapters.talech.http.transport import Transport, new_session

pytestmark = pytest.mark.loopback


class _Server(ThreadingHTTPServer):
    """Remembers each request."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Talech)
        self.seen = []


class _Talech(BaseHTTPRequestHandler):
    """Sets a cookie with every answer, and answers `moved` with a redirect to another path."""

    server: _Server

    def do_POST(self):
        self.server.seen.append((self.path, dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
        moved = self.path == "/moved"
        content = json.dumps({"ok": True}).encode()
        self.send_response(307 if moved else 200)
        if moved:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.send_header("Set-Cookie", "merchant=m_1; Path=/")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Tests keep their output to themselves."""


@pytest.fixture
def talech():
    server = _Server()
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def transport(talech):
    session = new_session()
    yield Transport(f"http://127.0.0.1:{talech.server_port}", session)
    session.close()


def test_a_cookie_of_one_merchants_talech_does_not_travel_with_the_next(transport, talech):
    for _ in range(2):
        transport.post("reference/tenders", {})

    assert [headers.get("Cookie") for _, headers, _ in talech.seen] == [None, None]
    assert not transport.session.cookies


def test_a_redirect_is_an_answer_and_nothing_is_sent_elsewhere(transport, talech):
    reply = transport.post("moved", {"client_secret": "hush"}, {"securityToken": "t"})

    assert reply.status == 307
    assert [path for path, *_ in talech.seen] == ["/moved"]
