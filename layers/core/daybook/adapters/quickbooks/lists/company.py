"""Reads the facts of a company that Daybook needs: two metered reads (docs/quickbooks.md 4.1, 4.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.domain.company.connection import Company
from daybook.domain.errors import Condition, RetriableError
from daybook.domain.outside_text import cleaned

# Since 2025 addresses have three-letter codes, and both forms have been seen in other fields.
_TWO_LETTER_CODES = {
    "AUS": "AU", "BEL": "BE", "BRA": "BR", "CAN": "CA", "CHE": "CH", "DEU": "DE", "ESP": "ES", "FRA": "FR", "GBR": "GB",
    "HKG": "HK", "IND": "IN", "IRL": "IE", "ITA": "IT", "MEX": "MX", "NLD": "NL", "NZL": "NZ", "SGP": "SG", "UK": "GB",
    "USA": "US", "ZAF": "ZA",
}  # fmt: skip
_CURRENCIES = {
    **dict.fromkeys(("BE", "DE", "ES", "FR", "IE", "IT"), "EUR"),
    "AU": "AUD", "BR": "BRL", "CA": "CAD", "CH": "CHF", "GB": "GBP", "HK": "HKD", "IN": "INR", "MX": "MXN", "NZ": "NZD",
    "SG": "SGD", "US": "USD", "ZA": "ZAR",
}  # fmt: skip


def read_company(client: QuickBooksClient) -> Company:
    """The company of a grant: two metered reads."""
    about = _section(client.get(f"companyinfo/{client.realm_id}").body, "CompanyInfo")
    preferences = _section(client.get("preferences").body, "Preferences")
    return company_of(client.realm_id, about, preferences)


def company_of(realm_id: str, about: JsonObject, preferences: JsonObject) -> Company:
    """The domain's company for the two answers; sections may be missing or null (docs/quickbooks.md 13.17).

    A missing setting counts as switched off. A missing home currency is that of the country; if that is wrong,
    QuickBooks refuses the first document, and nothing is posted.

    Raises:
        RetriableError: the answers have neither a currency nor a country with a known one.
    """
    accounting, tax = _section(preferences, "AccountingInfoPrefs"), _section(preferences, "TaxPrefs")
    closed = accounting.get("BookCloseDate")
    country = country_code(about.get("Country") or _section(about, "CompanyAddr").get("Country") or "")
    return Company(
        realm_id=realm_id,
        name=cleaned(about.get("CompanyName") or realm_id),
        country=country,
        home_currency=_home_currency(preferences, country),
        tracks_classes=bool(accounting.get("ClassTrackingPerTxn") or accounting.get("ClassTrackingPerTxnLine")),
        tracks_locations=bool(accounting.get("TrackDepartments")),
        book_close_date=date.fromisoformat(closed) if closed else None,
        subscription=_named_value(about, "SubscriptionStatus", default="UNKNOWN"),
        uses_sales_tax=bool(tax.get("UsingSalesTax", True)),
        # False is automated sales tax that is not set up yet: it computes nothing (docs/quickbooks.md 4.2).
        automated_sales_tax=bool(tax.get("PartnerTaxEnabled", False)),
        plan=_named_value(about, "OfferingSku", default=""),
        uses_account_numbers=bool(accounting.get("UseAccountNumbers", False)),
    )


def country_code(text: str) -> str:
    """A country as two letters: `CAN` and `ca` are both `CA`."""
    code = text.strip().upper()
    return _TWO_LETTER_CODES.get(code, code)


def _home_currency(preferences: JsonObject, country: str) -> str:
    said = _section(_section(preferences, "CurrencyPrefs"), "HomeCurrency").get("value")
    currency = said or _CURRENCIES.get(country)
    if not currency:
        raise RetriableError(
            f"QuickBooks names no home currency, and country {country!r} does not say one",
            condition=Condition.QUICKBOOKS_UNAVAILABLE,
        )
    return str(currency)


def _section(holder: JsonObject, name: str) -> JsonObject:
    """A section of an answer; empty if QuickBooks left it out, or it is not an object."""
    section = holder.get(name)
    return section if isinstance(section, dict) else {}


def _named_value(about: Mapping[str, Any], name: str, *, default: str) -> str:
    pairs = about.get("NameValue") or []
    return next((str(pair["Value"]) for pair in pairs if pair.get("Name") == name), default)
