"""The merchant's five minutes: from talech's settings over Intuit's consent page to a connected company."""

from urllib.parse import urlsplit

from daybook_local.demo.browser import Browser, Page, PageError
from daybook_local.system.local_system import LocalSystem


def connect_merchant(system: LocalSystem) -> Page:
    """Connect the loaded merchant to the loaded company through the real pages; the page they end on.

    Raises:
        PageError: a page refused; the text holds what it says.
    """
    with Browser(system.sample.language) as browser:
        connect = browser.open(system.talech.settings_url)
        consent = browser.submit(connect, "/connect/authorize")
        connected = browser.submit(consent, "/connect/oauth2", realmId=system.quickbooks.realm, decision="approve")
    if urlsplit(connected.url).path != "/connected":
        raise PageError(f"the consent ended on {connected.url}; it says: {connected.words[:500]}")
    return connected
