"""Taxes on sales forms outside the United States: a code on every line, and every rate's tax as it was collected.

QuickBooks would compute tax on the form's total; the till computed it ticket by ticket. The form carries the till's
figure per rate, with the net amount that bears it, so the return is right and no cent is plugged (quickbooks-online
reference 6.3 and 6.4).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from daybook.domain.mapping import AccountMapping, MappedTaxRate
from daybook.domain.posting import Posting, PostingLine
from daybook.domain.roles import RoleKind
from daybook.domain.tax_sets import UNTAXED, tax_ids_of


@dataclass(frozen=True, slots=True)
class RateTax:
    """Tax of one rate in minor units as collected, and the net amount that bears it; `account_id` is its liability."""

    rate: MappedTaxRate
    base_minor: int
    amount_minor: int
    account_id: str


@dataclass(frozen=True, slots=True)
class CodedLines:
    """The lines of a form without the tax lines, each with its code, and the taxes beside them."""

    lines: tuple[tuple[PostingLine, str | None], ...]
    taxes: tuple[RateTax, ...]


def with_tax_codes(posting: Posting, mapping: AccountMapping) -> CodedLines:
    """Give every line its tax code and take tax off the lines; without codes for the whole day, leave it there.

    All or nothing: a form either carries QuickBooks tax or none. A tax set without a code is named by `uncoded_sets`.
    """
    if not mapping.tax_codes or uncoded_sets(posting, mapping):
        return CodedLines(tuple((line, None) for line in posting.without_tax_sets), ())
    kept = [line for line in posting.lines if line.role.kind is not RoleKind.TAX]
    coded = tuple((line, mapping.tax_codes[line.tax_set].code_id) for line in kept)
    return CodedLines(coded, tuple(_taxes(posting.lines, mapping)))


def uncoded_sets(posting: Posting, mapping: AccountMapping) -> tuple[str, ...]:
    """Tax sets of the day without a code, and taxes that no chosen code holds; empty where no codes were chosen."""
    if not mapping.tax_codes:
        return ()
    known = mapping.tax_codes.keys()
    held = {rate.tax_id for code in mapping.tax_codes.values() for rate in code.rates}
    sets = {line.tax_set for line in posting.lines} | {UNTAXED}
    taxes = {line.role.key for line in posting.lines if line.role.kind is RoleKind.TAX}
    return tuple(sorted({*(sets - known), *(taxes - held)}))


def _taxes(lines: Iterable[PostingLine], mapping: AccountMapping) -> Iterable[RateTax]:
    bases: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    accounts: dict[str, str] = {}
    for line in lines:
        if line.role.kind is RoleKind.TAX:
            amounts[line.role.key] -= line.amount_minor
            accounts[line.role.key] = line.account_id
        for tax_id in tax_ids_of(line.tax_set):
            bases[tax_id] -= line.amount_minor
    rates = {rate.tax_id: rate for code in mapping.tax_codes.values() for rate in code.rates}
    for tax_id in sorted({*bases, *amounts}):
        if bases[tax_id] or amounts[tax_id]:
            yield RateTax(rates[tax_id], bases[tax_id], amounts[tax_id], accounts.get(tax_id, ""))
