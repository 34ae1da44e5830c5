"""Line by line: what talech's truth ledger says of a location-day, what is in the books, and the difference."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daybook_local.demo.books.booked_documents import BookedDocument
from daybook_local.demo.books.role_accounts import RoleAccounts
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.vendors.quickbooks_control import AccountMovement
from daybook_local.system.vendors.talech_control import TruthRow

LocationDay = tuple[str, date]


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One account of one location-day, in minor units; debit is positive.

    `field` names the roles of the truth ledger that the account receives, or the account where talech knows of nothing.
    """

    location: str
    business_date: date
    field: str
    talech_minor: int
    posted_minor: int

    @property
    def difference_minor(self) -> int:
        """Posted less talech; zero when the books are right."""
        return self.posted_minor - self.talech_minor


def proof_lines(
    truth: Iterable[TruthRow],
    records: Iterable[LocationDayRecord],
    documents: Iterable[BookedDocument],
    accounts: RoleAccounts,
) -> list[ProofLine]:
    """Every account that talech or QuickBooks moves on a location-day, by date and location."""
    expected: dict[tuple[LocationDay, str], int] = defaultdict(int)
    roles: dict[tuple[LocationDay, str], set[str]] = defaultdict(set)
    for row in truth:
        key = ((row.location, row.business_date), accounts.account_of(row.role, row.store))
        expected[key] += row.minor
        roles[key].add(row.role)
    posted = _posted(records, documents)
    lines = [
        ProofLine(
            *day,
            field="+".join(sorted(roles[day, account])) or f"account:{account}",
            talech_minor=expected.get((day, account), 0),
            posted_minor=posted.get((day, account), 0),
        )
        for day, account in {*expected, *posted}
    ]
    return sorted(lines, key=lambda line: (line.business_date, line.location, line.field))


def account_differences(
    truth: Iterable[TruthRow], trial_balance: Sequence[AccountMovement], accounts: RoleAccounts
) -> Mapping[str, int]:
    """Trial balance less truth ledger for each account where they are not equal, in minor units."""
    differences: dict[str, int] = defaultdict(int)
    for row in truth:
        differences[accounts.account_of(row.role, row.store)] -= row.minor
    for movement in trial_balance:
        differences[movement.account_id] += movement.minor
    return {account: minor for account, minor in differences.items() if minor}


def _posted(
    records: Iterable[LocationDayRecord], documents: Iterable[BookedDocument]
) -> dict[tuple[LocationDay, str], int]:
    """What is in the books for each location-day: the documents that Daybook names, as QuickBooks has them.

    A document that two days name counts for the last of them alone.
    """
    named = {document_id: record for record in records for document_id in record.document_ids}
    posted: dict[tuple[LocationDay, str], int] = defaultdict(int)
    for document in documents:
        if (record := named.get(document.id)) is None:
            continue
        for account, minor in document.accounts.items():
            posted[(record.location, record.business_date), account] += minor
    return {key: minor for key, minor in posted.items() if minor}
