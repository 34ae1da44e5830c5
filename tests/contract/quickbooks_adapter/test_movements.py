"""What moved on clearing and bank, read through the API: in both forms of the report, and without reports."""

from datetime import date, timedelta

import pytest

from daybook.adapters.quickbooks.clearing.movements import QuickBooksMovements
from daybook.domain.chart.accounts import Account
from daybook.domain.clearing.books_reading import BooksUnreadableError
from daybook.domain.clearing.payouts import outgoings
from daybook_local.life.bookkeeper import Accounts, Habit, enter
from daybook_local.life.card_processor import CardProcessor, Takings
from quickbooks_simulator.reports.ledger import balance_minor
from simulators.quickbooks.books import Books

pytestmark = pytest.mark.loopback

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 30)
TAKINGS = [Takings(FIRST + timedelta(days=n), 100_000 + 1_117 * n, 40) for n in range(14)]


@pytest.fixture
def screens(books):
    """The company as a person sees it, without the API."""
    return Books(books.company, books.simulator.clock)


@pytest.fixture
def life(screens):
    """Two weeks of takings in the books, and payouts entered in every habit."""
    clearing = screens.post("Account", {"Name": "Card Clearing", "AccountType": "Other Current Asset"})["Id"]
    subtypes = ("Checking", "BankCharges", "OtherPrimaryIncome")
    accounts = Accounts(clearing, *(screens.account(subtype)["value"] for subtype in subtypes))
    for day in TAKINGS:
        entry = screens.journal(
            ("Debit", "Checking", day.amount_minor / 100), ("Credit", "OtherPrimaryIncome", day.amount_minor / 100)
        )
        entry["Line"][0]["JournalEntryLineDetail"]["AccountRef"] = {"value": clearing}
        screens.post("JournalEntry", entry | {"TxnDate": day.on.isoformat(), "DocNumber": f"TL-{day.on:%m%d}"})
    payouts = CardProcessor(late=0, chargebacks=0, missing=0).payouts(TAKINGS)
    for entered in enter(payouts, list(Habit), accounts):
        if entered.body:
            screens.post(entered.entity, entered.body)
    return accounts


@pytest.fixture
def chart(books):
    return books.ledger().chart_of_accounts().accounts


def read(books, accounts: Accounts, chart: tuple[Account, ...], last: date = LAST):
    wanted = [account for account in chart if account.id in {accounts.clearing, accounts.bank}]
    return QuickBooksMovements(books.client()).between(FIRST, last, wanted, chart)


def amounts(reading, accounts: Accounts):
    return {
        document.id: {key: document.amounts.get(key, 0) for key in (accounts.clearing, accounts.bank)}
        for document in reading.documents
    }


@pytest.mark.parametrize("of_2026", [False, True])
def test_both_forms_of_the_report_say_what_the_ledger_holds(books, life, chart, of_2026):
    books.company.switches.reports_of_2026 = of_2026

    reading = read(books, life, chart)

    for account in (life.clearing, life.bank):
        assert sum(document.amounts.get(account, 0) for document in reading.documents) == balance_minor(
            books.company, account
        )
    assert (reading.reads, reading.by_report) == (1, True)
    assert reading.openings == {life.clearing: 0, life.bank: 0}


def test_without_reports_four_lists_say_the_same_of_what_other_people_entered(books, life, chart):
    with_report = read(books, life, chart)
    books.company.switches.reports_refused = True

    without = read(books, life, chart)

    assert amounts(without, life) == amounts(with_report, life)
    assert (without.reads, without.by_report, without.openings) == (5, False, {})


def test_a_deposit_in_income_names_the_account_opposite(books, life, chart):
    reading = read(books, life, chart)

    elsewhere = [
        payout
        for payout in outgoings(reading.documents, {life.clearing}, {life.bank}, set()).payouts
        if payout.is_elsewhere
    ]
    assert [payout.document.opposite for payout in elsewhere] == ["Sales of Product Income"] or [
        payout.document.opposite for payout in elsewhere
    ] == ["Sales"]


def test_a_deposit_from_several_accounts_is_read_whole(books, screens, life, chart):
    lines = [
        {
            "Amount": minor / 100,
            "DetailType": "DepositLineDetail",
            "DepositLineDetail": {"AccountRef": {"value": account}},
        }
        for account, minor in ((life.income, 131_825), (life.fees, -3_296))
    ]
    screens.post("Deposit", {"TxnDate": "2026-11-20", "DepositToAccountRef": {"value": life.bank}, "Line": lines})

    reading = read(books, life, chart)

    [split] = [document for document in reading.documents if document.amounts.get(life.bank) == 128_529]
    assert split.amounts == {life.bank: 128_529, life.income: -131_825, life.fees: 3_296}
    assert reading.reads == 2


def test_an_entry_of_daybook_that_puts_cash_into_a_bank_costs_no_read_of_deposits(books, screens, life, chart):
    """It debits several accounts that are read, like a deposit of several accounts, but no list of deposits has it."""
    sold = screens.journal(
        ("Debit", "Checking", 300), ("Debit", "Checking", 200), ("Credit", "OtherPrimaryIncome", 500)
    )
    sold["Line"][1]["JournalEntryLineDetail"]["AccountRef"] = {"value": life.clearing}
    entered = screens.post("JournalEntry", sold | {"TxnDate": "2026-11-20", "DocNumber": "TL-1120"})

    reading = read(books, life, chart)

    [entry] = [document for document in reading.documents if document.id == entered["Id"]]
    assert entry.amounts == {life.bank: 30_000, life.clearing: 20_000}
    assert reading.reads == 1


def test_what_was_there_before_the_period_is_the_opening(books, life, chart):
    later = QuickBooksMovements(books.client()).between(
        date(2026, 11, 9), LAST, [account for account in chart if account.id == life.clearing], chart
    )

    moved = sum(document.amounts[life.clearing] for document in later.documents)
    assert later.openings[life.clearing] + moved == balance_minor(books.company, life.clearing)


def test_a_report_that_was_cut_is_refused_as_a_whole(books, life, chart):
    books.company.switches.most_report_cells = 100

    with pytest.raises(BooksUnreadableError, match="cut its ledger report"):
        read(books, life, chart)


def test_several_currencies_are_refused_by_name(books, life, chart):
    books.company.preferences["CurrencyPrefs"]["MultiCurrencyEnabled"] = True

    with pytest.raises(BooksUnreadableError, match="several currencies"):
        read(books, life, chart)


def test_every_read_is_one_that_intuit_counts(books, life, chart):
    meter = books.simulator.state.meter.of(books.company.realm)
    before = meter.reads

    reading = read(books, life, chart)

    assert meter.reads - before == reading.reads
