"""Reads QuickBooks' tax return back and says, for every cent of tax, where it must be."""

from collections.abc import Sequence
from dataclasses import replace

from daybook_local.demo.books.booked_documents import BookedDocument
from daybook_local.demo.books.role_accounts import RoleAccounts
from daybook_local.demo.taxes.tax_codes import TaxCodesInUse, fees
from daybook_local.demo.taxes.tax_corrections import tax_corrections
from daybook_local.demo.taxes.tax_on_lines import tax_on_lines
from daybook_local.demo.taxes.tax_return import TaxReturn, filed_role, months, return_lines, with_filed_taxes
from daybook_local.demo.taxes.till_taxes import till_taxes
from daybook_local.system.daybook_command import LocationDayRecord
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.samples.sample import DateRange
from daybook_local.system.vendors.talech_control import TruthRow


def examine_taxes(
    system: LocalSystem,
    dates: DateRange,
    *,
    truth: Sequence[TruthRow],
    records: Sequence[LocationDayRecord],
    documents: Sequence[BookedDocument],
    accounts: RoleAccounts,
    codes: TaxCodesInUse,
) -> tuple[TaxReturn, list[TruthRow], RoleAccounts]:
    """The return of the dates; the truth with tax on the return under its own roles; the accounts of these roles.

    Raises:
        WrongTaxCodeError: a code that Daybook uses has not the percentages of its taxes.
    """
    sample, quickbooks = system.sample, system.quickbooks
    till = till_taxes(
        sample.country, sample.taxes, codes.codes, quickbooks.read_back("TaxCode"), quickbooks.tax_return()
    )
    apart = fees(sample.country, sample.taxes)
    on_lines = tax_on_lines(truth, records, documents, accounts, [tax.id for tax in sample.taxes], fees=apart)
    divided = list(with_filed_taxes(truth, on_lines))
    corrections = list(tax_corrections(records, documents, sample.currency))
    lines = [
        line
        for month in months(dates)
        for line in return_lines(divided, quickbooks.tax_return(month.first, month.last), till, month, corrections)
    ]
    payables = {filed_role(tax_id): account for tax_id, account in till.payables.items()}
    everywhere = replace(accounts, accounts={**accounts.accounts, **payables})
    return TaxReturn(lines, on_lines), divided, everywhere
