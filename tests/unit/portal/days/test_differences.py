"""A day whose orders hold more than their lines: its page says the figures and what to do, in both languages."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from daybook.domain.company.connection import UntiedPolicy
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.sync.location_day import LocationDay, SyncState
from factories import order, payment
from unit.portal.calls import Caller
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN

DAY = f"/log/{NEWEST}/{QUEEN}"


def choose(world, **choices):
    world.connections.save_connection(replace(world.connections.connection(MERCHANT), **choices))


@pytest.fixture
def apart(ready):
    """One order of 40.00 whose line says 28.00."""
    at = datetime.combine(NEWEST, time(17), tzinfo=UTC)
    short = order(
        order_id="A-17", closed_at=at, lines=[("food-304267", 2800)], gross=4000, payments=[payment(4000, at=at)]
    )
    ready.sales.days[QUEEN, NEWEST] = DayActivity((short,), control=ControlTotals({"grossRevenue": 4000}))
    return ready


def sync(world, visitor):
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()


def state(world):
    return world.sync_log.get(LocationDay(MERCHANT, NEWEST, QUEEN)).state


def test_the_page_of_a_held_day_says_sales_difference_limit_and_order(apart, visitor):
    sync(apart, visitor)

    page = visitor.open(DAY)

    assert state(apart) is SyncState.HELD
    assert "Orders differ from their lines by more than your limit" in page.words
    assert "Queen St $40.00 $12.00 $5.00" in page.words
    assert "Order A-17, Queen St: its total is $40.00, its lines and taxes add up to $28.00" in page.words
    assert "DB-1306" in page.words


def test_in_french(apart, visitor):
    sync(apart, visitor)

    page = apart.visitor("fr").open(DAY)

    assert "L’écart entre les commandes et leurs lignes dépasse votre limite" in page.words
    assert "Queen St 40,00 $ 12,00 $ 5,00 $" in page.words
    assert "Commande A-17, Queen St : son total est de 40,00 $" in page.words


def test_one_press_posts_it_as_it_is_and_the_log_marks_it(apart, visitor):
    sync(apart, visitor)

    visitor.send(visitor.open(DAY), f"{DAY}/release")
    apart.work()

    page = visitor.open(DAY)
    assert state(apart) is SyncState.POSTED
    assert "The day is in your books. The difference is a line of its own, on" in page.words
    assert "Posted with a difference" in visitor.open("/log").words


def test_a_merchant_who_posts_and_flags_finds_the_day_in_the_books_and_marked(apart, visitor):
    choose(apart, untied_policy=UntiedPolicy.POST_AND_FLAG)

    sync(apart, visitor)

    assert state(apart) is SyncState.POSTED
    assert "Queen St $40.00 $12.00 $5.00" in visitor.open(DAY).words
    assert "Posted with a difference" in visitor.open("/log").words


def test_the_api_tells_the_same_figures(apart, visitor):
    sync(apart, visitor)

    status, body, _ = Caller(apart).send("GET", f"/days/{NEWEST}/{QUEEN}")

    assert (status, body["day"]["problem"]["code"]) == (200, "DB-1306")
    assert body["store_differences"] == [
        {"store": "Queen St", "open_minor": 1200, "sales_minor": 4000, "limit_minor": 500}
    ]
    assert body["order_differences"] == [
        {"store": "Queen St", "order_id": "A-17", "total_minor": 4000, "parts_minor": 2800}
    ]


def test_what_was_changed_is_told_in_the_merchants_own_signs(synced):
    owner = synced.visitor("fr")

    owner.send(owner.open("/settings"), "/settings/policies", adjustment_limit="2,5")

    assert "en pourcentage des ventes de la journée avant : 1; maintenant : 2,5" in owner.open("/changes").words
    assert 'value="2,5"' in owner.open("/settings").body
