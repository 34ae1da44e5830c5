"""The board names every client with why it stands there, the most urgent first, and says what its home page says."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from copies import Original
from daybook.domain.accountant.client_note import ClientNote
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.double_income.record import DoubleIncomeRecord
from daybook.domain.double_income.rules import Finding, Rule
from daybook.domain.sync.drift import Drift, DriftKind
from unit.portal.clients import ANSE, NORD, PORT, bring_in, day_of, settled_client
from unit.portal.guests import LEA, accountant_of, owner_of
from unit.portal.merchant import MERCHANT, NEWEST
from unit.portal.told.day_stages import STAGES


@pytest.fixture
def world(synced):
    return synced


@pytest.fixture
def reader(world):
    """The browser of an accountant whose client is a second merchant."""
    return settled_client(world, PORT, "Café du Port")


def rows(page):
    """The words of each client's row, in order."""
    found = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", page.body, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def board(reader, query=""):
    page = reader.open(f"/clients{query}")
    assert page.status == 200
    return rows(page)


def disconnected(world, merchant_id):
    connection = world.connections.connection(merchant_id)
    world.connections.save_connection(connection.with_status(ConnectionStatus.NEEDS_RECONNECT))


def test_a_lost_connection_stands_before_a_gap_near_its_deadline_and_that_before_a_held_day(world, reader):
    settled_client(world, NORD, "Bar Nord")
    settled_client(world, ANSE, "Anse bleue")
    bring_in(world, PORT, NEWEST - timedelta(days=2), untied=True)
    bring_in(world, NORD, NEWEST - timedelta(days=7), unknown_card=True)
    disconnected(world, ANSE)
    world.accountants.save_note(LEA, NORD, ClientNote("K-014", "Sam", NEWEST + timedelta(days=3)))

    told = board(reader)

    assert [row.partition(" Inc.")[0].split()[0] for row in told] == ["Anse", "Bar", "Café"]
    assert "Nothing is posted QuickBooks is not connected" in told[0]
    assert re.search(r"Posted with gaps : 1 day, \$\d+\.\d\d|Posted with gaps: 1 day, \$\d+\.\d\d", told[1])
    assert "K-014" in told[1]
    assert "Looked after by Sam" in told[1]
    assert "Held for you: 1 day, $693.40" in told[2]


def test_the_board_says_in_short_how_many_clients_ask_and_what_they_wait_with(world, reader):
    settled_client(world, NORD, "Bar Nord")
    bring_in(world, PORT, NEWEST, untied=True)

    page = reader.open("/clients")

    assert "1 client needs you." in page.words
    assert "What waits $697.40 1 client, 1 day" in page.words
    assert 'class="status attention"' in page.body


@pytest.mark.parametrize(
    ("kind", "tier", "cause"),
    [
        ("edited", "Check the books", "Changed in QuickBooks: 1 day"),
        ("removed", "Check the books", "Deleted in QuickBooks: 1 day"),
        ("double", "Check the books", "Sales may stand twice"),
        ("gone", "Nothing is posted", "QuickBooks is not connected"),
        ("held", "Decide", "Held for you: 1 day"),
        ("gap", "Decide", "Posted with gaps: 1 day"),
        ("well", "All is well", ""),
    ],
)
def test_each_cause_puts_the_client_into_its_tier_and_is_named(world, reader, kind, tier, cause):
    bring_in(world, PORT, NEWEST, untied=kind == "held", unknown_card=kind == "gap")
    record = world.sync_log.get(day_of(PORT))
    if kind in {"edited", "removed"}:
        drift = Drift(DriftKind(kind), record.document.id, world.clock.now())
        world.sync_log.note_drift(record.day, drift, settled_at=record.settled_at)
    if kind == "double":
        finding = Finding(Rule.SAME_TOTAL, (), ("Bar & Till",), 70_000, 69_740, (NEWEST,), 1)
        world.clearing.save_double_income(PORT, DoubleIncomeRecord(world.clock.now(), findings=(finding,)))
    if kind == "gone":
        disconnected(world, PORT)

    told = board(reader)[0]

    assert tier in told
    assert cause in told


@pytest.mark.parametrize(
    "stage", [each for each in STAGES if each.__name__ != "before"], ids=lambda each: each.__name__
)
def test_the_board_asks_for_a_person_exactly_where_the_client_s_home_page_does(stage):
    world = stage()
    reader = accountant_of(world)
    home = re.search(r'class="status (\w+)"', owner_of(world).open("/").body)[1]
    shown = re.search(r'class="status (\w+)"', reader.open("/clients").body)[1]

    assert shown == home


def test_each_client_is_read_with_one_request_of_days(world, reader):
    settled_client(world, NORD, "Bar Nord")
    asked = []
    history = world.sync_log.history
    world.sync_log.history = lambda *args, **kwargs: asked.append(args) or history(*args, **kwargs)

    board(reader)

    assert sorted(asked) == [(PORT,), (NORD,)]


def test_a_client_who_ended_the_access_is_gone_from_the_next_click_on(world, reader):
    settled_client(world, NORD, "Bar Nord")
    owner = owner_of(world, merchant_id=NORD)

    owner.send(owner.open("/settings/accountants"), "/settings/accountants/remove")

    assert [row.split()[0] for row in board(reader)] == ["Café"]


def test_a_merchant_has_no_board(world):
    assert owner_of(world).open("/clients").path == "/"


def test_a_client_whose_setup_is_not_finished_is_named_and_cannot_be_opened(world, reader):
    world.setups.save_setup(PORT, replace(world.setups.setup(PORT), finished_at=None))

    page = reader.open("/clients")

    assert "To know The setup is not finished" in rows(page)[0]
    assert 'action="/clients/open"' not in page.body


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Café", "Bar"]),
        ("?show=decision", ["Café"]),
        ("?show=well", ["Bar"]),
        ("?show=stopped", []),
        ("?show=nonsense", []),
        ("?person=Sam", ["Bar"]),
        ("?person=Sam&show=decision", []),
        ("?near=yes", ["Bar"]),
    ],
)
def test_the_board_is_narrowed_by_tier_by_person_and_by_deadline(world, reader, query, names):
    settled_client(world, NORD, "Bar Nord")
    bring_in(world, PORT, NEWEST, untied=True)
    world.accountants.save_note(LEA, NORD, ClientNote("", "Sam", NEWEST + timedelta(days=11)))
    world.accountants.save_note(LEA, PORT, ClientNote("", "Kim", NEWEST + timedelta(days=12)))

    assert [row.split()[0] for row in board(reader, query)] == names


@pytest.mark.parametrize(
    ("to", "leads_to"),
    [
        ("/log?state=held&first=2026-11-20", "/log?state=held&first=2026-11-20"),
        ("/mapping", "/mapping"),
        ("", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/log?first=2026-11-20\r\nX: y", "/"),
    ],
)
def test_opening_a_client_leads_to_a_page_of_its_books_and_never_elsewhere(reader, to, leads_to):
    form = reader.open("/clients").form("/clients/open")

    answer = reader.post("/clients/open", form | {"to": to})

    assert (answer.status, answer.headers["Location"]) == (303, leads_to)


def test_the_button_of_a_held_day_leads_to_the_days_that_are_held(world, reader):
    bring_in(world, PORT, NEWEST - timedelta(days=2), untied=True)

    page = reader.send(reader.open("/clients"), "/clients/open")

    assert (page.status, page.path) == (200, f"/log?state=held&first={NEWEST - timedelta(days=2)}")
    assert "Nov 21, 2026" in page.words


def test_the_board_speaks_french(world, reader):
    bring_in(world, PORT, NEWEST, untied=True)
    reader.send(reader.open("/clients"), "/clients/open")
    reader.send(reader.open("/"), "/language", language="fr")

    words = reader.open("/clients").words

    assert "1 client a besoin de vous." in words
    assert "En attente de vous" in words or "Décider" in words


def test_the_month_counts_the_dates_that_are_in_order_since_the_client_connected(world):
    reader = accountant_of(world)

    told = board(reader)[0]

    assert re.search(r"\b23 / 23\b", told), told
    assert world.connections.connection(MERCHANT).connected_at.date() < date(2026, 11, 1)


def test_a_copy_of_the_world_reads_the_same_board(world, reader):
    reader.world = Original(world).copy()

    assert len(board(reader)) == 1


def test_a_client_that_the_accountant_may_only_look_at_says_so(world):
    reader = settled_client(world, PORT, "Café du Port", role="look")

    assert re.search(r"Café du Port Inc\. Look All is well", board(reader)[0])


@pytest.mark.parametrize(
    "path", [f"/clients/note?books={PORT}", "/clients/accounts", "/clients/decisions?reason=not_tied"]
)
def test_another_language_is_chosen_on_each_page_of_the_board_and_leads_back_to_it(world, path):
    reader = settled_client(world, PORT, "Café du Port", role="map")
    bring_in(world, PORT, NEWEST, untied=True)

    page = reader.send(reader.open(path), "/language", language="fr")

    assert (page.status, page.path, page.title) == (200, "/clients", "Vos clients")
