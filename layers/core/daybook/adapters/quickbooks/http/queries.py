"""Writes queries in QuickBooks' query language and reads all pages (docs/quickbooks.md 2.4 and 13.1 to 13.3)."""

from collections.abc import Callable

from daybook.adapters.quickbooks.http.faults import ReconcileError
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.domain.errors import Condition, RetriableError

PAGE_SIZE = 1000
_RESULT_TOO_LARGE = 10100
_LAST_LATIN1 = "\xff"
_STABLE_ORDER = " ORDERBY MetaData.CreateTime"

Ask = Callable[[str], list[JsonObject]]
"""Sends a query and returns its rows: one metered read."""


def quoted(value: str) -> str:
    """A literal in single quotes, with quotes and backslashes inside it escaped.

    Raises:
        ValueError: a character outside Latin-1, which QuickBooks refuses in queries (4000); compare such texts in our
            code.
    """
    if not may_be_queried(value):
        raise ValueError(f"{value!r} holds a sign beyond Latin-1, which no query to QuickBooks may")
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def may_be_queried(value: str) -> bool:
    """Whether a text can be used in a query."""
    return max(value, default="") <= _LAST_LATIN1


def select(entity: str, where: str, *, start: int, size: int, ordered: bool) -> str:
    """One page of an entity; `start` counts from 1.

    A page with further pages needs an order; not by Id, because Intuit has announced that it will refuse that.
    """
    condition = f" WHERE {where}" if where else ""
    order = _STABLE_ORDER if ordered else ""
    return f"SELECT * FROM {entity}{condition}{order} STARTPOSITION {start} MAXRESULTS {size}"  # noqa: S608 -- literals come from `quoted`


def every_row(ask: Ask, entity: str, where: str) -> tuple[JsonObject, ...]:
    """All rows of an entity: one read if they fit into one page, else they are read again from the start in an order.

    Raises:
        RetriableError: rows moved between two pages, so one may be missing.
    """
    size = PAGE_SIZE
    try:
        only = ask(select(entity, where, start=1, size=size, ordered=False))
    except ReconcileError as error:
        size = _smaller(size, error)
    else:
        if len(only) < size:
            return tuple(only)
    rows: list[JsonObject] = []
    while True:
        try:
            page = ask(select(entity, where, start=len(rows) + 1, size=size, ordered=True))
        except ReconcileError as error:
            size = _smaller(size, error)
            continue
        rows += page
        if len(page) < size:
            return _each_once(entity, rows)


def _smaller(size: int, error: ReconcileError) -> int:
    """The next page size to try when a result was too large."""
    if _RESULT_TOO_LARGE not in error.refusal.codes or size == 1:
        raise error
    return size // 2


def _each_once(entity: str, rows: list[JsonObject]) -> tuple[JsonObject, ...]:
    """Check that no row came twice: rows created in one second have no fixed order, so another row is then missing."""
    if len({row["Id"] for row in rows}) < len(rows):
        raise RetriableError(
            f"QuickBooks gave rows of {entity} in another order from page to page",
            condition=Condition.QUICKBOOKS_UNAVAILABLE,
        )
    return tuple(rows)
