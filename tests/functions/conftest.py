"""Handlers as Lambda calls them: a sample event, a context, and fakes where bootstrap would open AWS and the vendors.

A handler takes its systems from the cached functions of `daybook.bootstrap`. A test replaces those functions and loads
the handler afterwards, so that the handler itself runs unchanged.
"""

import importlib.util
import io
import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from connected_merchant import MERCHANT, ConnectedMerchant
from daybook.adapters.web.http.cookies import SessionCookies
from daybook.bootstrap.functions import connecting
from daybook.bootstrap.observing import observability
from daybook.bootstrap.observing.vendor_answers import VENDOR_ANSWERS
from functions.queues import DeadLetters, Delays
from functions.visitor import Visitor

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Context:
    """What Lambda hands to a handler, as far as anybody looks at it."""

    function_name: str = "daybook"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:ca-central-1:123456789012:function:daybook"
    aws_request_id: str = "52fdfc07-2182-454f-963f-5f0f9a621d72"

    @staticmethod
    def get_remaining_time_in_millis():
        return 150_000


@dataclass(frozen=True)
class Written:
    """What an invocation wrote to its log group."""

    lines: tuple[dict, ...]

    @property
    def records(self):
        """Log records, metrics aside."""
        return [line for line in self.lines if "_aws" not in line]

    @property
    def metrics(self):
        """Values by metric name, over all lines."""
        values = {}
        for line in self.lines:
            for directive in line.get("_aws", {}).get("CloudWatchMetrics", ()):
                for metric in directive["Metrics"]:
                    values.setdefault(metric["Name"], []).extend(line[metric["Name"]])
        return values


class Function:
    """One handler."""

    def __init__(self, name, logged, capsys):
        path = ROOT / "functions" / name / "handler.py"
        spec = importlib.util.spec_from_file_location(f"{name}_handler", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self._handler = module.handler
        self._logged = logged
        self._capsys = capsys

    def __call__(self, event):
        return self._handler(event, Context())

    @property
    def written(self):
        """Everything written since the last look, log records and metrics alike; every line must be JSON."""
        text = self._logged.getvalue() + self._capsys.readouterr().out
        self._logged.seek(0)
        self._logged.truncate()
        return Written(tuple(map(json.loads, text.splitlines())))


@pytest.fixture
def merchant():
    """Three launches from talech await, one of them in French."""
    merchant = ConnectedMerchant()
    soon = merchant.clock.now() + timedelta(minutes=5)
    for launch, language in (("launch-1", "en"), ("launch-2", "en"), ("lancement", "fr")):
        merchant.launches.announce(launch, MERCHANT, soon, language=language)
    return merchant


@pytest.fixture
def logged(monkeypatch):
    """What Powertools' logger writes; it keeps its stream for as long as a process lives."""
    stream = io.StringIO()
    monkeypatch.setattr(observability.logger().registered_handler, "stream", stream)
    yield stream
    observability.metrics().clear_metrics()
    VENDOR_ANSWERS.take()


@pytest.fixture(autouse=True)
def queues_of_lanes(monkeypatch):
    """Where the lanes of the sample events lie, and the tables whose rows are read together."""
    for lane, queue in (("LOCATION_DAY", "LocationDay"), ("BACKFILL", "Backfill"), ("REREAD", "Reread")):
        monkeypatch.setenv(f"{lane}_QUEUE_URL", f"https://sqs.example/123456789012/daybook-Queues-{queue}Queue")
    for table in ("CONNECTION", "PROOF"):
        monkeypatch.setenv(f"{table}_TABLE", f"{table.title()}Table")


@pytest.fixture
def function_with(monkeypatch, logged, capsys):
    """`function_with(name, {"systems.systems": lambda: fakes, …})`: a handler with that in place of bootstrap.

    What other tests of this process heard of vendors is forgotten: the handler would publish it as its own.
    """
    VENDOR_ANSWERS.take()
    VENDOR_ANSWERS.take_ids()

    def load(name, ports):
        for place, given in ports.items():
            monkeypatch.setattr(f"daybook.bootstrap.{place}", given)
        return Function(name, logged, capsys)

    return load


@pytest.fixture
def ports(merchant):
    """Of a merchant who has not connected yet."""
    return merchant.connecting()


@pytest.fixture
def connect(function_with, ports):
    cookies = SessionCookies(lambda: "a-session-secret")
    connecting.router_at.cache_clear()
    bootstrap = {
        "functions.connecting.systems_at": lambda _: ports,
        "functions.connecting.session_cookies": lambda: cookies,
    }
    yield function_with("connect", bootstrap)
    connecting.router_at.cache_clear()


@pytest.fixture
def visitor(connect):
    return Visitor(connect)


@pytest.fixture
def event():
    """A sample event by name, free to be changed."""

    def read(name):
        return json.loads((ROOT / "events" / f"{name}.json").read_text("utf-8"))

    return read


@pytest.fixture
def dead_letters():
    return DeadLetters()


@pytest.fixture
def delays():
    return Delays()


@pytest.fixture
def worker(function_with, merchant, delays, dead_letters):
    ports = {
        "systems.systems": lambda: merchant.posting,
        "functions.posting.message_delay": lambda: delays,
        "functions.posting.dead_letter_sender": lambda: dead_letters,
        "foundation.CLOCK": merchant.clock,
    }
    return function_with("post_location_day", ports)


@pytest.fixture
def messages(event):
    """The sample event with one message per given change of its body; text stands for a body that is no message."""

    def build(*changes, tries=1):
        sample = event("location_day_message")
        (record,) = sample["Records"]
        attributes = record["attributes"] | {"ApproximateReceiveCount": str(tries)}
        sample["Records"] = [
            record
            | {"messageId": f"message-{number}", "receiptHandle": f"handle-{number}", "attributes": attributes}
            | {"body": change if isinstance(change, str) else json.dumps(json.loads(record["body"]) | change)}
            for number, change in enumerate(changes)
        ]
        return sample

    return build
