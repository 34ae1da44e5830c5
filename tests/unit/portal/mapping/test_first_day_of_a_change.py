"""A change of an account has a first day and keeps to it: a day before it keeps its accounts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from unit.portal.calls import Caller
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN, sales_of_day

TODAY = NEWEST + timedelta(days=1)
LONG_AGO, LATELY = date(2026, 11, 9), date(2026, 11, 12)
BEFORE = "5"


def other(world):
    """Another account that can take tips."""
    return next(a.id for a in world.ledger.accounts if a.name == "POS Service Charges Owed to Staff")


def change(world, visitor, then):
    page = visitor.open("/mapping/change?role=tip")
    page = visitor.send(page, "/mapping/change", account=other(world), then=then)
    world.work()
    return page


def more_tips(world, visitor, on):
    """talech changes the tips of a day of which the books hold another figure, and the day is read again."""
    world.sales.days[QUEEN, on] = sales_of_day(QUEEN, on, tip=4_000)
    path = f"/log/{on}/{QUEEN}"
    visitor.send(visitor.open(path), f"{path}/retry")
    world.work()


def tips_in_the_ledger(world, on):
    """By account, what the ledger holds of the day's tips."""
    tips = {BEFORE, other(world)}
    entries = [entry for entry in world.ledger.entries.values() if entry.business_date == on]
    lines = [line for entry in entries for line in entry.lines if line.account_id in tips]
    return {line.account_id: line.amount_minor for line in lines if "Queen St" in line.memo}


def test_a_change_for_days_to_come_moves_no_day_before_it(synced, visitor):
    change(synced, visitor, "save")

    more_tips(synced, visitor, LONG_AGO)

    assert tips_in_the_ledger(synced, LONG_AGO) == {BEFORE: 4_000}
    assert synced.connections.mapping_on(MERCHANT, TODAY).accounts["tip"] == other(synced)
    assert synced.connections.mapping_on(MERCHANT, NEWEST).accounts["tip"] == BEFORE


@pytest.mark.usefixtures("synced")
def test_the_page_of_accounts_shows_the_change_at_once(synced, visitor):
    page = change(synced, visitor, "save")

    assert "Tips POS Service Charges Owed to Staff" in page.words
    assert "This mapping holds since Nov 24, 2026." in page.words


def test_with_past_days_it_begins_with_the_first_that_is_corrected(synced, visitor):
    company = replace(synced.connection.company, book_close_date=date(2026, 11, 10))
    synced.connections.save_connection(synced.connections.connection(MERCHANT).with_company(company))

    change(synced, visitor, "reclass")
    more_tips(synced, visitor, LONG_AGO)

    assert tips_in_the_ledger(synced, LATELY) == {other(synced): 3_150}
    assert tips_in_the_ledger(synced, LONG_AGO) == {BEFORE: 4_000}


def test_an_account_that_is_gone_is_replaced_for_every_day_because_days_wait_for_it(synced, visitor):
    synced.ledger.accounts = [replace(a, active=False) if a.id == BEFORE else a for a in synced.ledger.accounts]
    visitor.send(visitor.open("/mapping"), "/mapping/refresh")

    change(synced, visitor, "save")

    assert synced.connections.mapping_on(MERCHANT, LONG_AGO).accounts["tip"] == other(synced)


def test_a_change_by_the_api_has_the_same_first_day(synced, visitor):
    Caller(synced).send("PATCH", "/mapping", {"accounts": {"tip": other(synced)}})

    more_tips(synced, visitor, LONG_AGO)

    assert tips_in_the_ledger(synced, LONG_AGO) == {BEFORE: 4_000}
    assert synced.connections.mapping_on(MERCHANT, TODAY).accounts["tip"] == other(synced)


@pytest.mark.parametrize("door", ["page", "call"])
def test_before_any_day_is_posted_a_change_holds_for_the_first_sync_too(ready, visitor, door):
    """There is no day yet that it could move."""
    account = other(ready)
    if door == "page":
        change(ready, visitor, "save")
    else:
        assert Caller(ready).send("PATCH", "/mapping", {"accounts": {"tip": account}})[0] == 200

    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()

    assert tips_in_the_ledger(ready, LATELY) == {account: 3_150}
