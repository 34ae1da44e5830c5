"""Calls about accounts: the chart, a new account, the mapping in force and a change of it."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from daybook.adapters.web.account_fields import AccountDesk
from daybook.adapters.web.api_answers import WishRefusedError, new_router, refusals, visit_of
from daybook.adapters.web.setup_accounts import desk_of
from daybook.adapters.web.visit import Visit
from daybook.application.add_account import add_account
from daybook.application.company_lists import company_lists, refresh_lists
from daybook.application.map_roles import map_roles
from daybook.contracts.http.setup import (
    AccountBody,
    AccountListBody,
    MappingBody,
    MappingChangeBody,
    NewAccountBody,
)
from daybook.domain.accounts import Account
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.mapping import AccountMapping
from daybook.domain.roles import role_from_text

router = new_router()


@router.get("/accounts", tags=["accounts"], responses=refusals())
def accounts(
    *, refresh: Annotated[bool, Query(description="Read the chart from QuickBooks anew")] = False
) -> AccountListBody:
    """The active accounts of the company."""
    visit = visit_of(router.context)
    read = refresh_lists if refresh else company_lists
    lists = read(visit.connection, visit.ports)
    return AccountListBody(
        read_at=lists.read_at, accounts=tuple(_body(account) for account in lists.chart.accounts if account.active)
    )


@router.post("/accounts", tags=["accounts"], responses=refusals())
def create(body: NewAccountBody) -> AccountBody:
    """Create an account in QuickBooks; one of the same name and type is returned in its place."""
    visit = visit_of(router.context)
    return _body(add_account(visit.connection, body.name, body.type, body.sub_type, visit.ports))


@router.get("/mapping", tags=["accounts"], responses=refusals())
def mapping() -> MappingBody:
    """Which account receives which role."""
    return _mapping(_in_force(visit_of(router.context)))


@router.patch("/mapping", tags=["accounts"], responses=refusals())
def change_mapping(body: MappingChangeBody) -> MappingBody:
    """Point roles at other accounts; days that waited for them are put right."""
    visit = visit_of(router.context)
    _in_force(visit)
    desk = desk_of(visit)
    assignments = {role: suitable_account(role, account, desk) for role, account in body.accounts.items()}
    changed = map_roles(
        visit.merchant_id,
        assignments,
        effective_from=None,
        now=visit.ports.clock.now(),
        connections=visit.ports.connections,
        sync_log=visit.ports.sync_log,
        queue=visit.ports.queue,
    )
    return _mapping(changed.mapping)


def suitable_account(role: str, account_id: str, desk: AccountDesk) -> Account:
    """The account, if it exists and can take the role.

    Raises:
        WishRefusedError: it does not or cannot, or there is no such role.
    """
    try:
        suitable = desk.suitable(role_from_text(role))
    except ValueError as error:
        raise WishRefusedError(str(error)) from error
    for account in suitable:
        if account.id == account_id:
            return account
    raise WishRefusedError(f"account {account_id!r} cannot take {role!r}: choose one of {len(suitable)} that can")


def _in_force(visit: Visit) -> AccountMapping:
    found = visit.ports.connections.mapping_on(visit.merchant_id, visit.ports.clock.now().date())
    if found is None:
        raise NeedsAttentionError(HoldReason.NOT_MAPPED, f"merchant {visit.merchant_id} has no account mapping yet")
    return found


def _body(account: Account) -> AccountBody:
    return AccountBody(id=account.id, name=account.name, type=account.type, sub_type=account.sub_type)


def _mapping(found: AccountMapping) -> MappingBody:
    return MappingBody(
        version=found.version,
        effective_from=found.effective_from,
        suspense_account=found.suspense_account,
        accounts=dict(found.accounts),
        account_names=dict(found.account_names),
    )
