from datetime import timedelta

from daybook_local.demo.books.proof import account_differences, proof_lines
from daybook_local.system.vendors.quickbooks_control import AccountMovement
from unit.local_demo.shop_books import ACCOUNTS, BOOKED, DAY, SOLD, document, record, truth


def differences(lines):
    return {(line.location, line.field): line.difference_minor for line in lines if line.difference_minor}


def test_a_day_posted_as_talech_has_it_differs_nowhere_and_roles_of_one_account_are_one_line():
    lines = proof_lines(SOLD, [record()], [document(BOOKED)], ACCOUNTS)

    assert differences(lines) == {}
    assert [(line.field, line.talech_minor, line.posted_minor) for line in lines] == [
        ("revenue:c1+revenue:c2", -1000, -1000),
        ("tax:t1", -130, -130),
        ("tender:CASH", 1130, 1130),
    ]


def test_one_cent_in_the_wrong_account_shows_in_both_accounts():
    lines = proof_lines(SOLD, [record()], [document(BOOKED | {"2": -999, "3": -131})], ACCOUNTS)

    assert differences(lines) == {("L1", "revenue:c1+revenue:c2"): 1, ("L1", "tax:t1"): -1}


def test_a_day_without_a_document_differs_by_all_that_talech_knows():
    lines = proof_lines(SOLD, [record(None, state="held")], [], ACCOUNTS)

    assert sum(abs(line.difference_minor) for line in lines) == 2 * 1130


def test_an_amount_that_talech_knows_nothing_of_names_the_account():
    lines = proof_lines(SOLD, [record()], [document(BOOKED | {"7": 5, "1": 1125})], ACCOUNTS)

    assert differences(lines) == {("L1", "account:7"): 5, ("L1", "tender:CASH"): -5}


def test_figures_of_one_location_never_make_up_for_those_of_another():
    sold = [*SOLD, *(truth(row.role, row.minor, location="L2") for row in SOLD)]
    swapped = [record("501"), record("502", location="L2")]
    documents = [
        document(BOOKED | {"1": 1131, "2": -1001}),
        document(BOOKED | {"1": 1129, "2": -999}, identifier="502"),
    ]

    lines = proof_lines(sold, swapped, documents, ACCOUNTS)

    assert differences(lines)["L1", "tender:CASH"] == 1
    assert differences(lines)["L2", "tender:CASH"] == -1


def test_an_entry_of_a_later_period_counts_for_the_day_that_it_corrects():
    late_tip = [truth("tender:CASH", 200), truth("tip", -200)]
    delta = document({"1": 200, "9": -200}, identifier="601", on=DAY + timedelta(days=23))

    lines = proof_lines([*SOLD, *late_tip], [record(deltas=("601",))], [document(BOOKED), delta], ACCOUNTS)

    assert differences(lines) == {}
    assert {line.business_date for line in lines} == {DAY}


def test_an_unmapped_role_is_expected_in_the_suspense_account():
    sold = [truth("tender:GIZMO", 500), truth("revenue:c1", -500)]

    lines = proof_lines(sold, [record()], [document({"9": 500, "2": -500})], ACCOUNTS)

    assert differences(lines) == {}


def test_the_trial_balance_differs_by_what_nobody_can_name_a_location_day_for():
    balance = [
        AccountMovement("1", "Cash", 1130),
        AccountMovement("2", "Sales", -1000),
        AccountMovement("3", "Tax", -130),
    ]
    stray = [
        AccountMovement("1", "Cash", 1230),
        AccountMovement("2", "Sales", -1100),
        AccountMovement("3", "Tax", -130),
    ]

    assert account_differences(SOLD, balance, ACCOUNTS) == {}
    assert account_differences(SOLD, stray, ACCOUNTS) == {"1": 100, "2": -100}
