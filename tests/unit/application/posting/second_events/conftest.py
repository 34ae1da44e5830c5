"""A day that is posted, in every kind of document, and what happens at the till afterwards."""

from dataclasses import replace

import pytest

from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from factories import order, payment

KINDS = [DocumentKind.JOURNAL_ENTRY, DocumentKind.SALES_RECEIPT, DocumentKind.INVOICE]


def post(day, ports, cause=SyncCause.RECHECK, owner="worker"):
    return post_location_day(SyncRequest(day, cause, ports.clock.now()), owner, ports)


@pytest.fixture(params=KINDS)
def kind(request, connections, connection):
    connections.save_connection(replace(connection, document_kind=request.param))
    return request.param


@pytest.fixture
def deltas(connections):
    connections.save_connection(replace(connections.connection("m_1"), closed_books_policy=ClosedBooksPolicy.DELTA))


@pytest.fixture
def one_more_sale(sales, day, activity):
    """`one_more_sale()`: another 5.00 in cash."""

    def sold():
        at = activity.orders[0].closed_at
        more = order(closed_at=at, lines=[("food", 500)], payments=[payment(500, at=at)])
        told = DayActivity((*activity.orders, more), control=ControlTotals({"grossRevenue": 1500}))
        sales.days[day.location, day.business_date] = told

    return sold
