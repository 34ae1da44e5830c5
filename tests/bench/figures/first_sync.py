"""The first sync of a merchant: thirty days of three stores on the local system, while both vendors take 300 ms.

The emulator runs the real functions under the real template; talech and QuickBooks are the simulators. Few workers and
few calls at once keep two processors from being what the run waits for: three workers take the same time a day as five.
Four calls at once are those that a worker begins with.
"""

import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.goals import Goal, at_most
from daybook_local.aws.clients import LocalAws
from daybook_local.aws.deployment.deployment import Deployment, deploy
from daybook_local.aws.metrics.embedded_metrics import Measurement
from daybook_local.aws.metrics.metrics import MetricsCollector
from daybook_local.demo.days.progress_bars import progress_bars
from daybook_local.demo.days.settling import wait_until_idle
from daybook_local.demo.merchant.browser import Browser
from daybook_local.demo.merchant.posting_choice import AS_CONNECTED
from daybook_local.demo.scenario import begins_at, connect
from daybook_local.system.local_system import STACK_NAME, LocalSystem, running_system
from daybook_local.system.places import DEFAULT_MERCHANT, TEMPLATE, WorkFolder
from daybook_local.system.samples.sample import DateRange, LoadedSample

ANSWER_SECONDS = 0.3
GOAL = 1.2
_WORKERS, _WIDTH = 5, 4
_DAYS = 30
# A fault that is on for so many calls counts them.
_COUNTED = 1_000_000
_IN_THE_BOOKS = {"posted", "posted_with_gaps", "empty"}


class UnfinishedError(RuntimeError):
    """A first sync left days open, so its time says nothing."""


@dataclass(frozen=True)
class FirstSync:
    """A first sync: location-days, calls that talech answered, seconds from the press of the button to the last day.

    `worker_seconds` are those of all invocations of the worker, `answer_seconds` the median that it waited for talech.
    """

    location_days: int
    calls: int
    seconds: float
    workers: int
    width: int
    worker_seconds: float
    answer_seconds: float

    @property
    def floor_seconds(self) -> float:
        """What the calls take if every worker always has as many under way as it may."""
        return self.calls * ANSWER_SECONDS / (self.workers * self.width)

    def note(self) -> str:
        """How it ran; then what a day of a worker is made of, in seconds."""
        calls = self.calls / self.location_days
        day, invoked = self.seconds * self.workers / self.location_days, self.worker_seconds / self.location_days
        floor = self.floor_seconds * self.workers / self.location_days
        later = floor * (self.answer_seconds / ANSWER_SECONDS - 1)
        return (
            f"{self.seconds:.0f} s, floor {self.floor_seconds:.0f} s: {calls:.0f} calls x {self.location_days} days, "
            f"{self.workers} workers x {self.width} calls at once; a worker has {day:.2f} s a day: floor {floor:.2f}, "
            f"answers later than {ANSWER_SECONDS} s {later:.2f}, calls that wait for others, QuickBooks, AWS, own work "
            f"{invoked - floor - later:.2f}, between two days {day - invoked:.2f}"
        )


def figures() -> Iterator[Goal]:
    """The time of the run against its floor."""
    ran = first_sync(_WORKERS, _WIDTH)
    yield at_most(
        "first sync of 30 days x 3 stores at 300 ms, of its floor", ran.seconds / ran.floor_seconds, GOAL, ran.note()
    )


def first_sync(workers: int, width: int) -> FirstSync:
    """Start a system, connect its merchant, press the button, and wait for the last day.

    Raises:
        UnfinishedError: a day did not come into the books.
    """

    def narrow(aws: LocalAws, parameters: Mapping[str, str]) -> Deployment:
        chosen = {"BackfillMaximumConcurrency": str(workers), "TalechCallsAtOnce": str(width)}
        return deploy(aws, TEMPLATE, stack_name=STACK_NAME, parameters={**parameters, **chosen})

    sample = LoadedSample(DEFAULT_MERCHANT)
    dates = sample.dates()
    history = DateRange(dates.first, list(dates)[_DAYS - 1])
    with (
        TemporaryDirectory() as folder,
        running_system(sample, WorkFolder(Path(folder)), now=begins_at(sample, dates), deployer=narrow) as system,
    ):
        with progress_bars() as bars:
            connect(system, AS_CONNECTED, bars)
        seconds, calls = _synced(system, history)
        _expect_in_the_books(system, history)
        days = len(history) * len(sample.location_ids)
        return FirstSync(days, calls, seconds, workers, width, _worker_seconds(system), _answer_seconds(system))


def _synced(system: LocalSystem, history: DateRange) -> tuple[float, int]:
    """Seconds from the press of the button until no message is left, and the calls that talech answered meanwhile."""
    with Browser(system.sample.language) as browser:
        browser.submit(browser.open(system.settings_url), "/settings/apps/quickbooks/connect")
        page = browser.open(f"{system.public_url}/sync?first={history.first}&last={history.last}")
        system.talech.switch_on({"fault": "slow", "seconds": ANSWER_SECONDS, "times": _COUNTED})
        system.quickbooks.arm(fault="slow", path="*", seconds=ANSWER_SECONDS, times=_COUNTED)
        began = time.monotonic()
        browser.submit(page, "/sync")
    wait_until_idle(system)
    seconds = time.monotonic() - began
    (counted,) = system.talech.faults()
    return seconds, _COUNTED - counted["times"]


def _worker_seconds(system: LocalSystem) -> float:
    """The durations of all invocations of the worker, as the local Lambda measured them."""
    now = datetime.now(UTC)
    points = system.aws.cloudwatch.get_metric_statistics(
        Namespace="AWS/Lambda",
        MetricName="Duration",
        Dimensions=[{"Name": "FunctionName", "Value": system.deployment.outputs["PostLocationDayFunctionName"]}],
        StartTime=now - timedelta(hours=1),
        EndTime=now + timedelta(minutes=1),
        Period=60,
        Statistics=["Sum"],
    )["Datapoints"]
    return sum(point["Sum"] for point in points) / 1000


def _answer_seconds(system: LocalSystem) -> float:
    """The median time of talech's answers, as the worker's own metrics have it."""
    heard: list[Measurement] = []
    MetricsCollector(system.aws, heard.extend).collect()
    return statistics.median(each.value for each in heard if each.name == "TalechAnswered") / 1000


def _expect_in_the_books(system: LocalSystem, history: DateRange) -> None:
    records = system.daybook.history(system.sample.merchant_id, history.first, history.last)
    settled = sum(record.state in _IN_THE_BOOKS for record in records)
    if settled != len(history) * len(system.sample.location_ids):
        states = sorted({record.state for record in records})
        raise UnfinishedError(f"{settled} of {len(records)} days are in the books; states: {', '.join(states)}")
