"""Turns looks that Daybook makes by itself on and off: a person's choice, because each look is a metered read."""

from datetime import datetime

from daybook.application.ports import Clock
from daybook.application.ports.clearing import ClearingStore
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.clearing.look_plan import Every, LookKind
from daybook.domain.merchant.books import BooksId

CHOICES = {
    LookKind.CLEARING: (Every.NEVER, Every.WEEK, Every.DAY),
    LookKind.DOUBLE_INCOME: (Every.NEVER, Every.MONTH),
}


def turn_looks(merchant_id: BooksId, look: LookKind, every: str, store: ClearingStore, clock: Clock) -> None:
    """Look by itself so often, or never; the first look comes within the hour, unless the last one is young.

    Raises:
        AskDifferentlyError: this look is not made so often, or clearing is off.
    """
    if every not in CHOICES[look]:
        words = "{every!r} is not how often Daybook looks by itself: choose one of {choices}"
        raise AskDifferentlyError(words, every=every, choices=", ".join(CHOICES[look]))
    if look is LookKind.CLEARING and every != Every.NEVER and not store.record(merchant_id).is_on:
        raise AskDifferentlyError("the clearing page is off: turn it on before QuickBooks is read")
    plan = store.plan(merchant_id, look)
    store.save_plan(merchant_id, look, plan.turned(Every(every), clock.now(), looked_at(merchant_id, look, store)))


def looked_at(merchant_id: BooksId, look: LookKind, store: ClearingStore) -> datetime | None:
    """The last look, by itself or not; None if there was none."""
    if look is LookKind.CLEARING:
        return store.record(merchant_id).read_at
    return store.double_income(merchant_id).looked_at
