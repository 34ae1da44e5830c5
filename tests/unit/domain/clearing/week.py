"""Four days of cards, and the payouts that a bookkeeper enters for them."""

from datetime import date

from daybook.domain.clearing.payouts import Batch, BooksDocument, Payout, outgoings

BANK, CLEARING = "35", "84"


def on(day: int) -> date:
    return date(2026, 3, day)


def net(number: int, day: int, banked: int) -> BooksDocument:
    return BooksDocument("Deposit", str(number), on(day), {BANK: banked, CLEARING: -banked})


def paid(*documents: BooksDocument) -> tuple[Payout, ...]:
    return outgoings(documents, {CLEARING}, {BANK}, set()).payouts


WEEK = tuple(Batch(on(day), minor) for day, minor in ((2, 124_000), (3, 110_550), (4, 131_825), (5, 140_275)))


def runs(found):
    return {each.payout.document.id: [batch.on.day for batch in each.batches] for each in found.matches}
