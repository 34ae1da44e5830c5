"""Runs a parsed query against a company (docs/quickbooks.md 2.4)."""

import re
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from quickbooks_simulator.clock import PACIFIC
from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.entities.definition import EntityDefinition, Kind
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.lists.taxes import PSEUDO_CODES
from quickbooks_simulator.query.language import Condition, Statement, parse
from quickbooks_simulator.query.presentation import presented
from quickbooks_simulator.registry import BY_PATH
from quickbooks_simulator.wire import Body

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda left, right: left == right,
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}


def run_query(company: Company, text: str, now: datetime) -> Body:
    """Answer a query with its `QueryResponse`. With `queries_lag_seconds` it does not show yet what was just made.

    Raises:
        ApiFault: 4000 for a parse error, 4001 for an unknown entity or property, a bad value, or an order by Id.
    """
    statement = parse(text)
    definition = BY_PATH.get(statement.entity.lower())
    if definition is None:
        raise refusal("4001", f"QueryValidationError: Invalid context declaration: {statement.entity}")
    _check_properties(definition, statement)
    _check_order(company, definition, statement)
    rows = _matching(company, definition, statement, now)
    if statement.counts:
        return {"QueryResponse": {"totalCount": len(rows)}}
    for prop, descending in reversed(statement.order_by):
        rows.sort(key=partial(_sort_key, prop), reverse=descending)
    return {"QueryResponse": _page(definition, statement, rows)}


def _check_properties(definition: EntityDefinition, statement: Statement) -> None:
    used = [condition.prop for condition in statement.conditions] + [prop for prop, _ in statement.order_by]
    for prop in used:
        if prop not in definition.filterable:
            detail = f"QueryValidationError: Property {prop} not found for Entity {definition.name} or not queryable"
            raise refusal("4001", detail)


def _check_order(company: Company, definition: EntityDefinition, statement: Statement) -> None:
    """Intuit has announced that no entity can be sorted by Id any more; whether it is so yet is not known."""
    if not company.switches.orders_by_id and any(prop == "Id" for prop, _ in statement.order_by):
        raise refusal("4001", f"QueryValidationError: property Id of Entity {definition.name} is not sortable")


def _matching(company: Company, definition: EntityDefinition, statement: Statement, now: datetime) -> list[Body]:
    shown = company.live(definition.name)
    lag = timedelta(seconds=company.switches.queries_lag_seconds)
    if lag and definition.kind is Kind.TRANSACTION:
        shown = (record for record in shown if now - record.created >= lag)
    rows = [presented(company, definition, record) for record in shown]
    asks_for_state = any(condition.prop == "Active" for condition in statement.conditions)
    if definition.kind is not Kind.TRANSACTION and not asks_for_state:
        rows = [row for row in rows if row.get("Active", True)]
    return [row for row in rows if all(_holds(row, condition) for condition in statement.conditions)]


def _page(definition: EntityDefinition, statement: Statement, rows: list[Body]) -> Body:
    pseudo: list[Body] = []
    if definition.name == "TaxCode":
        pseudo = [row for row in rows if row["Id"] in PSEUDO_CODES and statement.start == 1]
        rows = [row for row in rows if row["Id"] not in PSEUDO_CODES]
    page = deepcopy(pseudo + rows[statement.start - 1 : statement.start - 1 + statement.limit])
    if not page:
        return {}
    if statement.columns:
        page = [{key: value for key, value in row.items() if key in statement.columns} for row in page]
    return {definition.name: page, "startPosition": statement.start, "maxResults": len(page)}


def _value(row: Body, prop: str) -> Any:
    value: Any = row
    for part in prop.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value.get("value") if isinstance(value, dict) else value


def _holds(row: Body, condition: Condition) -> bool:
    value = _value(row, condition.prop)
    if value is None:
        return False
    if condition.operator == "LIKE":
        return _like(str(value), condition.values[0])
    if condition.operator == "IN":
        return any(_compared(value, "=", wanted, condition.prop) for wanted in condition.values)
    return _compared(value, condition.operator, condition.values[0], condition.prop)


def _like(value: str, pattern: str) -> bool:
    regular = ".*".join(re.escape(part) for part in pattern.split("%"))
    return re.fullmatch(regular, value, re.IGNORECASE | re.DOTALL) is not None


def _compared(value: Any, operator: str, wanted: str, prop: str) -> bool:
    try:
        left, right = _comparable(value, wanted, prop)
    except (ValueError, InvalidOperation):
        raise refusal("4001", f"QueryValidationError: value {wanted!r} does not fit property {prop}") from None
    return _COMPARISONS[operator](left, right)


def _comparable(value: Any, wanted: str, prop: str) -> tuple[Any, Any]:
    """Both sides in the same type: instants, booleans, numbers, ids, or texts without letter case."""
    if prop.startswith("MetaData."):
        return _instant(value), _instant(wanted)
    if isinstance(value, bool):
        return value, {"true": True, "false": False}.get(wanted.lower(), wanted)
    if isinstance(value, Decimal | int):
        return Decimal(value), Decimal(wanted)
    if prop == "Id" and value.isdecimal() and wanted.isdecimal():
        return int(value), int(wanted)
    return str(value).casefold(), wanted.casefold()


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=PACIFIC)


def _sort_key(prop: str, row: Body) -> tuple[int, Any]:
    value = _value(row, prop)
    if value is None:
        return 0, 0
    if isinstance(value, bool | int | Decimal):
        return 1, value
    if str(value).isdecimal():
        return 1, int(value)
    return 2, str(value).casefold()
