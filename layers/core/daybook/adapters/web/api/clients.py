"""The call for an accountant's board; it is about all of their clients, so it needs no books that are open."""

from math import ceil
from typing import Annotated

from pydantic import Field

from daybook.adapters.web.api.answers import WishRefusedError
from daybook.adapters.web.api.binding import Asker
from daybook.application.board.board_figures import BoardFilter, BoardSum, figures_of, looked_after_by
from daybook.application.board.client_board import ClientRow, board_of
from daybook.contracts.http.clients import AmountBody, BoardBody, ClientBody, MonthBody, SumBody, TierWord, WaitsBody
from daybook.domain.accountant.standing import Tier
from daybook.domain.errors import LaunchRefusedError, Refusal

A_PAGE = 50


def clients(
    asker: Asker,
    tier: Annotated[TierWord | None, Field(description="Only clients that need this")] = None,
    person: Annotated[str | None, Field(description="Only clients that this person looks after, by name")] = None,
    near: Annotated[bool, Field(description="Only clients with a deadline within ten days")] = False,  # noqa: FBT002
    page: Annotated[int, Field(description="The page, from 1 on; fifty clients each")] = 1,
) -> BoardBody:
    """An accountant's clients, the most urgent first, with why each stands there: the figures of the board."""
    if not asker.session.guest:
        raise LaunchRefusedError(Refusal.NOT_ALLOWED, "a merchant has no clients")
    if page < 1:
        raise WishRefusedError(f"page {page}: the first one is 1")
    rows = board_of(asker.session, asker.systems)
    wanted = BoardFilter(Tier[tier.name] if tier is not None else None, person or "", near)
    shown, sums = [row for row in rows if wanted.shows(row)], figures_of(rows)
    return BoardBody(
        count=len(rows),
        asking=sums.asking,
        not_connected=_sum(sums.not_connected),
        waiting=_sum(sums.waiting),
        without_account=_sum(sums.without_account),
        month=_month(sums.month),
        shown=len(shown),
        page=page,
        pages=max(1, ceil(len(shown) / A_PAGE)),
        clients=tuple(_client(row) for row in shown[(page - 1) * A_PAGE : page * A_PAGE]),
    )


def _client(row: ClientRow) -> ClientBody:
    connection = row.connection
    return ClientBody(
        id=row.client.books_id,
        business=row.client.business,
        company=row.client.company,
        reference=row.note.reference,
        role=row.client.role,
        people=looked_after_by(row),
        setup_finished=row.client.is_ready,
        tier=TierWord[row.standing.tier.name],
        currency=row.currency or None,
        waits=tuple(
            WaitsBody(cause=each.cause, days=each.days, amount_minor=each.amount_minor, oldest=each.oldest)
            for each in row.standing.waits
        ),
        oldest=row.standing.oldest,
        newest_in_books=row.newest_in_books,
        month=_month(row.days_of_month),
        connection=connection.status if connection is not None else None,
        book_close_date=connection.company.book_close_date if connection is not None else None,
        deadline=row.note.deadline,
    )


def _sum(found: BoardSum) -> SumBody:
    amounts = (AmountBody(currency=currency, amount_minor=minor) for currency, minor in found.amounts.items())
    return SumBody(clients=found.clients, days=found.days, amounts=tuple(amounts))


def _month(days: tuple[int, int]) -> MonthBody:
    return MonthBody(in_order=days[0], ended=days[1])
