"""The shapes of a company and its settings in QuickBooks' answers."""

from typing import NotRequired

from typing_extensions import TypedDict  # pydantic supports the standard library's TypedDict only from Python 3.12 on

from daybook.adapters.quickbooks.http.answer_values import DateText, Flag, Identifier, Text
from daybook.adapters.quickbooks.http.row_shapes import OPEN, Ref


@OPEN
class NameValue(TypedDict):
    """One fact about a company."""

    Name: NotRequired[Text]
    Value: NotRequired[Text]


@OPEN
class Address(TypedDict):
    """Where a company is."""

    Country: NotRequired[Text]


@OPEN
class CompanyInfo(TypedDict):
    """Who a company is."""

    CompanyName: Identifier
    Country: NotRequired[Text]
    CompanyAddr: NotRequired[Address]
    NameValue: NotRequired[list[NameValue]]


@OPEN
class AccountingInfoPrefs(TypedDict):
    """How a company keeps its books."""

    BookCloseDate: NotRequired[DateText]
    ClassTrackingPerTxn: NotRequired[Flag]
    ClassTrackingPerTxnLine: NotRequired[Flag]
    TrackDepartments: NotRequired[Flag]


@OPEN
class TaxPrefs(TypedDict):
    """Whether a company sells with tax."""

    UsingSalesTax: NotRequired[Flag]
    PartnerTaxEnabled: NotRequired[Flag]


@OPEN
class CurrencyPrefs(TypedDict):
    """The company's currency; if it is missing, that of the country counts."""

    HomeCurrency: NotRequired[Ref]


@OPEN
class Preferences(TypedDict):
    """A company's settings. Whole sections may be missing (docs/quickbooks.md 13.17)."""

    AccountingInfoPrefs: NotRequired[AccountingInfoPrefs]
    TaxPrefs: NotRequired[TaxPrefs]
    CurrencyPrefs: NotRequired[CurrencyPrefs]
