"""Accounts after the setup: gaps are closed in one action, and a change shows its effect first."""

from dataclasses import replace
from datetime import date
from urllib.parse import quote

import pytest

from daybook.application.mapping.map_roles import map_roles
from daybook.application.ports import Lane
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncState
from unit.portal.merchant import KING, LAVAL, MERCHANT, NEWEST, QUEEN, sales_of_day

GAP = "account.tender:CCRD:JCB"
DAY = LocationDay("m_1", NEWEST, QUEEN)


@pytest.fixture
def gap(coming):
    coming.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, unknown_card=True)
    coming.work()
    return coming


def newest_mapping(world):
    return world.connections.mapping_on("m_1", date.max)


@pytest.mark.usefixtures("gap")
def test_a_gap_is_shown_with_a_proposed_account(visitor):
    page = visitor.open("/mapping")

    assert "1 amount has no account yet" in page.words
    assert page.form("/mapping")[GAP] == "create"


def test_one_action_maps_it_and_puts_the_day_right(gap, visitor):
    page = visitor.send(visitor.open("/mapping"), "/mapping", **{GAP: "7"})
    gap.work()

    assert "Every amount has an account." in page.words
    assert newest_mapping(gap).accounts["tender:CCRD:JCB"] == "7"
    assert gap.sync_log.get(DAY).state is SyncState.POSTED


def test_the_proposed_account_is_created_at_once(gap, visitor):
    visitor.send(visitor.open("/mapping"), "/mapping")

    made = gap.ledger.accounts[-1]
    assert made.name == "POS Card Clearing - JCB"
    assert newest_mapping(gap).accounts["tender:CCRD:JCB"] == made.id


def test_sent_twice_it_makes_one_version_more_and_no_second_account(gap, visitor):
    page = visitor.open("/mapping")
    visitor.send(page, "/mapping")
    accounts = len(gap.ledger.accounts)

    visitor.send(page, "/mapping")

    assert len(gap.ledger.accounts) == accounts


def test_a_change_shows_what_would_be_different_before_it_is_made(synced, visitor):
    page = visitor.open("/mapping/change?role=tip")

    shown = visitor.send(page, "/mapping/change", account=other(synced), then="preview")

    assert "75 of them would change" in shown.words
    assert newest_mapping(synced).version == 1


def other(world):
    """Another account that can take tips."""
    return next(a.id for a in world.ledger.accounts if a.name == "POS Service Charges Owed to Staff")


def test_a_change_holds_for_days_to_come(synced, visitor):
    page = visitor.open("/mapping/change?role=tip")

    visitor.send(page, "/mapping/change", account=other(synced), then="save")

    assert newest_mapping(synced).accounts["tip"] == other(synced)
    assert synced.queue.sent[Lane.BACKFILL] == []


def test_or_for_the_days_in_the_books_as_well(synced, visitor):
    page = visitor.open("/mapping/change?role=tip")

    visitor.send(page, "/mapping/change", account=other(synced), then="reclass")

    assert {request.cause for request in synced.queue.sent[Lane.BACKFILL]} == {SyncCause.RECLASS}


@pytest.mark.parametrize("account", ["8", "999", "<script>", ""])
def test_an_account_that_cannot_take_the_amount_is_refused(synced, visitor, account):
    page = visitor.open("/mapping/change?role=tip")

    refused = visitor.send(page, "/mapping/change", account=account, then="save")

    assert refused.status == 422
    assert newest_mapping(synced).version == 1


def test_the_lists_are_read_from_quickbooks_on_request_only(synced, visitor):
    reads = synced.ledger.calls.count("chart_of_accounts")
    visitor.open("/mapping")

    visitor.send(visitor.open("/mapping"), "/mapping/refresh")

    assert synced.ledger.calls.count("chart_of_accounts") == reads + 1


def gone_account(world, account_id):
    """A person makes an account inactive in QuickBooks, and Daybook has read the accounts since."""
    world.ledger.accounts = [replace(a, active=False) if a.id == account_id else a for a in world.ledger.accounts]


@pytest.fixture
def without_card_account(synced, visitor):
    account = newest_mapping(synced).accounts["tender:CCRD:VISA"]
    gone_account(synced, account)
    visitor.send(visitor.open("/mapping"), "/mapping/refresh")
    return synced


@pytest.mark.usefixtures("without_card_account")
def test_an_account_that_is_gone_comes_first_and_no_page_says_that_all_is_well(visitor):
    page = visitor.open("/mapping")

    assert "1 amount goes to an account that was made inactive, merged or deleted in QuickBooks" in page.words
    assert "Every amount has an account." not in page.words
    assert page.words.index("Choose another account") < page.words.index("Payments")


@pytest.mark.usefixtures("without_card_account")
def test_where_the_account_is_gone_nothing_is_chosen_beforehand(visitor):
    form = visitor.open("/mapping/change?role=tender%3ACCRD%3AVISA").form("/mapping/change")

    assert form["account"] == ""


def test_nothing_is_saved_before_another_account_is_chosen(without_card_account, visitor):
    refused = visitor.send(visitor.open("/mapping/change?role=tender%3ACCRD%3AVISA"), "/mapping/change", then="save")

    assert refused.status == 422
    assert newest_mapping(without_card_account).version == 1


def test_a_row_that_stands_for_every_store_changes_in_every_store(synced, visitor):
    food = [f"revenue:food-{store.partition(':')[0]}" for store in (QUEEN, KING, LAVAL)]
    page = visitor.open(f"/mapping/change?role={quote(food[0])}")

    visitor.send(page, "/mapping/change", account="2", then="save")

    assert {newest_mapping(synced).accounts[role] for role in food} == {"2"}
    assert visitor.open("/mapping").body.count('<th scope="row">Sales: Food</th>') == 1


def test_stores_that_decided_differently_are_named(synced, visitor):
    chosen = newest_mapping(synced)
    map_roles(MERCHANT, {"revenue:food-304267": next(a for a in synced.ledger.accounts if a.id == "2")}, synced.ports)

    words = visitor.open("/mapping").words

    assert newest_mapping(synced).version == chosen.version + 1
    assert "Sales: Food Queen St" in words
    assert "Sales: Food King St, Laval" in words


def test_a_change_for_past_days_leaves_closed_ones_alone_and_counts_them(synced, visitor):
    company = replace(synced.connections.connection(MERCHANT).company, book_close_date=date(2026, 11, 10))
    synced.connections.save_connection(synced.connections.connection(MERCHANT).with_company(company))
    page = visitor.open("/mapping/change?role=tip")

    shown = visitor.send(page, "/mapping/change", account=other(synced), then="preview")
    visitor.send(shown, "/mapping/change", account=other(synced), then="reclass")

    assert "42 more days would change, but their books are closed through Nov 10, 2026" in shown.words
    assert min(request.day.business_date for request in synced.queue.sent[Lane.BACKFILL]) == date(2026, 11, 11)
