"""Categories of several stores: an id means what the store's own menu says (docs/decisions 76).

Each talech store has an account of its own and numbers its categories itself, so one id may be Coffee here and Wine
there. A mapping is asked with the store first, whatever the ids. What is *shown* has a row for each store only where
stores use an id for different names: stores with one menu keep one row a category.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.name_words import plain
from daybook.domain.day.roles import OF_CATEGORIES, Role, RoleKind, role_from_text
from daybook.domain.merchant.profile import ALL_LOCATIONS, Category, MerchantProfile


def ids_told_apart(categories: Iterable[Category]) -> frozenset[str]:
    """The ids that stores use for categories of different names."""
    names: dict[str, set[str]] = defaultdict(set)
    for category in categories:
        names[category.id].add(plain(category.name))
    return frozenset(category_id for category_id, of_stores in names.items() if len(of_stores) > 1)


def ids_of_several_stores(categories: Iterable[Category]) -> frozenset[str]:
    """The ids that more than one store uses, whatever they name there."""
    stores: dict[str, set[str]] = defaultdict(set)
    for category in categories:
        stores[category.id].add(category.location_id)
    return frozenset(category_id for category_id, locations in stores.items() if len(locations) > 1)


def category_role(kind: RoleKind, category: Category, apart: frozenset[str]) -> Role:
    """The role of a category: the store's own where the id is told apart."""
    role = Role(kind, category.id)
    return role.at(category.location_id) if category.id in apart else role


def in_words_of_stores(mapping: AccountMapping, profile: MerchantProfile) -> AccountMapping:
    """The mapping with each store's own name for a category where stores differ; one from before knows one name."""
    apart = ids_told_apart(profile.categories)
    own = {
        str(category_role(kind, category, apart)): category.name
        for category in profile.categories
        if category.id in apart
        for kind in OF_CATEGORIES
    }
    return replace(mapping, labels={**mapping.labels, **own}) if own else mapping


def mapping_rows(mapping: AccountMapping, profile: MerchantProfile) -> dict[str, str]:
    """Which account receives which role, each by its text form, with a row for each store where stores differ.

    They differ in the names on their menus, or because the merchant mapped one of them for itself. A mapping from
    before holds for every store that has none of its own.
    """
    said = [(role_from_text(text), account) for text, account in mapping.accounts.items()]
    apart = ids_told_apart(profile.categories) | {role.key for role, _ in said if role.location_id}
    rows: dict[str, str] = {}
    for role, account in said:
        stores = _stores_with(role, profile) if role.key in apart and not role.location_id else []
        for shown in [role.at(store) for store in stores] or [role]:
            rows[str(shown)] = mapping.accounts.get(str(shown), account)
    return rows


def roles_that_wait(gap: str, location: str, mapping: AccountMapping, profile: MerchantProfile) -> tuple[str, ...]:
    """The roles that still need an account where a day of a location, or of all as one, named a gap.

    A day that was posted before stores were told apart names the category alone.
    """
    role = role_from_text(gap)
    roles = [role]
    if not role.location_id:
        stores = _stores_with(role, profile) if location == ALL_LOCATIONS else [location]
        roles = [role.at(store) for store in stores] or [role]
    apart = ids_told_apart(profile.categories)
    waiting = [each for each in roles if mapping.account_for(each) is None]
    shown = [each if each.key in apart or role.location_id else role for each in waiting]
    return tuple(dict.fromkeys(map(str, shown)))


def _stores_with(role: Role, profile: MerchantProfile) -> list[str]:
    if role.kind not in OF_CATEGORIES:
        return []
    return sorted({category.location_id for category in profile.categories if category.id == role.key})
