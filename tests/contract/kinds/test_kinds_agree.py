"""All kinds and modes give the same trial balance, and it is talech's truth (docs/accounting.md 5).

A few days of each sample merchant: refunds above sales, closed shops, changed clocks, unmapped cards, open orders,
stores that number their categories themselves, returns without a receipt.
"""

import pytest

from contract.kinds.sample_books import DATES
from daybook.domain.company.connection import LocationMode
from daybook.domain.posting.documents import CHOSEN_KINDS, DocumentKind
from daybook.domain.sync.location_day import SyncState

pytestmark = [pytest.mark.loopback, pytest.mark.xdist_group("kinds")]

SEPARATE, COMBINED = LocationMode.SEPARATE, LocationMode.COMBINED
every_merchant = pytest.mark.parametrize("merchant", DATES)
every_kind = pytest.mark.parametrize("kind", CHOSEN_KINDS)
every_mode = pytest.mark.parametrize("mode", LocationMode)


@every_mode
@every_kind
@every_merchant
def test_the_trial_balance_is_talechs_truth(books_of, merchant, kind, mode):
    books = books_of(merchant, kind, mode)

    assert books.balance == books.truth
    assert sum(books.balance.values()) == 0


@every_mode
@every_kind
@every_merchant
def test_trial_balances_are_equal_across_kinds_and_modes(books_of, merchant, kind, mode):
    books = books_of(merchant, kind, mode)

    assert books.balance == books_of(merchant, DocumentKind.JOURNAL_ENTRY, SEPARATE).balance


@every_kind
@every_merchant
def test_where_no_item_may_be_on_a_bank_account_clearing_accounts_hold_talechs_truth(books_of, merchant, kind):
    books = books_of(merchant, kind, SEPARATE, cleared=True)

    assert books.balance == books.truth
    assert books.on_banks == {}
    assert books_of(merchant, kind, SEPARATE).on_banks != {}


@every_mode
@every_kind
@every_merchant
def test_every_day_ends_in_the_books_or_empty_and_costs_no_read(books_of, merchant, kind, mode):
    books = books_of(merchant, kind, mode)

    assert {outcome.state for outcome in books.outcomes} <= {
        SyncState.POSTED,
        SyncState.POSTED_WITH_GAPS,
        SyncState.EMPTY,
    }
    assert books.calls == (0, sum(books.papers.values()))


@every_kind
@every_merchant
def test_locations_as_one_make_one_document_a_date(books_of, merchant, kind):
    books = books_of(merchant, kind, COMBINED)

    papers = sum(count for paper, count in books.papers.items() if paper != "Payment")
    assert papers == sum(outcome.document is not None for outcome in books.outcomes) <= len(DATES[merchant])


@every_mode
@every_kind
def test_one_id_of_two_stores_is_two_categories_in_the_account_of_each_name(books_of, kind, mode):
    """1 is Coffee in one store and Wine in the other."""
    books = books_of("numbered-categories", kind, mode)

    prefix = "POS Sales - "
    booked = {name.removeprefix(prefix): minor for name, minor in books.balance.items() if name.startswith(prefix)}
    assert booked == books.sold_by_name
    assert booked.keys() == {"Coffee", "Bakery", "Gifts", "Wine"}


@pytest.mark.parametrize(
    ("kind", "papers"),
    [
        (DocumentKind.JOURNAL_ENTRY, {"JournalEntry"}),
        (DocumentKind.INVOICE, {"Invoice", "Payment"}),
        (DocumentKind.SALES_RECEIPT, {"SalesReceipt"}),
    ],
)
def test_each_kind_is_on_its_own_paper_also_where_more_went_back_than_came_in(books_of, kind, papers):
    """Dublin on 2026-03-06 gave back 4,066.13 more than it took: such tenders are lines, as no payment is negative."""
    assert books_of("retail-ie", kind, SEPARATE).papers.keys() == papers
