"""The orders behind the deposits of a month: listed where they are asked for, and held against the closing balance."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from copies import reached_once
from daybook.domain.day.orders import ControlTotals, OrderStatus
from factories import order, payment
from unit.portal.merchant import KING, MERCHANT, NEWEST, QUEEN
from unit.portal.stages import set_up, with_posted_days

NOVEMBER, ORDERS = "/month?month=2026-11", "/month?month=2026-11&deposits=orders"
PAID_ON, CLOSED_ON = date(2026, 11, 12), date(2026, 11, 19)


def paid_order(name, minor, on):
    """An order that is open: a part of it is paid."""
    at = datetime.combine(on, time(18), tzinfo=UTC)
    open_one = order(closed_at=None, payments=[payment(minor, at=at)], status=OrderStatus.PARTIALLY_PAID, order_id=name)
    return replace(open_one, opened_at=at)


def add_to_day(world, store, on, *orders):
    day = world.sales.days[store, on]
    world.sales.days[store, on] = replace(day, orders=(*day.orders, *orders), control=ControlTotals({}))


@reached_once
def advances():
    """On the 12th two orders are paid in part; one of them closes on the 19th. A third is paid in another store."""
    ready = set_up()
    kept, used = paid_order("o-kept", 5_000, PAID_ON), paid_order("o-used", 2_000, PAID_ON)
    add_to_day(ready, QUEEN, PAID_ON, kept, used)
    at = datetime.combine(CLOSED_ON, time(18), tzinfo=UTC)
    code = QUEEN.partition(":")[0]
    closed = order(closed_at=at, lines=[(f"food-{code}", 2_000)], payments=used.payments, order_id="o-used")
    add_to_day(ready, QUEEN, CLOSED_ON, closed)
    add_to_day(ready, KING, NEWEST - timedelta(days=2), paid_order("o-king", 700, NEWEST - timedelta(days=2)))
    visitor = ready.visitor()
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()
    return ready


@pytest.fixture
def world(request):
    return advances() if "with_advances" in request.fixturenames else with_posted_days()


@pytest.fixture
def with_advances(world):
    return world


def rows_of(visitor, query=""):
    page = visitor.open(f"/month/deposits.csv?month=2026-11{query}")
    return list(csv.reader(io.StringIO(page.body.removeprefix("\N{BYTE ORDER MARK}"))))


@pytest.mark.usefixtures("with_advances")
@pytest.mark.parametrize(
    ("language", "link", "heading"),
    [
        ("en", "Which orders are open?", "Orders that were open on Nov 23, 2026"),
        ("fr", "Quelles commandes sont ouvertes?", "Commandes ouvertes le 23 nov. 2026"),
    ],
)
def test_the_month_leads_to_the_orders_behind_its_deposits(world, language, link, heading):
    visitor = world.visitor(language)

    month, asked = visitor.open(NOVEMBER), visitor.open(ORDERS)

    assert f'href="{ORDERS.replace("&", "&amp;")}#deposits">{link}</a>' in month.body
    assert '<h2 id="deposits">' not in month.body
    assert heading in asked.words
    assert "o-kept" in asked.words
    assert "o-used" not in asked.words


@pytest.mark.usefixtures("with_advances")
def test_the_file_has_each_open_order_with_its_store_the_oldest_first(visitor):
    assert rows_of(visitor) == [
        ["Store", "Order", "Open since", "Paid"],
        ["Queen St", "o-kept", "2026-11-12", "50.00"],
        ["King St", "o-king", "2026-11-21", "7.00"],
    ]
    assert [row[1] for row in rows_of(visitor, f"&location={KING}")[1:]] == ["o-king"]


@pytest.mark.usefixtures("with_advances")
@pytest.mark.parametrize(
    ("opening", "said"),
    [
        (None, "Type an opening of the deposits, and"),
        ("0.00", "These payments are the closing balance of the deposits, $57.00."),
        ("30.00", "Off by $30.00"),
    ],
)
def test_the_closing_balance_of_the_deposits_is_held_against_the_orders(visitor, opening, said):
    if opening is not None:
        visitor.send(visitor.open(NOVEMBER), "/month/balances", **{"amount.deposits": opening})

    assert said in visitor.open(ORDERS).words


def test_an_order_that_is_open_for_more_than_thirty_days_is_marked(with_advances, visitor):
    for proof in tuple(with_advances.proofs.between(MERCHANT, PAID_ON, PAID_ON)):
        if proof.day.location == QUEEN:
            early = proof.day.business_date - timedelta(days=30)
            days = tuple(replace(day, business_date=early) for day in proof.sales_days)
            with_advances.proofs.save(replace(proof, sales_days=days))

    page = visitor.open(ORDERS)

    assert page.words.count("For more than 30 days") == 1


def test_a_day_that_an_earlier_release_read_is_said_to_be_without_its_orders(with_advances, visitor):
    for proof in tuple(with_advances.proofs.between(MERCHANT, PAID_ON, PAID_ON)):
        days = tuple(replace(day, advances={}) for day in proof.sales_days)
        with_advances.proofs.save(replace(proof, sales_days=days))

    page = visitor.open(ORDERS)

    assert "Of 1 store day it is not on record which orders moved deposits" in page.words
    assert "Orders that were paid before these days have used $20.00." in page.words


@pytest.mark.usefixtures("synced")
def test_a_month_without_deposits_leads_nowhere(visitor):
    assert "Which orders are open?" not in visitor.open(NOVEMBER).words


def test_the_orders_of_a_day_are_no_part_of_what_is_posted(with_advances):
    proofs = with_advances.proofs.between(MERCHANT, PAID_ON, PAID_ON)
    day = next(day for proof in proofs for day in proof.sales_days if day.advances)

    assert day.advances == {"o-kept": 5_000, "o-used": 2_000}
    assert replace(day, advances={}).content_hash == day.content_hash
