"""Empty, loading, partial, error, done: the log, the home page and the accounts say which of the five they are in."""

import html
from dataclasses import replace

import pytest

from daybook.domain.catalogue.error_catalogue import entry_for_error
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from unit.portal.merchant import KING, NEWEST, QUEEN, sales_of_day

RANGE = f"/log?first={NEWEST}&last={NEWEST}"
GAP = "account.tender:CCRD:JCB"


def sync(world, visitor, limit=None):
    visitor.send(visitor.open("/sync"), "/sync")
    world.work(limit)


def lose_connection(world, status=ConnectionStatus.NEEDS_RECONNECT):
    world.connections.save_connection(replace(world.connections.connection("m_1"), status=status))


@pytest.fixture
def gap(ready, visitor):
    ready.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, unknown_card=True)
    sync(ready, visitor)
    return ready


# The log


@pytest.mark.usefixtures("ready")
def test_an_empty_log_says_what_will_fill_it_and_how_to_fill_it_now(visitor):
    page = visitor.open("/log")

    assert "No day has been synced in this range." in page.words
    assert 'href="/sync">Sync a range of days' in page.body
    assert "<table" not in page.body


def test_a_log_that_fills_says_how_far_it_is_and_that_the_page_may_be_closed(ready, visitor):
    sync(ready, visitor, limit=31)

    page = visitor.open("/log")

    assert "A sync is under way: 31 of 90 days done." in page.words
    assert 'href="/sync/progress">See how far it is' in page.body
    assert "In progress" in page.words


@pytest.mark.usefixtures("synced")
def test_a_finished_sync_is_not_said_to_be_under_way(visitor):
    assert "under way" not in visitor.open("/log").words


@pytest.mark.usefixtures("synced")
def test_a_log_that_is_shown_whole_has_no_next_page(visitor):
    page = visitor.open("/log?first=2026-10-21&last=2026-11-23")

    assert page.body.count('<a class="row" href="/log/') == 90
    assert "Next page" not in page.words


def test_a_log_with_a_day_that_waits_says_so_first_and_leads_to_it(ready, visitor):
    for store in (QUEEN, KING):
        ready.sales.days[store, NEWEST] = sales_of_day(store, NEWEST, untied=True)
    sync(ready, visitor)

    page = visitor.open(RANGE)

    assert "Held for you 2" in page.words
    assert f'href="/log?first={NEWEST}&amp;last={NEWEST}&amp;state=held"' in page.body


def test_a_log_without_a_connection_says_that_nothing_is_posted(synced, visitor):
    lose_connection(synced)

    page = visitor.open("/log")

    assert "QuickBooks is not connected: no day is being posted." in page.words
    assert 'class="button" href="/connect">Reconnect QuickBooks' in page.body


@pytest.mark.usefixtures("synced")
def test_a_log_that_is_done_counts_its_days_by_how_they_ended(visitor):
    page = visitor.open(RANGE)

    assert "Posted 3" in page.words


@pytest.mark.parametrize("address", ["/", "/log"])
def test_a_sync_of_long_ago_is_not_read_to_see_whether_it_is_under_way(synced, monkeypatch, address):
    synced.clock.advance(days=300)
    visitor, history, asked = synced.visitor(), synced.sync_log.history, []
    monkeypatch.setattr(synced.sync_log, "history", lambda *who, **of: asked.append(of) or history(*who, **of))

    visitor.open(address)

    assert [of["first"] for of in asked if of.get("first") == synced.setups.setup("m_1").last_run.first] == []
    assert asked


# The home page


def test_a_home_page_of_a_merchant_who_has_no_day_yet_says_what_comes(ready, visitor):
    """Connected today: every day of the calendar lies before Daybook."""
    ready.connections.save_connection(replace(ready.connections.connection("m_1"), connected_at=ready.clock.now()))

    page = visitor.open("/")

    assert "Everything is ready; the next day that ends is posted by itself." in page.words
    assert "What needs you" not in page.words
    assert "No day is in your books yet." in page.words


def test_a_home_page_tells_of_a_sync_that_is_under_way(ready, visitor):
    sync(ready, visitor, limit=31)

    page = visitor.open("/")

    assert "A sync is under way: 31 of 90 days done." in page.words
    assert 'href="/sync/progress">See how far it is' in page.body


@pytest.mark.usefixtures("synced")
def test_a_home_page_whose_sync_is_done_says_nothing_of_it(visitor):
    assert "under way" not in visitor.open("/").words


# Accounts


@pytest.mark.usefixtures("synced")
def test_accounts_that_are_done_say_so_with_the_time_the_lists_were_read(visitor):
    page = visitor.open("/mapping")

    assert "Every amount has an account." in page.words
    assert "Read from QuickBooks on Nov 24, 2026, 10:05." in page.words


def test_days_that_are_being_put_right_are_counted_until_they_are(gap, visitor):
    done = visitor.send(visitor.open("/mapping"), "/mapping", **{GAP: "7"})
    again = visitor.open(done.path)
    gap.work()
    gap.clock.advance(minutes=3)
    after = visitor.open(done.path)

    assert "1 day is being corrected." in done.words
    assert "1 day is being corrected." in again.words
    assert "being corrected" not in after.words
    assert "Saved." in after.words


def test_some_accounts_of_several_are_a_part_and_the_rest_stays_to_do(gap, visitor):
    gap.sales.days[KING, NEWEST] = with_another_card(KING)
    sync(gap, visitor)

    page = visitor.send(visitor.open("/mapping"), "/mapping", **{GAP: "7", "account.tender:CCRD:DINERS": ""})

    assert "1 amount has no account yet" in page.words


def with_another_card(store):
    """The same day, paid with a card that is unknown too, but another one."""
    day = sales_of_day(store, NEWEST, unknown_card=True)
    first = day.orders[0]
    payments = tuple(replace(each, card_type="DINERS") for each in first.payments)
    return replace(day, orders=(replace(first, payments=payments), *day.orders[1:]))


@pytest.mark.parametrize(
    "error", [RetriableError("no answer"), NeedsAttentionError(HoldReason.SUBSCRIPTION_LAPSED, "lapsed")]
)
def test_lists_that_cannot_be_read_again_stay_as_they_were_and_the_page_says_so(synced, visitor, error):
    page = visitor.open("/mapping")
    synced.ledger.fail_next(error)

    refused = visitor.send(page, "/mapping/refresh")

    assert refused.status == 422
    assert entry_for_error(error).text("en", company="Queen Street Coffee Inc.").happened in html.unescape(
        refused.words
    )
    assert 'href="#f-refresh"' in refused.body
    assert "Every amount has an account." in refused.words


def test_an_account_that_is_gone_from_quickbooks_is_marked_where_it_is_used(synced, visitor):
    synced.ledger.accounts = [a for a in synced.ledger.accounts if a.name != "Tips payable"]
    visitor.send(visitor.open("/mapping"), "/mapping/refresh")

    page = visitor.open("/mapping")

    assert "Tips Tips payable No longer in QuickBooks Change" in page.words
