"""Every page of the portal: its address, the function behind it, and what it needs."""

from functools import partial

from daybook.adapters.web import doors
from daybook.adapters.web.accountants import (
    access_page,
    board_page,
    client_pages,
    decisions_page,
    mappings_page,
    note_page,
    sign_in_pages,
)
from daybook.adapters.web.accountants.invitation_page import invitation_page
from daybook.adapters.web.accountants.send_day_page import send
from daybook.adapters.web.accountants.sign_in_pages import ACCOUNTANT_PATH, ASKED_PATH
from daybook.adapters.web.clearing import clearing_forms, clearing_page
from daybook.adapters.web.days import day_pages, sync_pages
from daybook.adapters.web.days.log import decisions, log_pages
from daybook.adapters.web.double_income import double_income_page
from daybook.adapters.web.firm import firm_page, person_page, record_page, whole_firm_page
from daybook.adapters.web.firm.joining_page import joining_page
from daybook.adapters.web.home import home_page
from daybook.adapters.web.http.router import Needs, Route
from daybook.adapters.web.http.tables import FORMATS
from daybook.adapters.web.mapping import (
    account_pages,
    gone_accounts,
    mapping_pages,
    tax_pages,
    template_pages,
    tracking_pages,
)
from daybook.adapters.web.month import balances, month_page
from daybook.adapters.web.portal import CLIENTS_PATH, FIRM_PATH
from daybook.adapters.web.settings import change_pages, company_pages, disconnect_pages, settings_pages
from daybook.adapters.web.settings.confirm_pages import confirm_page
from daybook.adapters.web.settings.unsubscribe_pages import unsubscribe_page
from daybook.adapters.web.setup import setup_pages, setup_review, setup_taxes, setup_tracking
from daybook.adapters.web.setup.setup_accounts import ACCOUNT_STEPS, account_answer, account_page
from daybook.adapters.web.setup.setup_frame import until_finished
from daybook.adapters.web.unusual import unusual_page
from daybook.application.access.accountants import INVITATION_PATH
from daybook.application.access.sign_in import SIGN_IN_PATH
from daybook.application.firm.people import FIRM_INVITATION_PATH
from daybook.application.telling.mail_address import CONFIRM_PATH
from daybook.application.telling.notify import UNSUBSCRIBE_PATH

CONNECTED = Needs.CONNECTION

# Needs no visit: these stand in front of it.
DOORS: tuple[Route, ...] = (
    Route("GET", "/static/<name>", doors.static, Needs.NOTHING),
    Route("GET", "/shared/<token>", setup_review.shared_review, Needs.NOTHING),
    *(Route("GET", path, doors.landing, Needs.NOTHING) for path in doors.LANDINGS),
    *(Route(method, UNSUBSCRIBE_PATH, unsubscribe_page, Needs.NOTHING) for method in ("GET", "POST")),
    *(Route(method, CONFIRM_PATH, confirm_page, Needs.NOTHING) for method in ("GET", "POST")),
    Route("POST", doors.LEAVE_PATH, doors.leave, Needs.SESSION),
    Route("POST", doors.SIGN_OUT_PATH, doors.sign_out, Needs.SESSION),
    *(Route(method, INVITATION_PATH, invitation_page, Needs.NOTHING) for method in ("GET", "POST")),
    *(Route(method, SIGN_IN_PATH, sign_in_pages.link_page, Needs.NOTHING) for method in ("GET", "POST")),
    Route("GET", ACCOUNTANT_PATH, sign_in_pages.ask_page, Needs.NOTHING),
    *(Route(method, ASKED_PATH, sign_in_pages.ask_page, Needs.NOTHING) for method in ("GET", "POST")),
    Route("GET", CLIENTS_PATH, board_page.clients, Needs.SESSION),
    Route("GET", decisions_page.DECISIONS_PATH, decisions_page.decisions, Needs.SESSION),
    Route("POST", decisions_page.DECISIONS_PATH, decisions_page.decide, Needs.SESSION),
    Route("GET", decisions_page.DECIDED_PATH, decisions_page.decided, Needs.SESSION),
    Route("GET", mappings_page.MAPPINGS_PATH, mappings_page.choose, Needs.SESSION),
    Route("POST", mappings_page.USE_PATH, mappings_page.read, Needs.SESSION),
    Route("GET", "/clients/note", note_page.note, Needs.SESSION),
    Route("POST", "/clients/note", note_page.keep_note, Needs.SESSION),
    Route("POST", "/clients/open", client_pages.open_books, Needs.SESSION),
    *(Route(method, FIRM_INVITATION_PATH, joining_page, Needs.NOTHING) for method in ("GET", "POST")),
    Route("GET", FIRM_PATH, firm_page.firm, Needs.SESSION),
    Route("POST", FIRM_PATH, firm_page.found, Needs.SESSION),
    Route("POST", "/firm/people", firm_page.invite, Needs.SESSION),
    Route("POST", "/firm/people/remove", firm_page.remove, Needs.SESSION),
    Route("POST", "/firm/clients", firm_page.bring, Needs.SESSION),
    Route("POST", "/firm/name", whole_firm_page.rename, Needs.SESSION),
    Route("GET", whole_firm_page.CLOSE_PATH, whole_firm_page.ask_close, Needs.SESSION),
    Route("POST", whole_firm_page.CLOSE_PATH, whole_firm_page.close, Needs.SESSION),
    Route("GET", person_page.PERSON_PATH, person_page.person, Needs.SESSION),
    Route("POST", "/firm/person/role", person_page.change_role, Needs.SESSION),
    Route("POST", "/firm/person/clients", person_page.choose_clients, Needs.SESSION),
    Route("GET", record_page.RECORD_PATH, record_page.record, Needs.SESSION),
    *(
        Route("GET", f"{record_page.RECORD_PATH}.{form}", partial(record_page.record_file, form=form), Needs.SESSION)
        for form in FORMATS
    ),
    Route("POST", "/sign-out/everywhere", client_pages.end_every_visit, Needs.SESSION),
)
PAGES: tuple[Route, ...] = (
    Route("GET", "/", home_page.home),
    # The way from connected to posting.
    Route("GET", "/setup", until_finished(setup_pages.start), CONNECTED),
    Route("POST", "/setup/recommended", until_finished(setup_pages.recommended), CONNECTED),
    Route("GET", "/setup/stores", until_finished(setup_pages.stores), CONNECTED),
    Route("POST", "/setup/stores", until_finished(setup_pages.choose_stores), CONNECTED),
    Route("GET", "/setup/document", until_finished(setup_pages.document), CONNECTED),
    Route("POST", "/setup/document", until_finished(setup_pages.choose_document), CONNECTED),
    Route("GET", "/setup/revenue", until_finished(setup_pages.revenue), CONNECTED),
    Route("POST", "/setup/revenue", until_finished(setup_pages.choose_revenue), CONNECTED),
    *(Route("GET", f"/setup/{step}", until_finished(account_page(step)), CONNECTED) for step in ACCOUNT_STEPS),
    *(Route("POST", f"/setup/{step}", until_finished(account_answer(step)), CONNECTED) for step in ACCOUNT_STEPS),
    Route("GET", "/setup/taxes", until_finished(setup_taxes.taxes), CONNECTED),
    Route("POST", "/setup/taxes", until_finished(setup_taxes.choose_taxes), CONNECTED),
    Route("GET", "/setup/tracking", until_finished(setup_tracking.tracking), CONNECTED),
    Route("POST", "/setup/tracking", until_finished(setup_tracking.choose_tracking), CONNECTED),
    Route("GET", "/setup/review", until_finished(setup_review.review), CONNECTED),
    Route("POST", "/setup/review", setup_review.confirm, CONNECTED),
    Route("POST", "/setup/share", until_finished(setup_review.share), CONNECTED),
    Route("POST", "/setup/share/end", until_finished(setup_review.end_share), CONNECTED),
    Route("GET", "/accounts/new", account_pages.new_account, CONNECTED),
    Route("POST", "/accounts/new", account_pages.create_account, CONNECTED),
    Route("GET", "/accounts/pick", account_pages.pick_account, CONNECTED),
    Route("POST", "/accounts/pick", account_pages.choose_account, CONNECTED),
    # Days.
    Route("GET", "/sync", sync_pages.sync, CONNECTED),
    Route("POST", "/sync", sync_pages.request, CONNECTED),
    Route("GET", "/sync/progress", sync_pages.progress),
    Route("GET", "/sync/progress.json", sync_pages.progress_facts),
    Route("GET", "/log", log_pages.log),
    Route("POST", "/log/decisions", decisions.decide, CONNECTED),
    *(Route("GET", f"/log.{form}", partial(log_pages.log_file, form=form)) for form in FORMATS),
    Route("GET", "/month", month_page.month),
    *(Route("GET", f"/month.{form}", partial(month_page.month_file, form=form)) for form in FORMATS),
    *(Route("GET", f"/month/balances.{form}", partial(balances.balances_file, form=form)) for form in FORMATS),
    *(Route("GET", f"/month/taxes.{form}", partial(month_page.taxes_file, form=form)) for form in FORMATS),
    *(Route("GET", f"/month/tips.{form}", partial(month_page.tips_file, form=form)) for form in FORMATS),
    *(Route("GET", f"/month/deposits.{form}", partial(month_page.deposits_file, form=form)) for form in FORMATS),
    Route("POST", "/month/balances", balances.type_in),
    Route("GET", "/unusual", unusual_page.unusual),
    Route("POST", "/unusual/answer", unusual_page.answer_notice),
    Route("GET", "/double-income", double_income_page.double_income),
    Route("POST", "/double-income/look", double_income_page.look, CONNECTED),
    Route("POST", "/double-income/answer", double_income_page.answer),
    Route("POST", "/double-income/looks", double_income_page.plan_looks),
    Route("GET", "/clearing", clearing_page.clearing),
    *(Route("GET", f"/clearing.{form}", partial(clearing_page.clearing_file, form=form)) for form in FORMATS),
    Route("POST", "/clearing/follow", clearing_forms.turn),
    Route("POST", "/clearing/looks", clearing_forms.plan_looks),
    Route("POST", "/clearing/groups", clearing_forms.arrange),
    Route("POST", "/clearing/choose", clearing_forms.choose),
    Route("POST", "/clearing/read", clearing_forms.read_books, CONNECTED),
    Route("GET", "/log/<business_date>/<location>", day_pages.day),
    Route("POST", "/log/<business_date>/<location>/accountant", send),
    Route("POST", "/log/<business_date>/<location>/<action>", day_pages.act, CONNECTED),
    # Accounts and settings.
    Route("GET", "/mapping", mapping_pages.mapping, CONNECTED),
    Route("POST", "/mapping", mapping_pages.map_gaps, CONNECTED),
    Route("GET", "/mapping/change", mapping_pages.change, CONNECTED),
    Route("POST", "/mapping/change", mapping_pages.save_change, CONNECTED),
    Route("POST", "/mapping/recreate", gone_accounts.recreate, CONNECTED),
    Route("POST", "/mapping/refresh", mapping_pages.refresh, CONNECTED),
    Route("GET", "/mapping/taxes", tax_pages.taxes, CONNECTED),
    Route("POST", "/mapping/taxes", tax_pages.save_taxes, CONNECTED),
    Route("GET", "/mapping/tracking", tracking_pages.tracking, CONNECTED),
    Route("POST", "/mapping/tracking", tracking_pages.save_tracking, CONNECTED),
    Route("GET", "/mapping/template.json", template_pages.export, CONNECTED),
    Route("GET", "/mapping/template", template_pages.template, CONNECTED),
    Route("POST", "/mapping/template", template_pages.read_template, CONNECTED),
    Route("GET", "/settings", settings_pages.settings),
    Route("POST", "/settings/posting", settings_pages.change_posting, CONNECTED),
    Route("POST", "/settings/posting/withdraw", settings_pages.take_posting_back, CONNECTED),
    Route("POST", "/settings/clearing", settings_pages.change_clearing, CONNECTED),
    Route("POST", "/settings/policies", settings_pages.change_policies, CONNECTED),
    Route("POST", "/settings/mails", settings_pages.change_mails),
    Route("POST", "/settings/mails/again", settings_pages.send_again),
    Route("POST", "/settings/mails/withdraw", settings_pages.withdraw),
    Route("GET", access_page.ACCESS_PATH, access_page.access),
    Route("POST", access_page.ACCESS_PATH, access_page.invite_accountant),
    Route("POST", "/settings/accountants/remove", access_page.remove),
    Route("POST", "/settings/accountants/firm", access_page.change_firm),
    Route("POST", "/settings/accountants/firm/remove", access_page.end_firm),
    Route("POST", "/settings/accountants/link", access_page.hand_over),
    Route("GET", "/changes", change_pages.changes),
    Route("GET", "/companies", company_pages.companies),
    Route("POST", "/companies/move", company_pages.move),
    Route("POST", "/companies/open", company_pages.open_company),
    Route("POST", "/language", settings_pages.change_language),
    Route("GET", "/disconnect", disconnect_pages.ask_disconnect),
    Route("POST", "/disconnect", disconnect_pages.end_connection),
)

ROUTES = (*DOORS, *PAGES)
