"""Pages of a merchant with 50 stores and two years of posted days beside those of one with 3 stores and 30 days.

The portal as it ships answers events of API Gateway; tables answer below botocore. Counted are the items that DynamoDB
reads for a page, and the page's own processor time: the fastest of several views, because other work of the machine
only adds to it. A view before them fills what a warm function keeps, and keeps the sums of dates that no page has
looked at yet. A file has a row for each day that is asked for, so it is counted by the row.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from bench.figures.below_botocore import CountingTables, behind_botocore
from bench.figures.stored_history import NEWEST, StoredHistory
from bench.goals import Goal, at_most
from daybook.adapters.web.http.cookies import SESSION_COOKIE
from daybook.application.access.sessions import start_session
from daybook.bootstrap.functions.answering import session_cookies
from daybook.bootstrap.functions.portal import answer_page
from daybook.bootstrap.systems import Systems

MOST = 2.0
"""How many times as much a page of the large merchant may read, and work."""
SMALL, LARGE = "small", "large"
_STORES = {SMALL: 3, LARGE: 50}
_DAYS = {SMALL: 30, LARGE: 730}
_WHOSE = "50 stores x 2 years to 3 x 30 days"
_PAGES = {
    "home": "/",
    "log": "/log",
    "day": "/log/{newest}/{store}",
    "mapping": "/mapping",
    "CSV": "/log.csv",
}
_VIEWS = 9
_FOLDER = Path(__file__).parents[3] / "functions" / "portal"


@dataclass(frozen=True)
class Shown:
    """What one view of a page came to; `seconds` are of the processor, without the tables.

    `rows` are those of a file, one of a page. `first` are the items of the first view.
    """

    items: int
    units: float
    seconds: float
    size: int
    rows: int = 1
    first: int = 0


def figures() -> Iterator[Goal]:
    """Two goals a page; takes about half a minute of processor time."""
    with ExitStack() as stack:
        shown = shown_pages(stack, _STORES, _DAYS)
    yield from goals(*shown)


def goals(small: Mapping[str, Shown], soon: Mapping[str, Shown], large: Mapping[str, Shown]) -> Iterator[Goal]:
    """`soon` are the pages of the large merchant when they had as many days as the small one."""
    for page, one in small.items():
        other, before = large[page], soon[page]
        name, rows = (page, 1.0) if one.rows == 1 else (f"{page}, a row", other.rows / one.rows)
        units = f"{other.units:,.0f} read units to {one.units:,.0f}"
        note = f"{other.items:,} to {one.items:,}, {before.items:,} after the first 30 days; {units}; "
        note += f"{before.first:,} by the first view of 30 days"
        yield at_most(f"{name}: items read, {_WHOSE}", other.items / one.items / rows, MOST, note)
        note = f"{before.seconds / one.seconds:.2f} after the first 30 days; {other.size / one.size:.1f} times as long"
        yield at_most(f"{name}: CPU, {_WHOSE}", other.seconds / one.seconds / rows, MOST, note)


def shown_pages(
    stack: ExitStack, stores: Mapping[str, int], days: Mapping[str, int], views: int = _VIEWS
) -> tuple[dict[str, Shown], dict[str, Shown], dict[str, Shown]]:
    """The pages of the small merchant, of the large one with as few days, and of the large one."""
    history = StoredHistory(stack)
    history.connect(stores)
    for merchant_id in (SMALL, LARGE):
        history.lengthen(merchant_id, days[SMALL])
    tables = stack.enter_context(behind_botocore(history.dynamodb))
    stack.enter_context(mock.patch.dict("os.environ", SESSION_SECRET_ID="webhooks"))
    visitors = {each: Visitor(each, history.store_of(each), tables) for each in (SMALL, LARGE)}
    soon = visitors[LARGE].shown(views)
    history.lengthen(LARGE, days[LARGE])
    return visitors[SMALL].shown(views), soon, visitors[LARGE].shown(views)


class Visitor:
    """A merchant's browser in front of the portal."""

    def __init__(self, merchant_id: str, store: str, tables: CountingTables) -> None:
        systems, self._tables = Systems(), tables
        session = start_session(merchant_id, "en", systems.one_time, systems.clock.now())
        self._cookie = f"{SESSION_COOKIE}={session_cookies().value(session.id)}"
        self._pages = {name: path.format(newest=NEWEST, store=store) for name, path in _PAGES.items()}

    def shown(self, views: int) -> dict[str, Shown]:
        """Each page, by the fastest of its views."""
        return {name: _fastest(list(map(self._view, [path] * (views + 1)))) for name, path in self._pages.items()}

    def _view(self, path: str) -> Shown:
        event = self._event(path)
        self._tables.begin()
        began = time.process_time()
        answer = answer_page(event, _FOLDER)
        seconds = time.process_time() - began - self._tables.aside
        if answer["statusCode"] != 200:
            raise RuntimeError(f"{path} answered {answer['statusCode']} {answer['headers']}")
        rows = answer["body"].count("\r\n") - 1 if path.endswith(".csv") else 1
        return Shown(self._tables.items, self._tables.units, seconds, len(answer["body"]), rows)

    def _event(self, path: str) -> dict[str, Any]:
        place = urlsplit(path)
        return {
            "rawPath": place.path,
            "rawQueryString": place.query,
            "cookies": [self._cookie],
            "headers": {},
            "requestContext": {"http": {"method": "GET", "path": place.path}, "domainName": "bench.invalid"},
        }


def _fastest(views: Sequence[Shown]) -> Shown:
    """The view that took the least time, without the first one, and what that read."""
    first, *later = views
    return replace(min(later, key=lambda each: each.seconds), first=first.items)
