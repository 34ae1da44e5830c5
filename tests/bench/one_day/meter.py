"""Counts what passes the doors of one world: requests to AWS with their units, calls of vendors, log lines."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bench.one_day.spent import Spent
from bench.one_day.stored_size import read_units, size_of, write_units
from chaos.days.aws.aws_client import InProcessClient
from chaos.days.clockwork import Actor
from chaos.days.dice import Fault
from chaos.days.vendors import Answer, Vendors

ROUND_TRIP_SECONDS = 1.0
"""In simulated time, in which nothing else takes any: what passes are round trips in a row."""
_WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem"})
_NAMED_BY = {"Put": "Item", "Update": "Key", "Delete": "Key", "ConditionCheck": "Key"}


class Meter:
    """The door of every AWS client. What is counted belongs to `part`; `aside` is processor time of the stores."""

    def __init__(self) -> None:
        self.parts: dict[str, Spent] = {}
        self.part = self.parts.setdefault("setting up", Spent())
        self.aside = 0.0

    @contextmanager
    def counting(self, part: str) -> Iterator[Spent]:
        """Count for a part until the block ends."""
        before, self.part = self.part, self.parts.setdefault(part, Spent())
        try:
            yield self.part
        finally:
            self.part = before

    def taken(self) -> dict[str, Spent]:
        """What was counted until now; the count begins anew."""
        parts, self.parts = self.parts, {}
        return parts

    def aws(self, client: InProcessClient, operation: str, asked: dict[str, Any], carry_out: Callable[[], Any]) -> Any:
        """One call of an AWS service."""
        self.part.requests[client.service, operation] += 1
        if client.service != "dynamodb":
            return self.without(carry_out)
        return self.without(lambda: self._of_tables(client, operation, asked, carry_out))

    def sent(self, queues: Any, queue: Any, body: str) -> str:
        """A message on its way into a queue."""
        return queues.send(queue, body)

    def without(self, carry_out: Callable[[], Any]) -> Any:
        """What a stand-in answers; its processor time is not Daybook's."""
        began = time.process_time()
        try:
            return carry_out()
        finally:
            self.aside += time.process_time() - began

    def _of_tables(self, client: Any, operation: str, asked: dict[str, Any], carry_out: Callable[[], Any]) -> Any:
        rows = list(_rows(client, operation, asked))
        before = [table.items.get(key) for table, key in rows]
        try:
            answer = carry_out()
        finally:
            after = [table.items.get(key) for table, key in rows]
            times = 2 if operation.startswith("Transact") else 1
            for (table, _), old, new in zip(rows, before, after, strict=True):
                indexes = [names for index, names in table.keys.items() if index]
                self.part.write_units += times * write_units(old, new, indexes)
        self._read(operation, asked, answer)
        return answer

    def _read(self, operation: str, asked: dict[str, Any], answer: dict[str, Any]) -> None:
        consistent = asked.get("ConsistentRead", False)
        if operation == "GetItem":
            self.part.read_units += read_units(size_of(answer.get("Item")), is_consistent=consistent)
        elif operation == "Query":
            size = sum(size_of(item) for item in answer["Items"])
            self.part.read_units += read_units(size, is_consistent=consistent)
        elif operation == "BatchGetItem":
            for name, wanted in asked["RequestItems"].items():
                sizes = [size_of(item) for item in answer["Responses"][name]]
                sizes += [0] * (len(wanted["Keys"]) - len(sizes))
                consistent = wanted.get("ConsistentRead", False)
                self.part.read_units += sum(read_units(size, is_consistent=consistent) for size in sizes)


def _rows(client: Any, operation: str, asked: dict[str, Any]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """The rows that a call writes: table and key."""
    if operation in _WRITES:
        table = client.tables[asked["TableName"]]
        yield table, table.key_of(asked.get("Item") or asked["Key"])
    elif operation == "TransactWriteItems":
        for step in asked["TransactItems"]:
            ((kind, one),) = step.items()
            table = client.tables[one["TableName"]]
            yield table, table.key_of(one[_NAMED_BY[kind]])


class CountedVendors(Vendors):
    """Both vendors, each call counted and as long as one round trip."""

    meter: Meter

    def _through_the_door(self, request: Any) -> Answer:
        body = request.body or b""
        headers = sum(len(name) + len(value) + 4 for name, value in request.headers.items())
        self.meter.part.sent_bytes += len(request.method) + len(request.path_url) + 12 + headers + len(body)
        return super()._through_the_door(request)

    def _met(self, actor: Actor, host: str, fault: Fault | None, carry_out: Callable[[], Answer]) -> Answer:
        vendor = "QuickBooks" if host == "https://quickbooks.invalid" else "talech"
        self.meter.part.vendor_calls[vendor] += 1
        return super()._met(actor, host, fault, lambda: self.meter.without(carry_out))
