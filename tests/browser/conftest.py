"""The whole system on loopback, a merchant whose newest day ended yesterday, and a browser."""

import os
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_socket
from playwright.sync_api import sync_playwright

from browser.checking.words import ENGLISH
from browser.visiting.album import Album
from browser.visiting.chromium import NoBrowserError, browsers_are_required, start_chromium
from browser.visiting.company import Company, never_connected, new_company
from browser.visiting.journey import connect
from browser.visiting.recent_merchant import days_ago, recent_merchant
from browser.visiting.talech_changes import TalechChanges
from browser.visiting.visitor import Visitor
from daybook_local.inbox.server import Inbox
from daybook_local.system.local_system import running_system
from daybook_local.system.places import WorkFolder
from daybook_local.system.samples.sample import LoadedSample

LOOPBACK = ["127.0.0.1", "localhost", "::1"]
HEIGHT = 900
# To the first days that are posted, along what is recommended.
MOST_CLICKS = 8
LOCALES = {"en": "en-US", "fr": "fr-CA"}


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        try:
            browser = start_chromium(playwright)
        except NoBrowserError as error:
            if browsers_are_required():
                raise
            pytest.skip(str(error))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def today():
    """The machine's date; every business day before it has ended by noon in Chicago."""
    return datetime.now(UTC).date()


@pytest.fixture(scope="session")
def system(chromium, tmp_path_factory, today):
    """Everything that runs, once a browser is there to look at it."""
    assert chromium.is_connected()
    # A session fixture is set up before the marks of its first test have opened the sockets.
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)
    work = tmp_path_factory.mktemp("browser")
    sample = LoadedSample(recent_merchant(work / "merchant", days_ago(1, today)))
    with running_system(sample, WorkFolder(work / "local"), now=None) as running:
        yield running


@pytest.fixture(scope="session")
def company_numbers():
    return count(1)


@pytest.fixture
def company(system, company_numbers) -> Company:
    """A company nobody has posted to, for a merchant who has never connected."""
    never_connected(system)
    return new_company(system, f"Harbor Books {next(company_numbers)}")


@pytest.fixture
def talech_changes(system):
    """What happens in talech's own world, for one test."""
    changes = TalechChanges(system.talech)
    yield changes
    changes.take_back()


@pytest.fixture(scope="session")
def inbox(system):
    """Where the mails of this machine are read."""
    with Inbox(system.aws.endpoint, port=0) as running:
        yield running


@pytest.fixture(scope="session")
def open_window(system, inbox, chromium):
    """Opens a window of a width in a language; whoever opens it closes its context."""
    servers = (system.public_url, system.talech.url, system.quickbooks.url, inbox.url)
    own = frozenset(urlsplit(url).netloc for url in servers)
    pictures, albums = os.environ.get("DAYBOOK_SCREENSHOTS"), {}

    def opened(language, width, scheme="light", *, scripts=True):
        context = chromium.new_context(
            locale=LOCALES[language],
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        kind = f"{language}-{width}"
        album = albums.setdefault(kind, Album(language, Path(pictures) / kind if pictures else None))
        return Visitor(context, own, album)

    return opened


@pytest.fixture
def visitor(open_window):
    """The same for one test: afterwards no page may have been broken or called a stranger."""
    windows = []

    def opened(language, width, scheme="light", *, scripts=True):
        windows.append(open_window(language, width, scheme, scripts=scripts))
        return windows[-1]

    yield opened
    for each in windows:
        each.context.close()
    wrong = [str(finding) for each in windows for finding in each.wrong]
    strange = [f"a stranger was asked: {address}" for each in windows for address in each.strangers]
    broken = [f"broke: {answer}" for each in windows for answer in each.broken]
    assert not [*wrong, *strange, *broken], "\n".join([*wrong, *strange, *broken])


@pytest.fixture(scope="module")
def connected(system, open_window, company_numbers):
    """An owner whose setup is done with what is recommended; nothing is posted yet."""
    never_connected(system)
    company = new_company(system, f"Harbor Books {next(company_numbers)}")
    owner = open_window("en", 1280)
    connect(owner, ENGLISH, system, company)
    owner.press(ENGLISH.recommended)
    owner.reads(ENGLISH.own_day)
    owner.press(ENGLISH.confirm)
    owner.is_on(ENGLISH.first_days)
    # From talech's settings, with the company confirmed on the way; the next click is "Sync".
    assert owner.clicks + 1 <= MOST_CLICKS
    yield owner, company
    owner.context.close()
