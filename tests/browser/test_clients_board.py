"""Forty clients on one board: an accountant decides for several at once while one of the days changes."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from browser.checking.in_memory_portal import ORIGIN, window
from browser.checking.templates import OF_SEVERAL_CLIENTS
from browser.visiting.album import Album
from copies import Original
from daybook.domain.accountant.client_note import ClientNote
from daybook.domain.company.connection import ConnectionStatus
from unit.portal.clients import bring_in, settled_client
from unit.portal.guests import LEA
from unit.portal.merchant import KING, NEWEST, QUEEN
from unit.portal.stages import with_posted_days

pytestmark = pytest.mark.xdist_group("browser-alone")

WINDOWS = [("en", 390, "light"), ("en", 1280, "dark"), ("fr", 390, "dark"), ("fr", 1280, "light")]
PICTURES = os.environ.get("DAYBOOK_SCREENSHOTS")
HELD, LOST, GAPS = ("m_02", "m_03", "m_04"), ("m_05", "m_06"), ("m_07",)
# Its day is one of another store: all these merchants read the same talech.
CHANGING = {"m_04": KING}
NAMES = {"m_02": "Traiteur Saule", "m_03": "Boulangerie Midi", "m_04": "Bar Nord", "m_05": "Cantine des Quais"}


@pytest.fixture(scope="module")
def forty():
    """Forty merchants who let the same accountant in: most are well, some wait, two are not connected."""
    world = with_posted_days()
    for number in range(1, 41):
        merchant_id = f"m_{number:02d}"
        reader = settled_client(world, merchant_id, NAMES.get(merchant_id, f"Bistro {number}"), role="map")
        bring_in(world, merchant_id, NEWEST - timedelta(days=4), times=3)
        store = CHANGING.get(merchant_id, QUEEN)
        bring_in(world, merchant_id, NEWEST, store=store, untied=merchant_id in HELD, unknown_card=merchant_id in GAPS)
    for merchant_id in LOST:
        connection = world.connections.connection(merchant_id)
        world.connections.save_connection(connection.with_status(ConnectionStatus.NEEDS_RECONNECT))
    world.accountants.save_note(LEA, "m_07", ClientNote("K-014", "Sam", NEWEST + timedelta(days=3)))
    return Original((world, reader.cookie))


@pytest.mark.parametrize(("language", "width", "scheme"), WINDOWS)
def test_an_accountant_decides_for_three_clients_while_a_day_of_one_changes(chromium, forty, language, width, scheme):
    world, cookie = forty.copy()
    reader = world.visitor(language)
    reader.cookie = cookie
    if language == "fr":
        reader.send(reader.open("/clients"), "/language", language="fr")
    album = Album(language, Path(PICTURES, "board", f"{language}-{width}") if PICTURES else None)

    with window(chromium, reader, width, scheme) as page:
        page.goto(f"{ORIGIN}/clients")
        assert page.locator("table.board tbody tr").count() == 40
        wrong = album.look(page, "board")
        page.goto(page.locator("section a[href*='not_tied']").evaluate("each => each.href"))
        wrong += album.look(page, "days-to-decide")
        bring_in(world, "m_04", NEWEST, store=KING, untied=True, times=2)
        page.locator("main form button.button").click()
        wrong += album.look(page, "to-confirm")
        assert "Bar Nord" in page.locator("section.attention").inner_text()
        page.locator("main form button.button").click()
        wrong += album.look(page, "on-their-way")
        assert page.locator("tbody tr").count() == 2
        world.clock.advance(minutes=1)
        world.work()
        page.goto(f"{ORIGIN}{reader.led_to}")
        wrong += album.look(page, "decided")
        assert page.locator("td .state.posted").count() == 2

        page.goto(f"{ORIGIN}/clients/note?books=m_07")
        wrong += album.look(page, "note")
        page.goto(f"{ORIGIN}/clients/accounts?from=m_02")
        wrong += album.look(page, "accounts-to-carry-over")
        page.get_by_label("Bar Nord").check()
        page.locator("main form[method=post] button.button").click()
        wrong += album.look(page, "what-they-mean")
        page.locator("main form[method=post] button.button").click()
        wrong += album.look(page, "accounts-carried-over")
        assert page.locator("td .state.posted").count() == 1

    assert [str(finding) for finding in wrong] == []
    assert album.names >= OF_SEVERAL_CLIENTS.keys()
