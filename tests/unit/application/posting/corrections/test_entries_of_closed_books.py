"""Journal entries of closed books, and old corrections that nobody knows the outcome of."""

from dataclasses import replace

from daybook.domain.company.connection import ClosedBooksPolicy, LocationMode
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.sync.location_day import LocationDay
from unit.application.conftest import KING, QUEEN, D
from unit.application.posting.coded.sales import NOVEMBER, one_more, sale
from unit.application.posting.tries import post


def test_an_entry_of_closed_books_names_the_shop_of_each_line_of_a_combined_day(
    day, ports, ledger, sales, connections, connection
):
    combined = replace(day, location="all")
    choice = {"location_mode": LocationMode.COMBINED, "closed_books_policy": ClosedBooksPolicy.DELTA}
    connections.save_connection(replace(connection, **choice))
    post(combined, ports)
    ledger.close_books(NOVEMBER)
    king = LocationDay("m_1", D, KING)
    one_more(sales, king, DayActivity((), control=ControlTotals({})), sale(500, 65))

    (delta,) = post(combined, ports).deltas

    assert {line.location_id for line in ledger.documents[delta.id].lines} == {KING}
    assert QUEEN != KING


def test_an_entry_of_closed_books_names_the_customer_of_a_receivable_account(
    day, ports, ledger, sales, activity, connections, connection, mapping
):
    connections.save_mapping("m_1", replace(mapping, version=2, customers={"3": "12"}))
    connections.save_connection(replace(connection, closed_books_policy=ClosedBooksPolicy.DELTA))
    post(day, ports)
    ledger.close_books(NOVEMBER)
    one_more(sales, day, activity, sale(500, 65))

    (delta,) = post(day, ports).deltas

    lines = ledger.documents[delta.id].lines
    assert {line.account_id: line.customer_id for line in lines} == {"1": None, "2": None, "3": "12"}
