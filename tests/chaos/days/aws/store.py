"""DynamoDB in the process: tables and indexes as the real template declares them, expressions evaluated.

Items are kept as they are written and never changed in place. Index reads are as fresh as the table's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from chaos.days.aws.aws_client import Door, InProcessClient
from chaos.days.aws.expressions import Item, condition, update
from daybook_local.aws.deployment.template_file import read_template

_STORAGE = Path(__file__).parents[4] / "infra" / "aws" / "storage.yaml"
_FAILED = "ConditionalCheckFailedException"


class Table:
    """The items of one table by key, and by the hash key of each index."""

    def __init__(self, properties: dict[str, Any]) -> None:
        self.keys = {"": _key_names(properties)}
        self.keys |= {index["IndexName"]: _key_names(index) for index in properties.get("GlobalSecondaryIndexes", ())}
        self.items: dict[tuple[Any, ...], Item] = {}
        self._by_hash: dict[str, defaultdict[Any, dict[tuple[Any, ...], None]]] = {
            index: defaultdict(dict) for index in self.keys
        }

    def key_of(self, item: Item, index: str = "") -> tuple[Any, ...]:
        return tuple(_scalar(item[name]) for name in self.keys[index])

    def put(self, key: tuple[Any, ...], item: Item) -> None:
        self.remove(key)
        self.items[key] = item
        for index in self._indexes_of(item):
            self._by_hash[index][_scalar(item[self.keys[index][0]])][key] = None

    def remove(self, key: tuple[Any, ...]) -> Item | None:
        before = self.items.pop(key, None)
        if before is not None:
            for index in self._indexes_of(before):
                self._by_hash[index][_scalar(before[self.keys[index][0]])].pop(key)
        return before

    def under(self, index: str, value: Any) -> list[Item]:
        """The items under a hash key in the order of the range key."""
        found = [(key, self.items[key]) for key in self._by_hash[index][_scalar(value)]]
        names = self.keys[index]
        found.sort(key=lambda each: (tuple(_scalar(each[1][name]) for name in names), each[0]))
        return [item for _, item in found]

    def _indexes_of(self, item: Item) -> Iterator[str]:
        return (index for index, names in self.keys.items() if all(name in item for name in names))


class InProcessDynamo(InProcessClient):
    """The operations that the adapters use."""

    service = "dynamodb"
    errors = (_FAILED, "TransactionCanceledException", "ResourceNotFoundException")

    def __init__(self, door: Door) -> None:
        super().__init__(door)
        resources = read_template(_STORAGE)["Resources"]
        self.tables = {
            name: Table(resource["Properties"])
            for name, resource in resources.items()
            if resource["Type"] == "AWS::DynamoDB::Table"
        }
        self.on_written: Callable[[str, Item | None, Item, dict[str, Any]], None] = lambda *_: None

    def get_item(self, **asked: Any) -> dict[str, Any]:
        return self.call("GetItem", asked, lambda: self._get(asked))

    def put_item(self, **asked: Any) -> dict[str, Any]:
        return self.call("PutItem", asked, lambda: self._put(asked))

    def update_item(self, **asked: Any) -> dict[str, Any]:
        return self.call("UpdateItem", asked, lambda: self._update(asked))

    def delete_item(self, **asked: Any) -> dict[str, Any]:
        return self.call("DeleteItem", asked, lambda: self._delete(asked))

    def query(self, **asked: Any) -> dict[str, Any]:
        return self.call("Query", asked, lambda: self._query(asked))

    def batch_get_item(self, **asked: Any) -> dict[str, Any]:
        return self.call("BatchGetItem", asked, lambda: self._batch_get(asked))

    def transact_write_items(self, **asked: Any) -> dict[str, Any]:
        return self.call("TransactWriteItems", asked, lambda: self._transact(asked))

    def get_paginator(self, _operation: str) -> "InProcessDynamo":
        return self

    def paginate(self, **asked: Any) -> Iterator[dict[str, Any]]:
        asked.pop("PaginationConfig", None)
        yield self.query(**asked)

    def _get(self, asked: dict[str, Any]) -> dict[str, Any]:
        table = self.tables[asked["TableName"]]
        item = table.items.get(table.key_of(asked["Key"]))
        return {} if item is None else {"Item": dict(item)}

    def _put(self, asked: dict[str, Any]) -> dict[str, Any]:
        table = self.tables[asked["TableName"]]
        key = table.key_of(asked["Item"])
        before = self._checked(table, key, asked, "PutItem")
        table.put(key, dict(asked["Item"]))
        self.on_written(asked["TableName"], before, table.items[key], asked)
        return {"Attributes": before} if asked.get("ReturnValues") == "ALL_OLD" and before else {}

    def _update(self, asked: dict[str, Any]) -> dict[str, Any]:
        table = self.tables[asked["TableName"]]
        key = table.key_of(asked["Key"])
        before = self._checked(table, key, asked, "UpdateItem")
        apply = update(asked["UpdateExpression"])
        names, values = asked.get("ExpressionAttributeNames", {}), asked.get("ExpressionAttributeValues", {})
        after = apply(before or dict(asked["Key"]), names, values)
        table.put(key, after)
        self.on_written(asked["TableName"], before, after, asked)
        match asked.get("ReturnValues"):
            case "ALL_NEW":
                return {"Attributes": dict(after)}
            case "UPDATED_NEW":
                old = before or {}
                return {"Attributes": {name: each for name, each in after.items() if old.get(name) != each}}
            case "ALL_OLD":
                return {"Attributes": dict(before)} if before else {}
        return {}

    def _delete(self, asked: dict[str, Any]) -> dict[str, Any]:
        table = self.tables[asked["TableName"]]
        key = table.key_of(asked["Key"])
        self._checked(table, key, asked, "DeleteItem")
        before = table.remove(key)
        return {"Attributes": before} if asked.get("ReturnValues") == "ALL_OLD" and before else {}

    def _query(self, asked: dict[str, Any]) -> dict[str, Any]:
        table, index = self.tables[asked["TableName"]], asked.get("IndexName", "")
        names, values = asked.get("ExpressionAttributeNames", {}), asked.get("ExpressionAttributeValues", {})
        hash_name = table.keys[index][0]
        # Every key condition begins with the equality of its hash key.
        left, _, right = asked["KeyConditionExpression"].split(" AND ")[0].partition(" = ")
        if names.get(left.strip(), left.strip()) != hash_name:
            raise self.refusal("ValidationException", "Query")
        found = table.under(index, values[right.strip()])
        for text in (asked["KeyConditionExpression"], asked.get("FilterExpression")):
            if text:
                fits = condition(text)
                found = [item for item in found if fits(item, names, values)]
        if not asked.get("ScanIndexForward", True):
            found.reverse()
        found = found[: asked.get("Limit", len(found))]
        return {"Items": [dict(item) for item in found], "Count": len(found)}

    def _batch_get(self, asked: dict[str, Any]) -> dict[str, Any]:
        answers: dict[str, list[Item]] = {}
        for name, wanted in asked["RequestItems"].items():
            table = self.tables[name]
            kept = [part.strip() for part in wanted.get("ProjectionExpression", "").split(",") if part.strip()]
            items = [item for key in wanted["Keys"] if (item := table.items.get(table.key_of(key))) is not None]
            answers[name] = [{n: v for n, v in item.items() if not kept or n in kept} for item in items]
        return {"Responses": answers, "UnprocessedKeys": {}}

    def _transact(self, asked: dict[str, Any]) -> dict[str, Any]:
        steps = [next(iter(item.items())) for item in asked["TransactItems"]]
        reasons = []
        for kind, step in steps:
            table = self.tables[step["TableName"]]
            item = table.items.get(table.key_of(step["Item"] if kind == "Put" else step["Key"]))
            reasons.append({"Code": "None" if self._holds(item, step) else "ConditionalCheckFailed"})
        if any(reason["Code"] != "None" for reason in reasons):
            raise self.refusal("TransactionCanceledException", "TransactWriteItems", CancellationReasons=reasons)
        carry_out = {"Put": self._put, "Update": self._update, "Delete": self._delete, "ConditionCheck": lambda _: {}}
        for kind, step in steps:
            carry_out[kind](step)
        return {}

    def _checked(self, table: Table, key: tuple[Any, ...], asked: dict[str, Any], operation: str) -> Item | None:
        item = table.items.get(key)
        if self._holds(item, asked):
            return item
        told = asked.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" and item is not None
        raise self.refusal(_FAILED, operation, **({"Item": dict(item or {})} if told else {}))

    def _holds(self, item: Item | None, asked: dict[str, Any]) -> bool:
        text = asked.get("ConditionExpression")
        names, values = asked.get("ExpressionAttributeNames", {}), asked.get("ExpressionAttributeValues", {})
        return not text or bool(condition(text)(item or {}, names, values))


def _key_names(properties: dict[str, Any]) -> tuple[str, ...]:
    schema = sorted(properties["KeySchema"], key=lambda part: part["KeyType"])
    return tuple(part["AttributeName"] for part in schema)


def _scalar(value: dict[str, Any]) -> Any:
    ((kind, content),) = value.items()
    return int(content) if kind == "N" else content
