"""Bodies about double income: what the last look found, an answer, looks that come by themselves."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field

from daybook.contracts.http.body import HttpBody, RequestBody
from daybook.domain.double_income.rules import Rule


class BooksDocumentBody(HttpBody):
    """A document in QuickBooks; `link` opens it there, and is empty for a kind whose screen is not known."""

    kind: str
    id: str
    number: str
    on: date
    link: str


class DoubleIncomeFindingBody(HttpBody):
    """Documents that may repeat what talech sold on `days`; amounts in minor units of the company's home currency.

    `count` is the number of documents, of which the first twenty are named. A finding that is not `strong` is a
    question. `account_id` is where money is parked, for that rule alone.
    """

    key: str
    rule: Rule
    strong: bool
    amount_minor: int
    talech_minor: int
    days: tuple[date, ...]
    count: int
    documents: tuple[BooksDocumentBody, ...]
    account_id: str


class DoubleIncomeBody(HttpBody):
    """The last look; nothing is read from QuickBooks for it. `first_free_day` is the first day that would stand once.

    `before_first_sync` says that nothing was posted when it was made. `next_look_at` is when Daybook
    looks by itself, null for never. `reads` and `most_reads` are the metered readings of this month.
    """

    currency: str
    looked_at: AwareDatetime | None
    first: date | None
    last: date | None
    before_first_sync: bool
    first_free_day: date | None
    findings: tuple[DoubleIncomeFindingBody, ...]
    monthly: bool
    next_look_at: AwareDatetime | None
    reads: int
    most_reads: int


class DoubleIncomeLookBody(RequestBody):
    """The business dates to look at, at most thirty; the newest thirty that have ended where both are left out."""

    first: date | None = None
    last: date | None = None


class DoubleIncomeAnswerBody(RequestBody):
    """The finding with this key is other income: it ends, and its source is asked about no more."""

    key: Annotated[str, Field(max_length=4000)]


class DoubleIncomePlanBody(RequestBody):
    """Whether Daybook looks by itself each month: one metered reading, rarely up to seven."""

    monthly: bool
