"""Currency of accounts, customers and documents (docs/quickbooks.md 7)."""

from typing import NoReturn

from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import Draft, reference_value
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.wire import Body

_NAMES = {
    "AUD": "Australian Dollar",
    "USD": "United States Dollar",
    "CAD": "Canadian Dollar",
    "EUR": "Euro",
    "GBP": "British Pound Sterling",
}


def complete_currency(draft: Draft, *, mandatory: bool = False) -> None:
    """Write the currency of the company into a document. Documents in a foreign one are not kept here.

    Raises:
        ApiFault: 2220 for a currency the company does not keep, 2020 when multi-currency asks for one.
    """
    company = draft.company
    currency = reference_value(draft.body, "CurrencyRef")
    if currency is None and company.keeps_several_currencies and mandatory:
        raise refusal("2020", "Required parameter CurrencyRef is missing in the request", "CurrencyRef")
    if currency not in (None, company.currency):
        _refuse_currency(draft, currency)
    draft.body["CurrencyRef"] = currency_reference(company.currency)


def complete_list_currency(draft: Draft) -> None:
    """Write the currency of an account or a party: the company's, or a foreign one where it keeps several.

    Raises:
        ApiFault: 2220 for a currency the company does not keep, 6000 when the currency of a row would change.
    """
    company = draft.company
    previous = reference_value(draft.previous.body, "CurrencyRef") if draft.previous else None
    currency = reference_value(draft.body, "CurrencyRef") or previous or company.currency
    if currency != company.currency and not (company.keeps_several_currencies and known_currency(currency)):
        _refuse_currency(draft, currency)
    if previous not in (None, currency):
        raise refusal("6000", f"The currency is {previous} and cannot be changed", "CurrencyRef")
    draft.body["CurrencyRef"] = currency_reference(currency)


def check_account_currency(company: Company, account: Record, element: str) -> None:
    """Refuse a document in the company's currency on an account in another one (docs/quickbooks.md 13.8).

    Raises:
        ApiFault: 6000.
    """
    currency = reference_value(account.body, "CurrencyRef")
    if currency not in (None, company.currency):
        raise refusal(
            "6000",
            f"You can only use one foreign currency per transaction: account {account.body['FullyQualifiedName']} "
            f"is kept in {currency}, the transaction in {company.currency}",
            element,
        )


def known_currency(code: str) -> bool:
    """Whether a text is the code of a currency."""
    return code in _NAMES


def currency_reference(currency: str) -> Body:
    """A currency as QuickBooks refers to it."""
    return {"value": currency, "name": _NAMES.get(currency, currency)}


def _refuse_currency(draft: Draft, currency: str | None) -> NoReturn:
    kept = draft.company.currency
    raise refusal("2220", f"{currency} is not a currency of this company, which keeps {kept}", "CurrencyRef")
