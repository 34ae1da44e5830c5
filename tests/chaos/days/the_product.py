"""Everything of Daybook that this harness touches: handlers, builders, use cases for people, rows as they are stored.

One process of the worker has the memory that a Lambda instance has: its tokens, its companies, its session at talech.
Where posting changes its shape, this module follows it, and no other of this folder.
"""

import importlib.util
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from chaos.days.aws.queues import Message, Queue
from chaos.days.clockwork import Clockwork
from chaos.days.environment import ARN
from daybook.adapters.aws.items import from_item
from daybook.adapters.quickbooks.documents.document_writer import QuickBooksDocuments
from daybook.adapters.quickbooks.ledger import QuickBooksLedger
from daybook.adapters.talech.http.transport import new_session
from daybook.adapters.talech.source import open_source
from daybook.application.days.settle_holds import NotReleasableError, release_day
from daybook.application.days.undo_days import NothingToUndoError, redo_days, undo_day
from daybook.application.planning.request_sync import request_sync
from daybook.application.ports import Lane
from daybook.application.ports.dead_letters import LetterDeed, LetterQueue
from daybook.bootstrap import foundation, quickbooks, talech
from daybook.bootstrap.functions import planning, replaying
from daybook.bootstrap.functions import webhooks as webhooks_bootstrap
from daybook.bootstrap.systems import Systems
from daybook.domain.merchant.books import talech_merchant_of
from daybook.domain.sync.location_day import LocationDay, SyncCause

FUNCTIONS = Path(__file__).parents[3] / "functions"
LANES = ("LocationDayQueue", "BackfillQueue", "RereadQueue")
CHANGES = "QuickBooksChangeQueue"
_SENT = "#sent"
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
        """The same answer; whoever is running is known to be at the day of the record in hand."""

        def responding(*, record_handler: Callable[..., Any], **how: Any) -> Any:
            def handle(record: Any) -> Any:
                self.at_message(record.body)
                try:
                    return record_handler(record)
                except Exception as error:
                    self.at_error(error)
                    raise

            return respond(record_handler=handle, **how)

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
    """Until whoever asks is ended: several processes of the harness share one memory of what an invocation has left."""
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


class People:
    """What merchants, accountants and operators ask of Daybook, each by a process of its own."""

    def __init__(self, world: Any) -> None:
        self._world = world

    def undo(self, day: LocationDay) -> bool:
        """Whether a worker will try to take the day out."""
        try:
            undo_day(day, foundation.sync_log(), planning.sync_queue(), self._world.clockwork.now())
        except NothingToUndoError:
            return False
        return True

    def redo(self, day: LocationDay) -> bool:
        """Whether the day will be brought back."""
        record = foundation.sync_log().get(day)
        if record is None or record.state != "undone":
            return False
        now = self._world.clockwork.now()
        return bool(redo_days([record], foundation.sync_log(), planning.sync_queue(), now))

    def release(self, day: LocationDay) -> bool:
        """Whether a held day is posted as it is."""
        try:
            release_day(day, foundation.sync_log(), planning.sync_queue(), self._world.clockwork.now())
        except NotReleasableError:
            return False
        return True

    def sync(self, merchant_id: str, first: date, last: date, *, again: bool = True) -> None:
        """The merchant presses Sync."""
        request_sync(
            merchant_id,
            first,
            last,
            cause=SyncCause.RESYNC if again else SyncCause.FIRST_SYNC,
            now=self._world.clockwork.now(),
            connections=foundation.connections(),
            sync_log=foundation.sync_log(),
            queue=planning.sync_queue(),
        )

    def replay(self) -> int:
        """An operator replays every dead letter; how many went."""
        letters = replaying.dead_letters()
        lanes = (LetterQueue(lane.value) for lane in Lane)
        return sum(len(letters.work_off(lane, lambda _: True, LetterDeed.REDRIVE, 1000)) for lane in lanes)


@dataclass(frozen=True)
class Seen:
    """What the record of a day says, as it is stored. `reason` is why the day, or a change of it, is held.

    `directive` is what a person asked and no worker has done yet. `own` are the documents it names, the day's own and
    its corrections; `parts` are payments. `keeps_an_edit`: a person released the edit of a document;
    `releases` are the differences of closed books that a person let into an open period.
    """

    state: str
    reason: str | None = None
    message: str = ""
    intent: str | None = None
    open_work: str | None = None
    directive: str | None = None
    question: str = ""
    own: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    has_drift: bool = False
    is_accepted: bool = False
    keeps_an_edit: bool = False
    releases: frozenset[str] = frozenset()

    @property
    def is_posted(self) -> bool:
        return self.state in {"posted", "posted_with_gaps"}

    @property
    def is_unsettled(self) -> bool:
        return self.state in {"due", "failed"}

    def has_open_call_about(self, document_id: str) -> bool:
        """Whether a call without an answer makes or changes this document; what is on record was not made by it."""
        makes_another = self.intent in {"post", "delta"} and document_id in self.own
        return self.intent is not None and not makes_another


def seen(item: Mapping[str, Any]) -> Seen:
    """A row of the sync log."""
    row = from_item(item)
    documents = [each for each in (row.get("document"), *row.get("deltas", ())) if each]
    return Seen(
        state=row["state"],
        reason=row.get("reason"),
        message=row.get("message", ""),
        intent=row["intent"].get("action", "?") if "intent" in row else None,
        open_work=row.get("open_work"),
        directive=row["directive_place"] if row.get("directive_number", 0) > row.get("directives_done", 0) else None,
        question=row.get("question", ""),
        own=tuple(each["id"] for each in documents),
        parts=tuple(part["id"] for each in documents for part in each.get("parts", ())),
        has_drift="drift" in row,
        is_accepted="accepted_minor" in row,
        keeps_an_edit=any(each.startswith("touched_in_quickbooks") for each in row.get("released", ())),
        releases=frozenset(each for each in row.get("released", ()) if each.startswith("closed_period")),
    )


def stored_records(world: Any) -> dict[LocationDay, Seen]:
    """Every row of the sync log."""
    items = world.dynamodb.tables["SyncLogTable"].items
    return {_day_of_key(*key): seen(items[key]) for key in sorted(items) if not key[0].endswith(_SENT)}


def record_of(world: Any, day: LocationDay) -> Seen | None:
    """The row of one day, if there is one."""
    item = world.dynamodb.tables["SyncLogTable"].items.get(key_of(day))
    return None if item is None else seen(item)


def key_of(day: LocationDay) -> tuple[str, str]:
    """The key of a day's row."""
    return (day.merchant_id, f"{day.business_date}#{day.location}")


def day_of_row(item: Mapping[str, Any]) -> LocationDay | None:
    """The day of a row of the sync log; None for the call that is kept beside a record."""
    key = item["merchant_id"]["S"], item["day"]["S"]
    return None if key[0].endswith(_SENT) else _day_of_key(*key)


def _day_of_key(merchant_id: str, sort_key: str) -> LocationDay:
    on, _, place = sort_key.partition("#")
    return LocationDay(merchant_id, date.fromisoformat(on), place)


def has_proof(day: LocationDay) -> bool:
    """Whether a day's proof is kept."""
    return foundation.proofs().get(day) is not None


SIGNATURE_HEADER = webhooks_bootstrap.SIGNATURE


def _new_source(merchant_id: str) -> Any:
    merchant = talech_merchant_of(merchant_id)
    return open_source(talech.talech_settings(), merchant, talech.sales_tokens(), new_session())
