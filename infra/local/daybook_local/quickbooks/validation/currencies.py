"""Currency of accounts, customers and documents (quickbooks-online reference 7)."""

from daybook_local.quickbooks.entities.definition import Draft, reference_value
from daybook_local.quickbooks.faults import refusal
from daybook_local.quickbooks.wire import Body

_NAMES = {
    "USD": "United States Dollar",
    "CAD": "Canadian Dollar",
    "EUR": "Euro",
    "GBP": "British Pound Sterling",
}


def complete_currency(draft: Draft, *, mandatory: bool = False) -> None:
    """Write the currency of the company into a row; a foreign one needs multi-currency.

    Raises:
        ApiFault: 2220 for a currency the company does not keep, 2020 when multi-currency asks for one.
    """
    company = draft.company
    several: bool = company.preferences["CurrencyPrefs"]["MultiCurrencyEnabled"]
    currency = reference_value(draft.body, "CurrencyRef")
    if currency is None and several and mandatory:
        raise refusal("2020", "Required parameter CurrencyRef is missing in the request", "CurrencyRef")
    if currency not in (None, company.currency):
        raise refusal(
            "2220", f"{currency} is not a currency of this company, which keeps {company.currency}", "CurrencyRef"
        )
    draft.body["CurrencyRef"] = currency_reference(company.currency)


def currency_reference(currency: str) -> Body:
    """A currency as QuickBooks refers to it."""
    return {"value": currency, "name": _NAMES.get(currency, currency)}
