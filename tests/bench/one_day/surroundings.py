"""What surrounds the shipped code in a counted run: threads in simulated time, log lines, notices of QuickBooks."""

import io
import json
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import datetime
from functools import partial
from typing import Any
from unittest import mock

from bench.one_day.clock import Pool, Turns, WaitingClockwork
from chaos.days.the_product import process
from daybook.adapters.talech import source
from daybook.adapters.talech.http import width
from daybook.adapters.talech.http.transport import new_session
from daybook.bootstrap import talech
from daybook.bootstrap.observing import observability
from daybook.bootstrap.observing.metric_names import Metric
from daybook.bootstrap.observing.vendor_answers import TALECH, VENDOR_ANSWERS
from daybook.domain.merchant.books import talech_merchant_of


@contextmanager
def in_simulated_threads(clock: WaitingClockwork) -> Iterator[None]:
    """The pool that reads a day, and the turns of its calls, in simulated time."""
    with (
        mock.patch.object(source, "ThreadPoolExecutor", partial(Pool, clock)),
        mock.patch.object(width, "Condition", partial(Turns, clock)),
        mock.patch.object(process, "_new_source", _source_of_a_worker),
    ):
        yield


def _source_of_a_worker(merchant_id: str) -> Any:
    """A merchant's source as a worker makes it that does not know the merchant yet; its answers become metrics."""
    hears = VENDOR_ANSWERS.hearing(Metric.TALECH_ANSWERED, TALECH)
    registration, tokens = talech.talech_settings(), talech.sales_tokens()
    return source.open_source(registration, talech_merchant_of(merchant_id), tokens, new_session(), hears)


@contextmanager
def logging_to(text: io.StringIO) -> Iterator[None]:
    """The lines that functions write, which the harness of `make chaos` keeps quiet."""
    logger = observability.logger()
    handlers = [each for each in logger.handlers if isinstance(each, logging.StreamHandler)]
    streams = [each.setStream(text) for each in handlers]
    logger.setLevel("INFO")
    try:
        with redirect_stdout(text):
            yield
    finally:
        for handler, stream in zip(handlers, streams, strict=True):
            handler.setStream(stream or handler.stream)


def metrics_in(lines: str) -> Counter[str]:
    """The metrics that log lines publish: CloudWatch finds them in its embedded format."""
    told = (json.loads(line) for line in lines.splitlines() if "CloudWatchMetrics" in line)
    sets = (each for line in told for each in line["_aws"]["CloudWatchMetrics"])
    return Counter(metric["Name"] for each in sets for metric in each["Metrics"])


def notice(told: dict[str, Any], at: datetime) -> dict[str, Any]:
    """A change as QuickBooks tells it (docs/quickbooks.md 8)."""
    verb = {"create": "created", "update": "updated"}.get(told["verb"], told["verb"])
    return {
        "specversion": "1.0",
        "id": f"{told['realm']}-{told['entity']}-{told['id']}",
        "source": "intuit.bench",
        "type": f"qbo.{told['entity'].lower()}.{verb}.v1",
        "time": at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "intuitentityid": told["id"],
        "intuitaccountid": told["realm"],
    }
