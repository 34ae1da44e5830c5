"""What the setup asks and what it does not: stores, tracking, locations, one account for sales or cards."""

from dataclasses import replace

from daybook.domain.company.connection import LocationMode
from daybook.domain.posting.documents import DocumentKind
from fakes.quickbooks.ledger import COMPANY
from unit.portal.merchant import KING, LAVAL, QUEEN, STORES, PortalWorld
from unit.portal.setup.test_setup import mapping_of, walk


def test_the_choices_reach_the_connection(world, visitor):
    review = walk(visitor, stores={"location_mode": "combined"}, document={"document_kind": "invoice"})

    visitor.send(review, "/setup/review")

    connection = world.connections.connection("m_1")
    assert connection.location_mode is LocationMode.COMBINED
    assert connection.document_kind is DocumentKind.INVOICE


def test_one_store_is_not_asked_about_simple_or_advanced():
    visitor = PortalWorld(stores=STORES[:1]).visitor()

    assert "Simple or Advanced" not in visitor.open("/setup").body


def test_a_plan_without_tracking_is_not_asked_about_classes_and_locations():
    company = replace(COMPANY, tracks_classes=False, tracks_locations=False)
    visitor = PortalWorld(company=company).visitor()

    assert "Classes and locations" not in visitor.open("/setup").body


def test_a_location_of_the_stores_own_name_is_preselected_and_kept(world, visitor):
    review = walk(visitor)

    visitor.send(review, "/setup/review")

    assert world.connections.references("m_1").departments[QUEEN] == "d3"
    assert world.connections.references("m_1").departments[KING] == "d1"


def test_the_recommended_way_takes_the_locations_that_bear_the_stores_names_and_the_review_says_so(world, visitor):
    review = visitor.send(visitor.open("/setup"), "/setup/recommended")

    visitor.send(review, "/setup/review")

    assert "Location: Queen St" in review.words
    assert world.connections.references("m_1").departments == {QUEEN: "d3", KING: "d1", LAVAL: "d2"}


def test_all_sales_can_go_to_one_account(world, visitor):
    review = walk(visitor, revenue={"revenue": "one"})

    visitor.send(review, "/setup/review")

    revenue = {role: account for role, account in mapping_of(world).accounts.items() if role.startswith("revenue")}
    assert revenue == {"revenue": "3"}


def test_all_cards_can_go_to_one_account(world, visitor):
    review = walk(visitor, payments={"account.cards": "8"})

    visitor.send(review, "/setup/review")

    cards = {role: a for role, a in mapping_of(world).accounts.items() if role.startswith("tender:CCRD")}
    assert cards == {"tender:CCRD": "8"}
