"""Calls about accounts: the chart, a new account, and the other lists of the company."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from daybook.adapters.web.api.answers import WishRefusedError, live_visit_of, new_router, refusals, visit_of
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.application.company.lists import company_lists, refresh_lists
from daybook.application.mapping.account_choices import AccountChoices
from daybook.application.mapping.add_account import add_account
from daybook.contracts.http.mapping import ListEntryBody, ListsBody
from daybook.contracts.http.setup import AccountBody, AccountListBody, NewAccountBody, ProposalBody
from daybook.domain.chart.accounts import Account
from daybook.domain.company.lists import CompanyLists
from daybook.domain.day.roles import role_from_text
from daybook.domain.proposals.proposal import Proposal
from daybook.domain.proposals.reasons import reason_text

router = new_router()


@router.get("/accounts", tags=["accounts"], responses=refusals())
def accounts(
    *, refresh: Annotated[bool, Query(description="Read the chart from QuickBooks anew")] = False
) -> AccountListBody:
    """The active accounts of the company."""
    visit = visit_of(router.context)
    read = refresh_lists if refresh else company_lists
    found = read(visit.connection, visit.systems)
    return AccountListBody(
        read_at=found.read_at, accounts=tuple(_body(account) for account in found.chart.accounts if account.active)
    )


@router.post("/accounts", tags=["accounts"], responses=refusals())
def create(body: NewAccountBody) -> AccountBody:
    """Create an account in QuickBooks; one of the same name and type is returned in its place."""
    visit = live_visit_of(router.context)
    return _body(add_account(visit.connection, body.name, body.type, body.sub_type, visit.systems))


@router.get("/lists", tags=["accounts"], responses=refusals())
def lists() -> ListsBody:
    """Everything of the company that is chosen from, as it was read last."""
    visit = visit_of(router.context)
    return _lists(company_lists(visit.connection, visit.systems))


@router.post("/lists/refresh", tags=["accounts"], responses=refusals())
def refresh() -> ListsBody:
    """Read accounts, classes, locations and tax codes from QuickBooks anew; a few metered reads."""
    visit = live_visit_of(router.context)
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
