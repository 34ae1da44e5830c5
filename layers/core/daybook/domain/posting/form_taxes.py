"""Taxes on sales forms: a code on every line, and every rate's tax as it was collected.

QuickBooks would compute tax on the form's total; the till computed it ticket by ticket. The form carries the till's
figure per rate, with the net amount that bears it, so the return is right and no cent is plugged (docs/quickbooks.md
6.3 and 6.4).

A form of the United States has one code in its head and one total of tax (docs/quickbooks.md 6.2). Automated sales tax
puts a code of its own there, so several codes in a day lose nothing; without it they would pay one place's tax to
another's agencies, so such a day keeps its taxes as lines.
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

# The key in `tax_codes` of the code for money that is no sale: tips, gift cards, tenders. No tax set is written so.
NOT_A_SALE = "+"
# What a line of a United States form says instead of a code (docs/quickbooks.md 6.2).
US_NOT_TAXABLE, US_TAXABLE = "NON", "TAX"
# The key in `tax_codes` that lets one United States form bear several codes. No tax set is written so.
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
    """Tax of one rate in minor units as collected, and the net amount that bears it.

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
    """Stands for the account that QuickBooks posts a form's tax to, in place of an account id.

    It is the payable account of the rate's agency, and the API tells nobody which one that is (docs/quickbooks.md
    4.7): whoever reads it here learns whose account it is, and what plays which role there.
    """
    return f"{_IN_QUICKBOOKS}{role}"


def role_of_payable(account_id: str) -> str:
    """The role's text form where the id is one of `quickbooks_payable`; empty for an account of the chart."""
    return account_id.removeprefix(_IN_QUICKBOOKS) if account_id.startswith(_IN_QUICKBOOKS) else ""


def with_tax_codes(posting: Posting, mapping: AccountMapping) -> CodedLines:
    """Give every line its tax code and take tax off the lines; without codes for the whole day, leave it there.

    All or nothing, `own_lines` aside: a form either carries QuickBooks tax or none. A tax set without a code is named
    by `uncoded_sets`, more codes than one form can say by `too_many_sets`.
    """
    if not carries_codes(posting, mapping):
        return CodedLines(tuple((line, None) for line in posting.without_tax_sets), ())
    apart = own_lines(mapping.tax_codes)
    kept = [line for line in posting.lines if not _is_coded_tax(line, apart)]
    coded = tuple((line, _code_of(line, mapping.tax_codes, apart).code_id) for line in kept)
    return CodedLines(coded, tuple(_taxes(posting.lines, mapping.tax_codes)))


def carries_codes(posting: Posting, mapping: AccountMapping) -> bool:
    """Whether a sales form of the day carries QuickBooks' tax codes."""
    return bool(mapping.tax_codes) and not uncoded_sets(posting, mapping) and not too_many_sets(posting, mapping)


def uncoded_sets(posting: Posting, mapping: AccountMapping) -> tuple[str, ...]:
    """What a person could map so that the day's form carries QuickBooks tax; empty where no codes were chosen.

    Tax sets whose code is missing or lacks a rate of theirs. Where all sets are fine: taxes that no line of the day
    bears (given back alone, for instance), or whose lines bear two different rates, so that nobody can say how much
    was collected at which. QuickBooks refuses a rate that no line has (docs/quickbooks.md 6.3).
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
    """The day's tax sets where they have different codes and one form has no room for them, whatever is mapped.

    So it is in the United States, but with automated sales tax, which the codes tell by `ANY_SETS`.
    """
    codes = mapping.tax_codes
    if UNTAXED not in codes or codes[UNTAXED].code_id != US_NOT_TAXABLE or ANY_SETS in codes:
        return ()
    sets = (_sets_of(posting.lines, own_lines(codes)) - {UNTAXED}) & codes.keys()
    return tuple(sorted(sets)) if len({codes[key].code_id for key in sets}) > 1 else ()


def own_lines(codes: Mapping[str, MappedTaxCode]) -> frozenset[str]:
    """The taxes that stay lines on a form with codes: no percentage stands for a fee per bottle or per bag.

    In the United States their own set has the code of what is not taxable.
    """
    keys = (key for key, code in codes.items() if code.code_id == US_NOT_TAXABLE and key not in {UNTAXED, NOT_A_SALE})
    return frozenset(tax_id for key in keys for tax_id in tax_ids_of(key))


def set_for_codes(key: str, codes: Mapping[str, MappedTaxCode]) -> str:
    """The key of the tax set that a code stands for: a set without the taxes that stay lines."""
    return _without(key, own_lines(codes))


def uncoded_keys(keys: Iterable[str], codes: Mapping[str, MappedTaxCode]) -> tuple[str, ...]:
    """The tax sets among some that still lack a code."""
    apart = own_lines(codes)
    return tuple(sorted(key for key in keys if _without(key, apart) not in codes))


def coded_content_hash(posting: Posting, mapping: AccountMapping) -> str:
    """Identifies what the books will hold, whatever the document: figures, accounts, tax codes, rates and bases.

    In which order the lines come says nothing.
    """
    coded = with_tax_codes(posting, mapping)
    lines = sorted(
        (str(line.role), line.account_id, line.location_id, line.tax_set, line.amount_minor, code or "")
        for line, code in coded.lines
    )
    named = [dict(zip(_LINE_FACTS, line, strict=True)) for line in lines]
    return fingerprint({"lines": named, "taxes": coded.taxes})


def unversioned_content_hash(posting: Posting, mapping: AccountMapping) -> str:
    """The hash of the same lines that was stored before hashes had a version."""
    coded = with_tax_codes(posting, mapping)
    plain = replace(posting, lines=tuple(line for line, _ in coded.lines)).unversioned_hash
    codes = [code for _, code in coded.lines]
    if not any(codes):
        return plain
    text = json.dumps([plain, codes, unversioned_facts(coded.taxes)], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _code_of(line: PostingLine, codes: Mapping[str, MappedTaxCode], apart: frozenset[str]) -> MappedTaxCode:
    """A tender or a tip under "Zero-rated" would count as sales on a return; what is no sale has a code of its own."""
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
    """The rates that a tax has in the codes of these sets alone: QuickBooks takes no other on their lines."""
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
