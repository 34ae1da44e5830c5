"""Synthetic years of a card processor over a real year of sales, and how well they were matched."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from daily_sales.replay import PIZZA, days_of
from daybook.domain.clearing.matching import Grade, match
from daybook.domain.clearing.payouts import Batch, BooksDocument, Payout
from daybook_local.life import card_processor
from daybook_local.life.card_processor import CardProcessor, Takings

BANK, CLEARING = "35", "84"
_CARD_SHARE, _TAX = 0.54, 1.2


def takings(shop: str = PIZZA, seed: int = 5) -> tuple[Takings, ...]:
    """What cards took: about 54 % of the sales with taxes and tips."""
    chance = random.Random(seed)  # noqa: S311 -- a story, not a secret
    shares = [(day, _CARD_SHARE * chance.uniform(0.85, 1.15)) for day in days_of(shop)]
    return tuple(
        Takings(day.on, round(day.net_minor * share * _TAX), round(day.orders * share)) for day, share in shares
    )


def payout(paid: card_processor.Payout) -> Payout:
    """As it lies in QuickBooks without a fee line."""
    amounts = {BANK: paid.bank_minor, CLEARING: -paid.bank_minor}
    document = BooksDocument("Deposit", str(paid.number), paid.on, amounts)
    return Payout(document, paid.bank_minor, paid.bank_minor)


@dataclass
class Score:
    """Batches by how they were matched, as fractions of all; `wrong_in_sure` of the sure ones.

    `right`: matched to the payout that paid them, or left open where the payout is not in the books. `named`: the same,
    where the payouts that Daybook asks about count by the run that the page shows.
    """

    right: float = 0
    named: float = 0
    wrong: float = 0
    sure: float = 0
    wrong_in_sure: float = 0


def score(processors: Iterable[CardProcessor], days: Sequence[Takings]) -> Score:
    """The mean over several years."""
    counts = [_counted(processor, days) for processor in processors]
    batches, sure = len(days) * len(counts), sum(count["sure"] for count in counts)
    total = {name: sum(count[name] for count in counts) for name in counts[0]}
    return Score(
        right=total["right"] / batches,
        named=total["named"] / batches,
        wrong=total["wrong"] / batches,
        sure=sure / batches,
        wrong_in_sure=total["wrong_in_sure"] / sure if sure else 0,
    )


def _counted(processor: CardProcessor, days: Sequence[Takings]) -> dict[str, int]:
    paid = [each for each in processor.payouts(days) if not each.forgotten]
    truth = {on: str(each.number) for each in paid for on in each.batches}
    batches = [Batch(day.on, day.amount_minor) for day in days]
    found = {
        batch.on: each for each in match(batches, [payout(each) for each in paid]).matches for batch in each.batches
    }
    count = dict.fromkeys(("right", "named", "wrong", "sure", "wrong_in_sure"), 0)
    for batch in batches:
        each = found.get(batch.on)
        is_right = (each.payout.document.id if each else None) == truth.get(batch.on)
        asks = each is not None and each.grade is Grade.ASK
        is_sure = each is not None and each.grade is Grade.SURE
        count["named"] += is_right
        count["right"] += (is_right and not asks) or (asks and batch.on not in truth)
        count["wrong"] += not is_right and each is not None and not asks
        count["sure"] += is_sure
        count["wrong_in_sure"] += is_sure and not is_right
    return count
