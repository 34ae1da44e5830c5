"""Companies and stores: a store posts to another company once that one is connected, and the pages follow it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.merchant.books import BooksMove
from unit.portal.merchant import KING, LAVAL, NEWEST, QUEEN

OTHER = "m_1@2"


@pytest.fixture
def second(synced):
    """A second company that King St has posted to since yesterday."""
    company = replace(synced.connection.company, realm_id="9130350000000002", name="King Street Books")
    synced.connections.save_connection(replace(synced.connection, merchant_id=OTHER, company=company))
    synced.connections.add_moves("m_1", (), (BooksMove(KING, NEWEST, OTHER),))
    return synced


def in_books(world, books_id):
    return [place.id for place in world.connections.profile(books_id).locations_on(date.max)]


def test_the_page_says_which_store_posts_where(second, visitor):
    page = visitor.open("/companies")

    assert "King St: King Street Books since Nov 23, 2026" in page.words.replace("Nov.", "Nov")
    assert f"Queen St: {second.connection.company.name}" in page.words


def test_a_store_for_a_company_that_is_not_connected_yet_leads_to_the_connect_page_and_moves_nothing(synced, visitor):
    page = visitor.open("/companies")

    sent = visitor.post("/companies/move", page.form("/companies/move") | {"store": KING, "company": "new"})

    assert (sent.status, sent.headers["Location"]) == (303, "/connect")
    assert synced.connections.moves("m_1") == ()
    assert visitor.post("/companies/leave", page.form("/companies/move")).headers["Location"] == "/companies"
    assert visitor.open("/companies").status == 200


def test_a_store_moves_to_a_company_that_is_connected_from_its_next_open_day_on(second, visitor):
    page = visitor.open("/companies")

    done = visitor.send(page, "/companies/move", store=LAVAL, company=OTHER)

    assert "next open day" in done.words
    assert in_books(second, OTHER) == [KING, LAVAL]
    (_, move) = second.connections.moves("m_1")
    assert move == BooksMove(LAVAL, NEWEST + timedelta(days=1), OTHER)


def test_all_stores_of_a_company_move_together_and_its_log_stays(second, visitor):
    done = visitor.send(visitor.open("/companies"), "/companies/move", store="all", company=OTHER)

    assert in_books(second, OTHER) == [QUEEN, KING, LAVAL]
    assert "None any more; its earlier days stay in its log." in done.words
    assert "No store posts to Queen Street Coffee Inc. any more" in visitor.open("/").words
    for path in ("/log", "/settings", "/mapping", "/sync"):
        assert visitor.open(path).status == 200


@pytest.mark.usefixtures("second")
def test_another_company_is_opened_and_shows_its_own_books(visitor):
    home = visitor.send(visitor.open("/companies"), "/companies/open", books=OTHER)

    assert "King Street Books" in home.words
    assert "Other companies" in home.words
    assert home.path == "/setup", "its accounts are not mapped yet"


def test_books_of_another_merchant_cannot_be_opened(second, visitor):
    theirs = replace(second.connection.company, realm_id="9130350000000009")
    second.connections.save_connection(replace(second.connection, merchant_id="m_2", company=theirs))

    refused = visitor.send(visitor.open("/companies"), "/companies/open", books="m_2")

    assert refused.status == 422
    assert visitor.open("/settings").status == 200


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ({"store": "nowhere", "company": OTHER}, "Choose a store."),
        ({"store": KING, "company": OTHER}, "King St posts to King Street Books already."),
        ({"store": LAVAL, "company": "m_2"}, "That company is not connected."),
    ],
)
def test_a_move_that_cannot_be_is_refused_at_its_field(second, visitor, chosen, why):
    refused = visitor.send(visitor.open("/companies"), "/companies/move", **chosen)

    assert refused.status == 422
    assert why in refused.words
    assert len(second.connections.moves("m_1")) == 1


def test_a_lost_company_takes_no_store(second, visitor):
    lost = second.connections.connection(OTHER).with_status(ConnectionStatus.NEEDS_RECONNECT)
    page = visitor.open("/companies")
    second.connections.save_connection(lost)

    refused = visitor.send(page, "/companies/move", store=LAVAL, company=OTHER)

    assert refused.status == 422
    assert "The connection was lost" in refused.words


def test_days_are_shown_where_they_were_posted(second, visitor):
    """King St's days from before the move stay in the first company's log; the calendar counts its own stores only."""
    log = visitor.open(f"/log?first={NEWEST}&last={NEWEST}")

    assert "Queen St" in log.words
    assert second.connections.profile("m_1").takes(KING, NEWEST - timedelta(days=1))
