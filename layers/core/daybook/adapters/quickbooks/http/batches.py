"""Several independent writes in one call (docs/quickbooks.md 2.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from daybook.adapters.quickbooks.http.fault_bodies import faults_in_object
from daybook.adapters.quickbooks.http.faults import Refusal
from daybook.adapters.quickbooks.http.wire import JsonObject

BATCH_SIZE = 30
LONGEST_REQUEST_ID = 36
"""A batch takes shorter request ids than a single write does (docs/quickbooks.md 2.3)."""


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One write of a batch: `create`, `update` or `delete`. `id` is unique in the batch, at most 10 characters."""

    id: str
    entity: str
    body: JsonObject
    operation: str = "create"


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """The object or refusal of each item, by item id, and the `intuit_tid` of the answer."""

    results: Mapping[str, JsonObject | Refusal]
    intuit_tid: str


def batch_body(items: Sequence[BatchItem]) -> JsonObject:
    """The body of a batch request."""
    return {
        "BatchItemRequest": [{"bId": item.id, "operation": item.operation, item.entity: item.body} for item in items]
    }


def batch_results(items: Sequence[BatchItem], answer: JsonObject) -> dict[str, JsonObject | Refusal]:
    """The object or refusal of each item, matched by id, because the answer has any order."""
    answers: dict[str, Any] = {str(result.get("bId")): result for result in answer.get("BatchItemResponse", [])}
    return {item.id: _result(item, answers.get(item.id, {})) for item in items}


def _result(item: BatchItem, answer: JsonObject) -> JsonObject | Refusal:
    created: JsonObject | None = answer.get(item.entity)
    faults = faults_in_object(answer)
    if created is None or faults:
        # An item that is missing in the answer has no fault; `faults.classify` treats that as our bug.
        return Refusal(f"batch {item.operation} {item.entity.lower()}", HTTPStatus.BAD_REQUEST, faults)
    return created
