"""The net amount that bears each tax, from the parts into which a day's figures are cut."""

from collections import Counter
from collections.abc import Mapping

from daybook.domain.day.roles import RoleKind
from daybook.domain.day.sales import SalesDay
from daybook.domain.day.tax_sets import tax_ids_of

# What a figure does to it.
_EFFECT: Mapping[str, int] = {
    RoleKind.REVENUE: 1,
    RoleKind.DISCOUNT: -1,
    RoleKind.COMP: -1,
    RoleKind.REFUND: -1,
    RoleKind.SERVICE_CHARGE: 1,
}


def taxable_bases(day: SalesDay) -> dict[str, int]:
    """By tax id, in minor units; a tax on nothing is left out.

    Revenue and service charges less discounts, comps and refunds, as far as they bear the tax. Loyalty rewards and what
    an order's header holds beyond its lines stay outside. Tax that is given back alone moves no base.
    """
    bases: Counter[str] = Counter()
    for role, by_key in day.tax_sets.items():
        for key, amount in by_key.items():
            bases.update({tax_id: _EFFECT[role.partition(":")[0]] * amount for tax_id in tax_ids_of(key)})
    return {tax_id: minor for tax_id, minor in bases.items() if minor}
