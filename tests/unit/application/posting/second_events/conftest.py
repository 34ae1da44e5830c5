"""A day that is posted, in every kind of document, and what happens at the till afterwards."""

from dataclasses import replace
from functools import partial

import pytest

from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.posting.documents import DocumentKind
from unit.application.posting.tries import another_sale

KINDS = [DocumentKind.JOURNAL_ENTRY, DocumentKind.SALES_RECEIPT, DocumentKind.INVOICE]


@pytest.fixture(params=KINDS)
def kind(request, connections, connection):
    connections.save_connection(replace(connection, document_kind=request.param))
    return request.param


@pytest.fixture
def deltas(connections):
    connections.save_connection(replace(connections.connection("m_1"), closed_books_policy=ClosedBooksPolicy.DELTA))


@pytest.fixture
def one_more_sale(sales, day, activity):
    """`one_more_sale()`: another 5.00 in cash, or so many minor units."""
    return partial(another_sale, sales, day, activity)
