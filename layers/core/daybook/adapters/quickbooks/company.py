"""What Daybook needs to know of a company: two reads when it is connected (quickbooks-online reference 4.1, 4.2)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from daybook.adapters.quickbooks.client import QuickBooksClient
from daybook.adapters.quickbooks.wire import JsonObject
from daybook.domain.connection import Company

# Since 2025 addresses carry three-letter codes, and both forms have been seen elsewhere too.
_TWO_LETTER_CODES = {
    "AUS": "AU", "BEL": "BE", "BRA": "BR", "CAN": "CA", "CHE": "CH", "DEU": "DE", "ESP": "ES", "FRA": "FR", "GBR": "GB",
    "HKG": "HK", "IND": "IN", "IRL": "IE", "ITA": "IT", "MEX": "MX", "NLD": "NL", "NZL": "NZ", "SGP": "SG", "UK": "GB",
    "USA": "US", "ZAF": "ZA",
}  # fmt: skip


def read_company(client: QuickBooksClient) -> Company:
    """The company behind a grant: two metered reads."""
    about = client.get(f"companyinfo/{client.realm_id}").body["CompanyInfo"]
    preferences = client.get("preferences").body["Preferences"]
    return company_of(client.realm_id, about, preferences)


def company_of(realm_id: str, about: JsonObject, preferences: JsonObject) -> Company:
    """The domain's company, from the two answers."""
    accounting, tax = preferences.get("AccountingInfoPrefs", {}), preferences.get("TaxPrefs", {})
    closed = accounting.get("BookCloseDate")
    return Company(
        realm_id=realm_id,
        name=about["CompanyName"],
        country=country_code(about.get("Country") or about.get("CompanyAddr", {}).get("Country", "")),
        home_currency=preferences["CurrencyPrefs"]["HomeCurrency"]["value"],
        tracks_classes=bool(accounting.get("ClassTrackingPerTxn") or accounting.get("ClassTrackingPerTxnLine")),
        tracks_locations=bool(accounting.get("TrackDepartments")),
        book_close_date=date.fromisoformat(closed) if closed else None,
        subscription=_named_value(about, "SubscriptionStatus", default="UNKNOWN"),
        uses_sales_tax=bool(tax.get("UsingSalesTax", True)),
        # False is automated sales tax that nobody has set up: it computes nothing yet (reference 4.2).
        automated_sales_tax=bool(tax.get("PartnerTaxEnabled", False)),
    )


def country_code(text: str) -> str:
    """A country as two letters: `CAN` and `ca` are both `CA`."""
    code = text.strip().upper()
    return _TWO_LETTER_CODES.get(code, code)


def _named_value(about: Mapping[str, Any], name: str, *, default: str) -> str:
    pairs = about.get("NameValue", [])
    return next((str(pair["Value"]) for pair in pairs if pair.get("Name") == name), default)
