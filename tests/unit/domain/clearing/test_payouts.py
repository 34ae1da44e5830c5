"""Which documents of the books are payouts, which only moved clearing, and which are left out."""

from datetime import date

import pytest

from daybook.domain.clearing.payouts import BooksDocument, Outgoings, Payout, outgoings

CLEARING, BANKS = {"84", "85"}, {"35", "36"}
ON = date(2026, 3, 10)


def document(amounts, document_id="1", on=ON, **more):
    return BooksDocument("Deposit", document_id, on, amounts, **more)


def sorted_out(*documents, ours=()):
    return outgoings(documents, CLEARING, BANKS, set(ours))


@pytest.mark.parametrize(
    ("amounts", "taken", "banked"),
    [
        ({"84": -100, "35": 97, "61": 3}, 100, 97),
        ({"84": -100, "35": 100}, 100, 100),
        ({"84": -100, "35": 1}, 100, 1),
        ({"84": -60, "85": -40, "35": 50, "36": 47}, 100, 97),
        ({"84": -1, "35": 1}, 1, 1),
        # The bank says nothing of what reached it: no other account of it, a transfer of more, or one back.
        ({"84": -100, "12": 100}, 100, 100),
        ({"84": -100, "35": 101}, 100, 100),
        ({"84": -100, "35": -5}, 100, 100),
    ],
)
def test_a_document_that_takes_from_clearing_is_a_payout(amounts, taken, banked):
    found = document(amounts)

    assert sorted_out(found) == Outgoings((Payout(found, taken, banked),), ())


@pytest.mark.parametrize("amounts", [{"84": 100, "35": -100}, {"84": 1}, {"84": -100, "85": 101, "35": 40}])
def test_a_document_that_puts_money_on_clearing_is_another(amounts):
    found = document(amounts, opposite="Sales")

    assert sorted_out(found) == Outgoings((), (found,))


def test_a_deposit_past_clearing_is_a_payout_if_one_account_is_on_its_other_side():
    found = document({"35": 1}, opposite="Sales")

    assert sorted_out(found) == Outgoings((Payout(found, 0, 1),), ())


@pytest.mark.parametrize(
    ("amounts", "opposite"),
    [({"35": 100}, ""), ({"35": 0}, "Sales"), ({"35": -100}, "Sales"), ({"12": 100}, "Sales"), ({}, "Sales")],
)
def test_a_document_that_moves_neither_clearing_nor_one_account_to_a_bank_is_left_out(amounts, opposite):
    assert sorted_out(document(amounts, opposite=opposite)) == Outgoings((), ())


def test_our_own_documents_are_left_out_and_the_others_are_in_order_of_date_and_id():
    days = [("3", 10), ("2", 12), ("1", 12), ("9", 11), ("4", 9)]
    taking = [document({"84": -100}, each, date(2026, 3, day)) for each, day in days]
    putting = [document({"84": 50}, f"p{each}", date(2026, 3, day)) for each, day in days]

    found = sorted_out(*taking, *putting, ours={"4", "p3"})

    assert [payout.document.id for payout in found.payouts] == ["3", "9", "1", "2"]
    assert [each.id for each in found.others] == ["p4", "p9", "p1", "p2"]


@pytest.mark.parametrize(
    ("taken", "banked", "fee", "is_elsewhere"),
    [(100, 97, 3, False), (100, 100, 0, False), (1, 1, 0, False), (0, 97, 0, True)],
)
def test_a_payout_knows_its_fee_and_whether_it_went_past_clearing(taken, banked, fee, is_elsewhere):
    payout = Payout(document({}), taken, banked)

    assert (payout.fee_minor, payout.is_elsewhere, payout.on) == (fee, is_elsewhere, ON)


def test_a_document_moves_the_sum_of_the_accounts_asked_for():
    found = document({"84": -100, "85": 30, "35": 70})

    assert [found.moved(each) for each in (CLEARING, BANKS, {"85"}, set(), {"99"})] == [-70, 70, 30, 0, 0]
