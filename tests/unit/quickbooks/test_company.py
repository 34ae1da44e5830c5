"""A company's own answers become the domain's Company, in every form they come in (reference 4.1, 4.2)."""

from datetime import date

import pytest

from daybook.adapters.quickbooks.company import company_of, country_code, read_company
from daybook.domain.connection import Company
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
