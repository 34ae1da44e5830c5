"""A header beyond its lines becomes one adjustment line; above the merchant's limit a person looks at it first.

Sold in the talech simulator, read and posted by the shipped adapters, looked up in QuickBooks' own ledger.
"""

from dataclasses import replace

import pytest

from contract.traps.chart import ADJUSTMENTS, CASH, COFFEE_SALES, HST
from contract.traps.sales import KING, MONDAY, MONDAY_NOON, QUEEN, cash, coffee, sold, two_shops
from daybook.application.days.settle_holds import release_day
from daybook.domain.company.connection import LocationMode, UntiedPolicy
from daybook.domain.errors import HoldReason
from daybook.domain.merchant.profile import ALL_LOCATIONS
from daybook.domain.sync.location_day import LocationDay, SyncState
from fakes.queues.sync_queue import FakeSyncQueue

pytestmark = pytest.mark.loopback

ALLOWED = 500


def a_coffee_that_costs(beyond, order_id="o1", *, category="c1", **more):
    """A coffee of 10.00 and 1.30 HST whose header is `beyond` its one line."""
    return sold(
        order_id,
        MONDAY_NOON,
        [coffee(category=category)],
        [cash(f"p-{order_id}", 1130 + beyond, MONDAY_NOON)],
        adjustment_minor=beyond,
        **more,
    )


def in_the_books(beyond):
    return {CASH: 1130 + beyond, COFFEE_SALES: -1000, ADJUSTMENTS: -beyond, HST: -130}


def choose(shop, **choices):
    shop.connections.save_connection(replace(shop.connections.connection(shop.id), **choices))


def release(shop, location=QUEEN):
    release_day(LocationDay(shop.id, MONDAY, location), shop.sync_log, FakeSyncQueue(), shop.talech.clock.now())


def test_a_difference_within_the_limit_is_posted_as_its_own_line(shop_of):
    """A day of 15.00: one per cent would be 0.15, but five dollars are always allowed."""
    assert shop_of([a_coffee_that_costs(ALLOWED)]).close(MONDAY) == in_the_books(ALLOWED)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_difference_above_the_limit_holds_the_day_with_both_figures_and_the_order(shop_of, sign):
    shop = shop_of([a_coffee_that_costs(0, "o1"), a_coffee_that_costs(sign * 501, "o2")])

    held = shop.post(MONDAY)

    assert (held.state, held.reason) == (SyncState.HELD, HoldReason.ADJUSTMENT_ABOVE_LIMIT)
    assert held.details == (
        f"Queen St: the lines of its orders leave {sign * 501} open of {2000 + sign * 501} in sales (minor units)",
        f"Queen St: order o2: its header says {1130 + sign * 501}, its lines and taxes give 1130 (minor units)",
    )
    assert shop.books(MONDAY) == {}


def test_one_per_cent_of_a_larger_day_is_allowed(shop_of):
    """A hundred coffees and one cup of 10.00 that no line names: 10.00 of 1,010.00 is within one per cent."""
    shop = shop_of([*(a_coffee_that_costs(0, f"o{n}") for n in range(99)), a_coffee_that_costs(1000, "o99")])

    assert shop.close(MONDAY) == {CASH: 114000, COFFEE_SALES: -100000, ADJUSTMENTS: -1000, HST: -13000}


def test_a_release_settles_that_difference_and_no_other(shop_of):
    shop = shop_of([a_coffee_that_costs(600)])
    assert shop.post(MONDAY).state is SyncState.HELD

    release(shop)
    shop.trades([a_coffee_that_costs(700)])
    assert shop.post(MONDAY).reason is HoldReason.ADJUSTMENT_ABOVE_LIMIT

    release(shop)
    assert shop.close(MONDAY) == in_the_books(700)


def test_a_day_in_the_books_is_not_held_by_being_read_again(shop_of):
    """Posted under a higher limit, as releases before the limit posted every day."""
    shop = shop_of([a_coffee_that_costs(600)])
    choose(shop, untied_policy=UntiedPolicy.POST_AND_FLAG)
    shop.close(MONDAY)

    choose(shop, untied_policy=UntiedPolicy.HOLD)

    assert shop.close(MONDAY) == in_the_books(600)


def test_a_change_of_a_day_in_the_books_is_held_and_the_day_is_settled_when_talech_takes_it_back(shop_of):
    shop = shop_of([a_coffee_that_costs(600)])
    choose(shop, untied_policy=UntiedPolicy.POST_AND_FLAG)
    shop.close(MONDAY)
    choose(shop, untied_policy=UntiedPolicy.HOLD)

    shop.trades([a_coffee_that_costs(700)])
    assert shop.post(MONDAY).reason is HoldReason.ADJUSTMENT_ABOVE_LIMIT
    assert shop.books(MONDAY) == in_the_books(600)

    shop.trades([a_coffee_that_costs(600)])
    assert shop.close(MONDAY) == in_the_books(600)


def test_a_merchant_who_posts_and_flags_is_told_of_the_difference_at_every_reading(shop_of):
    shop = shop_of([a_coffee_that_costs(600)])
    choose(shop, untied_policy=UntiedPolicy.POST_AND_FLAG)

    posted = shop.post(MONDAY)
    again = shop.post(MONDAY)

    assert (posted.state, again.state) == (SyncState.POSTED, SyncState.POSTED)
    assert posted.details == again.details
    assert posted.details[0] == "Queen St: the lines of its orders leave 600 open of 1600 in sales (minor units)"
    assert shop.books(MONDAY) == in_the_books(600)


def test_differences_of_two_stores_do_not_hide_each_other_on_a_combined_day(shop_of):
    """Six dollars too many in one store and six too few in the other are two lines, and both are looked at."""
    above = a_coffee_that_costs(600, "o1")
    below = a_coffee_that_costs(-600, "o2", category="k1", location=KING)
    shop = shop_of([above, below], mode=LocationMode.COMBINED, profile=two_shops())

    held = shop.post(MONDAY, ALL_LOCATIONS)

    assert held.reason is HoldReason.ADJUSTMENT_ABOVE_LIMIT
    assert [detail.partition(":")[0] for detail in held.details] == ["Queen St", "Queen St", "King St", "King St"]
