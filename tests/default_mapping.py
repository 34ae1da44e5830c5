"""A merchant who takes every account that Daybook would create: a mapping without a setup, for tests of posted days."""

from datetime import date

from daybook.application.ports import Ledger
from daybook.domain.chart.default_chart import default_accounts, default_labels
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.day.roles import RoleKind
from daybook.domain.merchant.profile import MerchantProfile

FROM_THE_BEGINNING = date(2000, 1, 1)


def default_mapping(profile: MerchantProfile, ledger: Ledger, language: str = "en") -> AccountMapping:
    """One account per role of the profile, made in the company or found there by name and type."""
    proposals = default_accounts(profile, language)
    chart = ledger.chart_of_accounts()
    wanted = {proposal.account.name: proposal.account for proposal in proposals}
    known = {name: account for name in wanted if (account := chart.by_name(name))}
    missing = {name: new for name, new in wanted.items() if name not in known or known[name].type != new.type}
    created = ledger.create_accounts(tuple(missing.values())) if missing else ()
    accounts = known | dict(zip(missing, created, strict=True))
    roles = {proposal.role: accounts[proposal.account.name].id for proposal in proposals}
    suspense = roles.pop(RoleKind.SUSPENSE)
    return AccountMapping(
        version=1,
        effective_from=FROM_THE_BEGINNING,
        accounts=roles,
        suspense_account=suspense,
        labels=default_labels(profile),
        account_names={account.id: name for name, account in accounts.items()},
        account_types={account.id: account.type for account in accounts.values()},
    )
