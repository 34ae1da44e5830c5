"""Balances that QuickBooks moved: the home page, the log, the day and the API say which days and what to do."""

from dataclasses import replace

import pytest

from daybook.application.company.changes import update_changes
from daybook.application.company.lists import company_lists
from daybook.application.company.moved_balances import moved_days
from daybook.domain.company.changes import CompanyEntity
from daybook.domain.errors import RetriableError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import LocationDay
from unit.portal.calls import Caller
from unit.portal.merchant import KING, MERCHANT, NEWEST, QUEEN

DAY = f"/log/{NEWEST}/{QUEEN}"


def told(world, entity, entry_id):
    """A person changed it in QuickBooks, and we were told."""
    world.clock.advance(minutes=10)
    realm_id, now = world.connection.company.realm_id, world.clock.now()
    update_changes(MERCHANT, realm_id, world.watch, lambda known: known.with_change(entity, entry_id, now))


def looks(world):
    company_lists(world.connections.connection(MERCHANT), world.ports)


@pytest.fixture
def emptied(synced):
    """The cash account of the days is made inactive in QuickBooks, and a page has read the accounts since."""
    looks(synced)
    account = synced.connections.mapping_on(MERCHANT, NEWEST).accounts["tender:CASH"]
    synced.ledger.accounts = [replace(each, active=each.id != account) for each in synced.ledger.accounts]
    told(synced, CompanyEntity.ACCOUNT, account)
    looks(synced)
    return synced


@pytest.fixture
def repointed(ready, visitor):
    """Days as sales receipts; the item of food sales is pointed at another account, and a page has looked since."""
    connection = ready.connections.connection(MERCHANT)
    ready.connections.save_connection(replace(connection, document_kind=DocumentKind.SALES_RECEIPT))
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()
    account = ready.connections.mapping_on(MERCHANT, NEWEST).accounts["revenue:food-304267"]
    item = ready.connections.references(MERCHANT).items[account]
    ready.ledger.items_point_at = {item: "another"}
    told(ready, CompanyEntity.ITEM, item)
    return ready


def test_the_home_page_leads_to_the_days_of_an_account_that_was_emptied(emptied, visitor):
    home = visitor.open("/")

    assert "QuickBooks emptied an account that days are posted to" in home.words
    assert "DB-1213" in home.words
    page = visitor.open(f"/log?first={NEWEST}&last={NEWEST}")
    assert page.words.count("QuickBooks emptied an account") == len(emptied.profile.locations)


@pytest.mark.usefixtures("emptied")
def test_the_days_page_names_the_account_since_when_and_what_to_do(visitor):
    page = visitor.open(DAY)

    assert "Make the account active again in QuickBooks" in page.words
    assert "First seen Nov 24, 2026" in page.words
    assert "The document is as proved; QuickBooks moved what is said above." in page.words
    assert "Tied in every figure" not in page.words


def test_in_french(emptied):
    page = emptied.visitor("fr").open(DAY)

    assert "QuickBooks a vidé un compte où des journées sont comptabilisées" in page.words
    assert "Vu pour la première fois le 24 nov. 2026" in page.words


def test_the_api_says_the_same(emptied):
    _, body, _ = Caller(emptied).send("GET", f"/days/{NEWEST}/{QUEEN}")

    assert [each["code"] for each in body["moved"]] == ["DB-1213"]


def test_an_item_asks_to_be_looked_at_and_is_read_by_the_page_that_the_button_leads_to(repointed, visitor):
    assert "DB-1107" in visitor.open("/").words
    repointed.ledger.calls.clear()

    visitor.open("/mapping")

    assert repointed.ledger.calls == ["accounts_of_items", "accounts_behind"]
    home = visitor.open("/").words
    assert ("DB-1107" in home, "DB-1214" in home) == (False, True)
    assert "An item took earlier days along to another account" in visitor.open(DAY).words


def test_an_item_that_kept_earlier_days_where_they_are_marks_none_of_them(repointed, visitor):
    repointed.ledger.items_keep_history = True

    visitor.open("/mapping")

    assert "DB-1109" in visitor.open("/").words
    assert "An item" not in visitor.open(DAY).words


def test_while_quickbooks_cannot_be_asked_the_page_opens_and_the_item_stays_to_be_looked_at(repointed, visitor):
    for _ in range(3):
        repointed.ledger.fail_next(RetriableError("QuickBooks did not answer"))

    assert visitor.open("/mapping").status == 200

    assert "DB-1107" in visitor.open("/").words


def test_days_on_other_accounts_are_as_they_were(repointed, visitor):
    """Each store's food has an account of its own where the merchant chose so."""
    looks(repointed)
    day = LocationDay(MERCHANT, NEWEST, KING)
    proof = repointed.proofs.get(day)
    lines = tuple(replace(line, account_id="elsewhere") for line in proof.lines)
    repointed.proofs.save(replace(proof, lines=lines))

    assert "An item" not in visitor.open(f"/log/{NEWEST}/{KING}").words
    assert "An item" in visitor.open(DAY).words


def test_without_a_moved_balance_no_proof_is_read_for_it(synced, monkeypatch):
    monkeypatch.setattr(synced.proofs, "between", lambda *_: pytest.fail("proofs were read"))

    assert moved_days(synced.connection, synced.ports, NEWEST, NEWEST) == {}
