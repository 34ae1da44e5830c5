"""The processor, the bookkeeper and the other app: what they do to the books is what their truth says."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from daybook_local.life.bank_days import bank_days_after
from daybook_local.life.bookkeeper import Accounts, Habit, enter
from daybook_local.life.card_processor import CardProcessor, Takings
from daybook_local.life.other_app import Harmless, OtherApp, SoldDay, Stream
from quickbooks_simulator.charts.variants import new_company
from quickbooks_simulator.clock import Clock
from quickbooks_simulator.reports.ledger import trial_balance
from simulators.quickbooks.books import NOON, Books

MONDAY = date(2026, 3, 2)
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})


def weeks(count: int) -> list[Takings]:
    return [Takings(MONDAY + timedelta(days=n), 100_000 + 1_117 * n, 40) for n in range(7 * count)]


@pytest.fixture
def books() -> Books:
    company = new_company("ca_plus", name="Café", realm="9130357000000001", now=NOON)
    return Books(company, Clock(lambda: NOON))


@pytest.fixture
def accounts(books: Books) -> Accounts:
    clearing = books.post("Account", {"Name": "Card Clearing", "AccountType": "Other Current Asset"})["Id"]
    subtypes = ("Checking", "BankCharges", "OtherPrimaryIncome")
    return Accounts(clearing, *(books.account(subtype)["value"] for subtype in subtypes))


def moved(books: Books, account: str) -> int:
    return sum(row.balance_minor for row in trial_balance(books.company) if row.account_id == account)


@pytest.mark.parametrize(
    ("on", "days", "paid"),
    [
        (date(2026, 3, 2), 1, date(2026, 3, 3)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 0, date(2026, 3, 9)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
    ],
)
def test_bank_days_leave_out_weekends_and_holidays(on, days, paid):
    assert bank_days_after(on, days, CHRISTMAS) == paid


def test_every_day_is_paid_once_and_a_weekend_in_one_sum():
    takings = weeks(4)

    payouts = CardProcessor(late=0, chargebacks=0, missing=0).payouts(takings)

    assert sorted(on for payout in payouts for on in payout.batches) == [day.on for day in takings]
    assert {len(payout.batches) for payout in payouts} == {1, 3}
    assert all(payout.on.weekday() < 5 for payout in payouts)
    assert sum(payout.gross_minor for payout in payouts) == sum(day.amount_minor for day in takings)


def test_a_fee_is_near_its_rate_and_a_monthly_one_is_withheld_from_no_payout():
    processor = CardProcessor(percent=Decimal("2.5"), spread=0, per_sale_minor=0, late=0, chargebacks=0, missing=0)

    first = processor.payouts([Takings(MONDAY, 124_000, 30)])[0]

    assert (first.on, first.gross_minor, first.fee_minor, first.bank_minor) == (
        date(2026, 3, 3),
        124_000,
        3_100,
        120_900,
    )
    assert all(payout.fee_minor == 0 for payout in CardProcessor(monthly_fees=True).payouts(weeks(2)))


def test_a_cut_in_the_evening_moves_part_of_a_day_into_the_next_batch():
    takings = weeks(2)

    payouts = CardProcessor(evening_cut=(0.2, 0.2), late=0, chargebacks=0, missing=0).payouts(takings)

    assert payouts[0].gross_minor == round(takings[0].amount_minor * 0.8)
    assert payouts[1].gross_minor == round(takings[1].amount_minor * 0.8) + round(takings[0].amount_minor * 0.2)


def test_a_batch_below_zero_is_netted_with_the_next_one():
    payouts = CardProcessor(late=0, chargebacks=0, missing=0).payouts(
        [Takings(MONDAY, -5_000, 1), Takings(MONDAY + timedelta(days=1), 80_000, 20)]
    )

    assert [payout.batches for payout in payouts] == [(MONDAY, MONDAY + timedelta(days=1))]
    assert payouts[0].gross_minor == 75_000


def test_one_seed_is_one_story():
    assert CardProcessor(seed=7).payouts(weeks(8)) == CardProcessor(seed=7).payouts(weeks(8))
    assert CardProcessor(seed=7).payouts(weeks(8)) != CardProcessor(seed=8).payouts(weeks(8))


@pytest.mark.parametrize("habit", list(Habit))
def test_each_habit_leaves_on_clearing_what_its_truth_says(books, accounts, habit):
    payouts = CardProcessor(late=0, chargebacks=0.5, missing=0, seed=3).payouts(weeks(3))

    for entered in enter(payouts, [habit], accounts):
        if entered.body is not None:
            books.post(entered.entity, entered.body)

    gross = sum(payout.gross_minor for payout in payouts)
    bank = sum(payout.bank_minor for payout in payouts)
    charged_back = sum(payout.chargeback_minor for payout in payouts)
    assert charged_back > 0
    of_gross = {Habit.FEE_LINE, Habit.JOURNAL}
    taken = gross - charged_back if habit in of_gross else 0 if habit in {Habit.INCOME, Habit.FEED} else bank
    assert moved(books, accounts.clearing) == -taken
    assert moved(books, accounts.bank) == (0 if habit is Habit.FEED else bank)
    assert moved(books, accounts.income) == (-bank if habit is Habit.INCOME else 0)


def test_a_forgotten_payout_is_entered_by_no_habit(accounts):
    payouts = CardProcessor(missing=1).payouts(weeks(2))

    assert {entered.body for entered in enter(payouts, [Habit.NET, Habit.SUM_OF_TWO], accounts)} == {None}


SOLD = [SoldDay(MONDAY + timedelta(days=n), 150_000 + 977 * n, 19_500) for n in range(14)]


@pytest.mark.parametrize("stream", list(Stream))
def test_another_app_posts_the_sales_a_second_time(books, accounts, stream):
    for entity, body in OtherApp(accounts.income, accounts.bank).posts(SOLD, stream):
        books.post(entity, body)

    tax = sum(day.tax_minor for day in SOLD) if stream is Stream.WITH_TAX else 0
    assert moved(books, accounts.income) == -sum(day.net_minor for day in SOLD) - tax


@pytest.mark.parametrize("kind", list(Harmless))
def test_harmless_documents_are_other_amounts(books, accounts, kind):
    for entity, body in OtherApp(accounts.income, accounts.bank).harmless(SOLD, kind):
        books.post(entity, body)

    assert 0 < -moved(books, accounts.income) < sum(day.net_minor for day in SOLD) / 2
