"""The mapping after the setup: gaps first, each with a proposed account and one button; then every role."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from daybook.adapters.web.http.requests import Answer, Problem, Redirect, View
from daybook.adapters.web.http.visit import Visit
from daybook.adapters.web.mapping.account_fields import ADD_NEW, PICK_ANOTHER, AccountField, account_fields, field_name
from daybook.adapters.web.mapping.account_pages import MAPPING_PATH, asked_role
from daybook.adapters.web.mapping.decided_rows import (
    DecidedRow,
    decided_rows,
    open_weeks,
    roles_with,
    row_of,
    start_of_change,
    tenders_without_account,
)
from daybook.adapters.web.mapping.mapping_states import being_put_right, mapped_notice, mapped_query, read_sentence
from daybook.adapters.web.mapping.tax_pages import tax_sentence
from daybook.adapters.web.setup.setup_accounts import REST_GROUPS, choices_of
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.adapters.web.words.account_words import limit_sentence
from daybook.adapters.web.words.states_and_roles import role_word
from daybook.adapters.web.words.tax_words import TAXES_PATH
from daybook.application.company.lists import company_lists, refresh_lists
from daybook.application.mapping.accounts.account_choices import account_behind
from daybook.application.mapping.accounts.create_accounts import AccountLimitError
from daybook.application.mapping.accounts.suitable_accounts import AccountRefusedError
from daybook.application.mapping.gap_proposals import account_for_gap, gap_roles, propose_for_gaps
from daybook.application.mapping.map_roles import map_roles, with_roles
from daybook.application.mapping.reclass_days import reclass_days
from daybook.application.mapping.rehearse_mapping import rehearse
from daybook.domain.catalogue.error_catalogue import entry_for_error
from daybook.domain.chart.accounts import Account
from daybook.domain.day.roles import RoleKind, role_from_text
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.words import noted

_GROUPS = (
    (noted("Sales"), frozenset({RoleKind.REVENUE})),
    (noted("Payments"), frozenset({RoleKind.TENDER})),
    *REST_GROUPS,
)


def mapping(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """Gaps with proposals, and where every role goes."""
    if visit.request.query.get("role") and visit.request.query.get("account"):
        return change(visit)
    in_force, company = visit.in_force, visit.connection.company
    rows = decided_rows(in_force, company_lists(visit.connection, visit.systems).chart, visit)
    values = {
        "gaps": _gap_fields(visit),
        "gone": [_shown(row) for row in rows if row.gone],
        "groups": [
            {"heading": visit.speech.say(heading), "rows": shown}
            for heading, kinds in _GROUPS
            if (shown := [_shown(row) for row in rows if row.kind in kinds])
        ],
        "without": tenders_without_account(visit),
        "suspense": in_force.account_names.get(in_force.suspense_account, in_force.suspense_account),
        "since": visit.speech.day(in_force.effective_from) if in_force.effective_from.year > 2000 else "",  # noqa: PLR2004
        "currency": company.home_currency,
        "taxes": tax_sentence(in_force, visit),
        "tracks": company.tracks_classes or company.tracks_locations,
        "put_right": being_put_right(in_force, visit),
        "read": read_sentence(visit),
    }
    title = visit.speech.say("Accounts")
    status = UNPROCESSABLE if problems else 200
    return View("mapping/list", title, values, status, problems, notice=mapped_notice(visit))


def map_gaps(visit: Visit) -> Answer:
    """Every gap that has an account now is mapped, and its days are corrected: one action."""
    decisions = _gap_decisions(visit)
    chosen = {roles: visit.request.text(field_name(roles[0])) for roles in decisions}
    for roles, choice in chosen.items():
        if choice in {ADD_NEW, PICK_ANOTHER}:
            page = "new" if choice == ADD_NEW else "pick"
            return Redirect(f"/accounts/{page}?{urlencode({'role': roles[0], 'back': 'mapping'})}")
    first = field_name(decisions[0][0]) if decisions else ""
    try:
        accounts = {roles: _account(visit, roles[0], choice) for roles, choice in chosen.items()}
    except AccountLimitError as error:
        return mapping(visit, (Problem(first, limit_sentence(error.room, visit.speech)),))
    assignments = {role: account for roles, account in accounts.items() if account is not None for role in roles}
    if not assignments and decisions:
        return mapping(visit, (Problem(first, visit.speech.say("Choose at least one account.")),))
    try:
        map_roles(visit.merchant_id, assignments, visit.systems)
    except AccountRefusedError:
        return mapping(visit, (Problem(first, visit.speech.say("Choose an account from the list.")),))
    return Redirect(f"{MAPPING_PATH}?{mapped_query(visit.systems.clock.now())}")


def change(visit: Visit, problems: tuple[Problem, ...] = ()) -> Answer:
    """The account of one row, and what the last five weeks would look like with another one.

    Nothing is chosen beforehand where the account is gone: the first of the list would be a guess.
    """
    role = asked_role(visit)
    if role is None:
        return Redirect(MAPPING_PATH)
    choices = choices_of(visit, with_amounts=False)
    row = row_of(role, decided_rows(visit.in_force, choices.chart, visit))
    chosen = visit.request.text("account") or visit.request.query.get("account", "")
    first, last = visit.weeks
    values = {
        "role": str(role),
        "label": role_word(role, visit.profile, visit.speech),
        "stores": ", ".join(row.stores) if row else "",
        "accounts": choices.suitable(role),
        "current": row.account_id if row else "",
        "gone": row.account if row and row.gone else "",
        "chosen": chosen or (row.account_id if row and not row.gone else ""),
        "effect": _effect(visit, roles_with(role, visit.in_force, visit), chosen) if chosen else None,
        "range": visit.speech.say("{first} to {last}", first=visit.speech.day(first), last=visit.speech.day(last)),
        "new_path": f"/accounts/new?{urlencode({'role': str(role), 'back': 'mapping'})}",
    }
    title = visit.speech.say("Change an account")
    return View("mapping/change", title, values, UNPROCESSABLE if problems else 200, problems)


def save_change(visit: Visit) -> Answer:
    """Show the effect, or save: for days to come, or for the last five weeks as well."""
    role = asked_role(visit)
    if role is None:
        return Redirect(MAPPING_PATH)
    try:
        account = _account(visit, str(role), visit.request.text("account"))
    except AccountLimitError as error:
        return change(visit, (Problem("account", limit_sentence(error.room, visit.speech)),))
    if account is None:
        return change(visit, (Problem("account", visit.speech.say("Choose an account from the list.")),))
    if visit.request.text("then") not in {"save", "reclass"}:
        return change(visit)
    systems, is_reclass = visit.systems, visit.request.text("then") == "reclass"
    first, last = open_weeks(visit)
    start = start_of_change(role, first if is_reclass else None, visit)
    assignments = dict.fromkeys(roles_with(role, visit.in_force, visit), account)
    try:
        map_roles(visit.merchant_id, assignments, systems, effective_from=start)
    except AccountRefusedError:
        return change(visit, (Problem("account", visit.speech.say("Choose an account from the list.")),))
    now = systems.clock.now()
    if is_reclass:
        reclass_days(visit.merchant_id, first, last, sync_log=systems.sync_log, queue=systems.queue, now=now)
    return Redirect(f"{MAPPING_PATH}?{mapped_query(now)}")


def refresh(visit: Visit) -> Answer:
    """Read the company's lists again; while QuickBooks cannot be asked, the page shows those that are remembered."""
    try:
        refresh_lists(visit.connection, visit.systems)
    except (NeedsAttentionError, RetriableError) as error:
        if isinstance(error, NeedsAttentionError) and error.reason is HoldReason.NEEDS_RECONNECT:
            raise
        text = entry_for_error(error).text(visit.speech.language, company=visit.connection.company.name)
        return mapping(visit, (Problem("refresh", f"{text.happened} {text.action}"),))
    back = TAXES_PATH if visit.request.text("back") == "taxes" else MAPPING_PATH
    return Redirect(f"{back}?done=refreshed")


def _gap_roles(visit: Visit) -> tuple[str, ...]:
    """What days wait for. A gap that was mapped a moment ago is gone before its days are gone from the log."""
    return gap_roles(visit.days_with_gaps, visit.in_force, visit.profile)


def _gap_decisions(visit: Visit) -> tuple[tuple[str, ...], ...]:
    """The roles of each decision: those of one label are one."""
    groups: dict[str, list[str]] = {}
    for role in _gap_roles(visit):
        groups.setdefault(role_word(role_from_text(role), visit.profile, visit.speech), []).append(role)
    return tuple(map(tuple, groups.values()))


def _gap_fields(visit: Visit) -> tuple[AccountField, ...]:
    roles, language = _gap_roles(visit), visit.session.language
    if not roles:
        return ()
    choices = choices_of(visit)
    new = {role: account_for_gap(role_from_text(role), language) for role in roles} | dict(choices.new_accounts)
    proposals = propose_for_gaps(roles, visit.profile, choices.chart, visit.setup, language)
    open_choices = replace(choices, new_accounts=new, answers={}, unseen=frozenset())
    return account_fields(proposals, open_choices, visit.profile, visit.speech)


def _shown(row: DecidedRow) -> dict[str, Any]:
    return {
        "label": row.label,
        "stores": ", ".join(row.stores),
        "account": row.account,
        "role": row.roles[0],
        "path": f"{MAPPING_PATH}/change?{urlencode({'role': row.roles[0]})}",
        "gone": row.gone,
        "inherited": row.inherited,
    }


def _account(visit: Visit, role: str, choice: str) -> Account | None:
    return account_behind(choice, role, visit.connection, visit.systems, visit.session.language)


def _effect(visit: Visit, roles: tuple[str, ...], chosen: str) -> dict[str, Any] | None:
    account = company_lists(visit.connection, visit.systems).chart.by_id(chosen)
    if account is None:
        return None
    first, last = open_weeks(visit)
    candidate = with_roles(visit.in_force, dict.fromkeys(roles, account))
    found = rehearse(visit.merchant_id, candidate, first, last, visit.systems.proofs)
    closed = 0
    if first > visit.weeks[0]:
        end = first - timedelta(days=1)
        closed = rehearse(visit.merchant_id, candidate, visit.weeks[0], end, visit.systems.proofs).days_changed
    currency = visit.connection.company.home_currency
    return {
        "days": found.days,
        "changed": found.days_changed,
        "closed": closed,
        "closed_through": visit.speech.day(first - timedelta(days=1)),
        "rows": list(_moves(found.differences, currency, visit)),
    }


def _moves(differences: dict[str, int], currency: str, visit: Visit) -> Iterable[dict[str, str]]:
    for name, minor in differences.items():
        amount = visit.speech.money(abs(minor), currency)
        yield {"account": name, "debit": amount if minor > 0 else "", "credit": amount if minor < 0 else ""}
