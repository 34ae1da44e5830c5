"""DynamoDB below the real client: botocore writes each request and reads each answer, the tables of a run answer it.

So what a page costs to ask and to read is counted as it would be with DynamoDB, and the tables' own work is not.
"""

import base64
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError

from bench.one_day.stored_size import read_units, size_of
from chaos.days.aws.store import InProcessDynamo
from chaos.days.environment import _forget
from daybook.adapters.aws.clients import AwsClients
from daybook.bootstrap import foundation

_ACCOUNT = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}


class CountingTables:
    """The tables of a store; what was read of them since `begin`.

    `items` are those that DynamoDB reads for the answer, before a filter leaves some out; a key that was asked for is
    one, found or not. `aside` is the processor time of the tables, in seconds.
    """

    def __init__(self, store: InProcessDynamo) -> None:
        self._store = store
        self._carry_out: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "GetItem": store._get,
            "PutItem": store._put,
            "UpdateItem": store._update,
            "DeleteItem": store._delete,
            "Query": store._query,
            "BatchGetItem": store._batch_get,
            "TransactWriteItems": store._transact,
        }
        self.begin()

    def begin(self) -> None:
        """Count anew."""
        self.items, self.requests, self.units, self.aside = 0, 0, 0.0, 0.0

    def answer(self, request: Any, **_: Any) -> AWSResponse:
        """The answer to one request, in the place of sending it."""
        began = time.process_time()
        try:
            return self._answer(request)
        finally:
            self.aside += time.process_time() - began

    def _answer(self, request: Any) -> AWSResponse:
        target = request.headers["X-Amz-Target"]
        operation = (target.decode() if isinstance(target, bytes) else target).rpartition(".")[2]
        asked = json.loads(request.body, object_hook=_from_wire)
        self.requests += 1
        try:
            answer = self._carry_out[operation](asked)
        except ClientError as error:
            refused = {"__type": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}
            return _Answer(400, json.dumps(refused).encode())
        self._count(operation, asked, answer)
        return _Answer(200, json.dumps(answer, default=_bytes_on_the_wire).encode())

    def _count(self, operation: str, asked: dict[str, Any], answer: dict[str, Any]) -> None:
        consistent = asked.get("ConsistentRead", False)
        if operation == "GetItem":
            self._read([answer.get("Item")], is_consistent=consistent)
        elif operation == "Query":
            found = answer["Items"]
            if "FilterExpression" in asked:
                found = self._store._query({**asked, "FilterExpression": None})["Items"]
            self.items += len(found)
            self.units += read_units(sum(map(size_of, found)), is_consistent=consistent)
        elif operation == "BatchGetItem":
            for name, wanted in asked["RequestItems"].items():
                found = answer["Responses"][name]
                missing = [None] * (len(wanted["Keys"]) - len(found))
                self._read([*found, *missing], is_consistent=wanted.get("ConsistentRead", False))

    def _read(self, items: list[Any], *, is_consistent: bool) -> None:
        self.items += len(items)
        self.units += sum(read_units(size_of(item), is_consistent=is_consistent) for item in items)


@contextmanager
def behind_botocore(store: InProcessDynamo) -> Iterator[CountingTables]:
    """Until the block ends, Daybook reaches the store through the client that it ships with."""
    tables = CountingTables(store)
    with mock.patch.dict(os.environ, _ACCOUNT):
        client = AwsClients().dynamodb
        client.meta.events.register("before-send.dynamodb", tables.answer)
        with mock.patch.dict(foundation.AWS.__dict__, dynamodb=client):
            _forget()
            try:
                yield tables
            finally:
                _forget()


class _Answer(AWSResponse):
    """What DynamoDB says."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__("https://dynamodb.invalid", status, {"content-type": "application/x-amz-json-1.0"}, None)
        self._body = body

    @property
    def content(self) -> bytes:
        return self._body


def _from_wire(value: dict[str, Any]) -> dict[str, Any]:
    if len(value) == 1 and isinstance(value.get("B"), str):
        return {"B": base64.b64decode(value["B"])}
    return value


def _bytes_on_the_wire(value: Any) -> str:
    return base64.b64encode(value).decode()
