"""Which of QuickBooks' rates stand for which tax of the tills, worked out from percentages alone.

Daybook says which code it took for which taxes, never which rate: that is compared here by a rule of our own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from daybook_local.demo.taxes.tax_codes import TaxSet, percent
from daybook_local.system.vendors.quickbooks_control import FiledRate
from talech_simulator.contract import Tax

Row = Mapping[str, Any]
_UNITED_STATES = "US"


class WrongTaxCodeError(RuntimeError):
    """A code that cannot stand for the taxes it was taken for, or taxes that look alike."""


@dataclass(frozen=True, slots=True)
class TaxGroup:
    """Taxes of the tills that the same rates stand for: one of each, almost always."""

    tax_ids: frozenset[str]
    rate_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class TillTaxes:
    """The groups, and by tax id the account to which QuickBooks itself books the tax."""

    groups: Sequence[TaxGroup]
    payables: Mapping[str, str]

    @classmethod
    def of_company(
        cls, taxes: Iterable[Tax], codes: Mapping[TaxSet, str], rows: Iterable[Row], rates: Sequence[FiledRate]
    ) -> "TillTaxes":
        """From the codes in use, the company's codes as the API tells them, and its rates.

        Raises:
            WrongTaxCodeError: a code's percentages are not those of its taxes, or rates of one tax differ in account.
        """
        percents = {tax.id: percent(tax) for tax in taxes}
        by_id, of_code = {rate.rate_id: rate for rate in rates}, {row["Id"]: _rate_ids(row) for row in rows}
        pairs: dict[str, set[str]] = {}
        for together, code in codes.items():
            of_rates = {rate_id: by_id[rate_id].percent for rate_id in of_code[code]}
            if sorted(of_rates.values()) != sorted(percents[tax_id] for tax_id in together):
                taxes_told, rates_told = "+".join(sorted(together)), _told(of_rates.values())
                raise WrongTaxCodeError(f"{taxes_told} was given tax code {code}, whose rates are {rates_told}")
            for tax_id in together:
                same = {rate_id for rate_id, value in of_rates.items() if value == percents[tax_id]}
                pairs.setdefault(tax_id, set()).update(same)
        groups = [TaxGroup(frozenset({tax_id}), frozenset(found)) for tax_id, found in pairs.items()]
        return cls(_merged(groups), _payables(groups, by_id))

    @classmethod
    def of_united_states(cls, codes: Mapping[TaxSet, str], rates: Sequence[FiledRate]) -> "TillTaxes":
        """There a form says one total, and QuickBooks spreads it over the place's rates (docs/quickbooks.md 6.2)."""
        tax_ids = frozenset(tax_id for together in codes for tax_id in together)
        group = TaxGroup(tax_ids, frozenset(rate.rate_id for rate in rates))
        by_id = {rate.rate_id: rate for rate in rates}
        return cls([group], _payables([group], by_id))


def till_taxes(
    country: str, taxes: Iterable[Tax], codes: Mapping[TaxSet, str], rows: Iterable[Row], rates: Sequence[FiledRate]
) -> TillTaxes:
    """By the rule of the company's country.

    Raises:
        WrongTaxCodeError: see `TillTaxes.of_company`.
    """
    if country == _UNITED_STATES:
        return TillTaxes.of_united_states(codes, rates)
    return TillTaxes.of_company(taxes, codes, rows, rates)


def _rate_ids(code: Row) -> list[str]:
    details = (code.get("SalesTaxRateList") or {}).get("TaxRateDetail") or []
    return [detail["TaxRateRef"]["value"] for detail in details]


def _merged(groups: Iterable[TaxGroup]) -> list[TaxGroup]:
    """Groups that share a rate are one: whose tax it was cannot be said."""
    merged: list[TaxGroup] = []
    for group in groups:
        apart = [other for other in merged if not other.rate_ids & group.rate_ids]
        shared = [group, *(other for other in merged if other.rate_ids & group.rate_ids)]
        whole = TaxGroup(
            frozenset().union(*(each.tax_ids for each in shared)),
            frozenset().union(*(each.rate_ids for each in shared)),
        )
        merged = [*apart, whole]
    return merged


def _payables(groups: Iterable[TaxGroup], rates: Mapping[str, FiledRate]) -> dict[str, str]:
    payables: dict[str, str] = {}
    for group in groups:
        accounts = {rates[rate_id].account_id for rate_id in group.rate_ids}
        if len(accounts) != 1:
            raise WrongTaxCodeError(
                f"{', '.join(sorted(group.tax_ids))}: its rates lead to the accounts {', '.join(sorted(accounts))}"
            )
        payables |= dict.fromkeys(group.tax_ids, accounts.pop())
    return payables


def _told(percents: Iterable[Decimal]) -> str:
    return ", ".join(f"{value.normalize():f} %" for value in sorted(percents)) or "none"
