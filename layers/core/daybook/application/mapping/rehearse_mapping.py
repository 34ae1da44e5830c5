"""Computes what another mapping would change in days already posted; nothing is written."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from daybook.application.days.preview_day import by_account_name
from daybook.application.planning.request_sync import RangeRefusedError
from daybook.application.ports import ProofStore
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.merchant.books import BooksId
from daybook.domain.posting.balanced_lines import build_posting
from daybook.domain.posting.booked_lines import booked_lines
from daybook.domain.proof.day_proof import effect_of


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The difference per account name in minor units, debits positive, and the number of days that would change."""

    days: int
    days_changed: int
    differences: dict[str, int]


def rehearse(merchant_id: BooksId, candidate: AccountMapping, first: date, last: date, proofs: ProofStore) -> Rehearsal:
    """Compute the postings of proved days with another mapping.

    Raises:
        RangeRefusedError: the range ends before it starts.
    """
    if last < first:
        raise RangeRefusedError(
            "the range ends on {last}, before it starts on {first}: swap the dates", first=first, last=last
        )
    totals: Counter[str] = Counter()
    days = changed = 0
    for proof in proofs.between(merchant_id, first, last):
        # Tax stays on QuickBooks' own accounts if the day's form has tax codes.
        posting, kind = build_posting(proof.sales_days, candidate), proof.documents[0].kind
        wanted = effect_of(booked_lines(posting, candidate, kind).lines if proof.tax_codes else posting.lines)
        difference = effect_difference(wanted, proof.effect)
        totals.update(difference)
        days += 1
        changed += bool(difference)
    return Rehearsal(days, changed, by_account_name(dict(totals), candidate))


def effect_difference(wanted: dict[str, int], held: dict[str, int]) -> dict[str, int]:
    """The movement of each account from the present to the wanted effect, without zeros."""
    moves = {account: wanted.get(account, 0) - held.get(account, 0) for account in sorted({*wanted, *held})}
    return {account: minor for account, minor in moves.items() if minor}
