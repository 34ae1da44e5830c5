"""A merchant whose sales forms carry tax codes, and whose corrections of closed books go to the first open period."""

from dataclasses import replace

import pytest

from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.posting.documents import DocumentKind
from unit.application.posting.coded.sales import CODES, sale


@pytest.fixture
def activity():
    """One cash sale of 10.00 that bears 1.30."""
    return DayActivity((sale(1000, 130),), control=ControlTotals({"grossRevenue": 1000, "reportedTax": 130}))


@pytest.fixture(params=[DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT])
def kind(request):
    return request.param


@pytest.fixture
def coded(connections, connection, mapping, kind):
    connections.save_mapping("m_1", replace(mapping, version=2, tax_codes=CODES))
    delta = ClosedBooksPolicy.DELTA
    connections.save_connection(replace(connection, document_kind=kind, closed_books_policy=delta))
