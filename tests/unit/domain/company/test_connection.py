"""How a business date is posted: the newest change in force by then, and before any change the first choice."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from daybook.domain.company.connection import Company, Connection, ConnectionStatus, LocationMode, PostingChoice
from daybook.domain.merchant.books import BooksId
from daybook.domain.posting.documents import DocumentKind

COMPANY = Company("9341453000000001", "Night Bar", "CA", "CAD", True, False, None, "PLUS")  # noqa: FBT003
FIRST = (DocumentKind.INVOICE, LocationMode.COMBINED)
MARCH = PostingChoice(date(2026, 3, 1), DocumentKind.SALES_RECEIPT, LocationMode.COMBINED)
MAY = PostingChoice(date(2026, 5, 1), DocumentKind.JOURNAL_ENTRY, LocationMode.SEPARATE)
CONNECTION = Connection(
    BooksId("m_1"), COMPANY, ConnectionStatus.CONNECTED, datetime(2026, 1, 5, tzinfo=UTC), *FIRST, changes=(MAY, MARCH)
)


@pytest.mark.parametrize(
    ("on", "choice"),
    [
        (date(2026, 2, 28), PostingChoice(date.min, *FIRST)),
        (date(2026, 3, 1), MARCH),
        (date(2026, 4, 30), MARCH),
        (date(2026, 5, 1), MAY),
        (date(2026, 12, 31), MAY),
    ],
)
def test_a_date_is_posted_by_the_newest_change_in_force(on, choice):
    assert CONNECTION.choice_on(on) == choice


def test_facts_of_the_company_that_were_read_again_change_no_choice():
    closed = replace(COMPANY, book_close_date=date(2026, 3, 31))

    assert CONNECTION.with_company(closed) == replace(CONNECTION, company=closed)


@pytest.mark.parametrize("status", ConnectionStatus)
def test_daybook_posts_only_while_connected(status):
    assert CONNECTION.with_status(status).is_live is (status is ConnectionStatus.CONNECTED)
