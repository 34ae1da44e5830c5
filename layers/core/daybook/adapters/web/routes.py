"""Every page of the portal: its address, and the function behind it."""

import re
from functools import cache
from urllib.parse import unquote

from daybook.adapters.web.days import day_pages, log_pages, month_page, sync_pages
from daybook.adapters.web.home import home_page
from daybook.adapters.web.http.requests import MOST_SIGNS_OF_A_NAME
from daybook.adapters.web.mapping import account_pages, mapping_pages, tax_pages, template_pages
from daybook.adapters.web.portal import Route
from daybook.adapters.web.settings import change_pages, company_pages, settings_pages
from daybook.adapters.web.setup import setup_pages, setup_review, setup_taxes, setup_tracking
from daybook.adapters.web.setup.setup_accounts import account_answer, account_page
from daybook.adapters.web.setup.setup_frame import until_finished
from daybook.domain.company.setup import SetupStep

_ACCOUNT_STEPS = (SetupStep.REVENUE_ACCOUNTS, SetupStep.PAYMENTS, SetupStep.REST)

ROUTES: tuple[Route, ...] = (
    Route("GET", "/", home_page.home),
    # The way from connected to posting.
    Route("GET", "/setup", until_finished(setup_pages.start), connected=True),
    Route("POST", "/setup/recommended", until_finished(setup_pages.recommended), connected=True),
    Route("GET", "/setup/stores", until_finished(setup_pages.stores), connected=True),
    Route("POST", "/setup/stores", until_finished(setup_pages.choose_stores), connected=True),
    Route("GET", "/setup/document", until_finished(setup_pages.document), connected=True),
    Route("POST", "/setup/document", until_finished(setup_pages.choose_document), connected=True),
    Route("GET", "/setup/revenue", until_finished(setup_pages.revenue), connected=True),
    Route("POST", "/setup/revenue", until_finished(setup_pages.choose_revenue), connected=True),
    *(Route("GET", f"/setup/{step}", until_finished(account_page(step)), connected=True) for step in _ACCOUNT_STEPS),
    *(Route("POST", f"/setup/{step}", until_finished(account_answer(step)), connected=True) for step in _ACCOUNT_STEPS),
    Route("GET", "/setup/taxes", until_finished(setup_taxes.taxes), connected=True),
    Route("POST", "/setup/taxes", until_finished(setup_taxes.choose_taxes), connected=True),
    Route("GET", "/setup/tracking", until_finished(setup_tracking.tracking), connected=True),
    Route("POST", "/setup/tracking", until_finished(setup_tracking.choose_tracking), connected=True),
    Route("GET", "/setup/review", until_finished(setup_review.review), connected=True),
    Route("POST", "/setup/review", setup_review.confirm, connected=True),
    Route("POST", "/setup/share", until_finished(setup_review.share), connected=True),
    Route("POST", "/setup/share/end", until_finished(setup_review.end_share), connected=True),
    Route("GET", "/accounts/new", account_pages.new_account, connected=True),
    Route("POST", "/accounts/new", account_pages.create_account, connected=True),
    Route("GET", "/accounts/pick", account_pages.pick_account, connected=True),
    Route("POST", "/accounts/pick", account_pages.choose_account, connected=True),
    # Days.
    Route("GET", "/sync", sync_pages.sync, connected=True),
    Route("POST", "/sync", sync_pages.request, connected=True),
    Route("GET", "/sync/progress", sync_pages.progress),
    Route("GET", "/sync/progress.json", sync_pages.progress_facts),
    Route("GET", "/log", log_pages.log),
    Route("GET", "/log.csv", log_pages.log_csv),
    Route("GET", "/month", month_page.month),
    Route("GET", "/month.csv", month_page.month_csv),
    Route("GET", "/log/<business_date>/<location>", day_pages.day),
    Route("POST", "/log/<business_date>/<location>/<action>", day_pages.act, connected=True),
    # Accounts and settings.
    Route("GET", "/mapping", mapping_pages.mapping, connected=True),
    Route("POST", "/mapping", mapping_pages.map_gaps, connected=True),
    Route("GET", "/mapping/change", mapping_pages.change, connected=True),
    Route("POST", "/mapping/change", mapping_pages.save_change, connected=True),
    Route("POST", "/mapping/refresh", mapping_pages.refresh, connected=True),
    Route("GET", "/mapping/taxes", tax_pages.taxes, connected=True),
    Route("POST", "/mapping/taxes", tax_pages.save_taxes, connected=True),
    Route("GET", "/mapping/template.json", template_pages.export, connected=True),
    Route("GET", "/mapping/template", template_pages.template, connected=True),
    Route("POST", "/mapping/template", template_pages.read_template, connected=True),
    Route("GET", "/settings", settings_pages.settings),
    Route("POST", "/settings/posting", settings_pages.change_posting, connected=True),
    Route("POST", "/settings/clearing", settings_pages.change_clearing, connected=True),
    Route("POST", "/settings/policies", settings_pages.change_policies, connected=True),
    Route("POST", "/settings/mails", settings_pages.change_mails),
    Route("POST", "/settings/mails/again", settings_pages.send_again),
    Route("POST", "/settings/mails/withdraw", settings_pages.withdraw),
    Route("GET", "/changes", change_pages.changes),
    Route("GET", "/companies", company_pages.companies),
    Route("POST", "/companies/move", company_pages.move),
    Route("POST", "/companies/open", company_pages.open_company),
    Route("POST", "/language", settings_pages.change_language),
    Route("GET", "/disconnect", settings_pages.ask_disconnect),
    Route("POST", "/disconnect", settings_pages.end_connection),
)


def find_route(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """The page that answers an address, with the values of its `<names>`; None where there is none."""
    for route in ROUTES:
        found = _pattern(route.path).fullmatch(path) if route.method == method else None
        if found is not None:
            values = {name: unquote(value) for name, value in found.groupdict().items()}
            return (route, values) if max(map(len, values.values()), default=0) <= MOST_SIGNS_OF_A_NAME else None
    return None


@cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", re.escape(path)))
