"""The API tells an accountant of their clients what the board tells them, page by page."""

from datetime import timedelta

import pytest

from daybook.adapters.web.api import clients as board_call
from daybook.domain.accountant.client_note import ClientNote
from unit.portal.calls import Caller
from unit.portal.clients import NORD, PORT, bring_in, settled_client
from unit.portal.guests import LEA, accountant_of
from unit.portal.merchant import MERCHANT, NEWEST


@pytest.fixture
def reader(synced):
    """An accountant of three clients: a held day, an amount without an account, and one that is well."""
    reader = settled_client(synced, PORT, "Café du Port")
    settled_client(synced, NORD, "Bar Nord")
    accountant_of(synced)
    bring_in(synced, PORT, NEWEST - timedelta(days=2), untied=True)
    bring_in(synced, NORD, NEWEST - timedelta(days=7), unknown_card=True)
    synced.accountants.save_note(LEA, NORD, ClientNote("K-014", "Sam", NEWEST + timedelta(days=3)))
    return reader


@pytest.fixture
def caller(synced, reader):
    caller = Caller(synced)
    caller.cookie = reader.cookie
    return caller


def money(minor):
    return f"${minor / 100:,.2f}"


def test_the_call_has_the_order_the_causes_and_the_sums_of_the_page(reader, caller):
    page = reader.open("/clients").words

    status, board, _ = caller.get("/clients")

    assert (status, board["count"], board["shown"], board["pages"], board["asking"]) == (200, 3, 3, 1, 2)
    assert [each["id"] for each in board["clients"]] == [NORD, PORT, MERCHANT]
    nord, port, _ = board["clients"]
    assert (nord["reference"], nord["people"], nord["tier"]) == ("K-014", ["Sam"], "decision")
    assert (port["waits"][0]["cause"], port["waits"][0]["days"], port["role"]) == ("held", 1, "decide")
    assert port["waits"][0]["oldest"] == port["oldest"] == str(NEWEST - timedelta(days=2))
    for each, word in ((nord, "Posted with gaps"), (port, "Held for you")):
        assert f"{word}: 1 day, {money(each['waits'][0]['amount_minor'])}" in page
    for kind, word in (("waiting", "What waits"), ("without_account", "Without an account")):
        (amount,) = board[kind]["amounts"]
        assert f"{word} {money(amount['amount_minor'])} 1 client, 1 day" in page
    assert f"This month {board['month']['in_order']} of {board['month']['ended']} days" in page
    months = [each["month"]["in_order"] for each in board["clients"]]
    assert sum(months) == board["month"]["in_order"] > 0


@pytest.mark.parametrize(
    ("query", "ids"),
    [("?person=Sam", [NORD]), ("?tier=well", [MERCHANT]), ("?near=true", [NORD]), ("?tier=stopped", [])],
)
def test_a_filter_shows_the_clients_that_it_shows_on_the_page_and_the_sums_stay(caller, query, ids):
    _, board, _ = caller.get(f"/clients{query}")

    assert ([each["id"] for each in board["clients"]], board["shown"], board["count"]) == (ids, len(ids), 3)
    assert board["asking"] == 2


def test_more_clients_than_one_page_holds_come_page_by_page(caller, monkeypatch):
    monkeypatch.setattr(board_call, "A_PAGE", 2)

    pages = [caller.get(f"/clients?page={number}")[1] for number in (1, 2, 3)]

    assert [[each["id"] for each in page["clients"]] for page in pages] == [[NORD, PORT], [MERCHANT], []]
    assert {page["pages"] for page in pages} == {2}
    assert caller.get("/clients?page=0")[0] == 422


def test_a_merchant_has_no_clients(synced):
    assert Caller(synced).get("/clients")[0] == 403
