"""The lines that the books hold for a day, and the difference to the lines that are wanted.

QuickBooks posts the tax of a form with tax codes to the payable account of the rate's agency, but the API does not say
which account that is (docs/quickbooks.md 4.7). So such a line has a placeholder account id with its role.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from daybook.domain.chart.mapping import AccountMapping, MappedTaxCode
from daybook.domain.day.roles import RoleKind
from daybook.domain.day.tax_sets import UNTAXED, tax_ids_of, tax_set_key
from daybook.domain.posting.balanced_lines import Posting, PostingLine
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.form_taxes import (
    ANY_SETS,
    NOT_A_SALE,
    carries_codes,
    own_lines,
    quickbooks_payable,
    role_of_payable,
    set_for_codes,
)


@dataclass(frozen=True, slots=True)
class BookedLines:
    """Lines as they are in the books, and the tax codes of their document, by tax-set key.

    Without codes tax is in Daybook's own liability lines. `tax_codes` is None if it was never recorded.
    """

    lines: tuple[PostingLine, ...] = ()
    tax_codes: Mapping[str, MappedTaxCode] | None = field(default_factory=dict)

    @property
    def is_coded(self) -> bool:
        """Whether the document's tax counts on QuickBooks' return."""
        return bool(self.tax_codes)

    def lacking(self, wanted: Iterable[PostingLine]) -> tuple[PostingLine, ...]:
        """The lines that must be added to these to get the wanted ones; memos are not compared."""
        return _merged([*wanted, *(replace(line, amount_minor=-line.amount_minor) for line in self.lines)])

    def with_lines(self, more: Iterable[PostingLine]) -> "BookedLines":
        """These lines and others together."""
        return replace(self, lines=_merged([*self.lines, *more]))


@dataclass(frozen=True, slots=True)
class TaxedAmount:
    """The tax of a talech tax id and the net amount under it, in minor units; tax owed is positive."""

    tax_minor: int = 0
    base_minor: int = 0

    def __str__(self) -> str:
        """The text for records."""
        return f"tax {self.tax_minor} on {self.base_minor}"


def booked_lines(posting: Posting, mapping: AccountMapping, kind: DocumentKind) -> BookedLines:
    """The lines of the books after a posting was written as a document of this kind."""
    if kind is DocumentKind.JOURNAL_ENTRY or not carries_codes(posting, mapping):
        return BookedLines(posting.without_tax_sets)
    apart = own_lines(mapping.tax_codes)
    used = {set_for_codes(line.tax_set, mapping.tax_codes) for line in posting.lines}
    used |= {UNTAXED, NOT_A_SALE, ANY_SETS, *(tax_set_key([tax_id]) for tax_id in apart)}
    codes = {key: code for key, code in sorted(mapping.tax_codes.items()) if key in used}
    return BookedLines(with_tax_in_quickbooks(posting.lines, apart), codes)


def with_tax_in_quickbooks(
    lines: Iterable[PostingLine], apart: frozenset[str] = frozenset()
) -> tuple[PostingLine, ...]:
    """The lines with each tax on QuickBooks' own account, except taxes in `apart`, which stay lines (`own_lines`)."""
    return tuple(
        replace(line, account_id=quickbooks_payable(line.role), customer_id=None)
        if line.role.kind is RoleKind.TAX and line.role.key not in apart
        else line
        for line in lines
    )


def account_title(account_id: str, mapping: AccountMapping | None) -> str:
    """The name of an account for people, else its id; QuickBooks' own account of a tax has the name of the tax."""
    if mapping is None:
        return account_id
    if role := role_of_payable(account_id):
        return f"QuickBooks ({mapping.labels.get(role, role)})"
    return mapping.account_names.get(account_id, account_id)


def whole_lines(lines: Iterable[PostingLine]) -> tuple[PostingLine, ...]:
    """The lines for people: parts of one figure that differ only by tax become one line."""
    return _merged(replace(line, tax_set="") for line in lines)


def taxed_amounts(lines: Iterable[PostingLine]) -> dict[str, TaxedAmount]:
    """Tax and net amount in the lines, by tax id."""
    taxes: Counter[str] = Counter()
    bases: Counter[str] = Counter()
    for line in lines:
        if line.role.kind is RoleKind.TAX:
            taxes[line.role.key] -= line.amount_minor
        for tax_id in tax_ids_of(line.tax_set):
            bases[tax_id] -= line.amount_minor
    return {tax_id: TaxedAmount(taxes[tax_id], bases[tax_id]) for tax_id in sorted({*taxes, *bases})}


def _merged(lines: Iterable[PostingLine]) -> tuple[PostingLine, ...]:
    """Merge lines that differ only in memo and amount; the first memo stays, zero lines are dropped."""
    merged: dict[PostingLine, PostingLine] = {}
    for line in lines:
        key = replace(line, memo="", amount_minor=0)
        earlier = merged.get(key)
        merged[key] = replace(earlier, amount_minor=earlier.amount_minor + line.amount_minor) if earlier else line
    return tuple(line for line in merged.values() if line.amount_minor)
