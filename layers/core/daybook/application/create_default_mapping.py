"""Give a new connection a mapping that works: find or create the accounts it needs."""

from dataclasses import replace
from datetime import date

from daybook.application.ports import Ledger
from daybook.domain.accounts import NewAccount
from daybook.domain.default_chart import ProposedAccount, default_accounts, default_labels
from daybook.domain.mapping import AccountMapping
from daybook.domain.merchant import MerchantProfile
from daybook.domain.roles import RoleKind

# Effective from before any day a merchant could ask for: the first mapping covers the whole first sync.
FROM_THE_BEGINNING = date(2000, 1, 1)


def create_default_mapping(profile: MerchantProfile, ledger: Ledger, language: str) -> AccountMapping:
    """The first mapping of a merchant; accounts that exist by name and type are used, the rest is created in one go.

    Raises:
        NeedsAttentionError: QuickBooks refused to create an account, for instance at the plan's account limit.
        RetriableError: QuickBooks could not be reached; accounts created so far are found by name next time.
    """
    proposals = default_accounts(profile, language)
    chart = ledger.chart_of_accounts()
    ids: dict[str, str] = {}
    types: dict[str, str] = {}
    missing: dict[str, NewAccount] = {}
    for proposal in proposals:
        found = chart.by_name(proposal.account.name)
        if found is not None and found.type == proposal.account.type:
            ids[proposal.account.name], types[found.id] = found.id, found.type
        else:
            missing[proposal.account.name] = proposal.account
    created = ledger.create_accounts(tuple(missing.values())) if missing else ()
    ids |= {name: account.id for name, account in zip(missing, created, strict=True)}
    types |= {account.id: account.type for account in created}
    mapping = _mapping(profile, proposals, ids)
    return replace(mapping, account_names={account: name for name, account in ids.items()}, account_types=types)


def _mapping(profile: MerchantProfile, proposals: tuple[ProposedAccount, ...], ids: dict[str, str]) -> AccountMapping:
    accounts = {proposal.role: ids[proposal.account.name] for proposal in proposals}
    suspense = accounts.pop(RoleKind.SUSPENSE)
    return AccountMapping(
        version=1,
        effective_from=FROM_THE_BEGINNING,
        accounts=accounts,
        suspense_account=suspense,
        labels=default_labels(profile),
    )
