"""The JSON API: the same actions as the pages, for a partner who embeds them. This is every call.

A call carries the session cookie of a page visit; one that writes carries the session's CSRF token as a header too.
Only the API pays for this module. `openapi.py` writes its document from the same table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from daybook.adapters.web.api import (
    accountants,
    accounts,
    clients,
    days,
    double_income,
    mapping,
    proofs,
    session,
    settings,
    setup,
    taxes,
)
from daybook.adapters.web.api.binding import bound, bound_to_session
from daybook.adapters.web.http.router import Needs, Route

PREFIX = "/api/v1"


@dataclass(frozen=True, slots=True)
class Call:
    """A call: its noun in the document, method and path after the version, what answers it, and what that needs.

    `may_be_missing` says that the address may name what is not on record.
    """

    noun: str
    method: str
    path: str
    function: Callable[..., Any]
    needs: Needs = Needs.VISIT
    may_be_missing: bool = False

    @property
    def refusals(self) -> tuple[HTTPStatus, ...]:
        """What it may answer besides success, beyond what every call may."""
        return (HTTPStatus.NOT_FOUND,) if self.may_be_missing else ()


_LIVE = Needs.CONNECTION
_DAY = "/days/<business_date>/<location>"
CALLS: tuple[Call, ...] = (
    Call("session", "GET", "/session", session.session),
    Call("session", "GET", "/status", session.status),
    Call("session", "DELETE", "/connection", session.end_connection),
    Call("days", "GET", "/days", days.days),
    Call("days", "GET", "/days/undoable", days.undoable_days),
    Call("days", "GET", "/days/redoable", days.redoable_days),
    Call("days", "GET", _DAY, days.day, may_be_missing=True),
    Call("days", "POST", f"{_DAY}/actions", days.act, _LIVE, may_be_missing=True),
    Call("days", "POST", "/syncs", days.sync, _LIVE),
    Call("days", "GET", "/syncs/latest", days.latest_sync, may_be_missing=True),
    Call("days", "GET", "/proofs", proofs.proofs),
    Call("double income", "GET", "/double-income", double_income.double_income),
    Call("double income", "POST", "/double-income/look", double_income.look, _LIVE),
    Call("double income", "POST", "/double-income/answers", double_income.answer),
    Call("double income", "PUT", "/double-income/looks", double_income.plan_looks),
    Call("accounts", "GET", "/accounts", accounts.accounts),
    Call("accounts", "POST", "/accounts", accounts.create, _LIVE),
    Call("accounts", "POST", "/accounts/<account>/recreation", accounts.recreate, _LIVE),
    Call("accounts", "GET", "/lists", accounts.lists),
    Call("accounts", "POST", "/lists/refresh", accounts.refresh, _LIVE),
    Call("mapping", "GET", "/mapping", mapping.mapping),
    Call("mapping", "GET", "/mapping/gaps", mapping.gaps),
    Call("mapping", "PATCH", "/mapping", mapping.change, _LIVE),
    Call("mapping", "POST", "/mapping/rehearsal", mapping.rehearsal, _LIVE),
    Call("mapping", "GET", "/mapping/template", mapping.template),
    Call("mapping", "POST", "/mapping/template", mapping.use_template, _LIVE),
    Call("mapping", "GET", "/tracking", mapping.tracking),
    Call("mapping", "PUT", "/tracking", mapping.change_tracking, _LIVE),
    Call("taxes", "GET", "/tax-codes", taxes.tax_codes),
    Call("taxes", "PUT", "/tax-codes", taxes.change, _LIVE),
    Call("setup", "GET", "/setup", setup.setup),
    Call("setup", "PATCH", "/setup", setup.answer, _LIVE),
    Call("setup", "GET", "/setup/preview", setup.preview),
    Call("setup", "POST", "/setup/confirmation", setup.confirm, _LIVE),
    Call("settings", "GET", "/settings", settings.settings),
    Call("settings", "PUT", "/settings/posting", settings.change_posting, _LIVE),
    Call("settings", "POST", "/settings/posting/withdraw", settings.take_posting_back, _LIVE),
    Call("settings", "PUT", "/settings/policies", settings.change_policies, _LIVE),
    Call("settings", "PUT", "/settings/clearing", settings.change_clearing, _LIVE),
    Call("settings", "PUT", "/settings/language", settings.change_language),
    Call("settings", "PUT", "/settings/mails", settings.change_mails),
    Call("settings", "POST", "/settings/mails/again", settings.send_again),
    Call("settings", "POST", "/settings/mails/withdraw", settings.withdraw),
    Call("accountants", "GET", "/accountants", accountants.accountants),
    Call("accountants", "POST", "/accountants", accountants.change),
    Call("accountants", "DELETE", "/accountants/<email>", accountants.remove),
    Call("accountants", "PUT", "/accountants/firms/<firm>/role", accountants.change_firm),
    Call("accountants", "DELETE", "/accountants/firms/<firm>", accountants.end_firm),
    Call("clients", "GET", "/clients", clients.clients, Needs.SESSION),
)
ROUTES = tuple(
    Route(
        call.method,
        f"{PREFIX}{call.path}",
        bound_to_session(call.function) if call.needs is Needs.SESSION else bound(call.function),
        call.needs,
    )
    for call in CALLS
)
