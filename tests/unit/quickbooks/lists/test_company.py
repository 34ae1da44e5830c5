"""A company's own answers become the domain's Company, in every form they come in (docs/quickbooks.md 4.1, 4.2)."""

from datetime import date

import pytest

from daybook.adapters.quickbooks.lists.company import company_of, country_code, read_company
from daybook.domain.company.connection import Company
from daybook.domain.errors import RetriableError
from unit.quickbooks.doubles import REALM, ScriptedTransport, client, reply

ABOUT = {
    "CompanyName": "Harbour Street Coffee",
    "Country": "CA",
    "CompanyAddr": {"Country": "CAN"},
    "NameValue": [
        {"Name": "OfferingSku", "Value": "QuickBooks Online Plus"},
        {"Name": "SubscriptionStatus", "Value": "SUBSCRIBED"},
    ],
}
PREFERENCES = {
    "AccountingInfoPrefs": {
        "TrackDepartments": True,
        "ClassTrackingPerTxn": False,
        "ClassTrackingPerTxnLine": True,
        "BookCloseDate": "2026-09-30",
    },
    "CurrencyPrefs": {"MultiCurrencyEnabled": False, "HomeCurrency": {"value": "CAD"}},
}


def test_the_company_is_read_in_two_calls():
    transport = ScriptedTransport(reply({"CompanyInfo": ABOUT}), reply({"Preferences": PREFERENCES}))

    company = read_company(client(transport))

    assert [sent.path.rpartition(f"{REALM}/")[2] for sent in transport.sent] == [f"companyinfo/{REALM}", "preferences"]
    assert company == Company(
        realm_id=REALM,
        name="Harbour Street Coffee",
        country="CA",
        home_currency="CAD",
        tracks_classes=True,
        tracks_locations=True,
        book_close_date=date(2026, 9, 30),
        subscription="SUBSCRIBED",
        plan="QuickBooks Online Plus",
    )


def test_a_simple_company_tracks_nothing_and_closed_nothing():
    simple = {"CurrencyPrefs": {"HomeCurrency": {"value": "USD"}}, "AccountingInfoPrefs": {}}

    company = company_of(REALM, {"CompanyName": "Corner Shop", "CompanyAddr": {"Country": "USA"}}, simple)

    assert (company.tracks_classes, company.tracks_locations, company.book_close_date) == (False, False, None)
    assert (company.country, company.subscription) == ("US", "UNKNOWN")


@pytest.mark.parametrize(
    ("preferences", "automated"),
    [
        pytest.param({}, False, id="not automated"),
        pytest.param({"PartnerTaxEnabled": True}, True, id="set up"),
        pytest.param({"PartnerTaxEnabled": False}, False, id="nobody has set it up"),
    ],
)
def test_automated_sales_tax_is_on_where_somebody_has_set_it_up(preferences, automated):
    company = company_of(REALM, ABOUT, {**PREFERENCES, "TaxPrefs": preferences})

    assert company.automated_sales_tax is automated


@pytest.mark.parametrize(
    ("preferences", "uses"), [({}, True), ({"UsingSalesTax": True}, True), ({"UsingSalesTax": False}, False)]
)
def test_a_company_that_sells_without_tax_is_told_apart(preferences, uses):
    company = company_of(REALM, ABOUT, {**PREFERENCES, "TaxPrefs": preferences})

    assert company.uses_sales_tax is uses


@pytest.mark.parametrize("where", ["ClassTrackingPerTxn", "ClassTrackingPerTxnLine"])
def test_classes_are_tracked_on_the_document_or_on_the_line(where):
    preferences = {**PREFERENCES, "AccountingInfoPrefs": {where: True}}

    assert company_of(REALM, ABOUT, preferences).tracks_classes


@pytest.mark.parametrize(
    ("text", "code"),
    [("US", "US"), ("USA", "US"), ("can", "CA"), (" GBR ", "GB"), ("UK", "GB"), ("PT", "PT"), ("", "")],
)
def test_a_country_is_two_letters_in_whatever_form_it_came(text, code):
    assert country_code(text) == code


SECTIONS = ("AccountingInfoPrefs", "TaxPrefs", "CurrencyPrefs", "SalesFormsPrefs", "OtherPrefs")


@pytest.mark.parametrize("instead", [None, [], "off", "left out"])
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_of_the_preferences_may_be_missing_or_empty(section, instead):
    """One company's answer came without sections, and with null in their place (docs/quickbooks.md 13.17)."""
    preferences = {name: value for name, value in PREFERENCES.items() if name != section}
    if instead != "left out":
        preferences[section] = instead

    company = company_of(REALM, ABOUT, preferences)

    assert (company.country, company.home_currency) == ("CA", "CAD")


def test_every_section_of_the_preferences_may_be_missing():
    answers = reply({"CompanyInfo": ABOUT}), reply({"Preferences": {}})

    company = read_company(client(ScriptedTransport(*answers)))

    assert (company.home_currency, company.tracks_classes, company.tracks_locations) == ("CAD", False, False)


@pytest.mark.parametrize("answer", [{}, {"Preferences": None}, {"Preferences": []}])
def test_an_answer_without_preferences_is_asked_for_again(answer):
    with pytest.raises(RetriableError, match="preferences"):
        read_company(client(ScriptedTransport(reply({"CompanyInfo": ABOUT}), reply(answer))))


def test_a_company_that_names_neither_currency_nor_country_is_asked_again():
    with pytest.raises(RetriableError, match="home currency"):
        company_of(REALM, {"CompanyName": "Corner Shop"}, {})
