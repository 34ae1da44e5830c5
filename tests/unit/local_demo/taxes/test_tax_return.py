"""The return of QuickBooks against the tills: it agrees to the cent, and a cent that is wrong anywhere shows."""

from dataclasses import replace
from datetime import date

import pytest

from daybook_local.demo.books.proof import account_differences, proof_lines
from daybook_local.demo.books.role_accounts import RoleAccounts
from daybook_local.demo.taxes.tax_return import (
    ReturnLine,
    TaxReturn,
    filed_role,
    months,
    return_lines,
    with_filed_taxes,
)
from daybook_local.system.samples.sample import DateRange
from daybook_local.system.vendors.quickbooks_control import AccountMovement
from unit.local_demo.shop_books import DAY, document, record, truth
from unit.local_demo.taxes_of_a_cafe import GST_HST_PAYABLE, MARCH, QST_PAYABLE, TILL, collected, filed

SOLD = collected(hst=393, gst=150, qst=300)
RIGHT = filed(hst=393, gst=150, qst=300)


def lines(rows, rates, *, on_lines=None, month=MARCH):
    return list(return_lines(with_filed_taxes(rows, on_lines or {}), rates, TILL, month))


def differences(found):
    return {(line.taxes, line.rates): line.difference_minor for line in found if line.difference_minor}


def test_every_tax_stands_beside_the_rate_that_was_filed_for_it():
    assert [(line.taxes, line.rates, line.till_minor, line.quickbooks_minor) for line in lines(SOLD, RIGHT)] == [
        ("t_hst", "HST ON", 393, 393),
        ("t_gst", "GST", 150, 150),
        ("t_qst", "QST", 300, 300),
    ]


@pytest.mark.parametrize(
    ("rates", "wrong"),
    [
        (filed(hst=392, gst=150, qst=300), {("t_hst", "HST ON"): -1}),
        (filed(hst=394, gst=150, qst=300), {("t_hst", "HST ON"): 1}),
        (filed(hst=392, gst=151, qst=300), {("t_hst", "HST ON"): -1, ("t_gst", "GST"): 1}),
        (filed(hst=393, gst=150, qst=299, pst=1), {("t_qst", "QST"): -1, ("", "PST BC"): 1}),
    ],
    ids=["a cent is missing", "a cent too many", "under another rate of the same account", "under a rate of nobody"],
)
def test_a_cent_in_the_wrong_place_is_a_difference(rates, wrong):
    assert differences(lines(SOLD, rates)) == wrong


def test_signs_of_two_rates_never_cancel_out():
    found = TaxReturn(lines(SOLD, filed(hst=392, gst=151, qst=300)), {})

    assert found.difference_minor == 2


def test_a_tax_that_no_rate_stands_for_is_missing_on_the_return():
    assert differences(lines([*SOLD, truth("tax:t_bottle", -5)], RIGHT)) == {("t_bottle", ""): -5}


def test_refunds_lower_what_the_tills_owe():
    back = [replace(row, minor=-row.minor // 3) for row in SOLD]

    assert differences(lines([*SOLD, *back], filed(hst=262, gst=100, qst=200))) == {}


def test_each_month_is_a_return_of_its_own_so_that_a_sale_of_the_wrong_month_shows_in_both():
    february = DateRange(date(2026, 2, 21), date(2026, 2, 28))
    earlier = collected(hst=131, on=date(2026, 2, 28))

    assert differences(lines([*SOLD, *earlier], filed(hst=131), month=february)) == {}
    assert differences(lines([*SOLD, *earlier], filed(), month=february)) == {("t_hst", "HST ON"): -131}
    assert differences(lines([*SOLD, *earlier], filed(hst=524, gst=150, qst=300))) == {("t_hst", "HST ON"): 131}


def test_months_cover_every_date_once():
    pieces = months(DateRange(date(2025, 12, 30), date(2026, 2, 2)))

    assert [(piece.first, piece.last) for piece in pieces] == [
        (date(2025, 12, 30), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 2)),
    ]


def test_what_daybook_owns_up_to_keeping_on_lines_is_not_expected_on_the_return():
    on_lines = {("L1", DAY, "t_hst"): -131}

    assert differences(lines(SOLD, filed(hst=262, gst=150, qst=300), on_lines=on_lines)) == {}
    assert differences(lines(SOLD, RIGHT, on_lines=on_lines)) == {("t_hst", "HST ON"): 131}


def test_the_parts_of_a_tax_add_up_to_the_truth_also_where_a_correction_took_all_of_it_back():
    on_lines = {("L1", DAY, "t_hst"): -131, ("L1", DAY, "t_gst"): 50}

    parts = list(with_filed_taxes(collected(hst=393), on_lines))

    assert sorted((part.role, part.minor) for part in parts) == [
        ("tax:t_gst", 50),
        ("tax:t_hst", -131),
        ("tax_return:t_gst", -50),
        ("tax_return:t_hst", -262),
    ]


ACCOUNTS = RoleAccounts(
    {"tender": "10", "revenue": "40", "tax": "25", "tax_return:t_hst": GST_HST_PAYABLE}, suspense="99"
)
DAY_SOLD = [truth("tender:CASH", 3408), truth("revenue:c1", -3015), *collected(hst=393)]
DAY_BOOKED = {"10": 3408, "40": -3015, GST_HST_PAYABLE: -393}


@pytest.mark.parametrize(
    ("wrong", "difference"),
    [
        ({}, {}),
        ({GST_HST_PAYABLE: -392, "25": -1}, {"tax_return:t_hst": 1, "account:25": -1}),
        ({GST_HST_PAYABLE: -392, QST_PAYABLE: -1}, {"tax_return:t_hst": 1, f"account:{QST_PAYABLE}": -1}),
        ({GST_HST_PAYABLE: 0, "25": -393}, {"tax_return:t_hst": 393, "account:25": -393}),
    ],
    ids=["right", "a cent on our liability line", "a cent with another agency", "all of it on our liability line"],
)
def test_tax_must_be_on_quickbooks_own_account_and_nowhere_else(wrong, difference):
    """Proof line by line, and the trial balance, which knows nothing of days."""
    rows = list(with_filed_taxes(DAY_SOLD, {}))
    booked = {account: minor for account, minor in (DAY_BOOKED | wrong).items() if minor}

    found = proof_lines(rows, [record()], [document(booked)], ACCOUNTS)
    balance = [AccountMovement(account, account, minor) for account, minor in booked.items()]

    assert {line.field: line.difference_minor for line in found if line.difference_minor} == difference
    assert bool(account_differences(rows, balance, ACCOUNTS)) == bool(difference)


def test_a_return_counts_its_taxes_and_what_stays_on_lines_signs_aside():
    found = TaxReturn(
        [ReturnLine(DAY, "t_gst+t_qst", "GST", 450, 449), ReturnLine(DAY, "", "PST BC", 0, 2)],
        {("L1", DAY, "t_hst"): -131, ("L2", DAY, "t_hst"): 100},
    )

    assert (found.taxes, found.filed_minor, found.difference_minor, found.on_lines_minor) == (3, 451, 3, 231)


def test_the_role_of_a_filed_tax_is_its_own():
    assert filed_role("t_hst") == "tax_return:t_hst"
