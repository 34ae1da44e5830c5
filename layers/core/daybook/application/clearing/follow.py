"""What a merchant decides about clearing: whether it is followed, which tenders are paid together, what paid what."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from daybook.application.clearing.show_clearing import show_clearing
from daybook.application.ports.clearing import ClearingStore, ClearingSystems
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.clearing.groups import APART, CARDS, UNFOLLOWED
from daybook.domain.clearing.look_plan import Every, LookKind
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.books import BooksId

_WAYS = frozenset({CARDS, APART, UNFOLLOWED})


def follow(merchant_id: BooksId, store: ClearingStore, *, on: bool) -> None:
    """Turn the page on or off; off ends looks by itself and forgets what was read, and what was chosen stays."""
    record = store.record(merchant_id)
    plan = store.plan(merchant_id, LookKind.CLEARING)
    if not on and plan.due_at is not None:
        store.save_plan(merchant_id, LookKind.CLEARING, replace(plan, every=Every.NEVER, due_at=None, tries=0))
    store.save_record(
        merchant_id, replace(record, is_on=on) if on else replace(record, is_on=False, reading=None, read_at=None)
    )


def choose_ways(merchant_id: BooksId, ways: Mapping[str, str], store: ClearingStore) -> None:
    """Choose how tenders are paid, by the text form of their roles.

    Raises:
        AskDifferentlyError: a way is none of `groups.CARDS`, `APART`, `UNFOLLOWED`.
    """
    unknown = sorted(set(ways.values()) - _WAYS)
    if unknown:
        raise AskDifferentlyError("{way!r} is no way in which a payment reaches a bank", way=unknown[0])
    record = store.record(merchant_id)
    store.save_record(merchant_id, replace(record, ways={**record.ways, **ways}))


def choose_batches(connection: Connection, document: str, period: tuple[date, date], systems: ClearingSystems) -> None:
    """Remember that a payout pays the batches of a period (both dates inclusive), as they are now.

    Raises:
        AskDifferentlyError: no such payout was read, or its group has no batch in that period.
    """
    first, last = period
    for each in show_clearing(connection, systems).groups:
        found = each.statement
        batches = tuple(batch for batch in found.batches if first <= batch.on <= last)
        if batches and document in {payout.document.id for payout in found.outgoings.payouts}:
            record = systems.clearing.record(connection.merchant_id)
            choices = {**record.choices, document: batches}
            systems.clearing.save_record(connection.merchant_id, replace(record, choices=choices))
            return
    raise AskDifferentlyError("no payout {document!r} with a business date in that period was read", document=document)


def forget_choice(merchant_id: BooksId, document: str, store: ClearingStore) -> None:
    """Let Daybook match a payout again."""
    record = store.record(merchant_id)
    choices = {key: batches for key, batches in record.choices.items() if key != document}
    store.save_record(merchant_id, replace(record, choices=choices))
