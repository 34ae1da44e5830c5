"""`daybook-local life`: lets a processor, a bookkeeper and another app act on the company of a running simulator.

The processor pays out what the company's own ledger says was taken on the clearing account. What is printed is the
truth: each payout with its batches, what was withheld, and the document that enters it.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from daybook_local.life.bookkeeper import Accounts, Habit, enter
from daybook_local.life.card_processor import CardProcessor, Takings
from daybook_local.life.other_app import Harmless, OtherApp, SoldDay, Stream
from daybook_local.system.vendors.quickbooks_control import QuickBooksControl

_USUAL_SALE_MINOR = 4_000
_STREAMS = {stream.name.lower(): stream for stream in Stream}
_HABITS = {habit.name.lower(): habit for habit in Habit}
STREAMS, HABITS = tuple(_STREAMS), tuple(_HABITS)


@dataclass(frozen=True, slots=True)
class LifeOptions:
    """Where, on which accounts (ids), in which habits, with which stream of another app; empty for none."""

    url: str
    realm: str
    accounts: Accounts
    habits: Sequence[str]
    stream: str
    processor: CardProcessor


def live(options: LifeOptions) -> int:
    """Act, and print the truth as one JSON object a line."""
    books = QuickBooksControl(options.url, options.realm)
    try:
        for line in (*_paid(options, books), *_posted_twice(options, books)):
            print(json.dumps(line))
    finally:
        books.close()
    return 0


def _paid(options: LifeOptions, books: QuickBooksControl) -> Iterator[dict[str, object]]:
    taken = books.moved_by_day(options.accounts.clearing)
    takings = [Takings(on, minor, max(1, minor // _USUAL_SALE_MINOR)) for on, minor in sorted(taken.items())]
    habits = [_HABITS[name] for name in options.habits]
    for entered in enter(options.processor.payouts(takings), habits, options.accounts):
        document = books.enter(entered.entity, entered.body) if entered.body else ""
        for payout in entered.payouts:
            yield {
                "payout": payout.number,
                "on": payout.on.isoformat(),
                "batches": [on.isoformat() for on in payout.batches],
                "bank_minor": payout.bank_minor,
                "fee_minor": payout.fee_minor,
                "chargeback_minor": payout.chargeback_minor,
                "habit": entered.habit.name.lower(),
                "document": document,
            }


def _posted_twice(options: LifeOptions, books: QuickBooksControl) -> Iterator[dict[str, object]]:
    if not options.stream:
        return
    sold: Counter[date] = Counter({on: -minor for on, minor in books.moved_by_day(options.accounts.income).items()})
    days = [SoldDay(on, minor, 0) for on, minor in sorted(sold.items()) if minor > 0]
    app = OtherApp(options.accounts.income, options.accounts.bank)
    for entity, body in app.posts(days, _STREAMS[options.stream]):
        yield {"double_income": books.enter(entity, body), "on": body["TxnDate"]}
    for kind in Harmless:
        for entity, body in app.harmless(days, kind):
            yield {"harmless": books.enter(entity, body), "on": body["TxnDate"]}
