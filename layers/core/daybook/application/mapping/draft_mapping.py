"""The draft of a mapping during the setup: the merchant's answers, and proposals for the other roles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from daybook.domain.chart.accounts import Account, AccountType, ChartOfAccounts, NewAccount
from daybook.domain.chart.default_chart import default_labels
from daybook.domain.chart.default_names import account_description, account_name
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.company.setup import CREATE_PROPOSED, Setup
from daybook.domain.day.orders import TenderKind
from daybook.domain.day.roles import RoleKind
from daybook.domain.merchant.profile import MerchantProfile, Tender
from daybook.domain.proposals.accounts import MappingChoices, propose_mapping
from daybook.domain.proposals.proposal import Proposal

# Before the accounts exist, their paths are used instead of ids.
_NOT_YET = "new:"
_CLEARING = (AccountType.OTHER_CURRENT_ASSET, "OtherCurrentAssets")


@dataclass(frozen=True, slots=True)
class Draft:
    """Each role with its account: an existing account, or one to create. `waiting` are tenders without one for now."""

    accounts: Mapping[str, Account | NewAccount]
    profile: MerchantProfile
    waiting: tuple[str, ...] = ()

    @property
    def to_create(self) -> tuple[NewAccount, ...]:
        """The accounts that the confirmation would create, each once."""
        new = {account.path: account for account in self.accounts.values() if isinstance(account, NewAccount)}
        return tuple(new.values())

    def mapping(self, created: Mapping[str, Account], *, version: int, effective_from: date) -> AccountMapping:
        """The mapping, with the created accounts by path; an account not created yet has its path as id."""
        accounts = {role: _settled(account, created) for role, account in self.accounts.items()}
        suspense = accounts.pop(RoleKind.SUSPENSE)
        every = (*accounts.values(), suspense)
        return AccountMapping(
            version=version,
            effective_from=effective_from,
            accounts={role: account.id for role, account in accounts.items()},
            suspense_account=suspense.id,
            labels=default_labels(self.profile),
            account_names={account.id: account.label for account in every},
            account_types={account.id: account.type for account in every},
        )

    @property
    def preview(self) -> AccountMapping:
        """The mapping for previews, before any account is created."""
        return self.mapping({}, version=0, effective_from=date.min)


def propose(profile: MerchantProfile, chart: ChartOfAccounts, setup: Setup, language: str) -> tuple[Proposal, ...]:
    """The proposals, for revenue on one account or split by category as the merchant chose."""
    choices = MappingChoices(one_revenue_account=setup.one_revenue_account)
    return propose_mapping(profile, chart, language=language, choices=choices)


def new_accounts_by_role(
    profile: MerchantProfile, chart: ChartOfAccounts, setup: Setup, language: str
) -> dict[str, NewAccount]:
    """The account that Daybook would create for each role: the proposed one, else that of an empty company."""
    found = (*propose(profile, ChartOfAccounts(()), setup, language), *propose(profile, chart, setup, language))
    return {proposal.role: proposal.account for proposal in found if isinstance(proposal.account, NewAccount)}


def draft(profile: MerchantProfile, chart: ChartOfAccounts, setup: Setup, language: str) -> Draft:
    """The draft; if the account of an answer is gone, the proposal is used.

    A tender that waits for its first use is left out: the day that holds it is posted with a gap, and the merchant is
    asked then (docs/decisions 132).
    """
    together = {str(role): account for role, account in _cards_together(profile, chart, setup, language)}
    new = new_accounts_by_role(profile, chart, setup, language)
    asked = [each for each in propose(profile, chart, setup, language) if not _is_card_of(each.role, together)]
    accounts = {
        proposal.role: _choice(setup.accounts.get(proposal.role, ""), proposal, chart, new)
        for proposal in asked
        if not setup.waits_for_first_use(proposal.role)
    }
    return Draft({**accounts, **together}, profile, tuple(each.role for each in asked if each.role not in accounts))


def all_cards_account(tender: Tender, language: str) -> NewAccount:
    """The account to create for a card tender if all card types share one account."""
    account_type, sub_type = _CLEARING
    name = account_name("clearing", language, tender.label or tender.id)
    return NewAccount(name, account_type, sub_type, account_description(language))


def card_tenders(profile: MerchantProfile) -> tuple[Tender, ...]:
    """The tenders that have card types."""
    return tuple(tender for tender in profile.tenders if tender.kind == TenderKind.CARD)


def _cards_together(
    profile: MerchantProfile, chart: ChartOfAccounts, setup: Setup, language: str
) -> Iterator[tuple[str, Account | NewAccount]]:
    for tender in card_tenders(profile):
        role = f"{RoleKind.TENDER}:{tender.id}"
        choice = setup.accounts.get(role, "")
        account = chart.by_id(choice)
        if account is not None:
            yield role, account
        elif choice == CREATE_PROPOSED:
            yield role, all_cards_account(tender, language)


def _is_card_of(role: str, together: Mapping[str, object]) -> bool:
    return any(role.startswith(f"{tender}:") for tender in together)


def _choice(
    chosen: str, proposal: Proposal, chart: ChartOfAccounts, new: Mapping[str, NewAccount]
) -> Account | NewAccount:
    account = chart.by_id(chosen)
    if account is not None:
        return account
    return new[proposal.role] if chosen == CREATE_PROPOSED else proposal.account


def _settled(account: Account | NewAccount, created: Mapping[str, Account]) -> Account:
    if isinstance(account, Account):
        return account
    full_name = account.path if account.parent else ""
    not_yet = Account(f"{_NOT_YET}{account.path}", account.name, account.type, account.sub_type, full_name=full_name)
    return created.get(account.path, not_yet)
