"""Held days of one reason are decided in one press, each by the figures that the page showed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from copies import reached_once
from daybook.domain.sync.location_day import LocationDay, SyncState
from unit.portal.merchant import KING, LAVAL, MERCHANT, NEWEST, QUEEN, sales_of_day
from unit.portal.stages import set_up, with_posted_days

UNTIED = "/log?reason=not_tied"


@reached_once
def three_held():
    """One day of each store does not tie, the rest is posted."""
    world = set_up()
    for store in (QUEEN, KING, LAVAL):
        world.sales.days[store, NEWEST] = sales_of_day(store, NEWEST, untied=True)
    visitor = world.visitor()
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()
    return world


@pytest.fixture
def world(request):
    return three_held() if "held" in request.fixturenames else with_posted_days()


@pytest.fixture
def held(world):
    return world


def record(world, store):
    return world.sync_log.get(LocationDay(MERCHANT, NEWEST, store))


def path_of(page):
    found = next(part.split('"')[0] for part in page.body.split('action="') if part.startswith("/log/decisions"))
    return found.replace("&amp;", "&")


def press(visitor, page):
    return visitor.send(page, path_of(page))


@pytest.mark.usefixtures("held")
def test_home_leads_to_the_days_of_one_reason(visitor):
    page = visitor.open("/")

    assert 'href="/log?reason=not_tied">Decide on these days' in page.body
    assert "3 days are not in your books: net sales of $2,092.20 wait." in page.words


@pytest.mark.usefixtures("held")
def test_the_list_says_what_waits_of_each_day_and_of_all(visitor):
    page = visitor.open(UNTIED)

    assert page.body.count('type="checkbox"') == 3
    assert page.words.count("$697.40") == 3
    assert "net sales of $2,092.20 wait" in page.words


def test_one_press_releases_every_ticked_day(held, visitor):
    said = press(visitor, visitor.open(UNTIED))
    held.work()

    assert "3 days are being posted as they are." in said.words
    assert {record(held, store).state for store in (QUEEN, KING, LAVAL)} == {SyncState.POSTED}


def test_a_day_that_is_not_ticked_waits_on(held, visitor):
    page = visitor.open(UNTIED)
    fields = page.form(path_of(page))
    fields.pop(f"day.{NEWEST}/{KING}")
    visitor.post_to(path_of(page), fields)
    held.work()

    assert record(held, KING).state is SyncState.HELD
    assert record(held, QUEEN).state is SyncState.POSTED


def test_a_day_that_changed_since_the_page_was_shown_is_left_out_and_named(held, visitor):
    page = visitor.open(UNTIED)
    changed = sales_of_day(KING, NEWEST, untied=True, times=2)
    held.sales.days[KING, NEWEST] = changed
    visitor.send(visitor.open(f"/log/{NEWEST}/{KING}"), f"/log/{NEWEST}/{KING}/retry")
    held.work()

    said = press(visitor, page)
    held.work()

    assert "2 days are being posted as they are." in said.words
    assert "Changed meanwhile, so left out: Nov 23, 2026, King St." in said.words
    assert record(held, KING).state is SyncState.HELD
    assert record(held, QUEEN).state is SyncState.POSTED


@pytest.mark.usefixtures("held")
def test_in_french(world):
    page = world.visitor("fr").open(UNTIED)

    assert "Comptabiliser les journées cochées telles quelles" in page.words


@pytest.mark.usefixtures("synced")
def test_a_reason_that_nothing_waits_for_offers_no_decision(visitor):
    assert "/log/decisions" not in visitor.open(UNTIED).body


@pytest.mark.usefixtures("synced")
def test_each_week_and_month_has_its_sums(synced, visitor):
    page = visitor.open("/log")
    booked = [record.figures for record in synced.sync_log.history(MERCHANT) if record.state is SyncState.POSTED]

    sunday = date(2026, 11, 22)
    of_week = [sales_of_day(QUEEN, sunday + timedelta(days=1)) for _ in range(3)]
    net = sum(each.totals.net_minor for day in of_week for each in day.orders)
    assert f"Week of Nov 22, 2026 ${net / 100:,.2f}" in page.words
    total = sum(figures.net_sales_minor for figures in booked)
    november = sum(
        record.figures.net_sales_minor
        for record in synced.sync_log.history(MERCHANT, first=date(2026, 11, 1))
        if record.figures
    )
    assert f"November 2026 ${november / 100:,.2f}" in page.words
    assert f"October 2026 ${(total - november) / 100:,.2f}" in page.words


def test_a_long_list_goes_on_on_a_next_page_and_no_date_is_cut(synced, visitor):
    visitor.send(visitor.open("/sync"), "/sync", first="2026-10-16", last="2026-10-24")
    synced.work()
    first = visitor.open("/log?first=2026-10-16&last=2026-11-23")

    address = next(part.split('"')[0] for part in first.body.split('href="') if "page=" in part.split('"')[0])
    second = visitor.open(address.replace("&amp;", "&"))

    rows = [page.body.count('<th scope="row"><a class="row" href="/log/') for page in (first, second)]
    assert sum(rows) == 117
    assert all(count % 3 == 0 for count in rows)
    assert 'rel="next"' not in second.body


def test_a_lost_connection_offers_no_decision(held, visitor):
    connection = held.connections.connection(MERCHANT)
    held.connections.save_connection(replace(connection, status="needs_reconnect"))

    assert "/log/decisions" not in visitor.open(UNTIED).body
