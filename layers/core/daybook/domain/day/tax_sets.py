"""Splits a day's figures by the taxes on them, for sales forms that have a tax code on every line.

In Canada, the United Kingdom and Ireland a form's line has a tax code, and the form the net amount of every tax rate
(docs/quickbooks.md 6.3). talech says for each order which taxes each part bears. This module makes the parts add up to
the day's figures.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from daybook.domain.day.roles import RoleKind

UNTAXED = ""
ROLES_WITH_TAX_SETS = frozenset(
    {RoleKind.REVENUE, RoleKind.DISCOUNT, RoleKind.COMP, RoleKind.REFUND, RoleKind.SERVICE_CHARGE}
)


def tax_set_key(tax_ids: Iterable[str]) -> str:
    """The text form of a set of taxes: `t_gst+t_qst`, `UNTAXED` for none. A plus within an id is escaped."""
    return "+".join(tax_id.replace("%", "%25").replace("+", "%2B") for tax_id in sorted(set(tax_ids)))


def tax_ids_of(key: str) -> tuple[str, ...]:
    """The tax ids of a key, the inverse of `tax_set_key`."""
    return tuple(part.replace("%2B", "+").replace("%25", "%") for part in key.split("+")) if key else ()


def complete_tax_sets(
    figures: Mapping[str, int], parts: Mapping[tuple[str, str], int]
) -> Mapping[str, Mapping[str, int]]:
    """A day's `tax_sets`: its `figures` by role, cut into `parts` by role and tax-set key. Minor units.

    The rest of a figure that no part covers counts as untaxed, so that the parts of every role add up to its figure. A
    role whose taxed and untaxed parts cancel out has a figure of zero and still has its sets. Zeros are dropped.
    """
    sets: dict[str, Counter[str]] = {role: Counter() for role in sorted({*figures, *(role for role, _ in parts)})}
    for (role, key), amount in sorted(parts.items()):
        sets[role][key] += amount
    for role, by_key in sets.items():
        by_key[UNTAXED] += figures.get(role, 0) - by_key.total()
    zero_free = {role: {key: by_key[key] for key in sorted(by_key) if by_key[key]} for role, by_key in sets.items()}
    return {role: by_key for role, by_key in zero_free.items() if by_key}
