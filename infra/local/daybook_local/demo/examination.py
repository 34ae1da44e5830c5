"""Reads everything back and compares: books against talech, documents against location-days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from daybook_local.demo.books.booked_documents import BookedDocument, read_documents
from daybook_local.demo.books.proof import ProofLine, account_differences, proof_lines
from daybook_local.demo.books.role_accounts import RoleAccounts
from daybook_local.demo.figures import Figures, figures_of
from daybook_local.demo.merchant.posting_choice import AS_CONNECTED, PostingChoice
from daybook_local.demo.taxes.tax_codes import TaxCodesInUse
from daybook_local.demo.taxes.tax_examination import examine_taxes
from daybook_local.demo.taxes.tax_return import TaxReturn
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.samples.sample import DateRange
from daybook_local.system.vendors.quickbooks_control import AccountMovement, MeterReading


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found. `account_problems` names each account whose trial balance differs from the truth ledger.

    `tax_return` is there where QuickBooks' tax codes are in use.
    """

    figures: Figures
    records: Sequence[LocationDayRecord]
    documents: Sequence[BookedDocument]
    proof: Sequence[ProofLine]
    account_problems: Sequence[str]
    tax_return: TaxReturn | None = None

    @property
    def problems(self) -> list[str]:
        """Everything that is not as it must be; empty when all is well."""
        return [*self.figures.problems(), *self._problems_beside_figures()]

    @property
    def problems_of_books(self) -> list[str]:
        """What is not as it must be in the end; how many calls it took is left to the one who corrected something."""
        return [*self.figures.problems_of_books(), *self._problems_beside_figures()]

    def _problems_beside_figures(self) -> list[str]:
        return [*self.account_problems, *self._misfiled(), *self._misdated()]

    def _misfiled(self) -> list[str]:
        lines = self.tax_return.lines if self.tax_return else ()
        return [
            f"tax return of {line.month:%Y-%m}, {line.rates or 'no rate'} for {line.taxes or 'no tax of the tills'}: "
            f"QuickBooks {line.quickbooks_minor}, tills {line.till_minor} minor units"
            for line in lines
            if line.difference_minor
        ]

    def _misdated(self) -> list[str]:
        # Entries that correct a day of a closed period are dated later on purpose.
        dates = {record.document_id: record.business_date for record in self.records}
        return [
            f"document {document.doc_number} is dated {document.business_date}, its day is {dates[document.id]}"
            for document in self.documents
            if dates.get(document.id, document.business_date) != document.business_date
        ]


def examine(
    system: LocalSystem,
    dates: DateRange,
    records: Sequence[LocationDayRecord],
    connected: MeterReading,
    seconds: float,
    *,
    choice: PostingChoice = AS_CONNECTED,
    taxes: TaxCodesInUse | None = None,
    posted: MeterReading | None = None,
) -> Examination:
    """Prove the range; `connected` is the meter as it stood when the merchant had connected; `taxes` codes in use.

    The meter is read before the documents are, now if it was not at `posted`: reading them back is metered too.
    """
    meter = posted or system.quickbooks.meter()
    calls = meter.since(connected)
    documents = read_documents(system.quickbooks, system.sample.currency)
    truth = choice.placed(system.talech.truth(dates.first, dates.last, system.sample.location_ids))
    accounts = RoleAccounts.of_connection(system.daybook.connection(system.sample.merchant_id))
    tax_return = None
    if taxes is not None:
        tax_return, truth, accounts = examine_taxes(
            system, dates, truth=truth, records=records, documents=documents, accounts=accounts, codes=taxes
        )
    trial_balance = system.quickbooks.trial_balance()
    differences = account_differences(truth, trial_balance, accounts)
    proof = proof_lines(truth, records, documents, accounts)
    figures = figures_of(
        records,
        documents,
        proof,
        differences.values(),
        calls,
        locations=len(system.sample.locations),
        location_days=len(dates) * len(choice.places(system.sample)),
        seconds=seconds,
        references=meter.references,
        tax_return=tax_return,
    )
    problems = _account_problems(differences, trial_balance)
    return Examination(figures, records, documents, proof, problems, tax_return)


def _account_problems(differences: Mapping[str, int], trial_balance: Iterable[AccountMovement]) -> list[str]:
    names = {movement.account_id: movement.name for movement in trial_balance}
    return [
        f"account {names.get(account, account)}: trial balance less truth ledger is {minor} minor units"
        for account, minor in sorted(differences.items())
    ]
