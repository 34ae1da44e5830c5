"""The real planner, worker, watchdog and receiver of notices, over the business dates of simulated merchants, counted.

The harness of `make chaos` without faults: handlers, adapters and use cases are those that ship; DynamoDB, SQS, KMS
and both vendors answer in the process. Each message meets a worker that does not know its merchant yet, as in a large
stack; what all merchants share, such as the app's keys, a warm worker has.
"""

import io
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

from bench.one_day.clients import NO_COSTS, ClientCosts
from bench.one_day.clock import WaitingClockwork
from bench.one_day.meter import ROUND_TRIP_SECONDS, CountedVendors, Meter
from bench.one_day.shop import BusyShop
from bench.one_day.spent import Invocation
from bench.one_day.stored_size import size_of
from bench.one_day.surroundings import in_simulated_threads, logging_to, metrics_in, notice
from chaos.days import setting_up, world
from chaos.days.aws.queues import Queue
from chaos.days.clockwork import Actor
from chaos.days.environment import daybook_in
from chaos.days.the_product.people import People
from chaos.days.the_product.process import CHANGES, LANES, SIGNATURE_HEADER, Process, day_of_message, worker_event
from daybook_local.aws.deployment.template_file import read_template

FIRST = date(2026, 3, 3)
ONE_DAY = timedelta(days=1)
LOOKS_A_DAY = 96
_ROOT = Path(__file__).parents[3]
_ZONE, _ENDS_AT, _TAX = "America/New_York", "04:00", ("sales", 8)
_SCHEDULED_TIME = "<aws.scheduler.scheduled-time>"
_ENDLESS = 1e9
_KEPT = ("ConnectionTable", "SyncLogTable", "ProofTable")
PLANNING, CLOSE, FIRST_SYNC, REREADS = "planning", "daily close", "first sync", "seven re-reads"
NOTICES, WATCHDOG = "notices of QuickBooks", "watchdog"
PART_OF_LANE = {"LocationDayQueue": CLOSE, "BackfillQueue": FIRST_SYNC, "RereadQueue": REREADS}


class Run:
    """Merchants of one location each; `meter` has what was counted. `clients` cost what the stand-ins do not."""

    def __init__(
        self, stack: ExitStack, *, merchants: int, orders: int, dates: int, clients: ClientCosts = NO_COSTS
    ) -> None:
        start = datetime.combine(FIRST + 2 * ONE_DAY, datetime.min.time(), ZoneInfo("UTC")) + timedelta(hours=15)
        with mock.patch.object(world, "Clockwork", WaitingClockwork):
            self.world = world.World(1, start)
        self.meter, self._clients = Meter(), clients
        self._clock: WaitingClockwork = self.world.clockwork
        self._notices: list[dict[str, Any]] = []
        self._logs = io.StringIO()
        self._batch = int(read_template(_ROOT / "template.yaml")["Parameters"]["WorkerBatchSize"]["Default"])
        self._count_everything()
        stack.enter_context(daybook_in(self.world))
        stack.enter_context(in_simulated_threads(self._clock))
        stack.enter_context(logging_to(self._logs))
        for number in range(merchants):
            self._connect(f"m{number}", 510_001 + number, orders, FIRST + dates * ONE_DAY)
        self._watchdog = Process()

    def _count_everything(self) -> None:
        for client in self.world.clients.values():
            client._door = self.meter
        self.world.dice.way = lambda: (ROUND_TRIP_SECONDS / 2, None)
        vendors = self.world.vendors
        vendors.__class__, vendors.meter = CountedVendors, self.meter
        self.world.notices = self._told

    def _connect(self, merchant_id: str, number: int, orders: int, last: date) -> None:
        place = f"{number}:1"
        shop = BusyShop(merchant_id, "US", _ZONE, _TAX, _ENDS_AT, (place,), FIRST, last, orders=orders)
        setting_up._connect(self.world, shop, merchant_id, "journal_entry", "delta")
        self._notices.clear()

    def first_sync(self, days: int) -> None:
        """The merchants ask for history; a worker posts it."""
        last = self._clock.now().date() - ONE_DAY
        for books in self.world.books.values():
            People(self.world).sync(books.id, last - (days - 1) * ONE_DAY, last, again=False)
        self._work_off()

    def closing(self) -> None:
        """The next closing of every merchant, all that follows from it, and a day's looks of the watchdog."""
        zone = ZoneInfo(_ZONE)
        at = datetime.combine(self._clock.now().astimezone(zone).date() + ONE_DAY, datetime.min.time(), zone)
        at += timedelta(hours=4, minutes=5)
        self._clock.seconds = at.timestamp()
        for schedule in self.world.scheduler.schedules.values():
            with self.meter.counting(PLANNING) as part:
                part.requests["scheduler", "Firing"] += 1
                told = at.astimezone(ZoneInfo("UTC")).isoformat().replace("+00:00", "Z")
                event = json.loads(schedule["Target"]["Input"].replace(_SCHEDULED_TIME, told))
                self._invoke("plan_syncs", event, Process())
        self._work_off()
        self._receive_notices()

    def watch(self) -> None:
        """The watchdog's looks of one day, all by one instance."""
        begins = self._clock.seconds // 900 * 900 + 900
        for number in range(LOOKS_A_DAY):
            self._clock.seconds = begins + 900 * number
            scheduled = datetime.fromtimestamp(self._clock.seconds, ZoneInfo("UTC")).isoformat()
            with self.meter.counting(WATCHDOG) as part:
                part.requests["scheduler", "Firing"] += 1
                self._invoke("watchdog", {"schema_version": 1, "scheduled_time": scheduled}, self._watchdog)

    def stored_bytes(self) -> int:
        """What the tables hold for good, each copy of an index counted."""
        tables = self.world.dynamodb.tables
        return sum(
            size_of(item) * sum(all(name in item for name in names) for names in tables[name].keys.values())
            for name in _KEPT
            for item in tables[name].items.values()
        )

    def _work_off(self) -> None:
        for lane in LANES:
            with self.meter.counting(PART_OF_LANE[lane]):
                self._drain(self.world.queues.by_name[lane], "post_location_day", self._batch)

    def _drain(self, queue: Queue, function: str, batch: int) -> None:
        """As Lambda does: one request takes a batch, one deletes what was done."""
        while messages := [each for _ in range(batch) if (each := self.world.queues.take(queue)) is not None]:
            self.meter.part.requests["sqs", "ReceiveMessage"] += 1
            answer = self._invoke(function, worker_event(queue, messages), Process(), day_of_message(messages[0].body))
            if answer["batchItemFailures"]:
                raise RuntimeError(f"{function} did not finish {messages[0].body}")
            self.meter.part.requests["sqs", "DeleteMessage"] += 1
            for message in messages:
                self.world.queues.delete(queue, message.receipt)

    def _told(self, realm: str, entity: str, row_id: str, verb: str) -> bool:
        self._notices.append({"realm": realm, "entity": entity, "id": row_id, "verb": verb})
        return True

    def _receive_notices(self) -> None:
        """QuickBooks tells of the documents that the worker wrote, one notice each, a minute later."""
        self._clock.seconds += 60
        told, self._notices = self._notices, []
        for each in told:
            body = json.dumps([notice(each, self._clock.now())])
            event = {"headers": {SIGNATURE_HEADER: self.world.signature(body)}, "body": body}
            with self.meter.counting(NOTICES) as part:
                part.requests["apigateway", "Request"] += 1
                answer = self._invoke("webhooks", event, Process())
                if answer["statusCode"] != 200:
                    raise RuntimeError(f"webhooks answered {answer}")
                self._drain(self.world.queues.by_name[CHANGES], "webhooks", 10)

    def _invoke(self, function: str, event: dict[str, Any], process: Process, day: Any = None) -> Any:
        """One invocation of a warm instance; its handler is loaded before the count begins."""
        part, clock, meter = self.meter.part, self._clock, self.meter
        if function not in process._handlers:
            process._load(function)
        calls, reads, asked = part.requests.total(), self._metered_reads(), part.vendor_calls.total()
        answers: list[Any] = []
        actor = Actor(function, clock.seconds + _ENDLESS, day)
        aside, cpu, began = meter.aside, process_time(), clock.seconds
        clock.spawn(actor, lambda: answers.append(process.handle(function, event, "request", clock)))
        clock.finish(lambda: bool(answers))
        cpu, aside = process_time() - cpu, meter.aside - aside
        trips = round((clock.seconds - began) / ROUND_TRIP_SECONDS)
        calls, asked = part.requests.total() - calls, part.vendor_calls.total() - asked
        own = cpu - aside + calls * self._clients.aws + asked * self._clients.http
        part.invocations.append(Invocation(function, trips, calls, own))
        part.metered_reads += self._metered_reads() - reads
        lines = self._logs.getvalue()
        part.log_bytes += len(lines.encode())
        part.log_lines += lines.count("\n")
        part.metrics |= metrics_in(lines)
        self._logs.seek(0)
        self._logs.truncate()
        return answers[0]

    def _metered_reads(self) -> int:
        meter = self.world.quickbooks.state.meter
        return sum(meter.of(books.realm).reads for books in self.world.books.values())


@contextmanager
def running(**how: Any) -> Iterator[Run]:
    """Daybook in the process, for as long as the block lasts. Keywords: merchants, orders, dates, clients."""
    with ExitStack() as stack:
        yield Run(stack, **how)
