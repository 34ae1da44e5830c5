"""A new account for a drop-down, or another one of a long chart: both come back to the page that asked."""

from typing import Any
from urllib.parse import urlencode

from daybook.adapters.web.http.requests import Answer, Problem, Redirect, View
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.setup.setup_accounts import choices_of, decided_with
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE, path_of
from daybook.adapters.web.words.account_words import limit_sentence, sub_type_word, sub_types, type_word
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.application.mapping.accounts.add_account import (
    AccountField,
    AccountProblem,
    AccountRequest,
    NewAccountRefusedError,
    add_account,
    possible_parents,
)
from daybook.application.mapping.accounts.create_accounts import AccountLimitError
from daybook.domain.catalogue.error_catalogue import entry_for_error
from daybook.domain.chart.accounts import AccountType
from daybook.domain.company.setup import SetupStep
from daybook.domain.day.orders import TenderKind
from daybook.domain.day.roles import Role, RoleKind, role_from_text
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.merchant.profile import Tender
from daybook.domain.proposals.suitability import suitable_kinds
from daybook.domain.words import noted

MAPPING_PATH = "/mapping"
# Keeps the page below its weight limit: a longer chart shows its upper levels first.
_MOST_PARENTS = 500
_PROBLEMS = {
    AccountProblem.EMPTY: noted("Enter a name for the account."),
    AccountProblem.TOO_LONG: noted("The name is longer than 100 characters. Shorten it."),
    AccountProblem.FORBIDDEN_CHARACTER: noted(
        "QuickBooks allows no colon and no double quote in a name. Leave them out."
    ),
    AccountProblem.TAKEN: noted("Your company has an account of another type with this name. Choose another name."),
    AccountProblem.PARENT_GONE: noted("QuickBooks takes no account below this one now. Choose another account."),
    AccountProblem.PARENT_OF_OTHER_TYPE: noted(
        "“{account}” has another type. QuickBooks wants one type for an account and those below it: choose another "
        "account, or another type."
    ),
    AccountProblem.NO_NUMBERS: noted("Your company uses no account numbers. Leave the number empty."),
    AccountProblem.NUMBER_TOO_LONG: noted("The number is longer than 20 characters. Shorten it."),
    AccountProblem.NUMBER_WITH_COLON: noted("QuickBooks allows no colon in a number. Leave it out."),
    AccountProblem.NUMBER_TAKEN: noted("“{account}” has this number. Choose another one."),
    AccountProblem.OTHER_NUMBER: noted(
        "Your company has the account “{account}” already. Leave the number empty to use it, or choose another name."
    ),
}


def new_account(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """The form: name, a type that can take the amount, the account above, a number where the company uses them."""
    role, back = asked_role(visit), _back(visit)
    if role is None:
        return Redirect(back)
    wish = choices_of(visit, with_amounts=False).new_accounts.get(str(role))
    form = visit.request.form
    values = {
        **_about(visit, role, back),
        "name": form.get("name", wish.name if wish else ""),
        "kind": form.get("kind", f"{wish.type}|{wish.sub_type}" if wish else ""),
        "kinds": _kinds(role, visit),
        "parent": form.get("parent", wish.parent.id if wish and wish.parent else ""),
        "parents": _parents(role, visit),
        "number": form.get("number", ""),
        "uses_numbers": visit.connection.company.uses_account_numbers,
    }
    title = visit.speech.say("Add a new account")
    return View("accounts/new", title, values, UNPROCESSABLE if problems else 200, problems)


def create_account(visit: Visit) -> Answer:
    """Create it in QuickBooks and choose it; faults come back at the field."""
    role, back = asked_role(visit), _back(visit)
    if role is None:
        return Redirect(back, did=False)
    offered = {option["value"] for group in _kinds(role, visit) for option in group["options"]}
    if visit.request.text("kind") not in offered:
        return new_account(visit, (Problem("kind", visit.speech.say("Choose a type.")),))
    try:
        account = add_account(visit.connection, _request(visit), visit.systems)
    except NewAccountRefusedError as refused:
        return new_account(visit, (_problem(refused, visit),))
    except AccountLimitError as error:
        return new_account(visit, (Problem(AccountField.NAME, limit_sentence(error.room, visit.speech)),))
    except NeedsAttentionError as error:
        if error.reason is HoldReason.NEEDS_RECONNECT:
            raise
        text = entry_for_error(error).text(visit.speech.language, company=visit.connection.company.name)
        return new_account(visit, (Problem(AccountField.NAME, f"{text.happened} {text.action}"),))
    return _chosen(visit, role, account.id, back)


def pick_account(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """Every account that can take the amount, with a search; for charts that are too long for a drop-down."""
    role, back = asked_role(visit), _back(visit)
    if role is None:
        return Redirect(back)
    accounts = [
        {"id": account.id, "name": account.label, "type": sub_type_word(account.sub_type, visit.speech)}
        for account in choices_of(visit, with_amounts=False).suitable(role)
    ]
    values = {**_about(visit, role, back), "accounts": accounts, "selected": visit.setup.accounts.get(str(role), "")}
    title = visit.speech.say("Choose an account")
    return View("accounts/pick", title, values, UNPROCESSABLE if problems else 200, problems)


def choose_account(visit: Visit) -> Answer:
    """Choose one of them."""
    role, back = asked_role(visit), _back(visit)
    if role is None:
        return Redirect(back, did=False)
    chosen = visit.request.text("account")
    if chosen not in {account.id for account in choices_of(visit, with_amounts=False).suitable(role)}:
        return pick_account(visit, (Problem("account", visit.speech.say("Choose an account from the list.")),))
    return _chosen(visit, role, chosen, back)


def _request(visit: Visit) -> AccountRequest:
    text = visit.request.text
    account_type, _, sub_type = text("kind").partition("|")
    return AccountRequest(text("name"), AccountType(account_type), sub_type, text("parent"), text("number"))


def _problem(refused: NewAccountRefusedError, visit: Visit) -> Problem:
    """The sentence at the field, with the account that is in the way."""
    holder = refused.holder.label if refused.holder else ""
    return Problem(refused.problem.field, visit.speech.say(_PROBLEMS[refused.problem], account=holder))


def _chosen(visit: Visit, role: Role, account_id: str, back: str) -> Answer:
    if back == MAPPING_PATH:
        return Redirect(f"{MAPPING_PATH}?{urlencode({'role': str(role), 'account': account_id})}")
    # What is one decision on the page is one here: categories of one name, credit and debit of a card.
    visit.save_setup(visit.setup.with_accounts(dict.fromkeys(decided_with(role, visit), account_id)))
    return Redirect(back)


def _about(visit: Visit, role: Role, back: str) -> dict[str, Any]:
    return {
        "role": str(role),
        "back": back,
        "back_name": visit.request.form.get("back") or visit.request.query.get("back", ""),
        "label": role_word(role, visit.profile, visit.speech),
    }


def asked_role(visit: Visit) -> Role | None:
    """The role that the form or the address names; None where it is none."""
    text = visit.request.form.get("role") or visit.request.query.get("role", "")
    try:
        return role_from_text(text)
    except ValueError:
        return None


def _back(visit: Visit) -> str:
    """Where the account is wanted: only pages of ours can be named."""
    name = visit.request.form.get("back") or visit.request.query.get("back", "")
    step = next((step for step in SetupStep if step == name), None)
    return path_of(step) if step else MAPPING_PATH


def _parents(role: Role, visit: Visit) -> list[dict[str, Any]]:
    """The accounts that may stand above the new one, under their types; the upper levels of a very long chart."""
    kinds = suitable_kinds(role, is_cash=_is_cash(role, visit.profile.tenders))
    chart, currency = choices_of(visit, with_amounts=False).chart, visit.connection.company.home_currency
    found = sorted(possible_parents(chart, frozenset(kinds), currency), key=lambda each: each.path.count(":"))
    shown = {account.id for account in found[:_MOST_PARENTS]}
    groups = [(kind, possible_parents(chart, frozenset({kind}), currency)) for kind in AccountType if kind in kinds]
    return [
        {"label": type_word(kind, visit.speech), "accounts": listed}
        for kind, accounts in groups
        if (listed := [account for account in accounts if account.id in shown])
    ]


def _kinds(role: Role, visit: Visit) -> list[dict[str, Any]]:
    kinds = suitable_kinds(role, is_cash=_is_cash(role, visit.profile.tenders))
    return [
        {
            "label": type_word(kind, visit.speech),
            "options": [
                {"value": f"{kind}|{sub}", "label": sub_type_word(sub, visit.speech)}
                for sub in sub_types(kind, kinds[kind])
            ],
        }
        for kind in AccountType
        if kind in kinds
    ]


def _is_cash(role: Role, tenders: tuple[Tender, ...]) -> bool:
    kinds = {tender.id: tender.kind for tender in tenders}
    return role.kind is RoleKind.TENDER and kinds.get(role.key) == TenderKind.CASH
