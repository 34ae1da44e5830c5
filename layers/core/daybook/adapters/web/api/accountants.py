"""Calls about accountants' access: the list, an invitation or another role, the end of an access."""

from daybook.adapters.web.http.visit import Visit
from daybook.application.access.accountants import AccountantChoice, invite, remove_accountant
from daybook.contracts.http.accountants import AccountantBody, AccountantsBody, GrantBody, InvitationBody


def accountants(visit: Visit) -> AccountantsBody:
    """Who has access to these books, with their last visit, and who is invited."""
    return _body(visit)


def change(visit: Visit, body: AccountantBody) -> AccountantsBody:
    """Invite an accountant by mail, once more with a new link, or give one with access another role."""
    choice = AccountantChoice(body.email, body.role, visit.session.language)
    return _body(visit, invite(visit.inviter, choice, visit.systems).link)


def remove(visit: Visit, email: str) -> AccountantsBody:
    """End an access, or withdraw an invitation: the accountant's next request is refused. Twice is harmless."""
    remove_accountant(visit.merchant_id, email, visit.systems)
    return _body(visit)


def _body(visit: Visit, link: str = "") -> AccountantsBody:
    known = visit.systems.accountants.accountants(visit.merchant_id)
    return AccountantsBody(
        grants=tuple(
            GrantBody(
                email=each.address,
                role=each.role,
                name=each.name,
                firm=each.firm,
                accepted_at=each.accepted_at,
                last_visit_at=each.last_visit_at,
            )
            for each in known.grants
        ),
        invitations=tuple(
            InvitationBody(email=each.address, role=each.role, until=each.ends_at, handed_over=each.handed_over)
            for each in known.invitations
        ),
        link=link or None,
    )
