"""Tax that Daybook kept off QuickBooks' return: its documents carry it as ordinary lines on liability accounts."""

from collections.abc import Collection, Iterable, Sequence

from daybook_local.demo.books.booked_documents import BookedDocument
from daybook_local.demo.books.role_accounts import RoleAccounts
from daybook_local.demo.taxes.tax_return import DayTax
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.vendors.talech_control import TruthRow

_GAP, _TAX = "tax_code:", "tax:"


def tax_on_lines(
    truth: Iterable[TruthRow],
    records: Sequence[LocationDayRecord],
    documents: Iterable[BookedDocument],
    accounts: RoleAccounts,
    tax_ids: Iterable[str],
    *,
    fees: Collection[str] = (),
) -> dict[DayTax, int]:
    """By location-day and tax, debits positive. Only what a record owns up to, anything else is expected on the return.

    A day whose record names a missing tax code has all of its tax on lines, and every day its `fees`. A day of closed
    books is corrected by a journal entry, which carries no codes: what the entry moves on a tax's account stays there.
    """
    days = {(record.location, record.business_date) for record in records if tax_gaps(record)}
    on_lines = {
        (row.location, row.business_date, row.role.removeprefix(_TAX)): row.minor
        for row in truth
        if row.role.startswith(_TAX)
        and ((row.location, row.business_date) in days or row.role.removeprefix(_TAX) in fees)
    }
    of_account = {accounts.account_of(f"{_TAX}{tax_id}"): tax_id for tax_id in tax_ids if tax_id not in fees}
    corrected = {
        delta: record
        for record in records
        if (record.location, record.business_date) not in days
        for delta in record.delta_ids
    }
    for document in documents:
        if (record := corrected.get(document.id)) is None:
            continue
        for account in document.accounts.keys() & of_account.keys():
            key = (record.location, record.business_date, of_account[account])
            on_lines[key] = on_lines.get(key, 0) + document.accounts[account]
    return on_lines


def tax_gaps(record: LocationDayRecord) -> tuple[str, ...]:
    """The tax sets for which the day's form has no code."""
    return tuple(gap for gap in record.gaps if gap.startswith(_GAP))
