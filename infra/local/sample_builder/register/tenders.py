"""How customers pay: the proportions seen at real merchants, drawn by seed."""

from dataclasses import dataclass, field
from random import Random

from sample_builder.chance import weighted
from sample_builder.register.payment import Tender

CASH = Tender("CASH")
CHECK = Tender("CHECK")
GIFT_CARD = Tender("GCRD")
STORE_CREDIT = Tender("STCR")
HOUSE_ACCOUNT = Tender("HACC")
OTHER = Tender("OTHER")

_NOTES_MINOR = (500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class TenderMix:
    """Shares in permille of all sales (`cash`, `split`) or of card sales (`debit`, `tipped`)."""

    cash: int = 460
    split: int = 5
    debit: int = 150
    tipped: int = 160
    cash_limit_minor: int = 100_000
    debit_card_type: str | None = None
    cards: dict[str | None, int] = field(
        default_factory=lambda: {"VISA": 8040, "MASTERCARD": 1800, "DISCOVER": 140, "AMEX": 10, "OTHER": 5, None: 5}
    )

    def tender(self, rng: Random, amount_minor: int) -> Tender:
        """How the next customer pays; large amounts are not paid in cash."""
        if rng.randrange(1000) < self.cash and abs(amount_minor) <= self.cash_limit_minor:
            return CASH
        return self.card(rng)

    def card(self, rng: Random) -> Tender:
        """A card, with the type the terminal reported; None where it reported none."""
        if rng.randrange(1000) < self.debit:
            return Tender("DCRD", self.debit_card_type or weighted(rng, {"VISA": 8, "MASTERCARD": 2}))
        return Tender("CCRD", weighted(rng, self.cards))


def cash_tendered(rng: Random, due_minor: int) -> int:
    """What the customer puts on the counter: the exact amount or the next handful of notes."""
    note = rng.choice((0, *_NOTES_MINOR))
    return due_minor if note == 0 else -(-due_minor // note) * note
