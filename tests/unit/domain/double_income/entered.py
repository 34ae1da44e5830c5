"""Weeks of a shop with two stores, and documents that another app, a bookkeeper or a person enters beside them."""

import random
from collections import Counter
from datetime import date, timedelta

from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.double_income.entries import BooksAccounts
from daybook.domain.double_income.rules import Books, double_income
from daybook.domain.double_income.sold_days import SoldDay
from daybook_local.life.bookkeeper import Accounts, enter
from daybook_local.life.card_processor import CardProcessor, Takings
from daybook_local.life.other_app import OtherApp
from daybook_local.life.other_app import SoldDay as LedgerDay

FIRST = date(2026, 3, 2)
INCOME, BANK, CLEARING, FEES, TAX, PARKED = "1", "8", "7", "9", "5", "10"
ACCOUNTS = BooksAccounts(*(frozenset({account}) for account in (INCOME, BANK, TAX, CLEARING, PARKED)))
APP = OtherApp(INCOME, BANK)
LIFE = Accounts(CLEARING, BANK, FEES, INCOME)


def weeks(days=28, *, store="304267:1", seed=1, cards=True):
    """Open days with seeded figures; a fifth more is sold at weekends."""
    chance = random.Random(seed)  # noqa: S311 -- a story, not a secret
    found = []
    for n in range(days):
        on = FIRST + timedelta(days=n)
        gross = round(chance.uniform(180_000, 260_000) * (1.2 if on.weekday() > 4 else 1))
        net = gross - round(gross * chance.uniform(0.01, 0.03))
        tax = round(net * 0.13)
        tips = round(net * chance.uniform(0.04, 0.08))
        collected = net + tax + tips
        taken = {"cards": round(collected * 0.8)} if cards else {}
        found.append(SoldDay(store, on, net, gross, tax, collected, taken))
    return found


def ledger_days(sold):
    """The same for the other app; with several stores a date comes once, with all of them."""
    net, tax = Counter(), Counter()
    for day in sold:
        net[day.on] += day.net_minor
        tax[day.on] += day.tax_minor
    return [LedgerDay(on, net[on], tax[on]) for on in sorted(net)]


def read(posts, first_id=5000):
    """Documents as QuickBooks would tell them."""
    return tuple(_read(entity, body, str(first_id + n)) for n, (entity, body) in enumerate(posts))


def _read(entity, body, id_):
    if entity == "Transfer":
        minor = round(body["Amount"] * 100)
        amounts = {body["ToAccountRef"]["value"]: minor, body["FromAccountRef"]["value"]: -minor}
        return BooksDocument(entity, id_, date.fromisoformat(body["TxnDate"]), amounts)
    amounts = Counter()
    for line in body["Line"]:
        detail = line[line["DetailType"]]
        sign = -1 if line["DetailType"] == "DepositLineDetail" or detail.get("PostingType") == "Credit" else 1
        amounts[detail["AccountRef"]["value"]] += sign * round(line["Amount"] * 100)
    if entity == "Deposit":
        amounts[body["DepositToAccountRef"]["value"]] -= sum(amounts.values())
    return BooksDocument(entity, id_, date.fromisoformat(body["TxnDate"]), dict(amounts), body.get("DocNumber", ""))


def paid_out(sold, habits, **processor):
    """What a bookkeeper enters of a processor's payouts for the cards of these days."""
    takings = [Takings(day.on, day.cards["cards"], 60) for day in sold]
    payouts = CardProcessor(**({"missing": 0, "chargebacks": 0} | processor)).payouts(takings)
    return read([(each.entity, each.body) for each in enter(payouts, habits, LIFE) if each.body], 7000)


def entry(on, income, id_="9000", *, number="", party="", memo="", kind="Sales Receipt", tax=0, bank=None):
    """A document with a credit on income."""
    amounts = {INCOME: -income, BANK: income + tax if bank is None else bank} | ({TAX: -tax} if tax else {})
    return BooksDocument(kind, id_, on, amounts, number, party=party, memo=memo)


def found(documents, sold, *, ours=(), separate=()):
    return double_income(Books(tuple(documents), ACCOUNTS, frozenset(ours), frozenset(separate)), sold)
