"""Checks the shape of every answer, or raises one named error (docs/quickbooks.md 13.17).

Every answer is checked here once, so that later code can read fields by name.
"""

from dataclasses import dataclass
from functools import cache
from types import GenericAlias
from typing import Any

from pydantic import TypeAdapter, ValidationError

from daybook.adapters.quickbooks.http import row_shapes as shapes
from daybook.adapters.quickbooks.http.answer_values import without_nulls
from daybook.adapters.quickbooks.http.wire import JsonObject, loads
from daybook.adapters.quickbooks.lists import company_shapes as company
from daybook.domain.errors import Condition, RetriableError

_WRAPPERS = {"query": "QueryResponse", "batch": "BatchItemResponse", "reports": "Columns"}
_DOCUMENTS = ("CreditMemo", "Invoice", "JournalEntry", "Payment", "RefundReceipt", "SalesReceipt")
_LISTS: dict[str, Any] = {
    "Account": shapes.Account,
    "Class": shapes.Named,
    "CompanyInfo": company.CompanyInfo,
    "Customer": shapes.Customer,
    "Department": shapes.Named,
    "Item": shapes.Item,
    "PaymentMethod": shapes.Named,
    "Preferences": company.Preferences,
    "TaxCode": shapes.TaxCode,
    "TaxRate": shapes.TaxRate,
}
_QUERIED = {
    **dict.fromkeys(_DOCUMENTS, shapes.Document),
    **dict.fromkeys(("CreditMemo", "Invoice"), shapes.CustomersDocument),
    **_LISTS,
}
_ANSWERED: dict[str, Any] = {**dict.fromkeys(_DOCUMENTS, shapes.Written), **_LISTS}
_OBJECT: TypeAdapter[JsonObject] = TypeAdapter(JsonObject)
_OBJECTS: TypeAdapter[list[JsonObject]] = TypeAdapter(list[JsonObject])


@dataclass(frozen=True, slots=True)
class Answer:
    """A successful answer with its `intuit_tid`, which Intuit's support asks for."""

    body: JsonObject
    intuit_tid: str


def read_answer(request: str, text: str, intuit_tid: str) -> Answer:
    """The answer in a body; `request` is its method and path.

    Raises:
        RetriableError: it is not JSON, or the requested object is missing or malformed. QuickBooks may have carried out
            a write; a repeat returns the stored answer.
    """
    try:
        body = without_nulls(loads(text))
    except (ValueError, RecursionError):
        raise _unreadable(request, intuit_tid, "no readable JSON") from None
    name = _name_in(body, request.partition(" ")[2].partition("/")[0])
    if name is None:
        raise _unreadable(request, intuit_tid, "without what was asked for")
    try:
        return Answer({**body, name: _shaped(name, body[name])}, intuit_tid)
    except ValidationError as error:
        # Report place and kind of the errors, but no values: these are a merchant's figures.
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        where = ".".join(map(str, (name, *first["loc"])))
        raise _unreadable(request, intuit_tid, f"in another shape: {where}: {first['msg']}") from None


def _name_in(body: object, path: str) -> str | None:
    """The field with the requested object: the path `journalentry` is answered with `JournalEntry`."""
    wanted = _WRAPPERS.get(path, path).lower()
    return next((key for key in body if key.lower() == wanted), None) if isinstance(body, dict) else None


def _shaped(name: str, content: object) -> Any:
    match name:
        case "QueryResponse":
            found = _OBJECT.validate_python(content)
            return found | {name: _rows(name).validate_python(found[name]) for name in _QUERIED if name in found}
        case "BatchItemResponse":
            return [_batch_item(item) for item in _OBJECTS.validate_python(content)]
        case _:
            return _answered(name).validate_python(content)


def _batch_item(item: JsonObject) -> JsonObject:
    return item | {name: _answered(name).validate_python(item[name]) for name in _ANSWERED if name in item}


@cache
def _rows(entity: str) -> TypeAdapter[Any]:
    """The rows of an entity in a query."""
    return TypeAdapter(GenericAlias(list, _QUERIED[entity]))


@cache
def _answered(name: str) -> TypeAdapter[Any]:
    """A single row, checked; an entity without a shape must only be an object."""
    return TypeAdapter(_ANSWERED.get(name, JsonObject))


def _unreadable(request: str, intuit_tid: str, why: str) -> RetriableError:
    return RetriableError(
        f"QuickBooks answered {request} {why}, intuit_tid {intuit_tid or 'none'}",
        condition=Condition.QUICKBOOKS_ANSWER_UNREADABLE,
    )
