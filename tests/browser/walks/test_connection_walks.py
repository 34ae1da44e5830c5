"""Ways into the connection and out of it that do not lead straight on: each ends on a page that says what to do."""

import pytest

from browser.checking.words import WORDS
from browser.visiting.company import connection_of, hand_over, new_company
from browser.visiting.journey import connect, consent, launch, own, set_up_as_recommended

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("browser")]

STRANGER = "m_999999"
WINDOWS = pytest.mark.parametrize(("language", "width"), [("en", 390), ("fr", 1280)])


def comes_to_consent(owner, words, system):
    """From talech's settings to QuickBooks' own page."""
    launch(owner, words, system)
    owner.press(words.connect_now)


def is_refused_and_connects_after_it(owner, words, system, company, heading, picture):
    """The page of the refusal has a way on, nothing is connected, and the merchant then connects their company."""
    owner.stands_on(heading, picture)
    owner.finds_a_way_on()
    refused = connection_of(system)
    connect(owner, words, system, company)

    assert refused is None
    assert connection_of(system).company.name == company.name


@WINDOWS
@pytest.mark.usefixtures("company")
def test_a_plan_below_standard_is_told_how_to_upgrade_and_connects_after_it(
    language, width, visitor, system, talech_changes
):
    owner, words = visitor(language, width), WORDS[language]
    talech_changes.make("plan_downgrade")

    owner.open(system.talech.settings_url)
    owner.reads(words.no_apps)
    owner.look("talech-settings-below-standard")
    owner.press(words.all_the_same)
    owner.stands_on(words.needs_standard, "plan-below-standard")
    owner.reads(words.upgrade)
    owner.open(f"{system.public_url}/")
    owner.is_on(words.session_ended)
    before = connection_of(system)
    talech_changes.take_back()
    launch(owner, words, system)

    assert before is None
    owner.is_on(words.connect_title)


@WINDOWS
def test_who_says_no_at_quickbooks_is_told_that_nothing_is_connected_and_may_change_their_mind(
    language, width, visitor, system, company
):
    owner, words = visitor(language, width), WORDS[language]
    comes_to_consent(owner, words, system)

    owner.press(words.refuse)

    owner.reads(words.open_talech)
    is_refused_and_connects_after_it(owner, words, system, company, words.declined, "consent-declined")


@WINDOWS
def test_another_company_is_refused_on_reconnecting_and_the_first_one_goes_on(
    language, width, visitor, system, company
):
    owner, words = visitor(language, width), WORDS[language]
    connect(owner, words, system, company)
    set_up_as_recommended(owner, words)
    other = new_company(system, f"Other {company.name}")
    company.disconnect()

    owner.open(f"{system.public_url}/connect")
    owner.press(words.connect_now)
    consent(owner, words, other)
    owner.stands_on(words.other_company, "other-company")
    owner.finds_a_way_on()
    refused = connection_of(system)
    owner.open(f"{system.public_url}/connect")
    owner.press(words.connect_now)
    consent(owner, words, company)
    own(owner, words, company)

    owner.is_on(words.home)
    assert [each.company.realm_id for each in (refused, connection_of(system))] == [company.control.realm] * 2
    assert other.documents() == {}


@WINDOWS
def test_a_company_that_receives_another_accounts_sales_is_refused_and_a_free_one_is_taken(
    language, width, visitor, system, company
):
    owner, words = visitor(language, width), WORDS[language]
    taken = new_company(system, f"Taken {company.name}")
    connect(owner, words, system, taken)
    hand_over(system, STRANGER)
    comes_to_consent(owner, words, system)

    consent(owner, words, taken)

    is_refused_and_connects_after_it(owner, words, system, company, words.company_in_use, "company-in-use")


@WINDOWS
def test_a_company_that_is_not_theirs_is_not_connected_and_leaves_nothing_behind(
    language, width, visitor, system, company
):
    """A link from talech reached somebody else: who owns the company reads for whom it would be, and says no."""
    owner, words = visitor(language, width), WORDS[language]
    launch(owner, words, system)
    owner.reads(system.sample.name)
    owner.press(words.connect_now)
    consent(owner, words, company)
    owner.stands_on(words.whose, "whose-company")
    owner.reads(system.sample.name)
    owner.reads(company.name)

    owner.press(words.not_mine)

    is_refused_and_connects_after_it(owner, words, system, company, words.nothing_connected, "not-mine")


@WINDOWS
def test_who_comes_from_quickbooks_own_settings_is_led_to_talech(language, width, visitor, system, company):
    owner, words = visitor(language, width), WORDS[language]

    owner.open(f"{system.public_url}/disconnected?realmId={company.control.realm}")
    owner.stands_on(words.disconnected, "intuit-disconnected")
    owner.reads(words.open_talech)
    owner.open(f"{system.public_url}/reconnect?realmId={company.control.realm}")
    owner.stands_on(words.from_talech, "intuit-reconnect")
    owner.reads(words.open_talech)
    connect(owner, words, system, company)

    assert connection_of(system).company.name == company.name
