"""One process of Daybook: its handlers and the messages that they get.

It has the memory that a Lambda instance has: its tokens, its companies, its session at talech. The modules of this
folder are all that the harness touches of Daybook beside `environment`. Where posting changes its shape, they follow
it, and no other module does.
"""

import importlib.util
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from chaos.days.aws.queues import Message, Queue
from chaos.days.clockwork import Clockwork
from chaos.days.environment import ARN
from daybook.adapters.quickbooks.documents.document_writer import QuickBooksDocuments
from daybook.adapters.quickbooks.ledger import QuickBooksLedger
from daybook.adapters.talech.http.transport import new_session
from daybook.adapters.talech.source import open_source
from daybook.bootstrap import quickbooks, talech
from daybook.bootstrap.functions import webhooks as webhooks_bootstrap
from daybook.bootstrap.systems import Systems
from daybook.domain.merchant.books import talech_merchant_of
from daybook.domain.sync.location_day import LocationDay

FUNCTIONS = Path(__file__).parents[4] / "functions"
LANES = ("LocationDayQueue", "BackfillQueue", "RereadQueue")
CHANGES = "QuickBooksChangeQueue"
WORKER_SECONDS, OTHER_SECONDS = 150.0, 300.0


class Process:
    """One Lambda instance: what it holds in memory dies with it."""

    def __init__(self) -> None:
        self.at_message: Callable[[str], None] = lambda _body: None
        self.at_error: Callable[[Exception], None] = lambda _error: None
        client, self.sales_of = cache(quickbooks.client_of_company.__wrapped__), cache(_new_source)

        def client_of(connection: Any) -> Any:
            return client(connection.merchant_id, connection.company.realm_id, connection.company.country)

        self.ports = _OfOneProcess(
            Systems().posting,
            ledger_of=lambda connection: QuickBooksLedger(client_of(connection)),
            writer_of=lambda connection: QuickBooksDocuments(client_of(connection)),
            sales_of=self.sales_of,
        )
        self._handlers: dict[str, ModuleType] = {}

    def handle(self, function: str, event: dict[str, Any], request_id: str, clockwork: Clockwork) -> Any:
        """What a function's handler answers."""
        module = self._handlers.get(function) or self._load(function)
        context = SimpleNamespace(
            function_name=function,
            memory_limit_in_mb=512,
            invoked_function_arn=f"{ARN}{function}",
            aws_request_id=request_id,
            get_remaining_time_in_millis=lambda: _milliseconds_left(clockwork),
        )
        return module.handler(event, context)

    def _telling_the_day(self, respond: Callable[..., Any]) -> Callable[..., Any]:
        """The same answer; the actor that runs is known to be at the day of the record in hand."""

        def responding(event: Any, record_handler: Callable[..., Any], *rest: Any) -> Any:
            def handle(record: Any) -> Any:
                self.at_message(record.body)
                try:
                    return record_handler(record)
                except Exception as error:
                    self.at_error(error)
                    raise

            return respond(event, handle, *rest)

        return responding

    def _load(self, function: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"chaos_{function}", FUNCTIONS / function / "handler.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        if hasattr(module, "process_partial_response"):
            module.process_partial_response = self._telling_the_day(module.process_partial_response)
        if hasattr(module, "systems"):
            systems = _Systems(self)
            module.systems = lambda: systems
        if hasattr(module, "Systems"):
            module.Systems = partial(_Systems, self)
        self._handlers[function] = module
        return module


@dataclass(eq=False)
class Slot:
    """One worker: a process at a time."""

    number: int
    process: Process | None = None
    is_busy: bool = False


@dataclass(frozen=True)
class _OfOneProcess:
    """The systems of posting; what they know of the vendors dies with the process."""

    systems: Any
    ledger_of: Callable[[Any], Any]
    writer_of: Callable[[Any], Any]
    sales_of: Callable[[str], Any]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.systems, name)


class _Systems(Systems):
    """Those of one process: what they know of the vendors dies with it."""

    def __init__(self, process: Process, **places: str) -> None:
        super().__init__(**places)
        self.posting = process.ports
        self.sales_of = process.sales_of


def _milliseconds_left(clockwork: Clockwork) -> float:
    """Until the actor that asks ends: processes of the harness share one memory of what an invocation has left."""
    actor = clockwork.actor
    return float("inf") if actor is None else (actor.deadline - clockwork.seconds) * 1000


def worker_event(queue: Queue, messages: list[Message]) -> dict[str, Any]:
    """Messages as Lambda hands them over."""
    return {
        "Records": [
            {
                "messageId": message.id,
                "receiptHandle": message.receipt,
                "body": message.body,
                "attributes": {
                    "ApproximateReceiveCount": str(message.receives),
                    "SentTimestamp": str(int(message.sent_at * 1000)),
                },
                "messageAttributes": {},
                "md5OfBody": "",
                "eventSource": "aws:sqs",
                "eventSourceARN": queue.arn,
                "awsRegion": "us-east-1",
            }
            for message in messages
        ]
    }


def day_of_message(body: str) -> LocationDay | None:
    """The location-day of a message's text."""
    try:
        told = json.loads(body)
        return LocationDay(told["merchant_id"], date.fromisoformat(told["business_date"]), told["location"])
    except (ValueError, KeyError):
        return None


SIGNATURE_HEADER = webhooks_bootstrap.SIGNATURE


def _new_source(merchant_id: str) -> Any:
    merchant = talech_merchant_of(merchant_id)
    return open_source(talech.talech_settings(), merchant, talech.sales_tokens(), new_session())
