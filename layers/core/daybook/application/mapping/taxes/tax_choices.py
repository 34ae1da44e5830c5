"""The choices of a merchant about QuickBooks' tax codes, one per set of taxes, and their effect on the sample day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from daybook.application.mapping.gap_proposals import TAX_CODE_GAP
from daybook.application.mapping.taxes.tax_codes import LARGEST_SET
from daybook.domain.chart.mapping import AccountMapping, MappedTaxRate
from daybook.domain.company.setup import Setup
from daybook.domain.day.roles import RoleKind
from daybook.domain.day.sales import SalesDay
from daybook.domain.day.tax_sets import UNTAXED, tax_ids_of, tax_set_key
from daybook.domain.merchant.profile import Tax
from daybook.domain.posting.balanced_lines import Posting
from daybook.domain.posting.form_taxes import too_many_sets, uncoded_sets, with_tax_codes
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxCodeMatch, propose_tax_code


@dataclass(frozen=True, slots=True)
class TaxSetChoice:
    """A set of taxes that one line can have. `possible` codes have its rates, `selected` is the code to use.

    Without a `selected` code days with the set keep all their taxes as lines. `asks`: a person must choose.
    """

    key: str
    taxes: tuple[Tax, ...]
    possible: tuple[TaxCodeMatch, ...]
    selected: str
    asks: bool

    @property
    def match(self) -> TaxCodeMatch | None:
        """The selected code with its reason; the best one if none is selected."""
        chosen = (match for match in self.possible if match.code.id == self.selected)
        return next(chosen, self.possible[0] if self.possible else None)


@dataclass(frozen=True, slots=True)
class RateEffect:
    """The part of a day for one QuickBooks rate: its net amount and the collected tax."""

    rate: MappedTaxRate
    base_minor: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class TaxEffect:
    """A day with tax codes: tax by rate, the untaxed amount, and the sets that keep the day's taxes on lines.

    `uncoded` are sets without a code, `crowded` are sets with different codes if a form can have only one.
    """

    rates: tuple[RateEffect, ...]
    untaxed_minor: int
    uncoded: tuple[str, ...]
    crowded: tuple[str, ...] = ()


def tax_set_choices(
    taxes: Sequence[Tax],
    candidates: Sequence[TaxCodeCandidate],
    met: Iterable[str],
    chosen: Mapping[str, str],
    own_lines: Iterable[str] = (),
) -> tuple[TaxSetChoice, ...]:
    """The choices: sets with a matching code, taxes in no such set, and the sets `met` on days (by key).

    Taxes that stay separate lines (`own_lines`, by id) are in no set: the merchant has nothing to choose for them.
    """
    apart = frozenset(own_lines)
    coded = [tax for tax in taxes if tax.id not in apart]
    wanted = {tax_set_key(tax_id for tax_id in tax_ids_of(key) if tax_id not in apart) for key in met} - {UNTAXED}
    choices = tuple(_choice(together, candidates, chosen) for together in _sets(coded, wanted))
    covered = {tax.id for choice in choices if choice.selected or choice.asks for tax in choice.taxes}
    wanted |= {tax_set_key([tax.id]) for tax in coded if tax.id not in covered}
    return tuple(choice for choice in choices if choice.key in wanted or choice.selected or choice.asks)


def sets_of(days: Iterable[SalesDay]) -> frozenset[str]:
    """The tax sets on the lines of some days."""
    return frozenset(key for day in days for by_key in day.tax_sets.values() for key in by_key)


def gap_sets(gaps: Iterable[str]) -> tuple[str, ...]:
    """The tax sets without a code in a day's gaps."""
    return tuple(sorted(gap.removeprefix(TAX_CODE_GAP) for gap in gaps if gap.startswith(TAX_CODE_GAP)))


def chosen_so_far(mapping: AccountMapping | None, setup: Setup) -> dict[str, str]:
    """The codes by tax-set key: of the mapping in force, else of the setup's answers."""
    if mapping is None or not mapping.tax_codes:
        return dict(setup.tax_codes)
    return {key: code.code_id for key, code in mapping.tax_codes.items() if tax_ids_of(key)}


def tax_effect(postings: Iterable[Posting], mapping: AccountMapping) -> TaxEffect:
    """The effect of a mapping with tax codes on some postings."""
    every = tuple(postings)
    bases: Counter[MappedTaxRate] = Counter()
    amounts: Counter[MappedTaxRate] = Counter()
    for posting in every:
        for tax in with_tax_codes(posting, mapping).taxes:
            bases[tax.rate] += tax.base_minor
            amounts[tax.rate] += tax.amount_minor
    rates = tuple(RateEffect(rate, bases[rate], amounts[rate]) for rate in bases)
    uncoded = sorted({key for posting in every for key in uncoded_sets(posting, mapping)})
    crowded = sorted({key for posting in every for key in too_many_sets(posting, mapping)})
    return TaxEffect(rates, sum(map(_untaxed, every)), tuple(uncoded), tuple(crowded))


def tax_of(postings: Iterable[Posting]) -> dict[str, int]:
    """The collected tax by tax id, in minor units: the amounts of the tax lines if no codes are used."""
    totals: Counter[str] = Counter()
    for posting in postings:
        for line in posting.lines:
            if line.role.kind is RoleKind.TAX:
                totals[line.role.key] -= line.amount_minor
    return dict(totals)


def _untaxed(posting: Posting) -> int:
    sales = (RoleKind.REVENUE, RoleKind.DISCOUNT, RoleKind.COMP, RoleKind.REFUND, RoleKind.SERVICE_CHARGE)
    return -sum(line.amount_minor for line in posting.lines if line.role.kind in sales and not line.tax_set)


def _sets(taxes: Sequence[Tax], wanted: Iterable[str]) -> Iterator[tuple[Tax, ...]]:
    """The proposed sets, then flat taxes, then other sets met on days."""
    rated = [tax for tax in taxes if tax.rate is not None]
    seen = set()
    for size in range(1, min(LARGEST_SET, len(rated)) + 1):
        for together in combinations(rated, size):
            seen.add(tax_set_key(tax.id for tax in together))
            yield together
    by_id = {tax.id: tax for tax in taxes}
    flat = {tax_set_key([tax.id]) for tax in taxes if tax.rate is None}
    for key in sorted((set(wanted) | flat) - seen):
        yield tuple(by_id.get(tax_id, Tax(tax_id, tax_id, "APPLIED", None)) for tax_id in tax_ids_of(key))


def _choice(
    together: tuple[Tax, ...], candidates: Sequence[TaxCodeCandidate], chosen: Mapping[str, str]
) -> TaxSetChoice:
    proposal = propose_tax_code(together, candidates)
    possible = tuple(match for match in proposal.matches if match.rate_of_tax)
    key = tax_set_key(proposal.tax_ids)
    known = chosen.get(key, "")
    if known not in {match.code.id for match in possible}:
        known = proposal.choice.code.id if proposal.choice else ""
    return TaxSetChoice(key, together, possible, known, asks=proposal.tied)
