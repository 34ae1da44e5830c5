"""Bodies for an accountant's board: how each of their clients stands, and the sums over all of them."""

from datetime import date
from enum import StrEnum

from daybook.contracts.http.body import HttpBody
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.accountant.standing import Cause
from daybook.domain.company.connection import ConnectionStatus


class TierWord(StrEnum):
    """What a client needs, from everything to nothing."""

    STOPPED = "stopped"
    DOUBTFUL = "doubtful"
    DECISION = "decision"
    NOTICE = "notice"
    WELL = "well"


class WaitsBody(HttpBody):
    """What waits for one cause. `amount_minor` is none where it is not on record of every day."""

    cause: Cause
    days: int
    amount_minor: int | None
    oldest: date | None


class MonthBody(HttpBody):
    """How many dates of the month are in order, and how many have ended since the client connected."""

    in_order: int
    ended: int


class ClientBody(HttpBody):
    """A client: its tier, why it stands there, and how far its books are.

    `people` look after it, by name. `currency`, `connection` and the dates are none until its setup is finished.
    """

    id: str
    business: str
    company: str
    reference: str
    role: AccountantRole
    people: tuple[str, ...]
    setup_finished: bool
    tier: TierWord
    currency: str | None
    waits: tuple[WaitsBody, ...]
    oldest: date | None
    newest_in_books: date | None
    month: MonthBody
    connection: ConnectionStatus | None
    book_close_date: date | None
    deadline: date | None


class AmountBody(HttpBody):
    """An amount of one currency."""

    currency: str
    amount_minor: int


class SumBody(HttpBody):
    """How many clients something concerns, their location-days, and the amounts that are on record."""

    clients: int
    days: int
    amounts: tuple[AmountBody, ...]


class BoardBody(HttpBody):
    """A page of the clients that the filter shows, the most urgent first, and the sums over all clients.

    `count` is the number of all clients, `shown` of those that the filter shows on all pages. The order is worked out
    anew for each page.
    """

    count: int
    asking: int
    not_connected: SumBody
    waiting: SumBody
    without_account: SumBody
    month: MonthBody
    shown: int
    page: int
    pages: int
    clients: tuple[ClientBody, ...]
