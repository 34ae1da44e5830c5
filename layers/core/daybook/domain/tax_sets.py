"""Which part of a day's figures bears which taxes, for sales forms that carry a tax code on every line.

In Canada, the United Kingdom and Ireland a form's line has a tax code, and the form the net amount of every tax rate
(quickbooks-online reference 6.3). The source says per order which taxes each part bears; here these parts are brought
to add up to the day's figures, whatever the source leaves open.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from daybook.domain.roles import Role, RoleKind
from daybook.domain.sales import SalesDay

UNTAXED = ""
# What a figure does to the net amount that bears a tax; no other figure is cut by taxes.
_EFFECT_ON_BASE = {
    RoleKind.REVENUE: 1,
    RoleKind.DISCOUNT: -1,
    RoleKind.COMP: -1,
    RoleKind.REFUND: -1,
    RoleKind.SERVICE_CHARGE: 1,
}


def tax_set_key(tax_ids: Iterable[str]) -> str:
    """The text form of a set of taxes: `t_gst+t_qst`, `UNTAXED` for none. A plus within an id is escaped."""
    return "+".join(tax_id.replace("%", "%25").replace("+", "%2B") for tax_id in sorted(set(tax_ids)))


def tax_ids_of(key: str) -> tuple[str, ...]:
    """The tax ids of a key, the inverse of `tax_set_key`."""
    return tuple(part.replace("%2B", "+").replace("%25", "%") for part in key.split("+")) if key else ()


def complete_tax_sets(day: SalesDay, parts: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """The `tax_sets` of a day from its parts by role and tax-set key, in minor units.

    What the parts leave open of a figure counts as untaxed, so that every role adds up to the day's figure. A role of
    which taxed and untaxed parts cancel out has no figure and still has its sets. Zeros are dropped.
    """
    figures = dict(_figures(day))
    sets: dict[str, Counter[str]] = {role: Counter() for role in figures}
    for (role, key), amount in parts.items():
        if _effect_on_base(role):
            sets.setdefault(role, Counter())[key] += amount
    for role, by_key in sets.items():
        by_key[UNTAXED] += figures.get(role, 0) - by_key.total()
    zero_free = {role: {key: sets[role][key] for key in sorted(sets[role]) if sets[role][key]} for role in sorted(sets)}
    return {role: by_key for role, by_key in zero_free.items() if by_key}


def taxable_bases(day: SalesDay) -> dict[str, int]:
    """The net amount that bears each tax, by tax id, in minor units; a tax on nothing is left out.

    Revenue and service charges less discounts, comps and refunds, as far as they bear the tax. Loyalty rewards and what
    an order's header holds beyond its lines stay outside. Tax that is given back alone moves no base.
    """
    bases: Counter[str] = Counter()
    for role, by_key in day.tax_sets.items():
        for key, amount in by_key.items():
            for tax_id in tax_ids_of(key):
                bases[tax_id] += _effect_on_base(role) * amount
    return {tax_id: bases[tax_id] for tax_id in sorted(bases) if bases[tax_id]}


def _figures(day: SalesDay) -> Iterator[tuple[str, int]]:
    yield str(Role(RoleKind.DISCOUNT)), day.discounts_minor
    yield str(Role(RoleKind.COMP)), day.comps_minor
    by_key = ((RoleKind.REVENUE, day.revenue), (RoleKind.REFUND, day.refunds))
    for kind, figures in (*by_key, (RoleKind.SERVICE_CHARGE, day.service_charges)):
        for key, amount in figures.items():
            yield str(Role(kind, key)), amount


def _effect_on_base(role: str) -> int:
    """1 or -1, 0 for a role that is not cut by taxes."""
    return next((effect for kind, effect in _EFFECT_ON_BASE.items() if role.split(":", maxsplit=1)[0] == kind), 0)
