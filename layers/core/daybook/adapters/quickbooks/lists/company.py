"""What Daybook needs to know of a company: two reads when it is connected (docs/quickbooks.md 4.1, 4.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.domain.company.connection import Company
from daybook.domain.errors import Condition, RetriableError
from daybook.domain.outside_text import cleaned

# Since 2025 addresses carry three-letter codes, and both forms have been seen elsewhere too.
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
    """The company behind a grant: two metered reads."""
    about = _section(client.get(f"companyinfo/{client.realm_id}").body, "CompanyInfo")
    preferences = _section(client.get("preferences").body, "Preferences")
    return company_of(client.realm_id, about, preferences)


def company_of(realm_id: str, about: JsonObject, preferences: JsonObject) -> Company:
    """The domain's company, from the two answers; sections may be missing or null (docs/quickbooks.md 13.17).

    What is missing counts as switched off. The home currency is then the country's: where that is wrong, QuickBooks
    refuses the first document in words, and nothing is posted.

    Raises:
        RetriableError: it names neither a currency nor a country that says one.
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
        # False is automated sales tax that nobody has set up: it computes nothing yet (docs/quickbooks.md 4.2).
        automated_sales_tax=bool(tax.get("PartnerTaxEnabled", False)),
        plan=_named_value(about, "OfferingSku", default=""),
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
    """A part of an answer; empty where QuickBooks left it out, or put something else in its place."""
    section = holder.get(name)
    return section if isinstance(section, dict) else {}


def _named_value(about: Mapping[str, Any], name: str, *, default: str) -> str:
    pairs = about.get("NameValue") or []
    return next((str(pair["Value"]) for pair in pairs if pair.get("Name") == name), default)
