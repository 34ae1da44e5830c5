"""Every page in both languages: readable by machines and people, small, safe, and without anything from elsewhere."""

from functools import cache
from itertools import pairwise

import pytest

from daybook.domain.chart.accounts import Account
from unit.portal.merchant import QUEEN, PortalWorld
from unit.portal.page_rules import ALLOWED_HOSTS, MAX_BYTES, hosts, read
from unit.portal.stages import just_connected, with_posted_days
from unit.portal.tax_codes import CODES, choose_invoice

SETUP_PAGES = (
    "/setup",
    "/setup/stores",
    "/setup/document",
    "/setup/revenue",
    "/setup/revenue-accounts",
    "/setup/payments",
    "/setup/rest",
    "/setup/taxes",
    "/setup/tracking",
    "/setup/review",
    "/accounts/new?role=tip&back=rest",
    "/accounts/pick?role=tip&back=rest",
)
PAGES = (
    "/",
    "/sync",
    "/sync/progress",
    "/log",
    "/log?state=held",
    "/month?month=2026-11",
    "/clearing",
    "/double-income",
    "/unusual",
    f"/log/2026-11-23/{QUEEN}",
    "/mapping",
    "/mapping/change?role=tip",
    "/mapping/taxes",
    "/mapping/template",
    "/mapping/tracking",
    "/settings",
    "/settings/accountants",
    "/changes",
    "/disconnect",
)
EVERY_PAGE = [*((path, "before") for path in SETUP_PAGES), *((path, "after") for path in PAGES), ("/no-page", "after")]


@pytest.fixture(scope="module")
def worlds():
    """Before the setup is confirmed, and after thirty days were posted: pages are only looked at."""
    before = just_connected()
    before.ledger.codes = CODES
    choose_invoice(before.visitor())
    return {"before": before, "after": with_posted_days()}


@pytest.fixture(params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def answer(worlds):
    """`answer(path, stage, language)`: each page is asked for once, for all claims about it."""

    @cache
    def answer(path, stage, language):
        return worlds[stage].visitor(language).open(path, accept_language=language)

    return answer


@pytest.fixture(params=EVERY_PAGE, ids=lambda place: place[0])
def page(request, answer, language):
    return answer(*request.param, language)


def test_it_answers_in_the_merchants_language(page, language):
    assert page.status == (404 if page.path == "/no-page" else 200)
    assert read(page).language == {"en": "en-CA", "fr": "fr-CA"}[language]


def test_it_has_one_main_heading_and_skips_no_level(page):
    levels = read(page).headings

    assert levels.count(1) == 1
    main = levels[levels.index(1) :]
    assert all(deeper - level <= 1 for level, deeper in pairwise(main))


def test_every_field_has_a_label_and_every_reference_its_target(page):
    found = read(page)

    assert set(found.fields) <= found.labels
    assert set(found.described) <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_every_form_that_changes_something_carries_the_csrf_token(page):
    for form in read(page).forms:
        assert form["method"] == "get" or "csrf_token" in form["fields"], form["action"]


def test_it_weighs_at_most_a_hundred_kilobytes(page):
    assert len(page.body.encode()) <= MAX_BYTES


def test_it_loads_nothing_from_elsewhere_and_runs_nothing_inline(page):
    found = read(page)

    assert hosts(found.loaded) == {""}
    assert hosts(found.links) <= ALLOWED_HOSTS
    assert found.inline == []


def test_it_comes_with_the_headers_of_a_page_that_is_nobodys_frame(page):
    policy = page.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age=" in page.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("language", ["fr"], indirect=True)
def test_french_writes_amounts_as_in_canada(page):
    """`1 234,56 $`: no amount is left in the English way."""
    assert "$1" not in page.body
    assert "CA$" not in page.body


def test_a_chart_of_two_thousand_accounts_still_fits_the_page():
    chart = [Account(str(n), f"Sales of department {n}", "Income", "SalesOfProductIncome") for n in range(2000)]
    visitor = PortalWorld(chart=chart).visitor()

    accounts, pick = (
        visitor.open("/setup/revenue-accounts"),
        visitor.open("/accounts/pick?role=revenue%3Anone&back=rest"),
    )

    assert len(accounts.body.encode()) <= MAX_BYTES
    assert "Another account" in accounts.body
    assert "Sales of department 1999" in pick.body
