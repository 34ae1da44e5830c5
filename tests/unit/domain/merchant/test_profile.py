"""Which stores post to a set of books, and which merchants may post at all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.merchant.books import BooksId, BooksMove
from daybook.domain.merchant.profile import Category, MerchantProfile
from factories import location

D = date(2026, 11, 24)
QUEEN, KING, CLOSED = location("304267:1"), location("304268:1"), replace(location("304269:1"), active=False)
FIRST, SECOND = BooksId("304267"), BooksId("304267@2")
PROFILE = MerchantProfile(
    FIRST,
    "Night Bar",
    "STANDARD",
    "CA",
    is_demo=False,
    locations=(QUEEN, KING, CLOSED),
    categories=(Category("c1", QUEEN.id, "Food"), Category("c1", KING.id, "Drinks"), Category("c2", KING.id, "Food")),
    taxes=(),
    tenders=(),
    card_types=(),
)
KING_MOVES = (BooksMove(KING.id, D, SECOND),)


def test_stores_that_talech_lists_as_closed_post_nowhere():
    assert PROFILE.open_locations == PROFILE.active_locations == PROFILE.locations_ever == (QUEEN, KING)


def test_a_store_that_moved_posts_to_its_new_books_from_its_date_on():
    old, new = (PROFILE.for_books(each, KING_MOVES) for each in (FIRST, SECOND))

    assert [old.locations_on(on) for on in (D - timedelta(days=1), D)] == [(QUEEN, KING), (QUEEN,)]
    assert [new.locations_on(on) for on in (D - timedelta(days=1), D)] == [(), (KING,)]
    assert (old.active_locations, old.locations_ever) == ((QUEEN,), (QUEEN, KING))
    assert new.active_locations == new.locations_ever == (KING,)


def test_books_that_all_stores_left_keep_those_that_ever_posted_there():
    moves = tuple(BooksMove(each.id, D, SECOND) for each in (QUEEN, KING))

    assert PROFILE.for_books(FIRST, moves).active_locations == (QUEEN, KING)


def test_books_have_the_categories_of_the_stores_that_ever_post_there():
    old, new = (PROFILE.for_books(each, KING_MOVES) for each in (FIRST, SECOND))

    assert (old.merchant_id, old.moves, old.categories) == (FIRST, KING_MOVES, PROFILE.categories)
    assert (new.merchant_id, new.moves, new.categories) == (SECOND, KING_MOVES, PROFILE.categories[1:])
    assert (new.talech_merchant, new.name) == ("304267", "Night Bar")


def test_a_merchant_of_whom_no_store_moved_keeps_every_category():
    of_closed = replace(PROFILE, categories=(Category("c3", CLOSED.id, "Tea"),))

    assert of_closed.for_books(FIRST, ()) == of_closed


def test_a_location_that_talech_lists_no_more_holds_the_day():
    assert PROFILE.location(CLOSED.id) == CLOSED
    with pytest.raises(NeedsAttentionError) as error:
        PROFILE.location("999999:1")
    assert error.value.reason is HoldReason.UNKNOWN_LOCATION


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"plan": "premium"}, None),
        ({"plan": "STARTER"}, HoldReason.PLAN_BELOW_STANDARD),
        ({"apps_allowed": False}, HoldReason.PLAN_BELOW_STANDARD),
        ({"is_demo": True}, HoldReason.DEMO_MERCHANT),
        ({"is_demo": True, "plan": "STARTER"}, HoldReason.DEMO_MERCHANT),
    ],
)
def test_a_merchant_posts_only_real_sales_and_on_a_plan_that_allows_apps(changes, reason):
    profile = replace(PROFILE, **changes)

    if reason is None:
        profile.check_may_post()
    else:
        with pytest.raises(NeedsAttentionError) as error:
            profile.check_may_post()
        assert error.value.reason is reason
