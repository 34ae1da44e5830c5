"""Classes and locations of a company, over real HTTP: active ones only, by their full name, one metered read each."""

import pytest

from daybook.adapters.quickbooks.lists.tracking import QuickBooksTracking
from daybook.domain.company.lists import ListEntry

pytestmark = pytest.mark.loopback


def test_a_company_without_any_has_none(books):
    tracking = QuickBooksTracking(books.client())

    assert tracking.classes() == ()


def test_a_location_that_was_made_in_quickbooks_is_listed(books):
    client = books.client()
    made = client.post("department", {"Name": "Laval"}, "laval-1").body["Department"]

    assert ListEntry(made["Id"], "Laval") in QuickBooksTracking(client).departments()
