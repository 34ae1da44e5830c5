"""What a day's page says of its lines, of its proof, of an account that is gone, and of what persons did."""

import re
from dataclasses import replace

import pytest

from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.sync.location_day import LocationDay
from unit.portal.days.test_day_story import again
from unit.portal.guests import accountant_of, owner_of
from unit.portal.merchant import KING, MERCHANT, NEWEST, QUEEN, sales_of_day

DAY = f"/log/{NEWEST}/{QUEEN}"
QUEENS = LocationDay(MERCHANT, NEWEST, QUEEN)


@pytest.mark.usefixtures("synced")
def test_each_line_has_the_memo_that_the_books_hold(visitor):
    page = visitor.open(DAY)

    assert "Sales: Food Sales, Food, Queen St Food sales $442.40" in page.words
    assert '<small lang="en">Tips, Queen St</small>' in page.body


def test_refunds_that_talech_counts_elsewhere_are_explained_below_the_proof(synced, visitor):
    proof = synced.proofs.get(QUEENS)
    assert "that was given as store credit" not in visitor.open(DAY).words

    sold = tuple(replace(day, refunds_as_store_credit_minor=525) for day in proof.sales_days)
    synced.proofs.save(replace(proof, sales_days=sold))

    assert "talech’s own refunds leave out $5.25 that was given as store credit" in visitor.open(DAY).words


@pytest.fixture
def refused(synced, visitor):
    """A change of a posted day, for which QuickBooks refuses an account."""
    synced.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, tip=9_000)
    refusal = NeedsAttentionError(HoldReason.ACCOUNT_UNUSABLE, "account 7 is inactive")
    synced.ledger.fail_next(refusal)
    again(synced, visitor)
    assert synced.sync_log.get(QUEENS).reason is HoldReason.ACCOUNT_UNUSABLE
    return synced


def test_a_day_that_waits_for_an_account_leads_to_the_accounts_read_anew(refused, visitor):
    gone_account(refused)

    page = visitor.send(visitor.open(DAY), "/mapping/refresh")

    assert page.path.startswith("/mapping")
    assert "made inactive, merged or deleted in QuickBooks" in page.words


def test_an_account_that_is_known_to_be_gone_is_named_with_what_goes_to_it(refused, visitor):
    gone_account(refused)
    visitor.send(visitor.open("/mapping"), "/mapping/refresh")

    page = visitor.open(DAY)

    assert "Credit card: Visa Card clearing Choose another account" in page.words
    path = re.search(r'href="(/mapping/change[^"]+)"', page.body)[1].replace("&amp;", "&")
    assert visitor.open(path).title == "Change an account"


def test_an_accountant_who_may_not_change_accounts_is_offered_none(refused):
    guest = accountant_of(refused, "decide")

    assert "/mapping/refresh" not in guest.open(DAY).body


def test_a_day_held_for_another_reason_offers_no_account(ready, visitor):
    ready.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, untied=True)
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()

    assert "/mapping" not in visitor.open(DAY).body.split("<main")[1].split("</main")[0]


def test_what_persons_did_with_the_day_is_said_with_name_and_time(synced):
    owner = owner_of(synced)
    owner.send(owner.open(DAY), f"{DAY}/undo")

    assert "Asked for something about a day" in owner.open(DAY).words
    assert "Nov 24, 2026, 10:05 · owner@reine.example" in owner.open(DAY).words
    assert "Asked for something about a day" not in owner.open(f"/log/{NEWEST}/{KING}").words


def gone_account(world):
    """A person makes the account inactive in QuickBooks that card payments go to."""
    account_id = world.connections.mapping_on(MERCHANT, NEWEST).accounts["tender:CCRD:VISA"]
    world.ledger.accounts = [replace(a, active=False) if a.id == account_id else a for a in world.ledger.accounts]
