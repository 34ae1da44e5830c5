"""What may be off the tax return: only what Daybook's own record of the day says."""

from dataclasses import replace
from datetime import timedelta

from daybook_local.demo.books.role_accounts import RoleAccounts
from daybook_local.demo.taxes.tax_on_lines import tax_gaps, tax_on_lines
from unit.local_demo.shop_books import DAY, document, record, truth
from unit.local_demo.taxes_of_a_cafe import collected

ACCOUNTS = RoleAccounts({"tax:t_hst": "71", "tax:t_gst": "72", "tax": "79", "tip": "80"}, suspense="99")
IDS = ["t_hst", "t_gst", "t_qst"]
SOLD = collected(hst=393, gst=150)


def on_lines(records, documents=(), rows=SOLD):
    return tax_on_lines(rows, records, documents, ACCOUNTS, IDS)


def with_gaps(found, *gaps):
    return replace(found, gaps=gaps)


def test_a_day_that_names_nothing_owes_all_of_its_tax_to_the_return():
    """Its tax on a liability line would be a difference, not an excuse."""
    assert on_lines([record()], [document({"71": -393, "80": 393})]) == {}


def test_a_day_with_a_tax_set_without_code_keeps_all_of_its_tax_on_lines_and_no_other_day_does():
    other = collected(hst=131, location="L2")

    found = on_lines([with_gaps(record(), "tax_code:t_gst+t_qst"), record(location="L2")], rows=[*SOLD, *other])

    assert found == {("L1", DAY, "t_hst"): -393, ("L1", DAY, "t_gst"): -150}


def test_a_fee_is_on_its_line_every_day_and_nothing_else_of_the_day_is():
    rows = [*SOLD, truth("tax:t_bottle", -5)]

    assert tax_on_lines(rows, [record()], (), ACCOUNTS, IDS, fees={"t_bottle"}) == {("L1", DAY, "t_bottle"): -5}


def test_a_fee_that_a_correction_brings_is_counted_once():
    """The truth has it already: the day's own figure and the late one together."""
    accounts = replace(ACCOUNTS, accounts={**ACCOUNTS.accounts, "tax:t_bottle": "73"})
    delta = document({"71": -26, "73": -5, "80": 31}, identifier="601", on=DAY + timedelta(days=20))

    found = tax_on_lines(
        [truth("tax:t_bottle", -10)],
        [record(deltas=("601",))],
        [document({"80": 0}), delta],
        accounts,
        [*IDS, "t_bottle"],
        fees={"t_bottle"},
    )

    assert found == {("L1", DAY, "t_bottle"): -10, ("L1", DAY, "t_hst"): -26}


def test_a_gap_of_another_kind_excuses_no_tax():
    gapped = with_gaps(record(), "tender:CCRD:JCB")

    assert tax_gaps(gapped) == ()
    assert on_lines([gapped]) == {}


def test_an_entry_that_corrects_closed_books_carries_no_codes_so_what_it_moves_on_a_taxs_account_stays_there():
    delta = document({"71": -26, "79": 4, "80": 22}, identifier="601", on=DAY + timedelta(days=20))

    assert on_lines([record(deltas=("601",))], [document({"80": 0}), delta]) == {
        ("L1", DAY, "t_hst"): -26,
        ("L1", DAY, "t_qst"): 4,
    }
