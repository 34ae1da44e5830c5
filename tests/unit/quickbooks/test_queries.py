"""Every row of an entity, page by page (quickbooks-online reference 2.4)."""

import pytest

from daybook.adapters.quickbooks.faults import ReconcileError
from daybook.adapters.quickbooks.queries import quoted
from unit.quickbooks.doubles import (
    ScriptedTransport,
    client,
    fault,
    reply,
)


def page(*ids):
    return reply({"QueryResponse": {"Account": [{"Id": str(i)} for i in ids]} if ids else {}})


def test_a_query_reads_every_page_in_order_of_id():
    transport = ScriptedTransport(page(*range(1000)), page(*range(1000, 1007)))

    rows = client(transport).query("Account", "Active IN (true, false)")

    assert len(rows) == 1007
    assert [sent.query["query"] for sent in transport.sent] == [
        "SELECT * FROM Account WHERE Active IN (true, false) ORDERBY Id STARTPOSITION 1 MAXRESULTS 1000",
        "SELECT * FROM Account WHERE Active IN (true, false) ORDERBY Id STARTPOSITION 1001 MAXRESULTS 1000",
    ]


def test_a_query_without_rows_is_empty():
    """An empty answer has no key for the entity (reference 2.4)."""
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
