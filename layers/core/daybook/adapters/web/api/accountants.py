"""Calls about access of accountants and their firms: the list, an invitation or another role, the end of an access."""

from typing import Any, TypeVar

from daybook.adapters.web.http.visit import Visit
from daybook.application.access.accountants import (
    AccountantChoice,
    change_firm_role,
    invite,
    remove_accountant,
    remove_firm,
)
from daybook.application.access.grants import people_in_force
from daybook.contracts.http.accountants import (
    AccountantBody,
    AccountantsBody,
    FirmBody,
    FirmPersonBody,
    FirmRoleBody,
    GrantBody,
    InvitationBody,
    NamedBody,
)
from daybook.domain.accountant.access import Grant
from daybook.domain.accountant.firm_access import FirmAccess

_Named = TypeVar("_Named", bound=NamedBody)


def accountants(visit: Visit) -> AccountantsBody:
    """Who has access to these books, with their last visit, and who is invited."""
    return _body(visit)


def change(visit: Visit, body: AccountantBody) -> AccountantsBody:
    """Invite an accountant by mail, once more with a new link, or give one with access another role."""
    choice = AccountantChoice(body.email, body.role, visit.session.language, body.with_firm)
    return _body(visit, invite(visit.inviter, choice, visit.systems).link)


def remove(visit: Visit, email: str) -> AccountantsBody:
    """End an access, or withdraw an invitation: the accountant's next request is refused. Twice is harmless."""
    remove_accountant(visit.merchant_id, email, visit.systems)
    return _body(visit)


def change_firm(visit: Visit, firm: str, body: FirmRoleBody) -> AccountantsBody:
    """Give a firm another role: none of its people can do more from their next request on."""
    change_firm_role(visit.merchant_id, firm, body.role, visit.systems)
    return _body(visit)


def end_firm(visit: Visit, firm: str) -> AccountantsBody:
    """End the access of a firm and of all its people. Twice is harmless."""
    remove_firm(visit.inviter, firm, visit.systems)
    return _body(visit)


def _body(visit: Visit, link: str = "") -> AccountantsBody:
    known = visit.systems.accountants.accountants(visit.merchant_id)
    return AccountantsBody(
        grants=tuple(
            _named(
                GrantBody,
                each,
                firm=each.firm,
                accepted_at=each.accepted_at,
                last_visit_at=each.last_visit_at or each.accepted_at,
                with_firm=each.with_firm,
            )
            for each in known.grants
        ),
        firms=tuple(_firm(each, visit) for each in known.firms),
        invitations=tuple(
            InvitationBody(
                email=each.address,
                role=each.role,
                until=each.ends_at,
                handed_over=each.handed_over,
                with_firm=each.with_firm,
            )
            for each in known.invitations
        ),
        link=link or None,
    )


def _firm(access: FirmAccess, visit: Visit) -> FirmBody:
    people = (
        _named(FirmPersonBody, each, let_in_at=each.accepted_at, last_visit_at=each.last_visit_at)
        for each in people_in_force(access, visit.systems.firms)
    )
    return FirmBody(
        id=access.firm_id, name=access.name, role=access.role, accepted_at=access.since, people=tuple(people)
    )


def _named(body: type[_Named], each: Grant, **more: Any) -> _Named:
    """A person with access, by themselves or for a firm."""
    return body(email=each.address, role=each.role, name=each.name, **more)
