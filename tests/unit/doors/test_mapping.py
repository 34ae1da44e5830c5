"""An account for a role: page, JSON API and command line have one rule."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook.application.ports import Lane
from daybook.domain.chart.accounts import Account
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncCause
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN, sales_of_day

IN_2030 = date(2030, 6, 1)


def mapped(world, on=NEWEST):
    return world.connections.mapping_on(MERCHANT, on)


def begins_later(world, **changes):
    """A version that begins in 2030, as releases before this one stored it."""
    before = mapped(world)
    accounts = {**before.accounts, **changes}
    later = replace(before, version=before.version + 1, effective_from=date(2030, 1, 1), accounts=accounts)
    world.connections.save_mapping(MERCHANT, later)


def test_an_account_that_can_take_the_role_receives_it(doors, door, world):
    done = doors.map_role(door, "tip", "5")

    assert done.done, done.words
    assert mapped(world).accounts["tip"] == "5"


@pytest.mark.parametrize(("role", "account"), [("revenue:food-304267", "6"), ("tip", "1"), ("tender:CASH", "10")])
def test_an_account_that_cannot_take_the_role_is_refused(doors, door, world, role, account):
    """Sales on a bank account, tips on income, cash on Undeposited Funds."""
    before = mapped(world)

    refused = doors.map_role(door, role, account)

    assert not refused.done
    assert refused.words.startswith({"page": "422", "api": "422", "command": "2"}[door])
    assert mapped(world) == before


def test_an_account_in_another_currency_is_refused(doors, door, world):
    world.ledger.accounts.append(
        Account("77", "Tips USD", "Other Current Liability", "OtherCurrentLiabilities", currency="USD")
    )
    doors.map_role("page", "tip", "5")
    visitor = world.visitor()
    visitor.send(visitor.open("/mapping"), "/mapping/refresh")

    refused = doors.map_role(door, "tip", "77")

    assert not refused.done
    assert mapped(world).accounts["tip"] == "5"


def test_a_version_that_begins_later_blocks_no_change_and_keeps_it(doors, door, world):
    begins_later(world, tip="8")

    done = doors.map_role(door, "tender:CASH", "7")

    today = NEWEST + timedelta(days=1)  # a change keeps to its first day
    assert done.done, done.words
    assert mapped(world, today).accounts["tender:CASH"] == "7"
    assert mapped(world, today).accounts["tip"] != "8"
    assert (mapped(world, IN_2030).accounts["tender:CASH"], mapped(world, IN_2030).accounts["tip"]) == ("7", "8")


def test_a_company_that_is_not_connected_gets_no_mapping(doors, door, world):
    before = mapped(world)
    ended = world.connections.connection(MERCHANT).with_status(ConnectionStatus.NEEDS_RECONNECT)
    world.connections.save_connection(ended)

    refused = doors.map_role("api" if door == "page" else door, "tip", "5")

    assert not refused.done
    assert mapped(world) == before


def test_items_are_made_before_the_days_are_re_classed(doors, door, world):
    """Workers that post side by side would all make the same item, and look it up by name: metered reads."""
    connection = world.connections.connection(MERCHANT)
    world.connections.save_connection(replace(connection, document_kind=DocumentKind.SALES_RECEIPT))

    doors.map_role(door, "tip", "5")

    assert "5" in world.connections.references(MERCHANT).items


def test_days_that_waited_for_the_role_are_queued(doors, door, world):
    world.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, unknown_card=True)
    visitor = world.visitor()
    visitor.send(visitor.open("/sync"), "/sync")
    world.work()

    doors.map_role(door, "tender:CCRD:JCB", "7")

    (request,) = world.queue.sent[Lane.BACKFILL]
    assert (request.day.business_date, request.cause) == (NEWEST, SyncCause.RECLASS)


@pytest.mark.parametrize("start", [NEWEST + timedelta(days=20), date(1999, 12, 31)])
def test_a_mapping_begins_neither_later_than_the_newest_day_nor_before_all_records(doors, world, start):
    """Later it would hide what is changed until then."""
    before = mapped(world)

    refused = doors.command([*f"map --merchant {MERCHANT} --from {start} --set".split(), "tip=5"])

    assert refused.words.startswith("2")
    assert mapped(world, date.max) == before
