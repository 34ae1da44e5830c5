"""The ledger that an auditor reads with other tools, to the letter."""

import re

import pytest
from beancount import loader

from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.posting.form_taxes import quickbooks_payable
from daybook.domain.proof.plain_text_ledger import ledger_text
from unit.domain.proof.proofs import day, document, line, proof

NAMES = {"79": "Sales of coffee", "84": "Card_clearing", "99": "POS Suspense - to be mapped"}
TYPES = {"79": "Income", "84": "Other Current Asset", "99": "Other Current Liability"}
LATER = proof(
    day(15),
    documents=[document(number="TL-1")],
    lines=[line("84", 1_000, memo='Visa "gold"'), line("79", -1_000, memo="C:\\Sales")],
)
SECOND_STORE = proof(
    day(14, "304267:2"),
    documents=[document(number="TL-2"), document(number="TL-3")],
    lines=[line("84", 5, memo="Visa"), line("99", -5, memo="")],
)
FIRST_STORE = proof(
    day(14, "304267:1"),
    lines=[line("84", 123_456, memo="Visa"), line("79", -123_456, memo="Café")],
)
HST = Role(RoleKind.TAX, "t_hst")


def opened(account_id, name="", account_type=""):
    """The account that the ledger opens for an account of the chart."""
    text = ledger_text([proof(lines=[line(account_id, 1)])], {account_id: name}, {account_id: account_type})
    return text.splitlines()[0].removeprefix("1970-01-01 open ")


def test_a_ledger_opens_its_accounts_and_has_one_transaction_for_each_day_by_date_and_store():
    assert ledger_text(iter([LATER, SECOND_STORE, FIRST_STORE]), NAMES, TYPES) == (
        "1970-01-01 open Assets:Card-clearing-84\n"
        "1970-01-01 open Income:Sales-of-coffee-79\n"
        "1970-01-01 open Liabilities:POS-Suspense-to-be-mapped-99\n"
        "\n"
        '2026-03-14 * "talech 304267:1" ""\n'
        f'  proof: "{FIRST_STORE.hash}"\n'
        "  Assets:Card-clearing-84  1234.56 CAD\n"
        '    memo: "Visa"\n'
        "  Income:Sales-of-coffee-79  -1234.56 CAD\n"
        '    memo: "Café"\n'
        "\n"
        '2026-03-14 * "talech 304267:2" "TL-2 TL-3"\n'
        f'  proof: "{SECOND_STORE.hash}"\n'
        "  Assets:Card-clearing-84  0.05 CAD\n"
        '    memo: "Visa"\n'
        "  Liabilities:POS-Suspense-to-be-mapped-99  -0.05 CAD\n"
        '    memo: ""\n'
        "\n"
        '2026-03-15 * "talech 304267:1" "TL-1"\n'
        f'  proof: "{LATER.hash}"\n'
        "  Assets:Card-clearing-84  10.00 CAD\n"
        '    memo: "Visa \\"gold\\""\n'
        "  Income:Sales-of-coffee-79  -10.00 CAD\n"
        '    memo: "C:\\\\Sales"\n'
        "\n"
    )


def test_another_program_reads_the_same_memos():
    entries, errors, _ = loader.load_string(ledger_text([LATER], NAMES, TYPES))

    [transaction] = (entry for entry in entries if type(entry).__name__ == "Transaction")
    assert errors == []
    assert [posting.meta["memo"] for posting in transaction.postings] == ['Visa "gold"', "C:\\Sales"]


def test_a_quote_in_the_names_of_a_store_and_a_document_does_not_end_them():
    quoted = proof(day(14, 'a"b'), documents=[document(number='1\\"2')])

    assert ledger_text([quoted], {}, {}) == (f'\n2026-03-14 * "talech a\\"b" "1\\\\\\"2"\n  proof: "{quoted.hash}"\n\n')


def test_a_ledger_without_proofs_has_no_entry():
    assert ledger_text([], NAMES, TYPES) == "\n"


@pytest.mark.parametrize(
    ("account_type", "root"),
    [
        ("Bank", "Assets"),
        ("Accounts Receivable", "Assets"),
        ("Other Current Asset", "Assets"),
        ("Fixed Asset", "Assets"),
        ("Other Asset", "Assets"),
        ("Accounts Payable", "Liabilities"),
        ("Credit Card", "Liabilities"),
        ("Other Current Liability", "Liabilities"),
        ("Long Term Liability", "Liabilities"),
        ("Equity", "Equity"),
        ("Income", "Income"),
        ("Other Income", "Income"),
        ("Expense", "Expenses"),
        ("Other Expense", "Expenses"),
        ("Cost of Goods Sold", "Expenses"),
        ("A word of tomorrow", "Equity"),
        ("", "Equity"),
    ],
)
def test_the_type_of_an_account_decides_its_root(account_type, root):
    assert opened("7", "Name", account_type) == f"{root}:Name-7"


@pytest.mark.parametrize(
    ("account_id", "name", "title"),
    [
        ("7", "ventes (café) & thé: été", "Ventes-café-thé-été-7"),
        ("7", "McDonald's", "McDonald-s-7"),
        ("7", "_under__score_", "Under-score-7"),
        ("7", "--- XX", "XX-7"),
        ("7", "", "7"),
        ("a-7", "", "A-7"),
        ("7-", "Sales", "Sales-7"),
    ],
)
def test_an_accounts_name_becomes_one_word_that_ends_with_its_id(account_id, name, title):
    assert opened(account_id, name, "Income") == f"Income:{title}"


def test_an_account_of_unknown_name_and_type_is_found_in_equity():
    assert ledger_text([proof(lines=[line("7", 1)])], {}, {}).startswith("1970-01-01 open Equity:7\n")


def test_the_tax_that_quickbooks_posts_to_an_account_of_its_own_is_a_liability():
    assert opened(quickbooks_payable(HST)) == "Liabilities:Quickbooks-tax-t-hst"


def test_accounts_whose_ids_differ_in_punctuation_alone_stay_two_accounts():
    text = ledger_text([proof(lines=[line("quickbooks:tax:t_hst", 1), line("quickbooks:tax:t-hst", -1)])], {}, {})

    opened = [row.rpartition(" ")[2] for row in text.splitlines() if " open " in row]
    assert len(set(opened)) == 2
    assert all(re.fullmatch(r"Liabilities:Quickbooks-tax-t-hst-[0-9a-f]{8}", title) for title in opened)
