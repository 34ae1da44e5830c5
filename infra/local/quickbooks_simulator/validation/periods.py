"""What may be changed when: closed books, lapsed subscriptions, documents that are part of a bank deposit."""

from collections.abc import Iterable
from datetime import date

from quickbooks_simulator.company.applications import deposited_ids
from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.faults.refusals import refusal

_WRITABLE = frozenset({"TRIAL", "SUBSCRIBED", "TRIALOPTIN", "PAID", "UNKNOWN"})


def check_subscription(company: Company) -> None:
    """Refuse every write when the subscription does not allow it (6190)."""
    if company.subscription not in _WRITABLE:
        raise refusal(
            "6190",
            f"Subscription status is {company.subscription}. The subscription has ended or has a billing problem",
        )


def check_open_period(company: Company, days: Iterable[str]) -> None:
    """Refuse a change that touches a closed day (6200, or 6210 when closing is protected by a password)."""
    closed = company.book_close_date
    touched = [day for day in days if closed is not None and date.fromisoformat(day) <= closed]
    if not touched:
        return
    if company.switches.close_password:
        raise refusal(
            "6210", f"The account period has closed and a password is needed to change {touched[0]}", "TxnDate"
        )
    raise refusal("6200", f"The account period has closed: {touched[0]} is on or before {closed}", "TxnDate")


def check_not_deposited(company: Company, record: Record) -> None:
    """Refuse to change a document that a person has put into a bank deposit (6540)."""
    if record.id in deposited_ids(company):
        raise refusal(
            "6540", f"{record.entity} {record.id} is part of a bank deposit. Remove it from the deposit first"
        )
