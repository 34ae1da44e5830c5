"""A month of card payments with everything that makes clearing hard, made by the processor and the bookkeeper of life.

November 2026 in three stores: money comes a bank day later, weekends and Remembrance Day in one sum; fees stand on a
line or are left out; one day gives more back to cards than it takes; one payout has a chargeback in it, one went to
income; American Express is paid apart, after three bank days; and one payout has an amount that nothing explains.
"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from copies import reached_once
from daybook.domain.chart.accounts import Account
from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook_local.life.bookkeeper import Accounts, Habit, enter
from daybook_local.life.card_processor import CardProcessor, Takings
from factories import order, payment, refund
from unit.portal.chart import CHART
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN, PortalWorld

HOLIDAY, REFUNDED = date(2026, 11, 11), date(2026, 11, 18)
CHARGED_BACK_MINOR, UNEXPLAINED_MINOR, _GIVEN_BACK_MINOR = 16_500, 77_777, 200_000
UNEXPLAINED = "9999"
_AMEX_CLEARING, _FEES, _BANK, _INCOME = "40", "41", "8", "1"
_CHART = (
    *CHART,
    Account(_AMEX_CLEARING, "American Express clearing", "Other Current Asset", "OtherCurrentAssets"),
    Account(_FEES, "Card fees", "Expense", "BankCharges"),
)
_QUIET = {"late": 0, "chargebacks": 0, "missing": 0, "holidays": frozenset({HOLIDAY})}
_CARDS = CardProcessor(**_QUIET)
_OF_AMEX = CardProcessor(delay=3, percent=Decimal("2.9"), **_QUIET)
_HABITS = (Habit.FEE_LINE, Habit.FEE_LINE, Habit.NET, Habit.JOURNAL, Habit.FEE_LINE, Habit.TRANSFER)
_TO_INCOME, _WITH_CHARGEBACK = 6, 9
"""Which payouts, by their place in the month."""


@reached_once
def trapped_month():
    """The month, posted, paid and entered; clearing is off, and QuickBooks has not been read."""
    world = PortalWorld(chart=_CHART)
    for (store, on), activity in list(world.sales.days.items()):
        if store == QUEEN:
            world.sales.days[store, on] = _refunded(activity, on) if on == REFUNDED else _with_amex(activity, on)
    visitor = world.visitor()
    visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()
    world.movements.documents += [*_own(world), *_entered(world)]
    return world


def _with_amex(activity, on):
    at, minor = datetime.combine(on, time(17), tzinfo=UTC), 9_000 + on.day * 310
    paid = payment(minor, "CCRD", "AMEX", at=at)
    sale = order(closed_at=at, lines=[("food-304267", minor)], payments=[paid])
    fields = dict(activity.control.fields)
    fields["grossRevenue"] += minor
    return DayActivity((*activity.orders, sale), control=ControlTotals(fields))


def _refunded(activity, on):
    """More goes back to cards than all stores take that day."""
    back = refund(
        _GIVEN_BACK_MINOR, at=datetime.combine(on, time(18), tzinfo=UTC), lines=[("food-304267", _GIVEN_BACK_MINOR)]
    )
    return replace(activity, refunds=(replace(back, location_id=QUEEN),), control=ControlTotals({}))


def _takings(world, card):
    """What a card took by date, as the tills say it."""
    taken, sales = Counter(), Counter()
    for (_, on), activity in world.sales.days.items():
        for paid in (each for sale in activity.orders for each in sale.payments if each.card_type == card):
            taken[on] += paid.amount_minor + paid.tip_minor
            sales[on] += 1
        taken[on] -= sum(back.total_minor for back in activity.refunds if back.card_type == card)
    first = min(proof.day.business_date for proof in world.proofs.between(MERCHANT, date.min, date.max))
    return [Takings(on, minor, sales[on]) for on, minor in sorted(taken.items()) if on >= first and minor]


def _entered(world):
    """What the bookkeeper entered until today, and what nothing explains."""
    mapping = world.connections.mapping_on(MERCHANT, NEWEST).accounts
    number = 9000
    for card, processor, habits in (("VISA", _CARDS, _HABITS), ("AMEX", _OF_AMEX, (Habit.FEE_LINE,))):
        clearing = mapping[f"tender:CCRD:{card}"]
        accounts = Accounts(clearing, _BANK, _FEES, _INCOME)
        paid = [each for each in processor.payouts(_takings(world, card)) if each.on <= NEWEST + timedelta(days=1)]
        if card == "VISA":
            paid[_WITH_CHARGEBACK] = replace(paid[_WITH_CHARGEBACK], chargeback_minor=CHARGED_BACK_MINOR)
        for place, payout in enumerate(paid):
            is_income = card == "VISA" and place == _TO_INCOME
            [entered] = enter([payout], [Habit.INCOME if is_income else habits[place % len(habits)]], accounts)
            number += 1
            yield _document(entered, str(number))
    unknown = {_BANK: UNEXPLAINED_MINOR, mapping["tender:CCRD:VISA"]: -UNEXPLAINED_MINOR}
    yield BooksDocument("Deposit", UNEXPLAINED, date(2026, 11, 13), unknown, number=UNEXPLAINED)


def _document(entered, number):
    """A document as a reading of QuickBooks tells it: movement by account, debits positive."""
    body, amounts = entered.body, Counter()
    if entered.entity == "Transfer":
        amounts[body["ToAccountRef"]["value"]] += round(body["Amount"] * 100)
        amounts[body["FromAccountRef"]["value"]] -= round(body["Amount"] * 100)
    elif entered.entity == "Deposit":
        for line in body["Line"]:
            amounts[line["DepositLineDetail"]["AccountRef"]["value"]] -= round(line["Amount"] * 100)
        amounts[_BANK] -= sum(amounts.values())
    else:
        for line in body["Line"]:
            detail, minor = line["JournalEntryLineDetail"], round(line["Amount"] * 100)
            amounts[detail["AccountRef"]["value"]] += minor if detail["PostingType"] == "Debit" else -minor
    kind = {"JournalEntry": "Journal Entry"}.get(entered.entity, entered.entity)
    opposite = "Food sales" if entered.habit is Habit.INCOME else ""
    kept = {account: minor for account, minor in amounts.items() if account != _INCOME}
    return BooksDocument(kind, number, date.fromisoformat(body["TxnDate"]), kept, number=number, opposite=opposite)


def _own(world):
    """Daybook's own documents, as far as they moved the clearing accounts."""
    mapping = world.connections.mapping_on(MERCHANT, NEWEST).accounts
    held = {mapping[f"tender:CCRD:{card}"] for card in ("VISA", "AMEX")}
    for proof in world.proofs.between(MERCHANT, date.min, date.max):
        moved = Counter()
        for line in proof.lines:
            if line.account_id in held:
                moved[line.account_id] += line.amount_minor
        yield BooksDocument("Journal Entry", proof.documents[0].id, proof.day.business_date, dict(moved))
