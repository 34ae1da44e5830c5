"""The shapes of QuickBooks' rows: an answer is refused if a field named here has another form.

Other fields stay unchanged, because some are sent back with an update. Rows of a query must have every field that the
code reads by name. The answer to a write may lack fields; it is compared with what was sent.
"""

from typing import Annotated, NotRequired

from pydantic import AfterValidator, ConfigDict, with_config
from typing_extensions import TypedDict  # pydantic supports the standard library's TypedDict only from Python 3.12 on

from daybook.adapters.quickbooks.http.answer_values import Amount, DateText, Flag, Identifier, InstantText, Text

OPEN = with_config(ConfigDict(extra="allow"))


@OPEN
class Ref(TypedDict):
    """A reference to another row."""

    value: Text


@OPEN
class MetaData(TypedDict):
    """When a row was created and last changed."""

    CreateTime: NotRequired[InstantText]
    LastUpdatedTime: NotRequired[InstantText]


@OPEN
class LinkedTxn(TypedDict):
    """A document that a line belongs to."""

    TxnId: Text
    TxnType: Text


@OPEN
class JournalDetail(TypedDict):
    """A line of a journal entry."""

    PostingType: Text
    AccountRef: Ref


@OPEN
class ItemDetail(TypedDict):
    """A line of a sales form."""

    ItemRef: NotRequired[Ref]
    ItemAccountRef: NotRequired[Ref]
    TaxCodeRef: NotRequired[Ref]


@OPEN
class Line(TypedDict):
    """A line of any document; a description line has no amount."""

    Amount: NotRequired[Amount]
    LinkedTxn: NotRequired[list[LinkedTxn]]
    JournalEntryLineDetail: NotRequired[JournalDetail]
    SalesItemLineDetail: NotRequired[ItemDetail]


def _amount_that_moves(line: Line) -> Line:
    moves = "JournalEntryLineDetail" in line or "ItemRef" in line.get("SalesItemLineDetail", {})
    if moves and "Amount" not in line:
        raise ValueError("a line without its amount")
    return line


Lines = list[Annotated[Line, AfterValidator(_amount_that_moves)]]


@OPEN
class TaxLineDetail(TypedDict):
    """The rate of a tax line."""

    TaxRateRef: NotRequired[Ref]


@OPEN
class TaxLine(TypedDict):
    """The tax of one rate."""

    Amount: NotRequired[Amount]
    TaxLineDetail: NotRequired[TaxLineDetail]


@OPEN
class TxnTaxDetail(TypedDict):
    """The tax of a form."""

    TotalTax: NotRequired[Amount]
    TaxLine: NotRequired[list[TaxLine]]


@OPEN
class DocumentFields(TypedDict):
    """Optional fields of every document and payment."""

    DocNumber: NotRequired[Text]
    PaymentRefNum: NotRequired[Text]
    TotalAmt: NotRequired[Amount]
    DepositToAccountRef: NotRequired[Ref]
    Line: NotRequired[Lines]
    TxnTaxDetail: NotRequired[TxnTaxDetail]
    MetaData: NotRequired[MetaData]


@OPEN
class Written(DocumentFields):
    """The answer to a write; for a deleted document it has little more than the id."""

    Id: NotRequired[Text]
    SyncToken: NotRequired[Text]
    TxnDate: NotRequired[DateText]
    CustomerRef: NotRequired[Ref]


@OPEN
class Document(DocumentFields):
    """A document or a payment in a query, with the fields that the code reads."""

    Id: Identifier
    SyncToken: Identifier
    TxnDate: DateText
    CustomerRef: NotRequired[Ref]


@OPEN
class CustomersDocument(DocumentFields):
    """A document that always has a customer, in a query."""

    Id: Identifier
    SyncToken: Identifier
    TxnDate: DateText
    CustomerRef: Ref


@OPEN
class Named(TypedDict):
    """A row of a list."""

    Id: Identifier
    Name: Identifier
    FullyQualifiedName: NotRequired[Text]
    Active: NotRequired[Flag]


@OPEN
class Account(Named):
    """A row of the chart of accounts."""

    AccountType: NotRequired[Text]
    AccountSubType: NotRequired[Text]
    AcctNum: NotRequired[Text]
    CurrencyRef: NotRequired[Ref]


@OPEN
class Item(Named):
    """A product or service."""

    IncomeAccountRef: NotRequired[Ref]


@OPEN
class Customer(TypedDict):
    """A customer."""

    Id: Identifier
    DisplayName: Identifier
    Active: NotRequired[Flag]


@OPEN
class TaxRate(Named):
    """A rate of sales tax."""

    RateValue: NotRequired[Amount]


@OPEN
class TaxRateDetail(TypedDict):
    """A rate within a code."""

    TaxRateRef: Ref
    TaxOrder: NotRequired[Amount]
    TaxTypeApplicable: NotRequired[Text]


@OPEN
class SalesTaxRateList(TypedDict):
    """The rates of a code."""

    TaxRateDetail: NotRequired[list[TaxRateDetail]]


@OPEN
class TaxCode(Named):
    """A sales tax code."""

    SalesTaxRateList: NotRequired[SalesTaxRateList]
