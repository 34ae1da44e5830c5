"""One person of a firm: their role, and what they may do at each of the firm's clients."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from daybook.adapters.web.http.requests import Problem, Redirect, Request, View
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.portal import FIRM_PATH
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.adapters.web.words.speech import Speech, speech_for
from daybook.application.access.sessions import Session
from daybook.application.firm.clients_of_firm import FirmClient, LetIn, clients_of_firm, let_in
from daybook.application.firm.my_firm import my_managed_firm
from daybook.application.firm.people import change_person
from daybook.domain.accountant.access import AccountantRole
from daybook.domain.accountant.addresses import is_shared_mailbox
from daybook.domain.accountant.firm import LastOwnerError
from daybook.domain.accountant.firm_members import FirmRole
from daybook.domain.nouns import ACCOUNTANT_ROLES, FIRM_ROLES
from daybook.domain.words import noted

PERSON_PATH = f"{FIRM_PATH}/person"
LAST_OWNER = noted("A firm needs an owner. Make another person an owner first.")
_FIELD = "client."
_WORDS = {
    LetIn.GONE: noted("Your firm has no access there any more."),
    LetIn.ABOVE_FIRM: noted("Your firm may do less than that there."),
    LetIn.REMOVED_BY_MERCHANT: noted("The merchant removed this person. Only the merchant can let them in again."),
    LetIn.OWN_ACCESS: noted("The merchant invited this person, or let them in; that is not your firm’s to change."),
    LetIn.SHARED_MAILBOX: noted(
        "Several people read this mailbox, so it can look and decide, and not change accounts."
    ),
    LetIn.TOO_MANY: noted("The merchant has as many accountants as Daybook keeps."),
}


def person(
    request: Request, session: Session, systems: PortalSystems, problems: tuple[Problem, ...] = ()
) -> View | Redirect:
    """The role and the clients of one person, for those who manage the firm."""
    if not session.guest:
        return Redirect("/")
    speech, mine = speech_for(session.language), my_managed_firm(session, systems)
    address = request.query.get("address", "") or request.text("address")
    member = mine.firm.member(address)
    if member is None:
        return Redirect(FIRM_PATH)
    values = {
        "address": address,
        "role": member.role.value,
        "may_change": mine.member.role.includes(member.role),
        "roles": roles_up_to(mine.member.role, speech),
        "clients": [_client(each, address, speech) for each in clients_of_firm(mine, systems)],
    }
    return View("firm/person", member.name, values, UNPROCESSABLE if problems else 200, problems)


def change_role(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Give the person another role in the firm."""
    if not session.guest:
        return Redirect("/")
    say, address = speech_for(session.language).say, request.text("address")
    role = next((each for each in FirmRole if each == request.text("role")), None)
    if role is None:
        return person(request, session, systems, (Problem("role", say("Choose a role.")),))
    try:
        change_person(session, address, role, systems)
    except LastOwnerError:
        problem = Problem("role", say(LAST_OWNER))
        return person(request, session, systems, (problem,))
    # Who made themselves staff manages the firm no more.
    return Redirect(FIRM_PATH if address == session.guest else _path(address))


def choose_clients(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Let the person into the books of the chosen clients, and out of the others."""
    if not session.guest:
        return Redirect("/")
    address, speech = request.text("address"), speech_for(session.language)
    left = let_in(session, address, _chosen(request), systems)
    if left:
        return person(request, session, systems, _problems(left, speech))
    return Redirect(_path(address))


def roles_up_to(most: FirmRole, speech: Speech) -> list[dict[str, str]]:
    """The roles that a person with this one may give."""
    return [{"value": each.value, "word": speech.say(FIRM_ROLES[each])} for each in FirmRole if most.includes(each)]


def _chosen(request: Request) -> dict[str, AccountantRole | None]:
    """The role at each client that the form names; None for no access. A word that is no role changes nothing."""
    fields = {name.removeprefix(_FIELD): word for name, word in request.form.items() if name.startswith(_FIELD)}
    roles = {role.value: role for role in AccountantRole}
    return {books: roles.get(word) for books, word in fields.items() if not word or word in roles}


def _problems(left: Mapping[str, LetIn], speech: Speech) -> tuple[Problem, ...]:
    return tuple(Problem(f"{_FIELD}{books}", speech.say(_WORDS[why])) for books, why in left.items())


def _client(client: FirmClient, address: str, speech: Speech) -> dict[str, Any]:
    role = client.role_of(address)
    shared = is_shared_mailbox(address)
    return {
        "business": client.business,
        "field": f"{_FIELD}{client.books_id}",
        "role": role.value if role else "",
        "is_closed": address in client.closed_to,
        "others": ", ".join(each.name for each in client.people if each.address != address),
        "roles": [
            {"value": each.value, "word": speech.say(ACCOUNTANT_ROLES[each])}
            for each in AccountantRole
            if client.role.includes(each) and not (shared and each is AccountantRole.MAP)
        ],
    }


def _path(address: str) -> str:
    return f"{PERSON_PATH}?{urlencode({'address': address})}"
