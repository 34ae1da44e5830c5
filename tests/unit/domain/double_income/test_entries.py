"""What other documents brought to income, where each comes from, and which amounts say little."""

from datetime import date

import pytest

from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.double_income.entries import (
    BooksAccounts,
    Source,
    by_source,
    income_entries,
    parked_minor,
    source_of,
)

ACCOUNTS = BooksAccounts(*(frozenset(ids) for ids in ({"1", "2"}, {"8"}, {"5"}, {"7"}, {"10"})))


def document(document_id, day, amounts, number="", party="", memo=""):
    return BooksDocument("Deposit", document_id, date(2026, 3, day), amounts, number, party=party, memo=memo)


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ({"number": "SQ-1001", "party": "Square"}, Source("Deposit", "number", "SQ-")),
        ({"number": "1001-SQ", "party": "Square", "memo": "x"}, Source("Deposit", "name", "Square")),
        ({"memo": "Payout 0312 of  2026-03-12 "}, Source("Deposit", "memo", "Payout of - -")),
        ({"number": "1001", "memo": "2026 03"}, Source("Deposit", "kind", "")),
        ({}, Source("Deposit", "kind", "")),
    ],
)
def test_a_document_comes_from_what_its_number_begins_with_else_its_name_its_memo_or_its_kind(words, source):
    found = source_of(document("1", 2, {}, **words))

    assert (found, found.is_named) == (source, source.text != "")
    assert found.key == f"Deposit {source.by} {source.text}"


def test_an_entry_is_what_a_document_of_others_brought_to_income():
    cards = document("4", 3, {"1": -700, "2": -311, "8": 900, "10": 211, "5": -101, "7": 1})
    owed = document("2", 3, {"1": -1_013, "5": -101})
    none = document("3", 3, {"1": 500, "8": -500})
    nothing = document("5", 3, {"1": -5, "2": 5})
    ours = document("9", 2, {"1": -1_013})

    entries = income_entries([cards, owed, none, nothing, ours], ACCOUNTS, {"9"})

    assert [(each.document.id, each.income_minor, each.banked_minor, each.tax_minor) for each in entries] == [
        ("2", 1_013, 0, 101),
        ("4", 1_011, 1_111, 101),
    ]
    assert [each.total_minor for each in entries] == [1_114, 1_112]


def test_entries_come_by_date_and_then_by_id():
    found = [document(document_id, day, {"1": -1}) for document_id, day in (("3", 9), ("1", 12), ("2", 9))]

    assert [each.document.id for each in income_entries(found, ACCOUNTS, ())] == ["2", "3", "1"]


@pytest.mark.parametrize(
    ("amounts", "is_common"),
    [
        ({"1": -5_000}, True),
        ({"1": -5_001}, False),
        ({"1": -5_000, "5": -101}, True),
        ({"1": -4_900, "5": -100}, True),
        ({"1": -4_900, "5": -101}, False),
        ({"1": -4_900, "8": 10_000}, True),
    ],
)
def test_a_multiple_of_fifty_says_little(amounts, is_common):
    [entry] = income_entries([document("1", 2, amounts)], ACCOUNTS, ())

    assert entry.is_common is is_common


@pytest.mark.parametrize(
    ("day", "party", "amount", "comes_back"),
    [(3, "Hotel", 1_234, True), (2, "Hotel", 1_234, False), (3, "School", 1_234, False), (3, "Hotel", 1_235, False)],
)
def test_an_amount_that_comes_back_from_its_source_on_another_date_says_little(day, party, amount, comes_back):
    found = [document("1", 2, {"1": -1_234}, party="Hotel"), document("2", day, {"1": -amount}, party=party)]

    entries = income_entries(found, ACCOUNTS, ())

    assert [each.is_common for each in entries] == [comes_back] * 2


def test_entries_of_a_source_stay_in_their_order():
    found = [document(str(n), 2, {"1": -n - 1}, party=party) for n, party in enumerate(("A", "B", "A"))]

    groups = by_source(income_entries(found, ACCOUNTS, ()))

    assert {source.text: [each.document.id for each in of_source] for source, of_source in groups.items()} == {
        "A": ["0", "2"],
        "B": ["1"],
    }


def test_what_lies_on_an_account_is_what_came_less_what_went():
    found = [document("1", 2, {"10": 500, "8": -500}), document("2", 3, {"10": -120, "11": 7, "8": 113})]

    assert parked_minor(found, {"10", "11"}) == {"10": 380, "11": 7}
