"""Calls about accounts: the chart, a new account, and the other lists of the company."""

from typing import Annotated

from pydantic import Field

from daybook.adapters.web.api.answers import WishRefusedError
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.application.company.lists import company_lists, refresh_lists
from daybook.application.mapping.accounts.account_choices import AccountChoices
from daybook.application.mapping.accounts.add_account import AccountRequest, add_account
from daybook.application.mapping.accounts.recreate_account import recreate_account
from daybook.contracts.http.mapping import ListEntryBody, ListsBody
from daybook.contracts.http.setup import AccountBody, AccountListBody, NewAccountBody, ProposalBody
from daybook.domain.chart.accounts import Account
from daybook.domain.company.lists import CompanyLists
from daybook.domain.day.roles import role_from_text
from daybook.domain.proposals.proposal import Proposal
from daybook.domain.proposals.reasons import reason_text


def accounts(
    visit: Visit, *, refresh: Annotated[bool, Field(description="Read the chart from QuickBooks anew")] = False
) -> AccountListBody:
    """The active accounts of the company."""
    read = refresh_lists if refresh else company_lists
    found = read(visit.connection, visit.systems)
    return AccountListBody(
        read_at=found.read_at, accounts=tuple(_body(account) for account in found.chart.accounts if account.active)
    )


def create(visit: Visit, body: NewAccountBody) -> AccountBody:
    """Create an account in QuickBooks; one of the same name, type and parent is returned in its place."""
    asked = AccountRequest(body.name, body.type, body.sub_type, body.parent_id, body.number)
    return _body(add_account(visit.connection, asked, visit.systems))


def recreate(visit: Visit, account: str) -> AccountBody:
    """Bring an account back that amounts go to and QuickBooks no longer has: active again, or created anew.

    A new one has the same name, type and parent. Every amount of the old one goes there, and held days go on.
    """
    return _body(recreate_account(visit.connection, account, visit.systems))


def lists(visit: Visit) -> ListsBody:
    """Everything of the company that is chosen from, as it was read last."""
    return _lists(company_lists(visit.connection, visit.systems))


def refresh(visit: Visit) -> ListsBody:
    """Read accounts, classes, locations and tax codes from QuickBooks anew; a few metered reads."""
    return _lists(refresh_lists(visit.connection, visit.systems))


def proposal_body(proposal: Proposal, visit: Visit) -> ProposalBody:
    """A proposed account with its reason in the session's language."""
    return ProposalBody(
        role=proposal.role,
        label=role_word(role_from_text(proposal.role), visit.profile, visit.speech),
        account_id=proposal.account.id if isinstance(proposal.account, Account) else None,
        name=proposal.account.label,
        reason=reason_text(proposal.reason, visit.speech.language),
        preselected=proposal.preselected,
    )


def suitable_account(role: str, account_id: str, choices: AccountChoices) -> Account:
    """The account, if it exists and can take the role.

    Raises:
        WishRefusedError: it does not or cannot, or there is no such role.
    """
    try:
        suitable = choices.suitable(role_from_text(role))
    except ValueError as error:
        raise WishRefusedError(str(error)) from error
    for account in suitable:
        if account.id == account_id:
            return account
    raise WishRefusedError(f"account {account_id!r} cannot take {role!r}: choose one of {len(suitable)} that can")


def _body(account: Account) -> AccountBody:
    return AccountBody(
        id=account.id,
        name=account.name,
        type=account.type,
        sub_type=account.sub_type,
        full_name=account.path,
        number=account.number,
        currency=account.currency,
    )


def _lists(found: CompanyLists) -> ListsBody:
    return ListsBody(
        read_at=found.read_at,
        accounts=tuple(_body(account) for account in found.chart.accounts if account.active),
        classes=tuple(ListEntryBody(id=entry.id, name=entry.name) for entry in found.classes),
        departments=tuple(ListEntryBody(id=entry.id, name=entry.name) for entry in found.departments),
    )
