"""A firm with several people: invited by mail, let in at a client by an admin, seen and removed by the merchant."""

import os
from pathlib import Path

import pytest

from browser.checking.in_memory_portal import ORIGIN, window
from browser.checking.templates import OF_A_FIRM
from browser.visiting.album import Album
from unit.portal.firms import FIRM, SAM, accept_for_firm, firm_link, share, sign_in
from unit.portal.guests import accountant_of, another_client, owner_of
from unit.portal.merchant import MERCHANT
from unit.portal.stages import with_posted_days
from unit.portal.visitor import Visitor

pytestmark = pytest.mark.xdist_group("browser-alone")

WINDOWS = [("en", 320, "light"), ("en", 1440, "dark"), ("fr", 390, "dark"), ("fr", 1280, "light")]
PICTURES = os.environ.get("DAYBOOK_SCREENSHOTS")
FOUND = {"en": "Found the firm", "fr": "Créer le cabinet"}
INVITE = {"en": "Send the invitation", "fr": "Envoyer l’invitation"}
SAVE = {"en": "Save the clients", "fr": "Enregistrer les clients"}
LOOK = {"en": "Look", "fr": "Consulter"}


def in_language(reader, language):
    if language == "fr":
        reader.send(reader.open("/clients"), "/language", language="fr")
    return reader


@pytest.mark.parametrize(("language", "width", "scheme"), WINDOWS)
def test_a_firm_lets_one_of_its_people_in_and_the_merchant_removes_them(chromium, language, width, scheme):
    world = with_posted_days()
    owner = in_language(accountant_of(world), language)
    album = Album(language, Path(PICTURES, "firm", f"{language}-{width}") if PICTURES else None)

    with window(chromium, owner, width, scheme) as page:
        page.goto(f"{ORIGIN}/firm")
        wrong = album.look(page, "firm-to-found")
        page.locator("#f-firm").fill(FIRM)
        page.locator("#f-name").fill("Léa Roy")
        page.get_by_role("button", name=FOUND[language]).click()
        share(world)
        another_client(world, "m_2", "Café du Port")
        accept_for_firm(world, merchant_id="m_2")
        page.goto(f"{ORIGIN}/firm")
        page.locator("section.attention button").click()
        page.locator("#f-email").fill(SAM)
        page.get_by_role("button", name=INVITE[language]).click()
        assert SAM in page.locator("main").inner_text()
        wrong += album.look(page, "firm")

    with window(chromium, Visitor(world), width, scheme) as page:
        page.goto(f"{ORIGIN}{firm_link(world)}")
        wrong += album.look(page, "invitation-into-the-firm")
        page.locator("#f-name").fill("Sam Côté")
        page.locator("main form button.button").first.click()
        assert SAM in page.locator("main").inner_text()

    with window(chromium, owner, width, scheme) as page:
        page.goto(f"{ORIGIN}/firm/person?address={SAM}")
        wrong += album.look(page, "person-of-the-firm")
        page.locator(f"select[name='client.{MERCHANT}']").select_option(label=LOOK[language])
        page.get_by_role("button", name=SAVE[language]).click()
        page.goto(f"{ORIGIN}/firm/record")
        wrong += album.look(page, "record-of-the-firm")
        page.goto(f"{ORIGIN}/firm/close")
        wrong += album.look(page, "firm-to-close")

    staff = sign_in(world, SAM)
    assert staff.open("/log").status == 200
    with window(chromium, owner_of(world, language), width, scheme) as page:
        page.goto(f"{ORIGIN}/settings/accountants")
        wrong += album.look(page, "firm-with-access")
        page.get_by_role("button", name="Sam Côté").click()
        assert SAM not in page.locator("main").inner_text()

    assert staff.open("/log").status == 403
    assert [str(finding) for finding in wrong] == []
    assert album.names >= OF_A_FIRM.keys()
