"""The accounts that a merchant may choose for a role, the present choice, and the account of a submitted choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from daybook.application.company.lists import ListSystems, known_lists
from daybook.application.mapping.accounts.create_accounts import create_accounts
from daybook.application.mapping.accounts.suitable_accounts import Suitability
from daybook.application.mapping.draft_mapping import new_accounts_by_role
from daybook.application.mapping.gap_proposals import account_for_gap
from daybook.domain.chart.accounts import Account, ChartOfAccounts, NewAccount
from daybook.domain.company.connection import Connection
from daybook.domain.company.setup import CREATE_PROPOSED, ON_FIRST_USE, Setup
from daybook.domain.day.roles import Role, role_from_text
from daybook.domain.day.sales import SalesDay
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.balanced_lines import day_amounts
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.proposals.proposal import Proposal


@dataclass(frozen=True, slots=True)
class AccountChoices:
    """The chart and the choices so far. `new_accounts`, by role, are created if the merchant chooses them.

    `sample` is the merchant's sample day, for the amounts beside each choice. `unseen` are tenders that may stay
    without an account until their first use. `splits` says whether credit and debit of a card may become two decisions;
    `apart` are the card types of which they are.
    """

    chart: ChartOfAccounts
    suitability: Suitability
    new_accounts: Mapping[str, NewAccount]
    answers: Mapping[str, str]
    sample: tuple[SalesDay, ...] = ()
    unseen: frozenset[str] = frozenset()
    splits: bool = False
    apart: frozenset[str] = frozenset()

    def suitable(self, role: Role) -> tuple[Account, ...]:
        """Every account of the chart that can take a role, by name."""
        return self.suitability.among(self.chart.accounts, role)

    def amount(self, roles: Sequence[str]) -> int:
        """The amount of some roles on the sample day, debits positive."""
        wanted = set(roles)
        amounts = ((amount, day.location_id) for day in self.sample for amount in day_amounts(day))
        return sum(each.amount_minor for each, at in amounts if wanted & {*each.role.at(at).fallbacks})

    def selected(self, proposal: Proposal) -> str:
        """The choice for a role: the merchant's answer, else the proposal if it is preselected.

        An unseen tender without an answer waits for its first use.
        """
        answer = self.answers.get(proposal.role, ON_FIRST_USE)
        if proposal.role in self.unseen and answer == ON_FIRST_USE:
            return answer
        if answer == CREATE_PROPOSED or self.chart.by_id(answer) is not None:
            return answer
        if not proposal.preselected:
            return ""
        return proposal.account.id if isinstance(proposal.account, Account) else CREATE_PROPOSED


def suitability_of(connection: Connection, profile: MerchantProfile, setup: Setup, today: date) -> Suitability:
    """The rule for suitable accounts: by the answers until the setup is finished, then by how days are posted now."""
    if setup.finished_at is None:
        return Suitability(profile, setup.document_kind in {None, DocumentKind.JOURNAL_ENTRY})
    return Suitability.under(connection.choice_on(today), profile, clears_tenders=connection.clears_tenders)


def account_behind(
    choice: str, role: str, connection: Connection, systems: ListSystems, language: str
) -> Account | None:
    """The account that a merchant chose for a role; the proposed new account is created at once.

    None if nothing is chosen, or the account is not in the chart that the page showed.

    Raises:
        AccountLimitError: the plan keeps no more accounts.
        NeedsAttentionError: QuickBooks refused the account.
        RetriableError: QuickBooks did not answer; the same request may be repeated.
    """
    chart = known_lists(connection, systems).chart
    if choice != CREATE_PROPOSED:
        return chart.by_id(choice)
    setup = systems.setups.setup(connection.merchant_id).for_company(connection.company.realm_id)
    profile = systems.connections.profile(connection.merchant_id)
    proposed = new_accounts_by_role(profile, chart, setup, language).get(role) if profile is not None else None
    new = proposed or account_for_gap(role_from_text(role), language)
    (account,) = create_accounts(connection, (new,), systems)
    return account
