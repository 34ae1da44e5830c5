"""What a company would file: the tax of every rate and the net amount that bears it, in a period.

Read from the tax details of the live documents, beside the ledger and not from it, so that the two can disagree. A tax
that a document carries as an ordinary line is nothing that QuickBooks could file.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import reference_value
from quickbooks_simulator.reports.postings import tax_account
from quickbooks_simulator.wire import Body

_SIGNS = {"Invoice": 1, "SalesReceipt": 1, "CreditMemo": -1, "RefundReceipt": -1}


@dataclass(frozen=True, slots=True)
class FiledRate:
    """One sales rate of the company in minor units, refunds taken off; `account_id` is where QuickBooks books it."""

    rate_id: str
    name: str
    percent: str
    agency: str
    account_id: str
    net_minor: int
    tax_minor: int


class _Part(NamedTuple):
    rate_id: str
    net_minor: int
    tax_minor: int


def tax_return(company: Company, first: str | None = None, last: str | None = None) -> list[FiledRate]:
    """Every rate of the company, with what was sold between two dates (inclusive, ISO text).

    Raises:
        ValueError: a journal entry's tax belongs to a code of several rates, and nothing says to which.
    """
    net: Counter[str] = Counter()
    tax: Counter[str] = Counter()
    for record in company.transactions():
        if (first is None or record.body["TxnDate"] >= first) and (last is None or record.body["TxnDate"] <= last):
            for part in _parts(company, record):
                net[part.rate_id] += part.net_minor
                tax[part.rate_id] += part.tax_minor
    return [
        FiledRate(
            rate_id=rate.id,
            name=rate.body["Name"],
            percent=str(rate.body["RateValue"]),
            agency=_agency(company, rate),
            account_id=tax_account(company, rate.id),
            net_minor=net[rate.id],
            tax_minor=tax[rate.id],
        )
        for rate in company.live("TaxRate")
    ]


def _parts(company: Company, record: Record) -> Iterator[_Part]:
    if record.entity == "JournalEntry":
        yield from _journal_parts(company, record)
        return
    sign = _SIGNS.get(record.entity, 0)
    detail: Body = record.body.get("TxnTaxDetail", {})
    for line in detail.get("TaxLine", []) if sign else []:
        of_rate: Body = line["TaxLineDetail"]
        rate = reference_value(of_rate, "TaxRateRef") or ""
        yield _Part(rate, sign * company.minor(of_rate.get("NetAmountTaxable")), sign * company.minor(line["Amount"]))


def _journal_parts(company: Company, record: Record) -> Iterator[_Part]:
    """Lines of sales that carry a code, where a country has them; the code's one rate where no rate is named."""
    for line in record.body["Line"]:
        detail: Body = line.get("JournalEntryLineDetail", {})
        if detail.get("TaxApplicableOn") == "Sales":
            sign = 1 if detail["PostingType"] == "Credit" else -1
            rate = reference_value(detail, "TaxRateRef") or _only_rate(company, record, detail)
            yield _Part(rate, sign * company.minor(line["Amount"]), sign * company.minor(detail["TaxAmount"]))


def _only_rate(company: Company, record: Record, detail: Body) -> str:
    code = company.find("TaxCode", reference_value(detail, "TaxCodeRef"))
    rates = code.body.get("SalesTaxRateList", {}).get("TaxRateDetail", []) if code else []
    if len(rates) != 1:
        raise ValueError(f"journal entry {record.id}: its tax code has {len(rates)} rates and no line names one")
    return str(rates[0]["TaxRateRef"]["value"])


def _agency(company: Company, rate: Record) -> str:
    agency = company.find("TaxAgency", reference_value(rate.body, "AgencyRef"))
    return str(agency.body["DisplayName"]) if agency else ""
