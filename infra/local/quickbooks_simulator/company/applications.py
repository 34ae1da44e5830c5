"""Which payment pays which document, and what a bank deposit has swept up: links between documents, read backwards."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.wire import Body

DocumentKey = tuple[str, str]
"""Entity and id of a document."""


class Application(NamedTuple):
    """Part of a payment that settles a document, in minor units."""

    payment_id: str
    amount_minor: int


def linked(line: Body) -> Iterator[DocumentKey]:
    """The documents a line points at."""
    return ((link["TxnType"], link["TxnId"]) for link in line.get("LinkedTxn", []))


def settles(company: Company, key: DocumentKey) -> bool:
    """Whether a link still means something: a deleted or voided document lets its payments go."""
    record = company.find(*key)
    return record is not None and not record.voided


def applications_to(company: Company, entity: str, identifier: str, *, but: str | None = None) -> list[Application]:
    """What payments have settled of a document, leaving out the payment `but`."""
    applied = company.derived("applications", _applications)
    return [part for part in applied.get((entity, identifier), []) if part.payment_id != but]


def applied_minor(company: Company, entity: str, identifier: str, *, but: str | None = None) -> int:
    """How much of a document is settled."""
    return sum(part.amount_minor for part in applications_to(company, entity, identifier, but=but))


def deposited_ids(company: Company) -> set[str]:
    """The documents that are part of a bank deposit, made through the API or by a person."""
    swept = company.derived("swept", _swept)
    return swept | company.in_bank_deposit


def deposits_with(company: Company, record: Record) -> list[str]:
    """The bank deposits that hold a document; one that a person made outside the API has a name in place of an id."""
    made = [
        deposit.id
        for deposit in company.live("Deposit")
        if any(identifier == record.id for line in deposit.body.get("Line", []) for _, identifier in linked(line))
    ]
    return [*made, "by hand"] if record.id in company.in_bank_deposit else made


def _applications(company: Company) -> dict[DocumentKey, list[Application]]:
    applied: dict[DocumentKey, list[Application]] = defaultdict(list)
    for payment in company.live("Payment"):
        for line in payment.body.get("Line", []):
            for key in filter(partial(settles, company), linked(line)):
                applied[key].append(Application(payment.id, company.minor(line["Amount"])))
    return dict(applied)


def _swept(company: Company) -> set[str]:
    return {
        identifier
        for deposit in company.live("Deposit")
        for line in deposit.body.get("Line", [])
        for _, identifier in linked(line)
    }


def open_minor(company: Company, record: Record, *, but: str | None = None) -> int:
    """What is left of an invoice or a credit memo."""
    total = company.minor(record.body["TotalAmt"]) - company.minor(record.body.get("Deposit"))
    return total - applied_minor(company, record.entity, record.id, but=but)
