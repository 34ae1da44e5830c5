"""How much memory a worker needs: the peak of a process that reads and posts one day, by the orders of the day.

Each day has a fresh process with nothing but what ships (`bench.as_deployed`), its environment that of the deployed
function, its event that of the queue. talech, QuickBooks and the local AWS are other processes and not in the figure;
nor is the few megabytes' runtime in which Lambda runs a handler. The peak is Linux's `VmHWM`, resident pages alone.
"""

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.as_deployed import ROOT, AsDeployed
from bench.goals import Goal, at_most
from bench.one_day.shop import BusyShop
from chaos.days.shops import Trade
from daybook_local.aws.deployment.template_file import read_template
from daybook_local.demo.days.progress_bars import progress_bars
from daybook_local.demo.merchant.posting_choice import AS_CONNECTED
from daybook_local.demo.scenario import begins_at, connect
from daybook_local.system.local_system import LocalSystem, running_system
from daybook_local.system.places import WorkFolder
from daybook_local.system.samples.sample import DateRange, LoadedSample
from simulators.talech.shop import write_folder

GOAL = 0.75
"""Of the worker's memory, on a day of 10,000 orders."""
ORDERS = (100, 930, 10_000)
_FIRST, _ONE_DAY = date(2026, 3, 3), timedelta(days=1)
_PLACE = "510001:1"
_POSTS_ONE = """import json, types, handler
told = json.load(sys.stdin)
context = types.SimpleNamespace(aws_request_id="bench", get_remaining_time_in_millis=lambda: 900_000)
answer = handler.handler(told, context)
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(json.dumps({"answer": answer, "kilobytes": int(status["VmHWM"].split()[0])}), flush=True)"""


class NotPostedError(RuntimeError):
    """The worker did not post a day, so its memory says nothing."""


@dataclass
class GrowingShop(BusyShop):
    """A shop whose dates have different numbers of orders."""

    orders_of: Mapping[date, int] = field(default_factory=dict)

    def _orders(self, place: str, on: date, trade: Trade) -> Iterator[dict[str, Any]]:
        self.orders = self.orders_of[on]
        return super()._orders(place, on, trade)


def figures() -> Iterator[Goal]:
    """The peak of the largest day; the note has them all."""
    template = read_template(ROOT / "template.yaml")
    of_all, own = template["Globals"]["Function"], template["Resources"]["PostLocationDayFunction"]["Properties"]
    memory = own.get("MemorySize", of_all["MemorySize"])
    peaks = peak_megabytes()
    note = ", ".join(f"{orders:,} orders {peak:.0f} MB" for orders, peak in peaks.items())
    what = f"peak memory of a day of {ORDERS[-1]:,} orders, of the worker's {memory} MB"
    yield at_most(what, peaks[ORDERS[-1]] / memory, GOAL, f"{note}; a new process each, without simulators")


def peak_megabytes() -> dict[int, float]:
    """Megabytes (2^20 bytes) by orders of a day.

    Raises:
        NotPostedError: a day did not come into the books.
    """
    dates = {_FIRST + number * _ONE_DAY: orders for number, orders in enumerate(ORDERS)}
    with TemporaryDirectory() as root:
        folder = Path(root)
        sample = _sample(folder / "merchant", dates)
        now = begins_at(sample, DateRange(_FIRST, max(dates) + _ONE_DAY))
        deployed = AsDeployed.beneath(folder / "deployed")
        with running_system(sample, WorkFolder(folder / "work"), now=now) as system:
            with progress_bars() as bars:
                connect(system, AS_CONNECTED, bars)
            peaks = {orders: _peak(deployed, system, on) for on, orders in dates.items()}
            _expect_posted(system, dates)
    return peaks


def _sample(folder: Path, dates: Mapping[date, int]) -> LoadedSample:
    shop = GrowingShop(
        "m_510001", "US", "America/New_York", ("sales", 8), "04:00", (_PLACE,), min(dates), max(dates), orders_of=dates
    )
    orders = [order for on in dates for order in shop._orders(_PLACE, on, Trade())]
    write_folder(folder, orders, [], None, shop._profile())
    return LoadedSample(folder)


def _peak(deployed: AsDeployed, system: LocalSystem, on: date) -> float:
    """Post one day in a process of its own; its peak."""
    worker = system.aws.functions.get_function_configuration(
        FunctionName=system.deployment.outputs["PostLocationDayFunctionName"]
    )
    ran = subprocess.run(  # noqa: S603 - the function that ships
        deployed.command(_POSTS_ONE, ROOT / "functions" / "post_location_day"),
        input=json.dumps(_event(system, on)),
        env={**worker["Environment"]["Variables"], **system.daybook.exports},
        capture_output=True,
        check=True,
        text=True,
        timeout=900,
    )
    told = json.loads(ran.stdout.splitlines()[-1])
    if told["answer"]["batchItemFailures"]:
        raise NotPostedError(f"{on}: {ran.stdout}")
    return float(told["kilobytes"]) / 1024


def _event(system: LocalSystem, on: date) -> dict[str, Any]:
    """The message of a day as Lambda hands it over."""
    message = {
        "schema_version": 1,
        "merchant_id": system.sample.merchant_id,
        "location": _PLACE,
        "business_date": on.isoformat(),
        "cause": "resync",
        "requested_at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    record = {
        "messageId": f"bench-{on}",
        "receiptHandle": "bench",
        "body": json.dumps(message),
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": str(int(datetime.now(UTC).timestamp() * 1000)),
        },
        "messageAttributes": {},
        "md5OfBody": "",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:bench",
        "awsRegion": "us-east-1",
    }
    return {"Records": [record]}


def _expect_posted(system: LocalSystem, dates: Mapping[date, int]) -> None:
    records = system.daybook.history(system.sample.merchant_id, min(dates), max(dates))
    states = {record.business_date: f"{record.state} {record.why}" for record in records}
    wrong = {on.isoformat(): states.get(on, "unknown") for on in dates if not states.get(on, "").startswith("posted")}
    if wrong:
        raise NotPostedError(f"{wrong}")
