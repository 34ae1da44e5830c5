"""Let sales forms carry QuickBooks' own tax codes instead of liability lines (design 4, outside the United States)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import combinations

from daybook.application.ports import ConnectionStore, Ledger
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.mapping import AccountMapping, MappedTaxCode, MappedTaxRate
from daybook.domain.merchant import Tax
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxCodeMatch, TaxCodeProposal, propose_tax_code
from daybook.domain.tax_sets import UNTAXED, tax_set_key

# No country's tills put more than three percentages on one line.
_LARGEST_SET = 3


class TaxCodesRefusedError(ValueError):
    """The codes cannot be used as asked; the text says which choice is missing."""


@dataclass(frozen=True, slots=True)
class ProposedTaxCodes:
    """Codes by tax-set key, the sets for which several codes would do, and the codes that add no tax."""

    codes: dict[str, MappedTaxCode]
    undecided: tuple[TaxCodeProposal, ...]
    untaxed: tuple[TaxCodeCandidate, ...]


def propose_tax_codes(taxes: Sequence[Tax], codes: Sequence[TaxCodeCandidate]) -> ProposedTaxCodes:
    """The company's code for every set of the merchant's taxes that one has the rates of.

    A set that no code has the rates of is left out: a day on which it occurs keeps its tax as liability lines.
    """
    proposals = [propose_tax_code(chosen, codes) for chosen in _sets(taxes)]
    percent = {rate.id: rate.percent for code in codes for rate in code.rates}
    mapped = {
        tax_set_key(proposal.tax_ids): _mapped(proposal.choice, percent)
        for proposal in proposals
        if proposal.choice is not None
    }
    undecided = tuple(proposal for proposal in proposals if proposal.tied)
    untaxed = tuple(match.code for match in propose_tax_code((), codes).matches)
    return ProposedTaxCodes(mapped, undecided, untaxed)


def use_tax_codes(
    merchant_id: str,
    untaxed_code_id: str,
    *,
    effective_from: date,
    now: datetime,
    ledger: Ledger,
    connections: ConnectionStore,
) -> AccountMapping:
    """From a business date on sales forms carry QuickBooks tax; `untaxed_code_id` is for lines that bear none.

    Which code that is ("Zero-rated", "Exempt", "Out of scope") changes a tax return, so a person chooses it.

    Raises:
        TaxCodesRefusedError: the code adds tax or does not exist, or no tax of the merchant has a code.
        NeedsAttentionError: the merchant has not finished the setup.
    """
    profile, base = connections.profile(merchant_id), connections.mapping_on(merchant_id, now.date())
    if profile is None or base is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {merchant_id} has no account mapping yet")
    proposed = propose_tax_codes(profile.taxes, ledger.tax_codes())
    if untaxed_code_id not in {code.id for code in proposed.untaxed}:
        choices = ", ".join(f"{code.id} ({code.name})" for code in proposed.untaxed) or "none in this company"
        raise TaxCodesRefusedError(f"{untaxed_code_id!r} is no code without tax; choose one of: {choices}")
    if not proposed.codes:
        raise TaxCodesRefusedError(
            "no tax code of the company has the rates of the merchant's taxes: keep liability lines"
        )
    codes = {UNTAXED: MappedTaxCode(untaxed_code_id), **proposed.codes}
    mapping = replace(base, version=base.version + 1, effective_from=effective_from, tax_codes=codes)
    connections.save_mapping(merchant_id, mapping)
    return mapping


def _sets(taxes: Sequence[Tax]) -> Iterator[tuple[Tax, ...]]:
    rated = [tax for tax in taxes if tax.rate is not None]
    for size in range(1, min(_LARGEST_SET, len(rated)) + 1):
        yield from combinations(rated, size)


def _mapped(match: TaxCodeMatch, percent: dict[str, str]) -> MappedTaxCode:
    rates = tuple(MappedTaxRate(tax_id, rate_id, percent[rate_id]) for tax_id, rate_id in match.rate_of_tax)
    return MappedTaxCode(match.code.id, rates)
