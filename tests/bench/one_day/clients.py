"""What the client libraries cost that a run in memory goes around: botocore's requests, and HTTP below `requests`.

Both are measured in the same run, in processor time of one thread: the fastest of sixty requests, because the others
are slower for what else the machine does. TLS is in neither: the stand-ins have none.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests
from botocore.awsrequest import AWSResponse
from botocore.session import get_session
from requests.adapters import HTTPAdapter

_TIMES = 60
_ITEM = {f"attribute_{number}": {"S": "a value of some length"} for number in range(20)}
_ANSWER = b'{"data": [' + b", ".join(b'{"id": "an order", "amount": 12.5}' for _ in range(20)) + b"]}"


@dataclass(frozen=True)
class ClientCosts:
    """Processor seconds of one request: to AWS by botocore, to a vendor by what lies below `requests`."""

    aws: float
    http: float


NO_COSTS = ClientCosts(0.0, 0.0)


def client_costs() -> ClientCosts:
    """Measure both; takes about a second."""
    with _loopback() as address:
        adapter = HTTPAdapter()
        prepared = requests.Request("POST", address, json={"orderId": "an order"}).prepare()
        http = _fastest(lambda: adapter.send(prepared, timeout=10).content)
        adapter.close()
    return ClientCosts(_fastest(partial(_client().put_item, TableName="SyncLogTable", Item=_ITEM)), http)


def _fastest(call: Callable[[], Any]) -> float:
    taken = []
    for _ in range(_TIMES):
        began = time.thread_time()
        call()
        taken.append(time.thread_time() - began)
    return min(taken)


def _client() -> Any:
    """A client of DynamoDB whose requests are signed, and answered before they leave."""
    session = get_session()
    session.set_credentials("key", "secret")
    client = session.create_client("dynamodb", region_name="us-east-1")
    client.meta.events.register("before-send.dynamodb", lambda **_: _Answered())
    return client


class _Answered(AWSResponse):
    """What DynamoDB says of a write."""

    def __init__(self) -> None:
        super().__init__("https://dynamodb.invalid", 200, {"content-type": "application/x-amz-json-1.0"}, None)

    @property
    def content(self) -> bytes:
        return b"{}"


@contextmanager
def _loopback() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Vendor)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class _Vendor(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(_ANSWER)))
        self.end_headers()
        self.wfile.write(_ANSWER)

    def log_message(self, *_: Any) -> None:
        """Nothing is told."""
