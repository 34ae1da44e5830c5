"""A company's books, held against what talech knows to be true."""

from dataclasses import dataclass, replace

from browser.visiting.company import Company, never_connected, new_company
from chaos.corner_shop import LOCATION, MERCHANT
from chaos.wired.wired_system import WiredSystem
from daybook_local.demo.books.proof import account_differences
from daybook_local.demo.books.role_accounts import RoleAccounts
from daybook_local.demo.merchant.connecting import connect_merchant
from daybook_local.system.vendors.quickbooks_control import AccountMovement

_NO_WARNINGS = {"preferences": {"WarnDuplicateJournalNumber": "false"}, "warn_duplicate_sales_numbers": False}
"""QuickBooks does not mind a second document with the same number: only the request id stands between a day and it."""


@dataclass(frozen=True)
class Books:
    """The books of the corner shop."""

    wired: WiredSystem
    company: Company
    accounts: RoleAccounts

    def papers(self, on):
        """Everything dated a business date: entity and row."""
        found = self._asked("documents", on)["documents"]
        return [pair for document in found for pair in document.items()]

    def document_ids(self, on):
        """What stands for a date, payments aside."""
        return [row["Id"] for entity, row in self.papers(on) if entity != "Payment"]

    def differences(self, on):
        """Trial balance less truth ledger of a date, by account, where they are not equal."""
        rows = self._asked("trial-balance", on)["accounts"]
        moved = [AccountMovement(row["account_id"], row["name"], row["balance_minor"]) for row in rows]
        truth = self.wired.system.talech.truth(on, on, [LOCATION])
        assert truth, f"nothing happened on {on}"
        return dict(account_differences(truth, moved, self.accounts))

    def problems(self, on):
        """Everything that is not as it must be once a date is posted, in words."""
        record, differences = self.wired.record(on), self.differences(on)
        paid = [row["PaymentRefNum"] for entity, row in self.papers(on) if entity == "Payment"]
        documents = self.document_ids(on)
        checks = {
            f"{record.get('state')}: {record.get('message')} {record.get('details')}": record.get("state") == "posted",
            f"the intent is still there: {record.get('intent')}": "intent" not in record,
            f"the lease is held by {record.get('lease_owner')}": "lease_owner" not in record,
            f"documents {documents}, on record {record.get('document')}": documents == [_id(record)],
            f"payments {sorted(paid)}": len(paid) == len(set(paid)),
            f"books less truth {differences}": not differences,
        }
        return [f"{on}: {words}" for words, is_well in checks.items() if not is_well]

    def _asked(self, what, on):
        path = f"/_control/companies/{self.company.control.realm}/{what}"
        return self.company.loopback.get(path, **{"from": str(on), "to": str(on)})


def open_books(wired, kind):
    """The shop has just connected an empty company and chosen how its days are posted."""
    system = wired.system
    never_connected(system)
    wired.forget_dead_letters()
    company = new_company(system, f"Corner Books, {kind}")
    company.loopback.post(f"/_control/companies/{company.control.realm}/settings", _NO_WARNINGS)
    connect_merchant(replace(system, quickbooks=company.control))
    if kind != "journal_entry":
        system.daybook.choose(MERCHANT, document=kind)
    return Books(wired, company, RoleAccounts.of_connection(system.daybook.connection(MERCHANT)))


def _id(record):
    return (record.get("document") or {}).get("id")
