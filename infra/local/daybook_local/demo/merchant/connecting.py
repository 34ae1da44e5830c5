"""The merchant's five minutes: from talech's settings over Intuit's consent page to a confirmed setup."""

from urllib.parse import urlsplit

from daybook_local.demo.merchant.browser import Browser, Page, PageError
from daybook_local.system.local_system import LocalSystem


def connect_merchant(system: LocalSystem) -> Page:
    """Connect the loaded merchant to the loaded company and agree to what the setup recommends; the page they end on.

    Raises:
        PageError: a page refused; the text holds what it says.
    """
    with Browser(system.sample.language) as browser:
        settings = browser.open(system.settings_url)
        connect = browser.submit(settings, "/settings/apps/quickbooks/connect")
        consent = browser.submit(connect, "/connect/authorize")
        whose = browser.submit(consent, "/connect/oauth2", realmId=system.quickbooks.realm, decision="approve")
        setup = browser.submit(whose, "/connect/confirm", company="mine")
        review = browser.submit(setup, "/setup/recommended")
        confirmed = browser.submit(review, "/setup/review")
    if urlsplit(confirmed.url).path != "/sync":
        raise PageError(f"the setup ended on {confirmed.url}; it says: {confirmed.words[:500]}")
    return confirmed
