"""Decides which store a category id belongs to, where stores use one id for different categories (docs/decisions 76).

Each talech store numbers its own categories, so one id can be Coffee in one store and Wine in another. The mapping is
always looked up with the store first. Pages show one row per store only where stores use one id for different names;
stores with the same menu keep one row per category.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.name_words import plain
from daybook.domain.day.roles import OF_CATEGORIES, Role, RoleKind, role_from_text
from daybook.domain.merchant.profile import ALL_LOCATIONS, Category, MerchantProfile


def ambiguous_ids(categories: Iterable[Category]) -> frozenset[str]:
    """The ids that stores use for categories of different names."""
    names: dict[str, set[str]] = defaultdict(set)
    for category in categories:
        names[category.id].add(plain(category.name))
    return frozenset(category_id for category_id, of_stores in names.items() if len(of_stores) > 1)


def ids_of_several_stores(categories: Iterable[Category]) -> frozenset[str]:
    """The ids that more than one store uses, for the same or for different categories."""
    stores: dict[str, set[str]] = defaultdict(set)
    for category in categories:
        stores[category.id].add(category.location_id)
    return frozenset(category_id for category_id, locations in stores.items() if len(locations) > 1)


def category_role(kind: RoleKind, category: Category, apart: frozenset[str]) -> Role:
    """The role of a category; it names the store if the stores use this id for different categories."""
    role = Role(kind, category.id)
    return role.at(category.location_id) if category.id in apart else role


def in_words_of_stores(mapping: AccountMapping, profile: MerchantProfile) -> AccountMapping:
    """The mapping with each store's own category names where stores differ; an older mapping has one name per id."""
    apart = ambiguous_ids(profile.categories)
    own = {
        str(category_role(kind, category, apart)): category.name
        for category in profile.categories
        if category.id in apart
        for kind in OF_CATEGORIES
    }
    return replace(mapping, labels={**mapping.labels, **own}) if own else mapping


def mapping_rows(mapping: AccountMapping, profile: MerchantProfile) -> dict[str, str]:
    """The account of each role, by text form, with one row per store where stores differ.

    Stores differ in the names on their menus, or because the merchant mapped the category of one store separately. A
    row without a store covers every store that has no row of its own.
    """
    said = [(role_from_text(text), account) for text, account in mapping.accounts.items()]
    apart = ambiguous_ids(profile.categories) | {role.key for role, _ in said if role.location_id}
    rows: dict[str, str] = {}
    for role, account in said:
        stores = _stores_with(role, profile) if role.key in apart and not role.location_id else []
        for shown in [role.at(store) for store in stores] or [role]:
            rows[str(shown)] = mapping.accounts.get(str(shown), account)
    return rows


def roles_that_wait(gap: str, location: str, mapping: AccountMapping, profile: MerchantProfile) -> tuple[str, ...]:
    """The roles that still need an account for a gap that a day named, of one location or of all combined.

    A day that was posted before roles could name a store names only the category.
    """
    role = role_from_text(gap)
    roles = [role]
    if not role.location_id:
        stores = _stores_with(role, profile) if location == ALL_LOCATIONS else [location]
        roles = [role.at(store) for store in stores] or [role]
    apart = ambiguous_ids(profile.categories)
    waiting = [each for each in roles if mapping.account_for(each) is None]
    shown = [each if each.key in apart or role.location_id else role for each in waiting]
    return tuple(dict.fromkeys(map(str, shown)))


def _stores_with(role: Role, profile: MerchantProfile) -> list[str]:
    if role.kind not in OF_CATEGORIES:
        return []
    return sorted({category.location_id for category in profile.categories if category.id == role.key})
