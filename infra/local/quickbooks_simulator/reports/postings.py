"""What each document does to the accounts: the double entry behind the API, worked out from the document alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import reference_value
from quickbooks_simulator.wire import Body


@dataclass(frozen=True, slots=True)
class PostedLine:
    """One line of the ledger, in minor units of the company's currency. One side is always zero."""

    transaction: str
    id: str
    date: str
    doc_number: str
    account_id: str
    debit_minor: int
    credit_minor: int
    department_id: str | None = None
    class_id: str | None = None
    customer_id: str | None = None
    memo: str = ""


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the lines of one document; a negative amount changes sides."""

    company: Company
    record: Record

    def debit(self, account_id: str, amount_minor: int, *, holder: Body | None = None, memo: str = "") -> PostedLine:
        body = self.record.body
        holder = holder or {}
        return PostedLine(
            transaction=self.record.entity,
            id=self.record.id,
            date=body["TxnDate"],
            doc_number=body.get("DocNumber") or body.get("PaymentRefNum", ""),
            account_id=account_id,
            debit_minor=max(amount_minor, 0),
            credit_minor=max(-amount_minor, 0),
            department_id=reference_value(holder, "DepartmentRef") or reference_value(body, "DepartmentRef"),
            class_id=reference_value(holder, "ClassRef") or reference_value(body, "ClassRef"),
            customer_id=_customer(holder) or reference_value(body, "CustomerRef"),
            memo=memo,
        )

    def credit(self, account_id: str, amount_minor: int, *, holder: Body | None = None, memo: str = "") -> PostedLine:
        return self.debit(account_id, -amount_minor, holder=holder, memo=memo)


def _customer(holder: Body) -> str | None:
    entity = holder.get("Entity")
    return reference_value(entity, "EntityRef") if entity and entity.get("Type", "Customer") == "Customer" else None


def postings_of(company: Company, record: Record) -> list[PostedLine]:
    """The ledger lines of a document, without those of zero."""
    writer = _Writer(company, record)
    return [line for line in _WRITERS[record.entity](writer) if line.debit_minor or line.credit_minor]


def _journal_entry(writer: _Writer) -> Iterator[PostedLine]:
    for line in writer.record.body["Line"]:
        detail: Body = line.get("JournalEntryLineDetail", {})
        if not detail:
            continue
        sign = 1 if detail["PostingType"] == "Debit" else -1
        memo = line.get("Description", "")
        amount_minor = sign * writer.company.minor(line["Amount"])
        yield writer.debit(reference_value(detail, "AccountRef") or "", amount_minor, holder=detail, memo=memo)
        tax_minor = sign * writer.company.minor(detail.get("TaxAmount"))
        if tax_minor:
            yield writer.debit(tax_account(writer.company), tax_minor, holder=detail, memo=memo)


def _sales_lines(writer: _Writer) -> Iterator[PostedLine]:
    """Income and tax of a sale; a refund turns them round."""
    company, body = writer.company, writer.record.body
    for line in body["Line"]:
        detail: Body = line.get(line["DetailType"]) or {}
        amount_minor = company.minor(line.get("Amount"))
        memo = line.get("Description", "")
        if line["DetailType"] == "SalesItemLineDetail" and reference_value(detail, "ItemAccountRef"):
            yield writer.credit(detail["ItemAccountRef"]["value"], amount_minor, holder=detail, memo=memo)
        elif line["DetailType"] == "DiscountLineDetail":
            yield writer.debit(detail["DiscountAccountRef"]["value"], amount_minor, holder=detail, memo=memo)
    for tax_line in body.get("TxnTaxDetail", {}).get("TaxLine", []):
        rate = reference_value(tax_line["TaxLineDetail"], "TaxRateRef")
        yield writer.credit(tax_account(company, rate), company.minor(tax_line["Amount"]), memo="Tax")


def _total(writer: _Writer) -> int:
    return writer.company.minor(writer.record.body["TotalAmt"])


def _deposit_account(writer: _Writer) -> str:
    return reference_value(writer.record.body, "DepositToAccountRef") or undeposited_funds(writer.company)


def _invoice(writer: _Writer) -> Iterator[PostedLine]:
    yield writer.debit(receivable(writer.company), _total(writer))
    yield from _sales_lines(writer)
    up_front = writer.company.minor(writer.record.body.get("Deposit"))
    if up_front:
        yield writer.debit(_deposit_account(writer), up_front)
        yield writer.credit(receivable(writer.company), up_front)


def _credit_memo(writer: _Writer) -> Iterator[PostedLine]:
    yield writer.credit(receivable(writer.company), _total(writer))
    yield from map(_turned_round, _sales_lines(writer))


def _sales_receipt(writer: _Writer) -> Iterator[PostedLine]:
    yield writer.debit(_deposit_account(writer), _total(writer))
    yield from _sales_lines(writer)


def _refund_receipt(writer: _Writer) -> Iterator[PostedLine]:
    yield writer.credit(_deposit_account(writer), _total(writer))
    yield from map(_turned_round, _sales_lines(writer))


def _payment(writer: _Writer) -> Iterator[PostedLine]:
    yield writer.debit(_deposit_account(writer), _total(writer))
    yield writer.credit(receivable(writer.company), _total(writer))


def _deposit(writer: _Writer) -> Iterator[PostedLine]:
    company, body = writer.company, writer.record.body
    yield writer.debit(_deposit_account(writer), _total(writer))
    cash_back: Body = body.get("CashBack", {})
    if cash_back:
        yield writer.debit(cash_back["AccountRef"]["value"], company.minor(cash_back["Amount"]))
    for line in body["Line"]:
        detail: Body = line.get("DepositLineDetail", {})
        account = reference_value(detail, "AccountRef") or undeposited_funds(company)
        yield writer.credit(account, company.minor(line["Amount"]), holder=detail, memo=line.get("Description", ""))


def _transfer(writer: _Writer) -> Iterator[PostedLine]:
    body = writer.record.body
    amount_minor, memo = writer.company.minor(body["Amount"]), body.get("PrivateNote", "")
    yield writer.debit(reference_value(body, "ToAccountRef") or "", amount_minor, memo=memo)
    yield writer.credit(reference_value(body, "FromAccountRef") or "", amount_minor, memo=memo)


def _purchase(writer: _Writer) -> Iterator[PostedLine]:
    body = writer.record.body
    sign = -1 if body.get("Credit") else 1
    yield writer.credit(reference_value(body, "AccountRef") or "", sign * _total(writer))
    for line in body["Line"]:
        detail: Body = line["AccountBasedExpenseLineDetail"]
        amount_minor = sign * writer.company.minor(line["Amount"])
        memo = line.get("Description", "")
        yield writer.debit(reference_value(detail, "AccountRef") or "", amount_minor, holder=detail, memo=memo)


_WRITERS: dict[str, Callable[[_Writer], Iterator[PostedLine]]] = {
    "JournalEntry": _journal_entry,
    "Invoice": _invoice,
    "Payment": _payment,
    "SalesReceipt": _sales_receipt,
    "RefundReceipt": _refund_receipt,
    "CreditMemo": _credit_memo,
    "Deposit": _deposit,
    "Transfer": _transfer,
    "Purchase": _purchase,
}


def _turned_round(line: PostedLine) -> PostedLine:
    return PostedLine(
        line.transaction,
        line.id,
        line.date,
        line.doc_number,
        line.account_id,
        line.credit_minor,
        line.debit_minor,
        line.department_id,
        line.class_id,
        line.customer_id,
        line.memo,
    )


def receivable(company: Company) -> str:
    """The company's own Accounts Receivable account, which all sales forms use."""
    return _first_account(company, "AccountType", "Accounts Receivable")


def undeposited_funds(company: Company) -> str:
    """The system account where money waits that was not sent elsewhere."""
    return _first_account(company, "AccountSubType", "UndepositedFunds")


def tax_account(company: Company, rate_id: str | None = None) -> str:
    """The liability account of the agency that a tax rate belongs to; without a rate, the first one."""
    rate = company.find("TaxRate", rate_id)
    agency = reference_value(rate.body, "AgencyRef") if rate else None
    subtype = "SalesTaxPayable" if company.is_us else "GlobalTaxPayable"
    return company.tax_accounts.get(agency or "") or _first_account(company, "AccountSubType", subtype)


def _first_account(company: Company, field_name: str, value: str) -> str:
    account = company.find_named("Account", field_name, value)
    if account is None:
        raise LookupError(f"the chart of {company.name} has no account with {field_name} {value}")
    return account.id
