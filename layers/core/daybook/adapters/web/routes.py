"""Every page of the portal: its address, and the function behind it."""

from daybook.adapters.web import (
    account_pages,
    day_pages,
    home_page,
    log_pages,
    mapping_pages,
    settings_pages,
    setup_pages,
    setup_review,
    setup_tracking,
    sync_pages,
    template_pages,
)
from daybook.adapters.web.portal import Route
from daybook.adapters.web.setup_accounts import account_answer, account_page
from daybook.domain.setup import SetupStep

_ACCOUNT_STEPS = (SetupStep.REVENUE_ACCOUNTS, SetupStep.PAYMENTS, SetupStep.REST)

ROUTES: tuple[Route, ...] = (
    Route("GET", "/", home_page.home),
    # The way from connected to posting.
    Route("GET", "/setup", setup_pages.start, connected=True),
    Route("POST", "/setup/recommended", setup_pages.recommended, connected=True),
    Route("GET", "/setup/stores", setup_pages.stores, connected=True),
    Route("POST", "/setup/stores", setup_pages.choose_stores, connected=True),
    Route("GET", "/setup/document", setup_pages.document, connected=True),
    Route("POST", "/setup/document", setup_pages.choose_document, connected=True),
    Route("GET", "/setup/revenue", setup_pages.revenue, connected=True),
    Route("POST", "/setup/revenue", setup_pages.choose_revenue, connected=True),
    *(Route("GET", f"/setup/{step}", account_page(step), connected=True) for step in _ACCOUNT_STEPS),
    *(Route("POST", f"/setup/{step}", account_answer(step), connected=True) for step in _ACCOUNT_STEPS),
    Route("GET", "/setup/tracking", setup_tracking.tracking, connected=True),
    Route("POST", "/setup/tracking", setup_tracking.choose_tracking, connected=True),
    Route("GET", "/setup/review", setup_review.review, connected=True),
    Route("POST", "/setup/review", setup_review.confirm, connected=True),
    Route("POST", "/setup/share", setup_review.share, connected=True),
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
    Route("GET", "/log/<business_date>/<location>", day_pages.day),
    Route("POST", "/log/<business_date>/<location>/<action>", day_pages.act, connected=True),
    # Accounts and settings.
    Route("GET", "/mapping", mapping_pages.mapping, connected=True),
    Route("POST", "/mapping", mapping_pages.map_gaps, connected=True),
    Route("GET", "/mapping/change", mapping_pages.change, connected=True),
    Route("POST", "/mapping/change", mapping_pages.save_change, connected=True),
    Route("POST", "/mapping/refresh", mapping_pages.refresh, connected=True),
    Route("GET", "/mapping/template.json", template_pages.export, connected=True),
    Route("GET", "/mapping/template", template_pages.template, connected=True),
    Route("POST", "/mapping/template", template_pages.read_template, connected=True),
    Route("GET", "/settings", settings_pages.settings),
    Route("POST", "/settings/posting", settings_pages.change_posting, connected=True),
    Route("POST", "/settings/policies", settings_pages.change_policies, connected=True),
    Route("POST", "/language", settings_pages.change_language),
    Route("GET", "/disconnect", settings_pages.ask_disconnect),
    Route("POST", "/disconnect", settings_pages.end_connection),
)
