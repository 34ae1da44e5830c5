"""Let sales forms carry QuickBooks' own tax codes instead of liability lines (design 4, outside the United States)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import combinations
from types import MappingProxyType

from daybook.application.ports import ConnectionStore, Lane, Ledger, SyncLog, SyncQueue
from daybook.domain.connection import Connection
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.form_taxes import NOT_A_SALE, US_NOT_TAXABLE
from daybook.domain.mapping import AccountMapping, MappedTaxCode, MappedTaxRate
from daybook.domain.merchant import Tax
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxCodeMatch, TaxCodeProposal, propose_tax_code
from daybook.domain.sync import SyncCause, SyncRequest
from daybook.domain.tax_sets import UNTAXED, tax_set_key

# No country's tills put more than three percentages on one line.
_LARGEST_SET = 3
_UNITED_STATES = "US"
_US_UNTAXED = TaxCodeCandidate(US_NOT_TAXABLE, US_NOT_TAXABLE, ())
_NOTHING_CHOSEN: Mapping[str, str] = MappingProxyType({})


class TaxCodesRefusedError(ValueError):
    """The codes cannot be used as asked; the text says which choice is missing."""


@dataclass(frozen=True, slots=True)
class ProposedTaxCodes:
    """What the company has for the merchant's taxes.

    `codes` by tax-set key; `undecided` are the sets for which several codes would do; `uncovered` the taxes that no
    code has the rate of; `untaxed` the codes that add no tax; `not_a_sale` the one for tips, tenders and the like.
    """

    codes: dict[str, MappedTaxCode]
    undecided: tuple[TaxCodeProposal, ...]
    uncovered: tuple[Tax, ...]
    untaxed: tuple[TaxCodeCandidate, ...]
    not_a_sale: TaxCodeCandidate | None


@dataclass(frozen=True, slots=True)
class TaxCodesInUse:
    """The new version of the mapping, and the days in the books that are amended by it."""

    mapping: AccountMapping
    requests: tuple[SyncRequest, ...]


def propose_tax_codes(taxes: Sequence[Tax], codes: Sequence[TaxCodeCandidate], country: str) -> ProposedTaxCodes:
    """The company's code for every set of the merchant's taxes that one has the rates of.

    A set that no code has the rates of is left out: a day on which it occurs keeps its tax as liability lines.
    """
    proposals = [propose_tax_code(together, codes) for together in _sets(taxes)]
    percent = _percents(codes)
    mapped = {
        tax_set_key(proposal.tax_ids): _mapped(proposal.choice, percent)
        for proposal in proposals
        if proposal.choice is not None
    }
    undecided = tuple(proposal for proposal in proposals if proposal.tied)
    covered = {rate.tax_id for code in mapped.values() for rate in code.rates}
    covered |= {tax_id for proposal in undecided for tax_id in proposal.tax_ids}
    untaxed = tuple(match.code for match in propose_tax_code((), codes).matches)
    if country == _UNITED_STATES:
        untaxed = (_US_UNTAXED,)
    return ProposedTaxCodes(
        mapped, undecided, tuple(tax for tax in taxes if tax.id not in covered), untaxed, _not_a_sale(untaxed)
    )


def use_tax_codes(
    merchant_id: str,
    untaxed_code_id: str,
    *,
    effective_from: date,
    now: datetime,
    ledger: Ledger,
    connections: ConnectionStore,
    sync_log: SyncLog,
    queue: SyncQueue,
    chosen: Mapping[str, str] = _NOTHING_CHOSEN,
) -> TaxCodesInUse:
    """From a business date on sales forms carry QuickBooks tax; `untaxed_code_id` is for sales that bear none.

    Which code that is ("Zero-rated", "Exempt", "Out of scope") changes a tax return, so a person chooses it; so they do
    in `chosen`, code ids by tax-set key, where several codes have a set's rates. A choice made earlier stays. Forms of
    these dates that are in the books are amended, so that one return does not hold tax in two ways.

    Raises:
        TaxCodesRefusedError: a code adds tax, has other rates, or does not exist; or no tax of the merchant has a code.
        NeedsAttentionError: the merchant has not finished the setup.
    """
    profile, base = connections.profile(merchant_id), connections.mapping_on(merchant_id, now.date())
    connection = connections.connection(merchant_id)
    if profile is None or base is None or connection is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {merchant_id} has no account mapping yet")
    candidates = ledger.tax_codes()
    proposed = propose_tax_codes(profile.taxes, candidates, connection.company.country)
    _check_untaxed(untaxed_code_id, proposed)
    codes = {**proposed.codes, **_chosen_codes(profile.taxes, candidates, chosen, base)}
    if not codes:
        raise TaxCodesRefusedError(
            "no tax code of the company has the rates of the merchant's taxes: keep liability lines"
        )
    codes |= {UNTAXED: MappedTaxCode(untaxed_code_id)}
    if proposed.not_a_sale is not None:
        codes |= {NOT_A_SALE: MappedTaxCode(proposed.not_a_sale.id)}
    mapping = replace(base, version=base.version + 1, effective_from=effective_from, tax_codes=codes)
    connections.save_mapping(merchant_id, mapping)
    requests = tuple(_amendments(connection, effective_from, now, sync_log))
    queue.send(Lane.BACKFILL, requests)
    return TaxCodesInUse(mapping, requests)


def _check_untaxed(code_id: str, proposed: ProposedTaxCodes) -> None:
    if code_id not in {code.id for code in proposed.untaxed}:
        choices = ", ".join(f"{code.id} ({code.name})" for code in proposed.untaxed) or "none in this company"
        raise TaxCodesRefusedError(f"{code_id!r} is no code without tax; choose one of: {choices}")


def _chosen_codes(
    taxes: Sequence[Tax], codes: Sequence[TaxCodeCandidate], chosen: Mapping[str, str], base: AccountMapping
) -> dict[str, MappedTaxCode]:
    """The codes that a person chose for tax sets, now or, where several would still do, in an earlier version."""
    percent = _percents(codes)
    wanted = {tax_set_key(key.split("+")): code_id for key, code_id in chosen.items()}
    found: dict[str, MappedTaxCode] = {}
    for together in _sets(taxes):
        proposal = propose_tax_code(together, codes)
        key = tax_set_key(proposal.tax_ids)
        possible = {match.code.id: match for match in proposal.matches if match.rate_of_tax}
        earlier = base.tax_codes[key].code_id if key in base.tax_codes else ""
        if key in wanted and wanted[key] not in possible:
            names = ", ".join(f"{match.code.id} ({match.code.name})" for match in possible.values()) or "none"
            raise TaxCodesRefusedError(f"{wanted[key]!r} has not the rates of {key}; codes that have: {names}")
        if match := possible.get(wanted.pop(key, earlier if proposal.tied else "")):
            found[key] = _mapped(match, percent)
    if wanted:
        raise TaxCodesRefusedError(f"the merchant has no such taxes: {', '.join(sorted(wanted))}")
    return found


def _amendments(
    connection: Connection, effective_from: date, now: datetime, sync_log: SyncLog
) -> Iterator[SyncRequest]:
    """The sales forms in the books from a date on; journal entries carry no tax codes."""
    for record in sync_log.history(connection.merchant_id, first=effective_from):
        kind = connection.choice_on(record.day.business_date).document_kind
        if record.is_posted and kind is not DocumentKind.JOURNAL_ENTRY:
            yield SyncRequest(record.day, SyncCause.RECLASS, now)


def _not_a_sale(untaxed: Sequence[TaxCodeCandidate]) -> TaxCodeCandidate | None:
    """The one code without any rate, not even nought per cent: what bears it is on no line of a return."""
    without_rates = [code for code in untaxed if not code.rates]
    return without_rates[0] if len(without_rates) == 1 else None


def _sets(taxes: Sequence[Tax]) -> Iterator[tuple[Tax, ...]]:
    rated = [tax for tax in taxes if tax.rate is not None]
    for size in range(1, min(_LARGEST_SET, len(rated)) + 1):
        yield from combinations(rated, size)


def _percents(codes: Sequence[TaxCodeCandidate]) -> dict[str, str]:
    return {rate.id: rate.percent for code in codes for rate in code.rates}


def _mapped(match: TaxCodeMatch, percent: Mapping[str, str]) -> MappedTaxCode:
    rates = tuple(MappedTaxRate(tax_id, rate_id, percent[rate_id]) for tax_id, rate_id in match.rate_of_tax)
    return MappedTaxCode(match.code.id, rates)
