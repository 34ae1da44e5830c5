"""QuickBooks tax codes for the merchant's taxes, chosen through `daybook taxes` as an accountant would."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from daybook_local.system.local_system import LocalSystem
from daybook_local.system.vendors.quickbooks_control import QuickBooksControl
from talech_simulator.contract import Tax

TaxSet = frozenset[str]
"""The ids of the taxes that something sold bears together."""

# What this accountant says of sales without tax, and of a rate of nought per cent: taxable, at nought. In the United
# States a line is taxable or not.
_NOT_TAXABLE = "NON"
_WITHOUT_TAX = ("Zero-rated", "Détaxé", "0.0% Z", _NOT_TAXABLE)


@dataclass(frozen=True, slots=True)
class TaxCodesInUse:
    """What Daybook answered: the code id of each tax set. `made` are codes that the company did not have before."""

    codes: Mapping[TaxSet, str]
    made: Sequence[str] = ()


def use_tax_codes(system: LocalSystem, first: date) -> TaxCodesInUse:
    """Let sales forms carry tax codes from a date on; sets that no code has the rates of get one first."""
    merchant_id, sample = system.sample.merchant_id, system.sample
    found = system.daybook.tax_codes(merchant_id)
    missing = sample.tax_sets - _covered(found)
    made = make_tax_codes(system.quickbooks, missing, sample.taxes)
    if made:
        found = system.daybook.tax_codes(merchant_id)
    used = system.daybook.use_tax_codes(
        merchant_id,
        untaxed=preferred(found["untaxed"]),
        first=first,
        chosen={"+".join(each["taxes"]): preferred(each["codes"]) for each in found["undecided"]},
    )
    return TaxCodesInUse(
        {tax_set(key): code for key, code in used.items() if tax_set(key) and code != _NOT_TAXABLE}, made
    )


def tax_set(key: str) -> TaxSet:
    """The tax ids of a set as Daybook writes it, `t_gst+t_qst`; none for a key that names no tax."""
    parts = (part.replace("%2B", "+").replace("%25", "%") for part in key.split("+"))
    return frozenset(part for part in parts if part)


def preferred(codes: Sequence[Mapping[str, str]]) -> str:
    """The id of the code that this accountant takes where several would do: zero-rated before exempt."""
    named = {code["name"]: code["id"] for code in codes}
    return next((named[name] for name in _WITHOUT_TAX if name in named), codes[0]["id"])


def make_tax_codes(quickbooks: QuickBooksControl, missing: Iterable[TaxSet], taxes: Sequence[Tax]) -> list[str]:
    """A code for each set of percentages, made of the company's rates where they exist; the names of the codes.

    A set with a flat tax is left out: a code holds percentages alone.
    """
    known = {tax.id: tax for tax in taxes if tax.rate is not None}
    wanted = sorted(sorted(each) for each in missing if each <= known.keys())
    if not wanted:
        return []
    agency = quickbooks.read_back("TaxAgency")[0]["Id"]
    rates = {row["Name"]: row["Id"] for row in quickbooks.read_back("TaxRate")}
    names = []
    for tax_ids in wanted:
        together = [known[tax_id] for tax_id in tax_ids]
        name = " + ".join(map(_rate_name, together))
        ids = quickbooks.create_tax_code(name, [_rate(tax, rates, agency) for tax in together])
        rates |= dict(zip(map(_rate_name, together), ids, strict=True))
        names.append(name)
    return names


def fees(country: str, taxes: Iterable[Tax]) -> frozenset[str]:
    """The ids of taxes of an amount an item that no return of sales tax holds, whatever codes there are.

    In the United States they are filed apart; elsewhere a day with one has no tax on the return at all.
    """
    return frozenset(tax.id for tax in taxes if tax.rate is None and country == "US")


def percent(tax: Tax) -> Decimal:
    """A tax of the tills in per cent."""
    return Decimal(tax.rate or 0) * 100


def _rate(tax: Tax, rates: Mapping[str, str], agency: str) -> dict[str, Any]:
    known = rates.get(_rate_name(tax))
    if known is not None:
        return {"TaxRateId": known}
    return {"TaxRateName": _rate_name(tax), "RateValue": percent(tax), "TaxAgencyId": agency}


def _rate_name(tax: Tax) -> str:
    """No rate that a company already has is called so, unless it is this very one."""
    share = f"{percent(tax).normalize():f}%"
    return tax.name if share in tax.name else f"{tax.name} {share}"


def _covered(found: Mapping[str, Any]) -> set[TaxSet]:
    undecided = {frozenset(each["taxes"]) for each in found["undecided"]}
    return {tax_set(key) for key in found["tax_codes"]} | undecided
