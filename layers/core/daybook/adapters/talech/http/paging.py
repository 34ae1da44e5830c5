"""Reads all pages of a list that may change during the reading: the result is one pass without a change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from daybook.domain.errors import Condition, RetriableError

READINGS = 3
# A shop has 300 to 930 orders a day (docs/talech.md 3.7): nearly every day is one page, which is always consistent.
PAGE_ROWS = 1000

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page: its rows, talech's count of all rows if given, and the start of the next page (None: no more)."""

    rows: tuple[Row, ...]
    total: int | None
    next: str | None


def page_at_offset(offset: int, rows: tuple[Row, ...], total: int | None) -> Page[Row]:
    """A page of a search with an offset.

    talech may return fewer rows than requested, so a short page is the last one only if the count says so.
    """
    reached = offset + len(rows)
    at_end = not rows or (total is not None and reached >= total)
    return Page(rows, total, None if at_end else str(reached))


def steady_rows(what: str, read_page: Callable[[str | None], Page[Row]]) -> list[Row]:
    """The rows of the first complete pass, in order; rows that talech listed twice stay double.

    `read_page` gets None for the first page, then the `next` of the previous page.

    Raises:
        RetriableError: no pass was complete; an incomplete list is never returned.
    """
    for _ in range(READINGS):
        rows = _one_pass(read_page)
        if rows is not None:
            return rows
    raise RetriableError(
        f"the pages of {what} changed during each of {READINGS} readings",
        condition=Condition.TALECH_ANSWER_UNREADABLE,
    )


def _one_pass(read_page: Callable[[str | None], Page[Row]]) -> list[Row] | None:
    """All rows; None if talech's count changed, rows are missing, or one page came twice."""
    rows: list[Row] = []
    counts: set[int] = set()
    previous: tuple[Row, ...] = ()
    position: str | None = None
    while True:
        page = read_page(position)
        if page.rows and page.rows == previous:
            return None
        rows += page.rows
        if page.rows and page.total is not None:
            counts.add(page.total)
        if page.next is None:
            break
        previous, position = page.rows, page.next
    return rows if not counts or (len(counts) == 1 and len(rows) >= max(counts)) else None
