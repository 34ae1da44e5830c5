"""Tenders through clearing accounts: page, JSON API and command line carry out one use case and leave one record."""

import pytest

from unit.portal.merchant import MERCHANT, NEWEST


def tender_accounts(world):
    """The account types of the roles that a bank account could take."""
    mapping = world.connections.mapping_on(MERCHANT, NEWEST)
    types = {account.id: account.type for account in world.ledger.accounts}
    roles = (role for role in mapping.accounts if role.startswith(("tender", "cash_drop")))
    return {role: types[mapping.accounts[role]] for role in roles}


def test_no_tender_is_left_on_a_bank_account_and_the_record_says_what_was_changed(doors, door, world):
    assert "Bank" in tender_accounts(world).values()

    done = doors.clear_tenders(door, wanted=True)

    assert done.done, done.words
    assert world.connections.connection(MERCHANT).clears_tenders
    assert set(tender_accounts(world).values()) == {"Other Current Asset"}
    changes = {each.fact: (each.before, each.after) for each in world.audit.records[MERCHANT][-1].changes}
    assert changes["clear_tenders"] == ("no", "yes")
    assert changes["account:tender:CASH"][1] == "POS Clearing - Cash"


def test_turned_off_the_accounts_stay_until_another_is_chosen(doors, door, world):
    doors.clear_tenders(door, wanted=True)
    cleared = tender_accounts(world)

    done = doors.clear_tenders(door, wanted=False)

    assert done.done, done.words
    assert not world.connections.connection(MERCHANT).clears_tenders
    assert tender_accounts(world) == cleared


@pytest.mark.parametrize("wanted", [True, False])
def test_what_can_be_chosen_for_a_tender_follows_the_setting(doors, door, wanted):
    """Chequing is a bank account; the new clearing account is not."""
    doors.clear_tenders(door, wanted=True)
    doors.clear_tenders(door, wanted=wanted)

    answer = doors.map_role(door, "tender:CCRD:VISA", "8")

    assert answer.done is not wanted


@pytest.mark.parametrize("wanted", [True, False])
def test_the_page_offers_what_can_be_chosen(doors, world, wanted):
    doors.clear_tenders("page", wanted=True)
    doors.clear_tenders("page", wanted=wanted)

    page = world.visitor().open("/mapping/change?role=tender:CASH").words

    assert "POS Clearing - Cash" in page
    assert ("Cash on hand" in page) is not wanted
