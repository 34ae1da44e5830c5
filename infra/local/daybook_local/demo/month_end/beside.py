"""What happens beside Daybook in a client's books, and the truth of it: payouts, how they are entered, another app.

The processor pays what talech says that cards took. Nothing that Daybook found is read; its mapping names the accounts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from daybook_local.demo.month_end.clients import AMEX, CARDS
from daybook_local.life.bookkeeper import Accounts, Entered, Habit, enter
from daybook_local.life.card_processor import CardProcessor, Takings
from daybook_local.life.other_app import Harmless, OtherApp, SoldDay, Stream
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.samples.sample import DateRange

_GROUPS = {"cards": CARDS, AMEX: (AMEX,)}
_TENDER, _TAX = "tender:CCRD:", "tax:"
_INCOME = ("revenue", "discount", "comp", "refund", "loyalty", "adjustment")
_USUAL_SALE_MINOR = 12_000
# A chargeback would be larger than what these cards take on some days: nothing would explain what is left to pay.
_OF_AMEX = CardProcessor(delay=3, percent=Decimal("2.9"), chargebacks=0)
_OF_GROSS = frozenset({Habit.FEE_LINE, Habit.JOURNAL})


@dataclass(frozen=True, slots=True)
class Way:
    """How a client's payouts are entered, in turn, which stream another app posts, and for how many days."""

    cards: Sequence[Habit]
    amex: Sequence[Habit]
    stream: Stream
    streamed_days: int
    seed: int


@dataclass(frozen=True, slots=True)
class OpenPart:
    """What is left on clearing of some business dates, why, and the document that took the rest, if any; minor units.

    `document` is empty where none took anything from clearing.
    """

    group: str
    batches: tuple[date, ...]
    document: str
    left_minor: int
    why: str


@dataclass(frozen=True, slots=True)
class Truth:
    """What is so in a client's books. `parts` has every batch once, with nothing left where all is right.

    `balances` is what the company's ledger has on the clearing accounts of each group. `doubled` are the documents
    that bring income a second time, `harmless` those that only look like it.
    """

    parts: tuple[OpenPart, ...]
    balances: Mapping[str, int]
    doubled: frozenset[str]
    harmless: frozenset[str]

    @property
    def explained_minor(self) -> int:
        """What the parts leave on clearing together."""
        return sum(part.left_minor for part in self.parts)


def live_beside(system: LocalSystem, dates: DateRange, way: Way) -> Truth:
    """Let the processor pay, the bookkeeper enter what is paid by now, and the other app post; the truth of all."""
    roles: Mapping[str, str] = system.daybook.connection(system.sample.merchant_id)["mapping"]["accounts"]
    income = min(account for role, account in roles.items() if role.partition(":")[0] == "revenue")
    bank = next(row["Id"] for row in system.quickbooks.read_back("Account") if row["AccountType"] == "Bank")
    fees = system.quickbooks.create_account("Card fees", "Expense")
    parts: list[OpenPart] = []
    doubled: list[str] = []
    balances: dict[str, int] = {}
    for group, cards in _GROUPS.items():
        held = sorted({roles[f"{_TENDER}{card}"] for card in cards})
        accounts = Accounts(held[0], bank, fees, income)
        for part, is_income in _paid(system, dates, way, group, accounts):
            parts.append(part)
            doubled += [part.document] if is_income else []
        balances[group] = sum(sum(system.quickbooks.moved_by_day(account).values()) for account in held)
    app = OtherApp(income, bank)
    sold = _sold(system, dates)
    twice = sold[len(sold) // 2 :][: way.streamed_days]
    doubled += [system.quickbooks.enter(*post) for post in app.posts(twice, way.stream)]
    harmless = [system.quickbooks.enter(*post) for kind in Harmless for post in app.harmless(sold, kind)]
    return Truth(tuple(parts), balances, frozenset(doubled), frozenset(harmless))


def _paid(
    system: LocalSystem, dates: DateRange, way: Way, group: str, accounts: Accounts
) -> Iterator[tuple[OpenPart, bool]]:
    """Each payout, or payouts that were entered as one, and whether they went to income; then what is in transit."""
    takings = _takings(system, dates, _GROUPS[group])
    is_amex = group == AMEX
    processor = replace(_OF_AMEX if is_amex else CardProcessor(), seed=way.seed)
    today = system.clock.now().date()
    payouts = [payout for payout in processor.payouts(takings) if payout.on <= today]
    for entered in enter(payouts, way.amex if is_amex else way.cards, accounts):
        document = system.quickbooks.enter(entered.entity, entered.body) if entered.body else ""
        batches = tuple(on for payout in entered.payouts for on in payout.batches)
        yield OpenPart(group, batches, document, *_left(entered)), entered.habit is Habit.INCOME
    paid = {on for payout in payouts for on in payout.batches}
    for day in takings:
        if day.on not in paid:
            yield OpenPart(group, (day.on,), "", day.amount_minor, "on its way to the bank"), False


def _left(entered: Entered) -> tuple[int, str]:
    """What the documents leave on clearing, and why; by the habit, not by what was booked."""
    gross, fees, back = (
        sum(getattr(payout, name) for payout in entered.payouts)
        for name in ("gross_minor", "fee_minor", "chargeback_minor")
    )
    if entered.habit is Habit.FEED:
        return gross, "in the bank feed"
    if entered.habit is Habit.INCOME:
        return gross, "went to income"
    if entered.habit in _OF_GROSS:
        return back, "charged back" if back else "right"
    return fees + back, "charged back, and no fee line" if back else "no fee line"


def _takings(system: LocalSystem, dates: DateRange, cards: Iterable[str]) -> list[Takings]:
    """What talech says that these cards took by date."""
    wanted = {f"{_TENDER}{card}" for card in cards}
    taken: Counter[date] = Counter()
    for row in system.talech.truth(dates.first, dates.last, system.sample.location_ids):
        if row.role in wanted:
            taken[row.business_date] += row.minor
    return [Takings(on, minor, max(1, minor // _USUAL_SALE_MINOR)) for on, minor in sorted(taken.items())]


def _sold(system: LocalSystem, dates: DateRange) -> list[SoldDay]:
    """What talech says was sold by date, without its tax, and the tax."""
    net: Counter[date] = Counter()
    tax: Counter[date] = Counter()
    for row in system.talech.truth(dates.first, dates.last, system.sample.location_ids):
        if row.role.partition(":")[0] in _INCOME:
            net[row.business_date] -= row.minor
        elif row.role.startswith(_TAX):
            tax[row.business_date] -= row.minor
    return [SoldDay(on, minor, tax[on]) for on, minor in sorted(net.items())]
