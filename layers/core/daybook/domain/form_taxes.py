"""Taxes on sales forms outside the United States: a code on every line, and every rate's tax as it was collected.

QuickBooks would compute tax on the form's total; the till computed it ticket by ticket. The form carries the till's
figure per rate, with the net amount that bears it, so the return is right and no cent is plugged (quickbooks-online
reference 6.3 and 6.4).
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from daybook.domain.mapping import AccountMapping, MappedTaxCode, MappedTaxRate
from daybook.domain.posting import Posting, PostingLine
from daybook.domain.roles import RoleKind
from daybook.domain.tax_sets import UNTAXED, tax_ids_of

# The key in `tax_codes` of the code for money that is no sale: tips, gift cards, tenders. No tax set is written so.
NOT_A_SALE = "+"
# What a line of a United States form says instead of a code (quickbooks-online reference 6.2).
US_NOT_TAXABLE = "NON"
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
    coded = tuple((line, _code_of(line, mapping.tax_codes).code_id) for line in kept)
    return CodedLines(coded, tuple(_taxes(posting.lines, mapping.tax_codes)))


def uncoded_sets(posting: Posting, mapping: AccountMapping) -> tuple[str, ...]:
    """What keeps the day's form from carrying QuickBooks tax; empty where no codes were chosen.

    Tax sets whose code is missing or lacks a rate of theirs, and on a United States form sets of different codes, as
    the form has room for one (quickbooks-online reference 6.2). Where all sets are fine: taxes that no line of the day
    bears (given back alone, for instance), or whose lines bear two different rates, so that nobody can say how much
    was collected at which. QuickBooks refuses a rate that no line has (reference 6.3).
    """
    codes = mapping.tax_codes
    if not codes:
        return ()
    sets = {line.tax_set for line in posting.lines if line.role.kind is not RoleKind.TAX} | {UNTAXED}
    missing = {key for key in sets if key not in codes or not _holds(codes[key], key)} or _too_many_for_us(sets, codes)
    if missing:
        return tuple(sorted(missing))
    rates = _rates_of(sets, codes)
    taxes = {line.role.key for line in posting.lines if line.role.kind is RoleKind.TAX} | rates.keys()
    return tuple(sorted(tax_id for tax_id in taxes if len(rates.get(tax_id, ())) != 1))


def coded_content_hash(posting: Posting, mapping: AccountMapping) -> str:
    """Identifies what a sales form will hold: another code, rate or base is another content.

    Without codes, or where a set lacks one, it is the hash of the plain lines.
    """
    coded = with_tax_codes(posting, mapping)
    plain = replace(posting, lines=tuple(line for line, _ in coded.lines)).content_hash
    codes = [code for _, code in coded.lines]
    if not any(codes):
        return plain
    text = json.dumps([plain, codes, [asdict(tax) for tax in coded.taxes]], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _code_of(line: PostingLine, codes: Mapping[str, MappedTaxCode]) -> MappedTaxCode:
    """A tender or a tip under "Zero-rated" would count as sales on a return; what is no sale has a code of its own."""
    if line.role.kind not in _SALES and NOT_A_SALE in codes:
        return codes[NOT_A_SALE]
    return codes[line.tax_set]


def _holds(code: MappedTaxCode, key: str) -> bool:
    return {rate.tax_id for rate in code.rates} >= set(tax_ids_of(key))


def _too_many_for_us(sets: set[str], codes: Mapping[str, MappedTaxCode]) -> set[str]:
    taxed = sets - {UNTAXED}
    one_form = codes[UNTAXED].code_id == US_NOT_TAXABLE
    return taxed if one_form and len({codes[key].code_id for key in taxed}) > 1 else set()


def _rates_of(sets: Iterable[str], codes: Mapping[str, MappedTaxCode]) -> Mapping[str, set[MappedTaxRate]]:
    """The rates that a tax has in the codes of these sets alone: QuickBooks takes no other on their lines."""
    rates: defaultdict[str, set[MappedTaxRate]] = defaultdict(set)
    for rate in (rate for key in sets for rate in codes[key].rates):
        rates[rate.tax_id].add(rate)
    return rates


def _taxes(lines: Iterable[PostingLine], codes: Mapping[str, MappedTaxCode]) -> Iterable[RateTax]:
    bases: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    accounts: dict[str, str] = {}
    sets: set[str] = set()
    for line in lines:
        if line.role.kind is RoleKind.TAX:
            amounts[line.role.key] -= line.amount_minor
            accounts[line.role.key] = line.account_id
            continue
        sets.add(line.tax_set)
        for tax_id in tax_ids_of(line.tax_set):
            bases[tax_id] -= line.amount_minor
    for tax_id, (rate,) in sorted(_rates_of(sets, codes).items()):
        if bases[tax_id] or amounts[tax_id]:
            yield RateTax(rate, bases[tax_id], amounts[tax_id], accounts.get(tax_id, ""))
