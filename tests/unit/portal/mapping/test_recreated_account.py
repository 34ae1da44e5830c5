"""An account that is gone comes back with one press: active again, or a new one of the same name, type and parent."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.domain.chart.accounts import Account
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.sync.location_day import LocationDay, SyncState
from unit.portal.calls import Caller
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN, sales_of_day

VISA = "tender:CCRD:VISA"
DAY = LocationDay(MERCHANT, NEWEST, QUEEN)


def newest_mapping(world):
    return world.connections.mapping_on(MERCHANT, date.max)


def account_of(world, account_id):
    return next(account for account in world.ledger.accounts if account.id == account_id)


def change_account(world, visitor, account_id, *others, **changes):
    """A person changes an account in QuickBooks, perhaps adds others, and Daybook reads the accounts."""
    kept = [replace(each, **changes) if each.id == account_id else each for each in world.ledger.accounts]
    world.ledger.accounts = [*kept, *others]
    visitor.send(visitor.open("/mapping"), "/mapping/refresh")


def delete_account(world, visitor, account_id):
    world.ledger.accounts = [account for account in world.ledger.accounts if account.id != account_id]
    visitor.send(visitor.open("/mapping"), "/mapping/refresh")


@pytest.fixture
def visa(synced):
    return newest_mapping(synced).accounts[VISA]


def test_one_press_makes_the_account_active_again_and_the_mapping_stays(synced, visitor, visa):
    change_account(synced, visitor, visa, active=False)
    page = visitor.open("/mapping")

    after = visitor.send(page, "/mapping/recreate")

    assert account_of(synced, visa).active
    assert "No longer in QuickBooks" not in after.words
    assert "Every amount has an account." in after.words
    assert newest_mapping(synced).version == 1


def test_the_press_is_named_with_its_account_beside_the_choice_of_another(synced, visitor, visa):
    change_account(synced, visitor, visa, active=False)

    words = visitor.open("/mapping").words
    change = visitor.open("/mapping/change?role=tender%3ACCRD%3AVISA")

    assert f"Recreate the account {account_of(synced, visa).name} Choose another account" in words
    assert "/mapping/recreate" in change.body


def test_days_that_waited_for_the_account_go_on(synced, visitor, visa):
    synced.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, tip=9_000)
    synced.ledger.fail_next(NeedsAttentionError(HoldReason.ACCOUNT_UNUSABLE, "account is inactive"))
    visitor.send(visitor.open("/sync"), "/sync")
    synced.work()
    assert synced.sync_log.get(DAY).reason is HoldReason.ACCOUNT_UNUSABLE
    change_account(synced, visitor, visa, active=False)

    visitor.send(visitor.open("/mapping"), "/mapping/recreate")
    synced.work()

    assert synced.sync_log.get(DAY).state is SyncState.POSTED


def test_where_another_account_has_the_name_now_that_one_of_the_same_type_is_taken(synced, visitor, visa):
    old = account_of(synced, visa)
    change_account(synced, visitor, visa, replace(old, id="77"), active=False)

    visitor.send(visitor.open("/mapping"), "/mapping/recreate")

    assert not account_of(synced, visa).active
    assert newest_mapping(synced).accounts[VISA] == "77"
    assert visa not in newest_mapping(synced).accounts.values()


def test_an_account_that_was_merged_or_deleted_is_created_anew(synced, visitor, visa):
    old = account_of(synced, visa)
    delete_account(synced, visitor, visa)

    visitor.send(visitor.open("/mapping"), "/mapping/recreate")

    made = synced.ledger.accounts[-1]
    assert (made.name, made.type) == (old.name, old.type)
    assert newest_mapping(synced).accounts[VISA] == made.id


def test_a_new_one_stands_below_the_same_parent_with_the_same_number(synced, visitor):
    connection = synced.connections.connection(MERCHANT)
    company = replace(connection.company, uses_account_numbers=True)
    synced.connections.save_connection(connection.with_company(company))
    synced.ledger.stored_company = company
    sales = newest_mapping(synced).accounts["revenue:gifts-304267"]
    mapping = newest_mapping(synced)
    names = {**mapping.account_names, sales: "4030 Sales of the shop:Gift baskets"}
    synced.connections.save_mapping(MERCHANT, replace(mapping, account_names=names, version=2))
    synced.ledger.accounts.append(Account("70", "Sales of the shop", "Income", "SalesOfProductIncome"))
    delete_account(synced, visitor, sales)

    visitor.send(visitor.open("/mapping"), "/mapping/recreate")

    made = synced.ledger.accounts[-1]
    assert (made.path, made.number) == ("Sales of the shop:Gift baskets", "4030")


def test_a_fault_of_quickbooks_is_said_above_the_rows_and_nothing_changes(synced, visitor, visa):
    change_account(synced, visitor, visa, active=False)
    page = visitor.open("/mapping")
    synced.ledger.fail_next(NeedsAttentionError(HoldReason.REFUSED_BY_QUICKBOOKS, "no"))

    refused = visitor.send(page, "/mapping/recreate")

    assert refused.status == 422
    assert 'href="#f-recreate"' in refused.body
    assert "Choose another account" in refused.words
    assert newest_mapping(synced).version == 1


def test_an_account_whose_type_nobody_knows_must_be_chosen(synced, visitor, visa):
    mapping = newest_mapping(synced)
    known = {account: kind for account, kind in mapping.account_types.items() if account != visa}
    synced.connections.save_mapping(MERCHANT, replace(mapping, account_types=known, version=2))
    delete_account(synced, visitor, visa)

    refused = visitor.send(visitor.open("/mapping"), "/mapping/recreate")

    assert (refused.status, "cannot be brought back. Choose another account." in refused.words) == (422, True)


def test_pressed_a_second_time_it_changes_nothing(synced, visitor, visa):
    change_account(synced, visitor, visa, active=False)
    page = visitor.open("/mapping")
    visitor.send(page, "/mapping/recreate")

    visitor.send(page, "/mapping/recreate")

    assert synced.ledger.calls.count("reactivate_account") == 1


def test_a_partner_brings_an_account_back(synced, visitor, visa):
    change_account(synced, visitor, visa, active=False)
    caller = Caller(synced)

    status, account, _ = caller.send("POST", f"/accounts/{visa}/recreation")
    unknown, problem, _ = caller.send("POST", "/accounts/999/recreation")

    assert (status, account["id"], account_of(synced, visa).active) == (200, visa, True)
    assert (unknown, "no amount goes to account 999" in problem["message"]) == (422, True)
