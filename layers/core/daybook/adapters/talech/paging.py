"""Pages that move while they are read: a list counts only when one pass over it found it standing still."""

from collections.abc import Callable
from typing import TypeVar

from daybook.domain.errors import RetriableError

READINGS = 3

Row = TypeVar("Row")


def steady_rows(what: str, read_pages: Callable[[], tuple[list[Row], bool]]) -> list[Row]:
    """The rows of the first complete pass, after those of the passes before it, which can only repeat some.

    `read_pages` makes one pass and says whether it was complete.

    Raises:
        RetriableError: no pass was complete; a part of a list is never taken for the whole.
    """
    rows: list[Row] = []
    for _ in range(READINGS):
        reading, complete = read_pages()
        rows += reading
        if complete:
            return rows
    raise RetriableError(f"the pages of {what} moved during each of {READINGS} readings")
