"""The link that shows an accountant the review of the setup: read-only, ended by its owner, and over in the end."""

import re

import pytest

from daybook.domain.telling.notify import NotifyPreference
from unit.portal.guests import OWNER
from unit.portal.merchant import MERCHANT
from unit.portal.setup.test_setup import walk


def shared(visitor, page):
    """Make a link; its address, and the review that shows it."""
    review = visitor.send(page, "/setup/share")
    return f"/shared/{review.words.partition('/shared/')[2].split()[0]}", review


def test_the_accountants_link_ends_when_its_owner_ends_it(world, visitor):
    link, review = shared(visitor, walk(visitor))
    assert type(visitor)(world).open(link).status == 200

    after = visitor.send(review, "/setup/share/end")

    assert type(visitor)(world).open(link).status == 403
    assert "A link to this page is out" in review.words
    assert "A link to this page is out" not in after.words


def test_a_new_link_takes_the_place_of_the_one_before(world, visitor):
    first, _ = shared(visitor, walk(visitor))
    second, _ = shared(visitor, visitor.open("/setup/review"))

    assert [type(visitor)(world).open(link).status for link in (first, second)] == [403, 200]


@pytest.mark.parametrize("path", ["/setup/review", "/disconnect"])
def test_the_accountants_link_ends_once_the_setup_is_confirmed_or_the_merchant_disconnects(world, visitor, path):
    link, _ = shared(visitor, walk(visitor))

    visitor.send(visitor.open(path), path)

    assert type(visitor)(world).open(link).status == 403


def test_the_accountants_link_shows_the_review_read_only_and_expires(world, visitor):
    review = walk(visitor)

    link = visitor.send(review, "/setup/share").words.partition("/shared/")[2].split()[0]
    stranger = type(visitor)(world)
    shown = stranger.open(f"/shared/{link}")
    world.clock.advance(days=15)
    late = stranger.open(f"/shared/{link}")

    assert "What it does to each account" in shown.body
    assert "<form" not in shown.body
    assert late.status == 403


def test_who_has_the_link_to_the_review_does_not_read_the_merchants_address(world, visitor):
    world.notify_store.save_preference(MERCHANT, NotifyPreference(OWNER, "en", unsubscribe_token="u"))
    review = visitor.send(visitor.open("/setup"), "/setup/recommended")
    link = re.search(r'href="(/shared/[^"]+)"', visitor.send(review, "/setup/share").body)[1]

    assert OWNER not in visitor.open(link).words
