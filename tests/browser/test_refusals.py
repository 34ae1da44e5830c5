"""What every page does when something is not right: it says so clearly, and nothing changes."""

import re
from datetime import UTC, date, datetime

import pytest

from browser.checking.words import ENGLISH
from browser.visiting.company import everything_stored, forget_sessions, table_of
from browser.visiting.journey import bring_in
from browser.visiting.recent_merchant import days_ago
from daybook.adapters.aws.days.sync_log import DynamoSyncLog
from daybook.adapters.web import routes
from daybook.bootstrap.foundation import SystemClock
from daybook.domain.sync.location_day import LocationDay
from local_stack import eventually

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("browser-setup")]

STRANGER = "m_999999"
HEADING = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)


def addresses(method):
    """Every page of the portal, with a day that nobody has."""
    values = {"<business_date>": "2026-11-20", "<location>": "310001:1", "<action>": "release"}
    paths = []
    for route in routes.PAGES:
        if route.method == method:
            path = route.path
            for name, value in values.items():
                path = path.replace(name, value)
            paths.append(path)
    return paths


PAGES, FORMS = addresses("GET"), addresses("POST")


def ask(owner, system, method, path, **request):
    """The status and heading that an address answers with."""
    answer = owner.context.request.fetch(f"{system.public_url}{path}", method=method, max_redirects=0, **request)
    found = HEADING.search(answer.text())
    return answer.status, found[1] if found else ""


def csrf_token(owner):
    return owner.page.locator("input[name=csrf_token]").first.input_value()


def test_a_form_without_its_token_is_refused_and_nothing_changes(connected, system):
    owner, company = connected
    before = everything_stored(system), company.documents()

    answers = {path: ask(owner, system, "POST", path, form={"first": "2026-11-20"}) for path in FORMS}

    assert answers == dict.fromkeys(FORMS, (403, "This page was too old"))
    assert (everything_stored(system), company.documents()) == before


@pytest.mark.parametrize(
    ("megabytes", "heading"),
    # API Gateway sends forms on as base64, of which a function takes six megabytes: beyond that it answers by itself.
    [(1, "That was too much at once"), (4, "That was too much at once"), (5, "")],
)
def test_a_body_too_large_is_refused_and_nothing_changes(connected, system, megabytes, heading):
    owner, company = connected
    before = everything_stored(system), company.documents()
    body = f"csrf_token={csrf_token(owner)}&name={'x' * megabytes * 1024 * 1024}"
    headers = {"content-type": "application/x-www-form-urlencoded"}

    answers = {
        path: ask(owner, system, "POST", path, data=body, headers=headers) for path in ("/sync", "/accounts/new")
    }

    assert set(answers.values()) == {(413, heading)}
    assert (everything_stored(system), company.documents()) == before


@pytest.mark.parametrize("day", ["2026-11-20/999999:1", "2026-11-20/310001:1", "not-a-day/310001:1"])
def test_a_day_that_is_not_the_merchants_leads_to_their_own_log_and_nothing_changes(connected, system, day):
    owner, company = connected
    strange_merchant_has_a_day(system, "2026-11-20", "999999:1")
    before = everything_stored(system), company.documents()
    form = {"csrf_token": csrf_token(owner)}

    looked = owner.context.request.get(f"{system.public_url}/log/{day}")
    acted = owner.context.request.post(f"{system.public_url}/log/{day}/release", form=form, max_redirects=0)

    assert (looked.status, looked.url) == (200, f"{system.public_url}/log")
    assert (acted.status, acted.headers["location"]) == (303, "/log")
    assert (everything_stored(system), company.documents()) == before


def strange_merchant_has_a_day(system, business_date, location):
    """A day of another merchant, under the address that is asked for."""
    log = DynamoSyncLog(system.aws.dynamodb, table_of(system, "SyncLog"), SystemClock())
    log.plan(LocationDay(STRANGER, date.fromisoformat(business_date), location), datetime.now(UTC))


def test_a_form_sent_twice_is_carried_out_once(connected, system):
    owner, company = connected
    before = company.documents()
    owner.open(f"{system.public_url}/sync")
    day = owner.page.get_by_label(ENGLISH.last_day, exact=True).input_value()
    form = {"csrf_token": csrf_token(owner), "first": day, "last": day}

    answers = [ask(owner, system, "POST", "/sync", form=form) for _ in range(2)]
    owner.open(f"{system.public_url}/sync/progress")
    owner.is_on(ENGLISH.in_the_books)

    assert answers == [(303, ""), (303, "")]
    assert len(company.documents().keys() - before.keys()) <= 3


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_expired_session_is_told_so_and_nothing_changes(connected, system, method):
    owner, company = connected
    paths = PAGES if method == "GET" else FORMS
    before = everything_stored(system), company.documents()
    sessions = forget_sessions(system)

    answers = {path: ask(owner, system, method, path) for path in paths}
    sessions.restore()

    assert answers == dict.fromkeys(paths, (403, "You are not signed in"))
    assert (everything_stored(system), company.documents()) == before


@pytest.mark.parametrize(
    "path", ["/log?last=0001-01-01", "/log?first=0001-01-01", "/log?first=2026-11-20&last=2026-01-01"]
)
def test_an_odd_range_in_the_address_is_no_broken_page(connected, system, path):
    owner, _ = connected

    status, heading = ask(owner, system, "GET", path)

    assert (status, heading) == (200, ENGLISH.log)


def test_whatever_is_pressed_twice_is_carried_out_once(connected, system, today):
    """Taking a day out and bringing it back, the end of the setup: each form is sent twice."""
    owner, company = connected
    day = days_ago(3, today)
    bring_in(owner, ENGLISH, system, day, day)
    page = f"/log/{day}/{system.sample.location_ids[0]}"
    token, posted, accounts = {"csrf_token": csrf_token(owner)}, company.documents(), company.accounts_created()

    undone = [ask(owner, system, "POST", f"{page}/undo", form=token) for _ in range(2)]
    without = company.documents()
    redone = [ask(owner, system, "POST", f"{page}/redo", form=token) for _ in range(2)]
    confirmed = [ask(owner, system, "POST", "/setup/review", form=token) for _ in range(2)]
    eventually(lambda: len(company.documents()) == len(posted), within=60)

    assert {*undone, *redone, *confirmed} == {(303, "")}
    assert (len(without), len(company.documents())) == (len(posted) - 1, len(posted))
    assert company.accounts_created() == accounts
