"""Taxes on sales forms: the tax code of every line, and for each rate the tax as the shop collected it.

QuickBooks would compute tax on the form's total, but the till computed it for each ticket. The form has the till's tax
per rate with its net amount, so the tax return is right and needs no rounding line (docs/quickbooks.md 6.3 and 6.4).

A form of the United States has one code in its head and one total of tax (docs/quickbooks.md 6.2). Automated sales tax
puts its own code there, so a day may have several codes. Without automated sales tax the tax of one place would go to
the agencies of another, so such a day keeps its taxes as lines.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from daybook.domain.chart.mapping import AccountMapping, MappedTaxCode, MappedTaxRate
from daybook.domain.day.roles import Role, RoleKind
from daybook.domain.day.tax_sets import UNTAXED, tax_ids_of, tax_set_key
from daybook.domain.fingerprint import fingerprint, unversioned_facts
from daybook.domain.posting.balanced_lines import Posting, PostingLine

# The key in `tax_codes` for lines that are not sales: tips, gift cards, tenders. No tax set has this key.
NOT_A_SALE = "+"
# The values that a line of a United States form has instead of a code (docs/quickbooks.md 6.2).
US_NOT_TAXABLE, US_TAXABLE = "NON", "TAX"
# The key in `tax_codes` that allows several codes on one United States form. No tax set has this key.
ANY_SETS = "++"
_IN_QUICKBOOKS = "quickbooks:"
_LINE_FACTS = ("role", "account", "location", "tax_set", "amount_minor", "tax_code")
_SALES = frozenset(
    {
        RoleKind.REVENUE,
        RoleKind.ADJUSTMENT,
        RoleKind.DISCOUNT,
        RoleKind.COMP,
        RoleKind.LOYALTY,
        RoleKind.REFUND,
        RoleKind.SERVICE_CHARGE,
    }
)


@dataclass(frozen=True, slots=True)
class RateTax:
    """The collected tax of one rate, in minor units, and its net amount.

    `account_id` names QuickBooks' own account for it, see `quickbooks_payable`.
    """

    rate: MappedTaxRate
    base_minor: int
    amount_minor: int
    account_id: str


@dataclass(frozen=True, slots=True)
class CodedLines:
    """The lines of a form without the tax lines, each with its code, and the taxes beside them."""

    lines: tuple[tuple[PostingLine, str | None], ...]
    taxes: tuple[RateTax, ...]


def quickbooks_payable(role: Role) -> str:
    """The placeholder, instead of an account id, for the account to which QuickBooks posts a form's tax.

    It is the payable account of the rate's agency; the API does not say which one (docs/quickbooks.md 4.7). The
    placeholder names the tax and the role.
    """
    return f"{_IN_QUICKBOOKS}{role}"


def role_of_payable(account_id: str) -> str:
    """The role's text form if the id is a placeholder of `quickbooks_payable`; empty for an account of the chart."""
    return account_id.removeprefix(_IN_QUICKBOOKS) if account_id.startswith(_IN_QUICKBOOKS) else ""


def with_tax_codes(posting: Posting, mapping: AccountMapping) -> CodedLines:
    """Give every line its tax code and move tax from lines to rates; unless all have codes, leave tax as lines.

    Except for `own_lines`, a form has either all taxes as QuickBooks tax or none. `uncoded_sets` names tax sets without
    a code, `too_many_sets` those with more codes than one form can have.
    """
    if not carries_codes(posting, mapping):
        return CodedLines(tuple((line, None) for line in posting.without_tax_sets), ())
    apart = own_lines(mapping.tax_codes)
    kept = [line for line in posting.lines if not _is_coded_tax(line, apart)]
    coded = tuple((line, _code_of(line, mapping.tax_codes, apart).code_id) for line in kept)
    return CodedLines(coded, tuple(_taxes(posting.lines, mapping.tax_codes)))


def carries_codes(posting: Posting, mapping: AccountMapping) -> bool:
    """Whether a sales form of the day has QuickBooks' tax codes."""
    return bool(mapping.tax_codes) and not uncoded_sets(posting, mapping) and not too_many_sets(posting, mapping)


def uncoded_sets(posting: Posting, mapping: AccountMapping) -> tuple[str, ...]:
    """The tax sets that the merchant must map before the day's form can have tax codes; empty if no codes were chosen.

    They are the tax sets whose code is missing or lacks one of their rates. If there are none: taxes that no line of
    the day has (tax refunded alone, for instance), or taxes with two different rates on lines, because the amount
    collected at each rate is unknown. QuickBooks refuses a rate that no line has (docs/quickbooks.md 6.3).
    """
    codes = mapping.tax_codes
    if not codes:
        return ()
    apart = own_lines(codes)
    sets = _sets_of(posting.lines, apart) | {UNTAXED}
    if missing := {key for key in sets if key not in codes or not _holds(codes[key], key)}:
        return tuple(sorted(missing))
    rates = _rates_of(sets, codes)
    taxes = {line.role.key for line in posting.lines if _is_coded_tax(line, apart)} | rates.keys()
    return tuple(sorted(tax_id for tax_id in taxes if len(rates.get(tax_id, ())) != 1))


def too_many_sets(posting: Posting, mapping: AccountMapping) -> tuple[str, ...]:
    """The day's tax sets if they have different codes and one form cannot have them all; mapping does not help.

    This happens in the United States without automated sales tax (the key `ANY_SETS` marks companies with it).
    """
    codes = mapping.tax_codes
    if UNTAXED not in codes or codes[UNTAXED].code_id != US_NOT_TAXABLE or ANY_SETS in codes:
        return ()
    sets = (_sets_of(posting.lines, own_lines(codes)) - {UNTAXED}) & codes.keys()
    return tuple(sorted(sets)) if len({codes[key].code_id for key in sets}) > 1 else ()


def own_lines(codes: Mapping[str, MappedTaxCode]) -> frozenset[str]:
    """The taxes that stay lines on a form with codes: a fee per bottle or per bag is not a percentage.

    In the United States the set of such a tax alone has the code for untaxed sales.
    """
    keys = (key for key, code in codes.items() if code.code_id == US_NOT_TAXABLE and key not in {UNTAXED, NOT_A_SALE})
    return frozenset(tax_id for key in keys for tax_id in tax_ids_of(key))


def set_for_codes(key: str, codes: Mapping[str, MappedTaxCode]) -> str:
    """The key of a tax set without the taxes that stay lines; codes belong to such sets."""
    return _without(key, own_lines(codes))


def uncoded_keys(keys: Iterable[str], codes: Mapping[str, MappedTaxCode]) -> tuple[str, ...]:
    """The given tax sets that have no code."""
    apart = own_lines(codes)
    return tuple(sorted(key for key in keys if _without(key, apart) not in codes))


def coded_content_hash(posting: Posting, mapping: AccountMapping) -> str:
    """Identifies the content for the books, for every kind of document: figures, accounts, tax codes, rates, bases.

    The order of lines does not matter.
    """
    coded = with_tax_codes(posting, mapping)
    lines = sorted(
        (str(line.role), line.account_id, line.location_id, line.tax_set, line.amount_minor, code or "")
        for line, code in coded.lines
    )
    named = [dict(zip(_LINE_FACTS, line, strict=True)) for line in lines]
    return fingerprint({"lines": named, "taxes": coded.taxes})


def unversioned_content_hash(posting: Posting, mapping: AccountMapping) -> str:
    """The hash of the same lines that an earlier release, without versions, stored."""
    coded = with_tax_codes(posting, mapping)
    plain = replace(posting, lines=tuple(line for line, _ in coded.lines)).unversioned_hash
    codes = [code for _, code in coded.lines]
    if not any(codes):
        return plain
    text = json.dumps([plain, codes, unversioned_facts(coded.taxes)], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _code_of(line: PostingLine, codes: Mapping[str, MappedTaxCode], apart: frozenset[str]) -> MappedTaxCode:
    """The code of a line; a line that is not a sale has its own: as "Zero-rated" a tip would count as a sale."""
    if line.role.kind not in _SALES and NOT_A_SALE in codes:
        return codes[NOT_A_SALE]
    return codes[_without(line.tax_set, apart)]


def _is_coded_tax(line: PostingLine, apart: frozenset[str]) -> bool:
    return line.role.kind is RoleKind.TAX and line.role.key not in apart


def _sets_of(lines: Iterable[PostingLine], apart: frozenset[str]) -> set[str]:
    return {_without(line.tax_set, apart) for line in lines if line.role.kind is not RoleKind.TAX}


def _without(key: str, apart: frozenset[str]) -> str:
    return tax_set_key(set(tax_ids_of(key)) - apart) if apart else key


def _holds(code: MappedTaxCode, key: str) -> bool:
    return {rate.tax_id for rate in code.rates} >= set(tax_ids_of(key))


def _rates_of(sets: Iterable[str], codes: Mapping[str, MappedTaxCode]) -> Mapping[str, set[MappedTaxRate]]:
    """The rates of a tax in the codes of these sets; QuickBooks accepts only these on their lines."""
    rates: defaultdict[str, set[MappedTaxRate]] = defaultdict(set)
    for rate in (rate for key in sets for rate in codes[key].rates):
        rates[rate.tax_id].add(rate)
    return rates


def _taxes(lines: Iterable[PostingLine], codes: Mapping[str, MappedTaxCode]) -> Iterable[RateTax]:
    bases: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    sets: set[str] = set()
    apart = own_lines(codes)
    for line in lines:
        if line.role.kind is RoleKind.TAX:
            amounts[line.role.key] -= line.amount_minor
            continue
        sets.add(_without(line.tax_set, apart))
        for tax_id in tax_ids_of(line.tax_set):
            bases[tax_id] -= line.amount_minor
    for tax_id, (rate,) in sorted(_rates_of(sets, codes).items()):
        if bases[tax_id] or amounts[tax_id]:
            yield RateTax(rate, bases[tax_id], amounts[tax_id], quickbooks_payable(Role(RoleKind.TAX, tax_id)))
