"""Pages that move while they are read: a list counts only when one pass over it found it standing still."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from daybook.domain.errors import Condition, RetriableError

READINGS = 3
# A shop sells 300 to 930 orders a day (docs/talech.md 3.7): nearly every day is one page, which cannot move.
PAGE_ROWS = 1000

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page: its rows, talech's count of all rows where it tells, and where the next one starts (None: nowhere)."""

    rows: tuple[Row, ...]
    total: int | None
    next: str | None


def page_at_offset(offset: int, rows: tuple[Row, ...], total: int | None) -> Page[Row]:
    """A page of a search by offset.

    talech may give fewer rows than were asked for, so a short page ends the search only where its count says so.
    """
    reached = offset + len(rows)
    at_end = not rows or (total is not None and reached >= total)
    return Page(rows, total, None if at_end else str(reached))


def steady_rows(what: str, read_page: Callable[[str | None], Page[Row]]) -> list[Row]:
    """The rows of the first complete pass, in order, with whatever rows talech listed twice.

    `read_page` gets None for the first page, then what the page before named as `next`.

    Raises:
        RetriableError: no pass was complete; a part of a list is never taken for the whole.
    """
    for _ in range(READINGS):
        rows = _one_pass(read_page)
        if rows is not None:
            return rows
    raise RetriableError(
        f"the pages of {what} did not hold still during {READINGS} readings",
        condition=Condition.TALECH_ANSWER_UNREADABLE,
    )


def _one_pass(read_page: Callable[[str | None], Page[Row]]) -> list[Row] | None:
    """All rows, or None if talech's count changed on the way, rows are short of it, or one page came twice."""
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
