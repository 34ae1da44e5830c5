"""Proposes an account for every role whose amounts are in suspense: an existing account or one to create."""

from collections.abc import Iterable

from daybook.application.mapping.draft_mapping import propose
from daybook.domain.chart.accounts import AccountType, ChartOfAccounts, NewAccount
from daybook.domain.chart.default_names import account_name
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.store_categories import roles_that_wait
from daybook.domain.company.setup import Setup
from daybook.domain.day.roles import Role, RoleKind, role_from_text
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.proposals.evidence import Confidence, Reason, ReasonCode
from daybook.domain.proposals.proposal import Proposal
from daybook.domain.sync.location_day import SyncRecord

TAX_CODE_GAP = "tax_code:"


def gap_roles(records: Iterable[SyncRecord], mapping: AccountMapping, profile: MerchantProfile) -> tuple[str, ...]:
    """The roles in the gaps of days that still have no account, each once, with the store where stores differ.

    Gaps of tax codes need no account and are left out.
    """
    gaps = {(gap, record.day.location) for record in records for gap in record.gaps}
    accounts = [(gap, location) for gap, location in gaps if not gap.startswith(TAX_CODE_GAP)]
    return tuple(sorted({role for gap, at in accounts for role in roles_that_wait(gap, at, mapping, profile)}))


def propose_for_gaps(
    roles: Iterable[str], profile: MerchantProfile, chart: ChartOfAccounts, setup: Setup, language: str
) -> tuple[Proposal, ...]:
    """One proposal per role; talech may no longer list the category, tender or card type of a role."""
    known = {proposal.role: proposal for proposal in propose(profile, chart, setup, language)}
    return tuple(known.get(role) or _unnamed(role_from_text(role), chart, language) for role in roles)


def account_for_gap(role: Role, language: str) -> NewAccount:
    """The account to create for a role that is not in the merchant's profile."""
    if role.kind is RoleKind.TENDER:
        name = account_name("card" if role.detail else "clearing", language, role.detail or role.key)
        return NewAccount(name, AccountType.OTHER_CURRENT_ASSET, "OtherCurrentAssets", "")
    if role.kind is RoleKind.TAX:
        name = account_name("tax", language, role.key)
        return NewAccount(name, AccountType.OTHER_CURRENT_LIABILITY, "OtherCurrentLiabilities", "")
    return NewAccount(account_name("sales_other", language), AccountType.INCOME, "SalesOfProductIncome", "")


def _unnamed(role: Role, chart: ChartOfAccounts, language: str) -> Proposal:
    new = account_for_gap(role, language)
    found = chart.by_name(new.name)
    if found is not None and found.type == new.type:
        return Proposal(str(role), found, Confidence.SURE, Reason(ReasonCode.CREATED_BY_DAYBOOK))
    return Proposal(str(role), new, Confidence.SURE, Reason(ReasonCode.NOTHING_SUITABLE))
