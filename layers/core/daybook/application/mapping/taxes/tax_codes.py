"""Finds the company's tax code for each set of a merchant's taxes, and builds the `tax_codes` of a mapping."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

from daybook.domain.asking import AskDifferentlyError
from daybook.domain.chart.mapping import MappedTaxCode
from daybook.domain.day.tax_sets import UNTAXED, tax_set_key
from daybook.domain.merchant.profile import Tax
from daybook.domain.posting.form_taxes import ANY_SETS, NOT_A_SALE, US_NOT_TAXABLE, US_TAXABLE
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxCodeProposal, propose_tax_code
from daybook.domain.words import noted

# In every country a till puts at most three percentage taxes on one line.
LARGEST_SET = 3
NOTHING_CHOSEN: Mapping[str, str] = MappingProxyType({})
UNITED_STATES = "US"
_US_UNTAXED = TaxCodeCandidate(US_NOT_TAXABLE, US_NOT_TAXABLE, ())
_NO_CODES: Mapping[str, MappedTaxCode] = MappingProxyType({})


class TaxCodesRefusedError(AskDifferentlyError):
    """The codes cannot be used as requested; the text says which choice is missing."""


@dataclass(frozen=True, slots=True)
class ProposedTaxCodes:
    """The company's tax codes for the merchant's taxes.

    `codes` by tax-set key; `undecided` are the sets with several possible codes; `uncovered` the taxes whose rate no
    code has; `own_lines` flat taxes, which no code can have and which stay lines; `untaxed` the codes that add no tax;
    `not_a_sale` the code for tips, tenders and similar lines. With `one_code_a_form` a day with different codes keeps
    its taxes as lines.
    """

    codes: dict[str, MappedTaxCode]
    undecided: tuple[TaxCodeProposal, ...]
    uncovered: tuple[Tax, ...]
    untaxed: tuple[TaxCodeCandidate, ...]
    not_a_sale: TaxCodeCandidate | None
    own_lines: tuple[Tax, ...] = ()
    one_code_a_form: bool = False


def propose_tax_codes(
    taxes: Sequence[Tax], codes: Sequence[TaxCodeCandidate], country: str, *, automated: bool = False
) -> ProposedTaxCodes:
    """The company's code for each set of the merchant's taxes, if a code has its rates.

    A set without a matching code is left out: a day with this set keeps its tax as liability lines. A US form has one
    code (docs/quickbooks.md 6.2), and `automated` sales tax replaces it in any case.
    """
    proposals = [propose_tax_code(together, codes) for together in _sets(taxes)]
    mapped = {
        tax_set_key(proposal.tax_ids): proposal.choice.mapped for proposal in proposals if proposal.choice is not None
    }
    undecided = tuple(proposal for proposal in proposals if proposal.tied)
    covered = {rate.tax_id for code in mapped.values() for rate in code.rates}
    covered |= {tax_id for proposal in undecided for tax_id in proposal.tax_ids}
    untaxed = tuple(match.code for match in propose_tax_code((), codes).matches)
    is_us = country == UNITED_STATES
    if is_us:
        untaxed = (_US_UNTAXED,)
    own_lines = flat_taxes(taxes) if is_us else ()
    return ProposedTaxCodes(
        mapped,
        undecided,
        tuple(tax for tax in taxes if tax.id not in covered and tax not in own_lines),
        untaxed,
        _not_a_sale(untaxed),
        own_lines,
        one_code_a_form=is_us and not automated,
    )


def flat_taxes(taxes: Sequence[Tax]) -> tuple[Tax, ...]:
    """Fees with a fixed amount per piece, which no code can have."""
    return tuple(tax for tax in taxes if tax.rate is None)


def mapped_tax_codes(
    taxes: Sequence[Tax],
    candidates: Sequence[TaxCodeCandidate],
    country: str,
    untaxed_code_id: str,
    *,
    automated: bool = False,
    chosen: Mapping[str, str] = NOTHING_CHOSEN,
    earlier: Mapping[str, MappedTaxCode] = _NO_CODES,
) -> dict[str, MappedTaxCode]:
    """The `tax_codes` of a new mapping; choices in `earlier`, those of the previous version, stay.

    Raises:
        TaxCodesRefusedError: a code adds tax, has other rates, or does not exist; or no tax of the merchant has a code.
    """
    proposed = propose_tax_codes(taxes, candidates, country, automated=automated)
    _check_untaxed(untaxed_code_id, proposed)
    codes = {**proposed.codes, **_chosen_codes(taxes, candidates, chosen, earlier)}
    if not codes:
        raise TaxCodesRefusedError(
            "no tax code of the company has the rates of the merchant's taxes: keep liability lines"
        )
    codes |= {UNTAXED: MappedTaxCode(untaxed_code_id)}
    if proposed.not_a_sale is not None:
        codes |= {NOT_A_SALE: MappedTaxCode(proposed.not_a_sale.id)}
    codes |= {tax_set_key([tax.id]): MappedTaxCode(US_NOT_TAXABLE) for tax in proposed.own_lines}
    if country == UNITED_STATES and not proposed.one_code_a_form:
        codes |= {ANY_SETS: MappedTaxCode(US_TAXABLE)}
    return codes


def _check_untaxed(code_id: str, proposed: ProposedTaxCodes) -> None:
    if code_id not in {code.id for code in proposed.untaxed}:
        choices = ", ".join(f"{code.id} ({code.name})" for code in proposed.untaxed) or "-"
        raise TaxCodesRefusedError(
            "{code!r} is no code without tax; choose one of: {choices}", code=code_id, choices=choices
        )


def _chosen_codes(
    taxes: Sequence[Tax],
    codes: Sequence[TaxCodeCandidate],
    chosen: Mapping[str, str],
    known: Mapping[str, MappedTaxCode],
) -> dict[str, MappedTaxCode]:
    """The codes that a person chose for tax sets, now or, if several are still possible, in an earlier version."""
    wanted = {tax_set_key(key.split("+")): code_id for key, code_id in chosen.items()}
    found: dict[str, MappedTaxCode] = {}
    for together in _sets(taxes):
        proposal = propose_tax_code(together, codes)
        key = tax_set_key(proposal.tax_ids)
        possible = {match.code.id: match for match in proposal.matches if match.rate_of_tax}
        earlier = known[key].code_id if key in known else ""
        if key in wanted and wanted[key] not in possible:
            names = ", ".join(f"{match.code.id} ({match.code.name})" for match in possible.values()) or "-"
            why = noted("{code!r} has not the rates of {taxes}; codes that have: {names}")
            raise TaxCodesRefusedError(why, code=wanted[key], taxes=key, names=names)
        if match := possible.get(wanted.pop(key, earlier if proposal.tied else "")):
            found[key] = match.mapped
    if wanted:
        raise TaxCodesRefusedError("the merchant has no such taxes: {taxes}", taxes=", ".join(sorted(wanted)))
    return found


def _not_a_sale(untaxed: Sequence[TaxCodeCandidate]) -> TaxCodeCandidate | None:
    """The code without any rate, not even 0 %: its lines do not appear on a tax return."""
    without_rates = [code for code in untaxed if not code.rates]
    return without_rates[0] if len(without_rates) == 1 else None


def _sets(taxes: Sequence[Tax]) -> Iterator[tuple[Tax, ...]]:
    rated = [tax for tax in taxes if tax.rate is not None]
    for size in range(1, min(LARGEST_SET, len(rated)) + 1):
        yield from combinations(rated, size)
