"""JournalEntry: debits and credits in one document (docs/quickbooks.md 4.8)."""

from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import Draft, EntityDefinition, Kind, filters, reference_value
from quickbooks_simulator.entities.fields import (
    Choice,
    Day,
    Flag,
    Group,
    Ignored,
    Kept,
    Many,
    Money,
    Number,
    Reference,
    Text,
)
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.validation.currencies import check_account_currency, complete_currency
from quickbooks_simulator.validation.doc_numbers import LONGEST, number_journal_entry
from quickbooks_simulator.validation.names import PARTIES
from quickbooks_simulator.validation.references import check_class, check_location, named, referenced, required
from quickbooks_simulator.wire import Body

_TAXED_COUNTRIES = frozenset({"GB", "AU", "IN"})
"""Where the line tax fields are documented; elsewhere a tax code on a journal line is refused."""

_PARTY_OF_TYPE = {"Accounts Receivable": "Customer", "Accounts Payable": "Vendor"}

_DETAIL = Group(
    {
        "PostingType": Choice(frozenset({"Debit", "Credit"})),
        "AccountRef": Reference(),
        "Entity": Group({"Type": Text(), "EntityRef": Reference()}),
        "ClassRef": Reference(),
        "DepartmentRef": Reference(),
        "TaxCodeRef": Reference(),
        "TaxRateRef": Reference(),
        "TaxApplicableOn": Choice(frozenset({"Sales", "Purchase"})),
        "TaxAmount": Money(),
        "TaxInclusiveAmt": Number(),
        "BillableStatus": Text(),
        "JournalCodeRef": Reference(),
    }
)

_LINE = Group(
    {
        "Id": Text(),
        "LineNum": Ignored(),
        "Description": Text(4000),
        "Amount": Money(),
        "DetailType": Choice(frozenset({"JournalEntryLineDetail", "DescriptionOnly"})),
        "JournalEntryLineDetail": _DETAIL,
        "DescriptionLineDetail": Kept(),
        "LinkedTxn": Kept(),
        "CustomField": Kept(),
        "ProjectRef": Reference(),
    }
)


def _complete(draft: Draft) -> None:
    body = draft.body
    body.setdefault("TxnDate", draft.today)
    lines: list[Body] = body.get("Line") or []
    if not lines:
        raise refusal("2250", "A journal entry needs lines", "Line")
    for number, line in enumerate(lines):
        _complete_line(draft, line, number)
    _check_balance(draft.company, lines)
    _check_single_party_line(draft.company, lines)
    number_journal_entry(draft)
    complete_currency(draft, mandatory=True)
    body.setdefault("Adjustment", False)
    body["TotalAmt"] = draft.company.decimal(0)


def _complete_line(draft: Draft, line: Body, number: int) -> None:
    line.setdefault("Id", str(number))
    if line.get("DetailType") == "DescriptionOnly":
        return
    element = f"Line[{number}]"
    detail: Body = line.get("JournalEntryLineDetail", {})
    if line.get("DetailType") is None or not detail:
        raise refusal(
            "2020", "Required parameter JournalEntryLineDetail is missing in the request", f"{element}.DetailType"
        )
    if "PostingType" not in detail:
        raise refusal("2260", "PostingType must be Debit or Credit", f"{element}.PostingType")
    if "Amount" not in line:
        raise refusal("2020", "Required parameter Amount is missing in the request", f"{element}.Amount")
    if line["Amount"] < 0:
        raise refusal("2290", "Amount must be positive; PostingType gives the side", f"{element}.Amount")
    line["Amount"] = draft.company.decimal(draft.company.minor(line["Amount"]))
    _complete_references(draft, detail, element)
    _complete_tax(draft.company, detail, element)


def _complete_references(draft: Draft, detail: Body, element: str) -> None:
    company = draft.company
    account = required(company, detail, "AccountRef", "Account")
    check_account_currency(company, account, f"{element}.AccountRef")
    check_class(draft, detail)
    check_location(draft, detail)
    _complete_party(company, detail, account, element)
    named(company, detail, "AccountRef", "Account", "FullyQualifiedName")
    named(company, detail, "ClassRef", "Class", "FullyQualifiedName")
    named(company, detail, "DepartmentRef", "Department", "FullyQualifiedName")


def _complete_party(company: Company, detail: Body, account: Record, element: str) -> None:
    """Who a line is about; a receivable line names a customer, a payable one a vendor."""
    party: Body = detail.get("Entity", {})
    kind = party.get("Type", "Customer")
    if kind not in PARTIES:
        raise refusal("2170", f"Entity.Type does not know {kind!r}", f"{element}.Entity")
    row = referenced(company, party, "EntityRef", kind)
    if row is not None:
        detail["Entity"] = {"Type": kind, "EntityRef": {"value": row.id, "name": row.body["DisplayName"]}}
    needed = _PARTY_OF_TYPE.get(account.body["AccountType"])
    if needed and (row is None or kind != needed):
        words = f"When you use {account.body['AccountType']}, you must choose a {needed.lower()} in the Name field"
        raise refusal("6000", words, f"{element}.Entity")


def _complete_tax(company: Company, detail: Body, element: str) -> None:
    """A tax code brings two companions; without one, what clients send by habit is dropped."""
    code = referenced(company, detail, "TaxCodeRef", "TaxCode")
    if code is None:
        for name in ("TaxApplicableOn", "TaxAmount", "TaxInclusiveAmt"):
            detail.pop(name, None)
        return
    if company.country not in _TAXED_COUNTRIES:
        raise refusal(
            "2010", f"TaxCodeRef on journal lines is not supported in {company.country}", f"{element}.TaxCodeRef"
        )
    if "TaxApplicableOn" not in detail:
        raise refusal("2270", "TaxApplicableOn goes with TaxCodeRef", f"{element}.TaxApplicableOn")
    if "TaxAmount" not in detail:
        raise refusal("2280", "TaxAmount goes with TaxCodeRef", f"{element}.TaxAmount")
    if detail["TaxAmount"] < 0:
        raise refusal("2290", "TaxAmount must not be negative", f"{element}.TaxAmount")


def _check_balance(company: Company, lines: list[Body]) -> None:
    sides = {"Debit": 0, "Credit": 0}
    used = set()
    for line in lines:
        detail: Body = line.get("JournalEntryLineDetail", {})
        if detail:
            used.add(detail["PostingType"])
            sides[detail["PostingType"]] += company.minor(line["Amount"]) + company.minor(detail.get("TaxAmount"))
    if len(used) != len(sides):
        raise refusal("2300", "A journal entry needs at least one debit and one credit", "Line")
    if sides["Debit"] != sides["Credit"]:
        debits, credits_ = company.decimal(sides["Debit"]), company.decimal(sides["Credit"])
        raise refusal("2300", f"Debits {debits} and credits {credits_} differ", "Line")


def _check_single_party_line(company: Company, lines: list[Body]) -> None:
    """At most one receivable or payable line, as the screens of QuickBooks enforce it."""
    accounts = [reference_value(line.get("JournalEntryLineDetail", {}), "AccountRef") for line in lines]
    rows = [company.find("Account", identifier) for identifier in accounts]
    if sum(row is not None and row.body["AccountType"] in _PARTY_OF_TYPE for row in rows) > 1:
        raise refusal("6000", "A journal entry may have only one Accounts Receivable or Accounts Payable line", "Line")


JOURNAL_ENTRY = EntityDefinition(
    name="JournalEntry",
    kind=Kind.TRANSACTION,
    fields={
        "DocNumber": Text(LONGEST),
        "TxnDate": Day(),
        "PrivateNote": Text(4000),
        "Adjustment": Flag(),
        "HomeCurrencyAdjustment": Flag(),
        "EnteredInAdjustmentsGrid": Flag(),
        "TotalAmt": Ignored(),
        "HomeTotalAmt": Ignored(),
        "ExchangeRate": Number(),
        "CurrencyRef": Reference(),
        "DepartmentRef": Reference(),
        "GlobalTaxCalculation": Text(),
        "TaxRateRef": Reference(),
        "RecurDataRef": Reference(),
        "TransactionLocationType": Kept(),
        "TxnSource": Kept(),
        "TxnStatus": Kept(),
        "TxnTaxDetail": Ignored(),
        "LinkedTxn": Ignored(),
        "Line": Many(_LINE),
    },
    filterable=filters("DocNumber", "TxnDate"),
    complete=_complete,
)
