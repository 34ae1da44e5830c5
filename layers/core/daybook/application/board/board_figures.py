"""What the board says of all clients together, and which of them a filter shows: one truth for page and API."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from daybook.application.board.client_board import ClientRow
from daybook.domain.accountant.standing import WAITING, Cause, Tier

_NEAR = timedelta(days=10)
NOT_CONNECTED, WITHOUT_ACCOUNT = frozenset({Cause.NOT_CONNECTED}), frozenset({Cause.GAPS})


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which clients are shown: those of a tier, those that a person looks after, those with a deadline in ten days."""

    tier: Tier | None = None
    person: str = ""
    near: bool = False

    def shows(self, row: ClientRow) -> bool:
        """Whether the client is one of them."""
        if self.tier is not None and row.standing.tier is not self.tier:
            return False
        if self.person and self.person not in looked_after_by(row):
            return False
        return not self.near or _is_near(row)


@dataclass(frozen=True, slots=True)
class BoardSum:
    """How many clients some causes concern, their location-days, and the amounts on record by currency, minor units."""

    clients: int
    days: int
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BoardFigures:
    """The sums over all clients of a board.

    Attributes:
        asking: the clients that ask for a person; `stopped` are those of them where nothing is posted.
        month: how many dates of the month are in order, and how many have ended.
    """

    asking: int
    stopped: int
    not_connected: BoardSum
    waiting: BoardSum
    without_account: BoardSum
    month: tuple[int, int]


def figures_of(rows: Sequence[ClientRow]) -> BoardFigures:
    """The sums over all clients."""
    in_order, ended = (sum(part) for part in zip(*(row.days_of_month for row in rows), strict=True)) if rows else (0, 0)
    return BoardFigures(
        asking=sum(row.standing.tier >= Tier.DECISION for row in rows),
        stopped=sum(row.standing.tier is Tier.STOPPED for row in rows),
        not_connected=_sum(rows, NOT_CONNECTED),
        waiting=_sum(rows, WAITING),
        without_account=_sum(rows, WITHOUT_ACCOUNT),
        month=(in_order, ended),
    )


def looked_after_by(row: ClientRow) -> tuple[str, ...]:
    """Who the accountant notes that looks after the client; without a note, whom their firm let in."""
    return (row.note.looked_after_by,) if row.note.looked_after_by else row.client.people


def _is_near(row: ClientRow) -> bool:
    return row.note.deadline is not None and row.today is not None and row.note.deadline <= row.today + _NEAR


def _sum(rows: Sequence[ClientRow], causes: frozenset[Cause]) -> BoardSum:
    amounts: Counter[str] = Counter()
    clients = days = 0
    for row in rows:
        waits = row.standing.of(*causes)
        clients += bool(waits)
        days += sum(each.days for each in waits)
        for each in waits:
            amounts[row.currency] += each.amount_minor or 0
    return BoardSum(clients, days, {currency: minor for currency, minor in sorted(amounts.items()) if minor})
