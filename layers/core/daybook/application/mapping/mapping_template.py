"""Exports a mapping by names, and imports it for another client with another chart and profile."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from daybook.application.mapping.mapping_versions import MappingSystems, add_version
from daybook.application.posting.reading.read_day import usable_connection
from daybook.application.posting.reading.references import prepare_references
from daybook.domain.chart.accounts import Account, ChartOfAccounts
from daybook.domain.chart.default_chart import default_accounts, default_labels
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.name_words import plain
from daybook.domain.chart.store_categories import ambiguous_ids, category_role, ids_of_several_stores, mapping_rows
from daybook.domain.day.roles import OF_CATEGORIES, Role, RoleKind, role_from_text
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import Category, MerchantProfile
from daybook.domain.proposals.template import (
    ExportedMapping,
    ImportedMapping,
    LeftOut,
    PortableAccount,
    PortableMapping,
    PortableRow,
    UnresolvedReason,
    UnresolvedRow,
)

_MISSING = {
    RoleKind.REVENUE: UnresolvedReason.CATEGORY_MISSING,
    RoleKind.REFUND: UnresolvedReason.CATEGORY_MISSING,
    RoleKind.TAX: UnresolvedReason.TAX_MISSING,
    RoleKind.TENDER: UnresolvedReason.TENDER_MISSING,
}


def export_mapping(
    mapping: AccountMapping, profile: MerchantProfile, chart: ChartOfAccounts, *, title: str
) -> ExportedMapping:
    """Export a mapping by names. Roles whose account is no longer in the chart are listed separately.

    Categories with the same name and account in every location become one row.
    """
    rows: dict[PortableRow, None] = {}
    left_out = []
    said = {**mapping_rows(mapping, profile), str(RoleKind.SUSPENSE): mapping.suspense_account}
    for text, account_id in said.items():
        account = chart.by_id(account_id)
        if account is None:
            left_out.append(LeftOut(text, account_id))
            continue
        portable = PortableAccount(account.path, account.type, account.sub_type)
        rows[_row(role_from_text(text), portable, mapping, profile)] = None
    return ExportedMapping(PortableMapping(title, tuple(rows)), tuple(left_out))


def import_mapping(
    portable: PortableMapping,
    current: AccountMapping,
    profile: MerchantProfile,
    chart: ChartOfAccounts,
    *,
    effective_from: date,
) -> ImportedMapping:
    """The mapping of a template for this company, as the version after `current`.

    The template replaces the accounts of `current`. If the template's suspense account does not exist here, that of
    `current` stays; its customers decide which receivables can be used. Nothing is stored.
    """
    accounts: dict[str, str] = {}
    unresolved: list[UnresolvedRow] = []
    # Rows for one location come last and override the row for all locations.
    for rows in _by_precision(portable.rows):
        said: dict[str, str] = {}
        for row in rows:
            meant = _resolve(row, profile, chart, current)
            reason = meant if isinstance(meant, UnresolvedReason) else _say(said, *meant)
            if reason is not None:
                unresolved.append(UnresolvedRow(row, reason))
        accounts |= said
    suspense = accounts.pop(str(RoleKind.SUSPENSE), current.suspense_account)
    used = {*accounts.values(), suspense}
    mapping = AccountMapping(
        version=current.version + 1,
        effective_from=effective_from,
        accounts=accounts,
        suspense_account=suspense,
        customers=current.customers,
        labels={**current.labels, **default_labels(profile)},
        account_names={account.id: account.label for account in chart.accounts if account.id in used},
        account_types={account.id: account.type for account in chart.accounts if account.id in used},
        tax_codes=current.tax_codes,
    )
    return ImportedMapping(mapping, tuple(unresolved), tuple(_not_mapped(mapping, current, profile)))


def use_imported(merchant_id: BooksId, imported: ImportedMapping, systems: MappingSystems) -> AccountMapping:
    """Replace today's mapping by an imported one.

    Raises:
        NeedsAttentionError: the merchant is not connected, or has no mapping yet.
        RetriableError: QuickBooks did not answer; nothing was changed.
    """
    connections, now = systems.connections, systems.clock.now()
    connection, meant = usable_connection(merchant_id, connections), imported.mapping
    kind = connection.choice_on(now.date()).document_kind
    prepare_references(kind, meant, systems.ledger_of(connection), connections, merchant_id)
    return add_version(merchant_id, lambda _: meant, effective_from=None, now=now, connections=connections)


def _row(role: Role, account: PortableAccount, mapping: AccountMapping, profile: MerchantProfile) -> PortableRow:
    if role.kind in OF_CATEGORIES and role.key:
        same_id = (each for each in profile.categories if each.id == role.key)
        category = next((each for each in same_id if role.location_id in {"", each.location_id}), None)
        if category is not None:
            location = "" if _mapped_alike(role, category, mapping, profile) else _location_name(category, profile)
            return PortableRow(role.kind, account, name=category.name, location=location)
    if role.kind == RoleKind.TAX:
        for tax in profile.taxes:
            if tax.id == role.key:
                return PortableRow(role.kind, account, name=tax.name, rate=tax.rate or "")
    if role.kind == RoleKind.TENDER:
        for tender in profile.tenders:
            if tender.id == role.key:
                return PortableRow(role.kind, account, name=tender.label or tender.id, card_type=role.detail)
    return PortableRow(role.kind, account, key=role.key, card_type=role.detail)


def _mapped_alike(role: Role, category: Category, mapping: AccountMapping, profile: MerchantProfile) -> bool:
    named_alike = [each for each in profile.categories if plain(each.name) == plain(category.name)]
    every = frozenset(each.id for each in named_alike)
    return len({mapping.account_for(category_role(role.kind, each, every)) for each in named_alike}) == 1


def _location_name(category: Category, profile: MerchantProfile) -> str:
    names = {location.id: location.name for location in profile.locations}
    name = names.get(category.location_id, category.location_id)
    # Two shops with the same name are written with their ids, so the template is useful only for this merchant.
    return name if Counter(map(plain, names.values()))[plain(name)] == 1 else category.location_id


def _by_precision(rows: tuple[PortableRow, ...]) -> tuple[list[PortableRow], list[PortableRow]]:
    return [row for row in rows if not row.location], [row for row in rows if row.location]


def _resolve(
    row: PortableRow, profile: MerchantProfile, chart: ChartOfAccounts, current: AccountMapping
) -> tuple[tuple[str, ...], str] | UnresolvedReason:
    """The roles and the account id of a row in this company."""
    if row.role not in set(RoleKind):
        return UnresolvedReason.ROLE_UNKNOWN
    roles = tuple(str(role) for role in _roles(row, RoleKind(row.role), profile))
    if not roles:
        return _MISSING.get(RoleKind(row.role), UnresolvedReason.ROLE_UNKNOWN)
    account = _account(row.account, chart)
    if isinstance(account, UnresolvedReason):
        return account
    if account.needs_customer and current.customer_for(account.id) is None:
        return UnresolvedReason.CUSTOMER_MISSING
    return roles, account.id


def _roles(row: PortableRow, kind: RoleKind, profile: MerchantProfile) -> Iterator[Role]:
    known = {role_from_text(default.role) for default in default_accounts(profile, "en")}
    if not row.name:
        role = Role(kind, row.key, row.card_type)
        # The row is for a whole kind, a fixed word, or an id that this merchant has as well.
        if not row.key or role in known or Role(kind, row.key) in _with_any_card(known):
            yield role
        return
    wanted = plain(row.name)
    if kind in OF_CATEGORIES:
        apart = ambiguous_ids(profile.categories)
        # A row for one store concerns only that store, also if other stores have the same id.
        apart |= ids_of_several_stores(profile.categories) if row.location else frozenset()
        for category in profile.categories:
            if plain(category.name) == wanted and _is_at(row.location, category, profile):
                yield category_role(kind, category, apart)
    elif kind == RoleKind.TAX:
        named = [tax for tax in profile.taxes if plain(tax.name) == wanted]
        exact = [tax for tax in named if (tax.rate or "") == row.rate]
        yield from (Role(kind, tax.id) for tax in (exact or named))
    elif kind == RoleKind.TENDER:
        for tender in profile.tenders:
            if wanted in {plain(tender.label), plain(tender.id)}:
                yield Role(kind, tender.id, row.card_type)


def _with_any_card(roles: set[Role]) -> set[Role]:
    return {Role(role.kind, role.key) for role in roles}


def _is_at(location: str, category: Category, profile: MerchantProfile) -> bool:
    if not location or location == category.location_id:
        return True
    return any(each.id == category.location_id and plain(each.name) == plain(location) for each in profile.locations)


def _account(portable: PortableAccount, chart: ChartOfAccounts) -> Account | UnresolvedReason:
    wanted = plain(portable.name)
    in_full = [account for account in chart.accounts if plain(account.path) == wanted]
    named = in_full or [account for account in chart.accounts if plain(account.name) == wanted]
    of_type = [account for account in named if account.type == portable.type]
    active = [account for account in of_type if account.active]
    if len(active) > 1:
        active = [account for account in active if account.sub_type == portable.sub_type] or active
    if len(active) == 1:
        return active[0]
    if active:
        return UnresolvedReason.ACCOUNT_AMBIGUOUS
    if of_type:
        return UnresolvedReason.ACCOUNT_INACTIVE
    return UnresolvedReason.ACCOUNT_OF_OTHER_TYPE if named else UnresolvedReason.ACCOUNT_MISSING


def _say(said: dict[str, str], roles: tuple[str, ...], account_id: str) -> UnresolvedReason | None:
    """Add the roles of a row; a second row with another account for a role is not imported."""
    if any(said.get(role, account_id) != account_id for role in roles):
        return UnresolvedReason.SAID_TWICE
    said.update(dict.fromkeys(roles, account_id))
    return None


def _not_mapped(mapping: AccountMapping, current: AccountMapping, profile: MerchantProfile) -> Iterator[str]:
    """Roles that would be without an account; a tender that has none now waits for its first use as before."""
    for default in default_accounts(profile, "en"):
        role = role_from_text(default.role)
        waits_already = role.kind == RoleKind.TENDER and current.account_for(role) is None
        if role.kind != RoleKind.SUSPENSE and mapping.account_for(role) is None and not waits_already:
            yield default.role
