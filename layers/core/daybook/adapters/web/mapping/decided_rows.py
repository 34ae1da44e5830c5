"""What the mapping decides, row by row: roles of one word that go to one account are one row, and change together."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.mapping.mapping_states import is_gone
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.application.company.lists import company_lists
from daybook.application.mapping.gap_proposals import gap_roles
from daybook.application.mapping.mapping_versions import newest_start
from daybook.domain.chart.accounts import ChartOfAccounts
from daybook.domain.chart.default_chart import default_accounts
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.store_categories import mapping_rows
from daybook.domain.day.roles import OF_CATEGORIES, Role, RoleKind, role_from_text
from daybook.domain.merchant.profile import MerchantProfile


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """One decision: all of `roles` go to an account.

    `stores` are the names of the stores that it holds for, where stores decided differently. `gone`: QuickBooks has no
    such account any more. `inherited`: a store has none of its own and follows the others.
    """

    roles: tuple[str, ...]
    label: str
    stores: tuple[str, ...]
    account_id: str
    account: str
    gone: bool
    inherited: bool

    @property
    def kind(self) -> RoleKind:
        """What kind of amount it decides about."""
        return role_from_text(self.roles[0]).kind


def decided_rows(mapping: AccountMapping, chart: ChartOfAccounts, visit: Visit) -> tuple[DecidedRow, ...]:
    """Every decision of a mapping, in its order."""
    groups = _groups(mapping, visit)
    labels = [label for label, _ in groups]
    return tuple(
        DecidedRow(
            roles=tuple(roles),
            label=label,
            stores=_stores_of(roles, visit.profile) if labels.count(label) > 1 else (),
            account_id=account_id,
            account=mapping.account_names.get(account_id, account_id),
            gone=is_gone(account_id, chart),
            inherited=all(text not in mapping.accounts for text in roles),
        )
        for (label, account_id), roles in groups.items()
    )


def row_of(role: Role, rows: tuple[DecidedRow, ...]) -> DecidedRow | None:
    """The row that decides about a role; None for one that has no account yet."""
    return next((row for row in rows if str(role) in row.roles), None)


def roles_with(role: Role, mapping: AccountMapping, visit: Visit) -> tuple[str, ...]:
    """Everything that changes together with a role: its row, or the role alone where it has no account yet."""
    return next((tuple(roles) for roles in _groups(mapping, visit).values() if str(role) in roles), (str(role),))


def open_weeks(visit: Visit) -> tuple[date, date]:
    """The last weeks as far as their books are open: a day in closed books would only wait for a decision."""
    first, last = visit.weeks
    closed_through = visit.connection.company.book_close_date
    if closed_through is None or closed_through < first:
        return first, last
    return min(closed_through + timedelta(days=1), last), last


def start_of_change(role: Role, corrected_from: date | None, visit: Visit) -> date | None:
    """The first day of a change: the day that is running, or the first of the past days that are corrected too.

    None, for every day, where no account can take the amount now: days before today wait for it. The same before any
    day is on record: there is none that a change could move.
    """
    if not visit.has_days:
        return None
    chart = company_lists(visit.connection, visit.systems).chart
    row = row_of(role, decided_rows(visit.in_force, chart, visit))
    if row is None or row.gone:
        return None
    newest = newest_start(visit.profile, visit.systems.clock.now())
    return newest if corrected_from is None else min(corrected_from, newest)


def tenders_without_account(visit: Visit) -> dict[str, str]:
    """The merchant's tenders that have no account and that no day waits for: none was used yet; by label."""
    waiting = set(gap_roles(visit.days_with_gaps, visit.in_force, visit.profile))
    # Accounts of categories, of which a chain has hundreds, are not asked for.
    known = default_accounts(replace(visit.profile, categories=()), visit.session.language)
    tenders = (role for each in known if (role := role_from_text(each.role)).kind is RoleKind.TENDER)
    return {
        role_word(role, visit.profile, visit.speech): str(role)
        for role in tenders
        if str(role) not in waiting and visit.in_force.account_for(role) is None
    }


def _groups(mapping: AccountMapping, visit: Visit) -> dict[tuple[str, str], list[str]]:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for text, account_id in mapping_rows(mapping, visit.profile).items():
        groups[role_word(role_from_text(text), visit.profile, visit.speech), account_id].append(text)
    return groups


def _stores_of(roles: list[str], profile: MerchantProfile) -> tuple[str, ...]:
    """The stores whose amounts the roles are, by name: a category is one of its store's own menu."""
    ids = set()
    for role in map(role_from_text, roles):
        if role.location_id:
            ids.add(role.location_id)
        elif role.kind in OF_CATEGORIES:
            ids |= {category.location_id for category in profile.categories if category.id == role.key}
    return tuple(place.name for place in profile.locations if place.id in ids)
