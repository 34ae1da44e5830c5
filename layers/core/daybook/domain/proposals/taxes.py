"""Finds the QuickBooks tax code of a talech tax set by its rates (docs/quickbooks.md 4.7, 6.4).

Names of codes differ by company and language, rates do not. Two codes with the same rates ("Zero-rated" and "Exempt")
mean different things on a return, so the merchant chooses between them. In the United States a form has a code and the
total of its tax (docs/quickbooks.md 6.2), so a group of state, county and city rates may match one rate of the till.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from daybook.domain.chart.mapping import MappedTaxCode, MappedTaxRate
from daybook.domain.merchant.profile import Tax
from daybook.domain.proposals.evidence import Confidence, Reason, ReasonCode
from daybook.domain.proposals.tax_accounts import families_of

WHOLE_CODE = ""
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class TaxRateRef:
    """A sales rate of a tax code; `percent` is decimal text, `9.975` for the QST."""

    id: str
    name: str
    percent: str


@dataclass(frozen=True, slots=True)
class TaxCodeCandidate:
    """A tax code of the company, with its sales rates in order.

    `total_only`: a form has only the total of the code's tax, so its rates may be added up.
    """

    id: str
    name: str
    rates: tuple[TaxRateRef, ...]
    active: bool = True
    total_only: bool = False

    @property
    def percent(self) -> Decimal:
        """The sum of its rates."""
        return sum((Decimal(rate.percent) for rate in self.rates), Decimal(0))


@dataclass(frozen=True, slots=True)
class TaxCodeMatch:
    """A possible code for a tax set; `rate_of_tax` maps each talech tax id to a rate id of the code.

    The rate is `WHOLE_CODE` if the sum of the code's rates matches the tax.
    """

    code: TaxCodeCandidate
    confidence: Confidence
    reason: Reason
    rate_of_tax: tuple[tuple[str, str], ...] = ()

    @property
    def mapped(self) -> MappedTaxCode:
        """The code as a mapping stores it; without rates if forms have only the total."""
        percent = {rate.id: rate.percent for rate in self.code.rates} | {WHOLE_CODE: _plain(self.code.percent)}
        rates = (
            MappedTaxRate(tax_id, WHOLE_CODE if self.code.total_only else rate_id, percent[rate_id])
            for tax_id, rate_id in self.rate_of_tax
        )
        return MappedTaxCode(self.code.id, tuple(rates))


@dataclass(frozen=True, slots=True)
class TaxCodeProposal:
    """The possible codes for a set of taxes, best first."""

    tax_ids: tuple[str, ...]
    matches: tuple[TaxCodeMatch, ...]

    @property
    def choice(self) -> TaxCodeMatch | None:
        """The only code with these rates; `None` if there is none, or if a choice would be a guess."""
        sure = [match for match in self.matches if match.confidence == Confidence.SURE]
        return sure[0] if len(sure) == 1 else None

    @property
    def tied(self) -> bool:
        """Whether several codes have exactly these rates, so that a person must choose."""
        return any(match.reason.code == ReasonCode.SEVERAL_SUITABLE for match in self.matches)


def propose_tax_code(taxes: Sequence[Tax], codes: Iterable[TaxCodeCandidate]) -> TaxCodeProposal:
    """Compare a set of taxes with the sales rates of every active code.

    A set with a flat tax matches no code: codes have only percentages. For the empty set every code without tax is
    returned and none is chosen, because exempt, zero-rated and out of scope mean different things on a return. The
    rates of `taxes` are fractions as talech sends them ("0.13"), those of codes are per cent ("13").
    """
    ids = tuple(tax.id for tax in taxes)
    if not taxes:
        return TaxCodeProposal(ids, tuple(_adding_nothing(codes)))
    if any(tax.rate is None for tax in taxes):
        return TaxCodeProposal(ids, ())
    found = [match for code in codes if code.active and (match := _match(taxes, code)) is not None]
    found.sort(key=lambda match: (-match.confidence, -_shared_families(taxes, match.code), match.code.name))
    sure = [match for match in found if match.confidence == Confidence.SURE]
    if len(sure) > 1:
        tie = Reason(ReasonCode.SEVERAL_SUITABLE, tuple(match.code.name for match in sure))
        asked = [TaxCodeMatch(match.code, Confidence.POSSIBLE, tie, match.rate_of_tax) for match in sure]
        found = asked + found[len(sure) :]
    return TaxCodeProposal(ids, tuple(found))


def _adding_nothing(codes: Iterable[TaxCodeCandidate]) -> Iterator[TaxCodeMatch]:
    for code in codes:
        if code.active and not any(Decimal(rate.percent) for rate in code.rates):
            yield TaxCodeMatch(code, Confidence.POSSIBLE, Reason(ReasonCode.ADDS_NO_TAX))


def _match(taxes: Sequence[Tax], code: TaxCodeCandidate) -> TaxCodeMatch | None:
    percents = [_percent(tax) for tax in taxes]
    if sorted(percents) == sorted(Decimal(rate.percent) for rate in code.rates):
        return _same_rates(taxes, code)
    if not code.rates or sum(percents) != code.percent:
        return None
    total = f"{_plain(code.percent)} %"
    if not code.total_only or len(taxes) > 1:
        return TaxCodeMatch(code, Confidence.POSSIBLE, Reason(ReasonCode.SAME_TOTAL, (total,)))
    reason = Reason(ReasonCode.RATES_ADD_UP, (total, *_said(code.rates)))
    return TaxCodeMatch(code, Confidence.SURE, reason, ((taxes[0].id, WHOLE_CODE),))


def _same_rates(taxes: Sequence[Tax], code: TaxCodeCandidate) -> TaxCodeMatch:
    pairs = _pairs(taxes, code.rates)
    paired = tuple((tax.id, rate.id) for tax, rate in pairs)
    for tax, rate in pairs:
        if _contradict(tax, rate):
            reason = Reason(ReasonCode.RATE_NAMES_DIFFER, (tax.name, rate.name))
            return TaxCodeMatch(code, Confidence.POSSIBLE, reason, paired)
    return TaxCodeMatch(code, Confidence.SURE, Reason(ReasonCode.SAME_RATES, _said(code.rates)), paired)


def _pairs(taxes: Sequence[Tax], rates: Sequence[TaxRateRef]) -> list[tuple[Tax, TaxRateRef]]:
    """A rate for each tax by percentage; the name decides between rates with the same percentage."""
    left = list(rates)
    pairs = []
    for tax in taxes:
        equal = [rate for rate in left if Decimal(rate.percent) == _percent(tax)]
        rate = next((each for each in equal if not _contradict(tax, each)), equal[0])
        left.remove(rate)
        pairs.append((tax, rate))
    return pairs


def _contradict(tax: Tax, rate: TaxRateRef) -> bool:
    """Whether the two names are of different taxes: a PST of 5 % is not a GST."""
    ours, theirs = families_of(tax.name), families_of(rate.name)
    return bool(ours and theirs) and not ours & theirs


def _shared_families(taxes: Sequence[Tax], code: TaxCodeCandidate) -> int:
    ours = {family for tax in taxes for family in families_of(tax.name)}
    theirs = {family for name in (code.name, *(rate.name for rate in code.rates)) for family in families_of(name)}
    return len(ours & theirs)


def _percent(tax: Tax) -> Decimal:
    return Decimal(tax.rate or 0) * _HUNDRED


def _said(rates: Iterable[TaxRateRef]) -> tuple[str, ...]:
    return tuple(f"{rate.name} {_plain(Decimal(rate.percent))} %" for rate in rates)


def _plain(percent: Decimal) -> str:
    return f"{percent.normalize():f}"
