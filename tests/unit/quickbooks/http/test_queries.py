"""Every row of an entity, page by page (docs/quickbooks.md 2.4)."""

import pytest

from daybook.adapters.quickbooks.http.faults import ReconcileError
from daybook.adapters.quickbooks.http.queries import quoted
from daybook.domain.errors import RetriableError
from unit.quickbooks.doubles import (
    ScriptedTransport,
    client,
    fault,
    reply,
)


def page(*ids):
    return reply({"QueryResponse": {"Account": [{"Id": str(i), "Name": f"Account {i}"} for i in ids]} if ids else {}})


def test_what_fits_into_one_page_is_one_read_without_an_order():
    transport = ScriptedTransport(page(*range(999)))

    assert len(client(transport).query("Account", "Active IN (true, false)")) == 999
    assert [sent.query["query"] for sent in transport.sent] == [
        "SELECT * FROM Account WHERE Active IN (true, false) STARTPOSITION 1 MAXRESULTS 1000"
    ]


def test_more_than_a_page_is_read_in_an_order_that_is_not_the_one_by_id():
    """Intuit has announced that Id stops being sortable (docs/quickbooks.md 13.1)."""
    transport = ScriptedTransport(page(*range(1000)), page(*range(1000)), page(*range(1000, 1007)))

    rows = client(transport).query("Account", "Active IN (true, false)")

    assert len(rows) == 1007
    assert [sent.query["query"] for sent in transport.sent[1:]] == [
        "SELECT * FROM Account WHERE Active IN (true, false) ORDERBY MetaData.CreateTime "
        "STARTPOSITION 1 MAXRESULTS 1000",
        "SELECT * FROM Account WHERE Active IN (true, false) ORDERBY MetaData.CreateTime "
        "STARTPOSITION 1001 MAXRESULTS 1000",
    ]


def test_rows_that_change_places_between_pages_are_asked_for_again():
    """Made in one second, they may: a row that came twice means one that did not come."""
    transport = ScriptedTransport(page(*range(1000)), page(*range(1000)), page(999, 1001))

    with pytest.raises(RetriableError, match="another order"):
        client(transport).query("Account")


def test_a_query_without_rows_is_empty():
    """An empty answer has no key for the entity (docs/quickbooks.md 2.4)."""
    assert client(ScriptedTransport(page())).query("Account") == ()


def test_a_result_that_is_too_large_is_asked_for_in_smaller_pages():
    transport = ScriptedTransport(fault(10100), page(*range(500)), page(500))

    assert len(client(transport).query("Account")) == 501
    assert [sent.query["query"].split("STARTPOSITION ")[1] for sent in transport.sent] == [
        "1 MAXRESULTS 1000",
        "1 MAXRESULTS 500",
        "501 MAXRESULTS 500",
    ]


def test_a_result_that_is_too_large_one_by_one_is_not_asked_for_for_ever():
    transport = ScriptedTransport(fault(10100))

    with pytest.raises(ReconcileError):
        client(transport).query("Account")

    assert len(transport.sent) == 10


@pytest.mark.parametrize(
    ("value", "literal"),
    [("TL-20261123-AB", "'TL-20261123-AB'"), ("Joe's", r"'Joe\'s'"), ("a\\", r"'a\\'"), (r"\' OR", r"'\\\' OR'")],
)
def test_no_value_can_end_its_literal(value, literal):
    assert quoted(value) == literal


@pytest.mark.parametrize("value", ["Kid\u2019s menu", "\u2013", "Zupa \u0142", "\N{TACO}"])
def test_no_sign_beyond_latin1_reaches_a_query(value):
    """QuickBooks answers 4000 in every country (docs/quickbooks.md 13.2)."""
    with pytest.raises(ValueError, match="Latin-1"):
        quoted(value)
