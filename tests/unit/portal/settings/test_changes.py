"""Who changed what: every write of a page or of the API is on record, with what it was before and is now."""

import re

import pytest

from daybook.adapters.web.deeds import UNRECORDED, intended
from daybook.adapters.web.routes import PAGES
from daybook.application.access.sessions import start_session
from daybook.domain.audit import Deed
from unit.portal.api_promises import DOCUMENT
from unit.portal.calls import Caller
from unit.portal.merchant import MERCHANT, NEWEST, QUEEN, PortalWorld, Visitor

PAGE_WRITES = [route.path for route in PAGES if route.method == "POST"]


def filled(path):
    """An address as a browser sends it."""
    for name, value in {"business_date": str(NEWEST), "location": QUEEN, "action": "undo"}.items():
        path = path.replace(f"<{name}>", value).replace(f"{{{name}}}", value)
    return path


API_WRITES = [path for path, methods in DOCUMENT["paths"].items() if methods.keys() - {"get"}]


@pytest.mark.parametrize("path", [*PAGE_WRITES, *API_WRITES])
def test_every_write_of_a_page_and_of_the_api_is_a_deed(path):
    own = re.sub(r"^/api/v1", "", path)

    assert (intended(filled(path), (), {}) is None) == (own in UNRECORDED)


def records(world):
    return world.audit.records.get(MERCHANT, [])


@pytest.fixture
def owner(synced):
    """The visit of a user whom talech named; what was done before is of no concern."""
    synced.audit.records.clear()
    session = start_session(MERCHANT, "en", synced.one_time, synced.clock.now(), "maria@harbor.example")
    return Visitor(synced, synced.cookies.value(session.id))


def test_a_change_names_who_what_before_after_and_when(synced, owner):
    owner.send(owner.open("/settings"), "/settings/policies", untied="post_and_flag", closed_books="hold")

    (record,) = records(synced)
    assert (record.who, record.deed, record.at) == ("maria@harbor.example", Deed.POLICIES_CHANGED, synced.clock.now())
    assert [(each.fact, each.before, each.after) for each in record.changes] == [("untied", "hold", "post_and_flag")]


@pytest.mark.parametrize(
    "place", [f"/log/{NEWEST}/999999:1/release", f"/log/not-a-day/{QUEEN}/release", f"/log/{NEWEST}/{QUEEN}/release"]
)
def test_what_could_not_be_done_is_not_on_record(synced, owner, place):
    """A day of nobody, or one that holds nothing: the page leads on, and nothing was done."""
    token = owner.open("/settings").form("/settings/policies")["csrf_token"]

    assert owner.post(place, {"csrf_token": token}).status == 303
    assert records(synced) == []


def test_an_account_is_told_by_the_names_of_both_and_a_preview_is_no_change(synced, owner):
    page = owner.open("/mapping/change?role=tip")
    other = next(each.id for each in synced.ledger.accounts if each.name == "POS Service Charges Owed to Staff")

    owner.send(page, "/mapping/change", account=other, then="preview")
    assert records(synced) == []
    owner.send(page, "/mapping/change", account=other, then="save")

    (record,) = records(synced)
    (change,) = record.changes
    assert (record.deed, change.fact) == (Deed.MAPPING_CHANGED, "account:tip")
    assert change.after == "POS Service Charges Owed to Staff" != change.before


def test_the_way_from_the_setup_to_the_first_sync_is_on_record():
    world = PortalWorld()
    visitor = world.visitor()
    visitor.send(visitor.send(visitor.open("/setup"), "/setup/recommended"), "/setup/review")
    visitor.send(visitor.open("/sync"), "/sync")

    deeds = [record.deed for record in records(world)]
    confirmed = records(world)[deeds.index(Deed.SETUP_CONFIRMED)]
    assert deeds == [Deed.SETUP_ANSWERED, Deed.SETUP_CONFIRMED, Deed.DAYS_ASKED_FOR]
    assert "account:tip" in {change.fact for change in confirmed.changes}


@pytest.mark.parametrize(
    ("path", "sent"),
    [("/settings/mails", {"email": "no address"}), ("/settings/posting", {"effective_from": "2020-01-01"})],
)
def test_what_was_refused_is_not_on_record(synced, owner, path, sent):
    assert owner.send(owner.open("/settings"), path, **sent).status == 422
    assert records(synced) == []


def test_a_form_without_its_token_is_not_on_record(synced, owner):
    owner.post("/settings/policies", {"csrf_token": "guessed", "untied": "post_and_flag"})

    assert records(synced) == []


def test_disconnecting_is_on_record(synced, owner):
    owner.send(owner.open("/disconnect"), "/disconnect")

    (record,) = records(synced)
    (change,) = record.changes
    assert (record.deed, change.fact, change.before, change.after) == (
        Deed.DISCONNECTED,
        "status",
        "connected",
        "disconnected",
    )


def test_a_day_that_is_taken_out_is_on_record_with_its_date_and_store(synced, owner):
    day = f"/log/{NEWEST}/{QUEEN}"
    owner.send(owner.open(day), f"{day}/undo")

    (record,) = records(synced)
    assert (record.deed, record.about) == (Deed.DAY_ACTED_ON, f"{NEWEST} {QUEEN} undo")


@pytest.mark.usefixtures("owner")
def test_a_call_of_the_api_leaves_the_same_record(synced):
    caller = Caller(synced)
    caller.send("PUT", "/settings/policies", {"untied": "post_and_flag", "closed_books": "hold"})
    caller.send("PUT", "/settings/policies", {"untied": "neither", "closed_books": "hold"})
    caller.send("POST", f"/days/{NEWEST}/{QUEEN}/actions", {"action": "undo"})

    policies, undo = records(synced)
    assert (policies.deed, policies.changes[0].after) == (Deed.POLICIES_CHANGED, "post_and_flag")
    assert (undo.deed, undo.about) == (Deed.DAY_ACTED_ON, f"{NEWEST} {QUEEN} undo")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Changed the mails", "maria@harbor.example", "E-mail address", "is now: owner@example.com", "Take")),
        ("fr", ("A changé les courriels", "Adresse de courriel", "maintenant : owner@example.com")),
    ],
)
def test_the_merchant_reads_it_from_the_settings_the_newest_first(synced, owner, language, words):
    owner.send(owner.open("/settings"), "/settings/mails", email="owner@example.com", alerts="yes")
    day = f"/log/{NEWEST}/{QUEEN}"
    owner.send(owner.open(day), f"{day}/undo")

    visitor = synced.visitor(language)
    page = visitor.open("/changes")

    assert 'href="/changes"' in visitor.open("/settings").body
    assert [word for word in words if word not in page.words] == []
    assert page.words.index("Queen") < page.words.index("owner@example.com")


def test_it_is_read_fifty_at_a_time(synced, owner):
    synced.mail_service = None  # so that every address is taken at once
    for number in range(60):
        owner.send(owner.open("/settings"), "/settings/mails", email=f"owner-{number}@example.com")

    first = owner.open("/changes")
    second = owner.open(re.search(r'href="(/changes\?older=[^"]+)"', first.body)[1])

    assert "owner-59@example.com" in first.words
    assert "owner-0@example.com" not in first.words
    assert "owner-0@example.com" in second.words
    assert "/changes?older" not in second.body


def test_no_secret_is_on_record(synced, owner):
    csrf_token = owner.open("/settings").form("/settings/mails")["csrf_token"]
    owner.send(owner.open("/settings"), "/settings/mails", email="owner@example.com")
    token = synced.notify_store.preference(MERCHANT).unsubscribe_token

    assert not any(secret in repr(records(synced)) for secret in (csrf_token, token))


def test_another_merchant_reads_nothing_of_it(synced, owner):
    owner.send(owner.open("/settings"), "/settings/mails", email="owner@example.com")

    assert synced.visitor(merchant_id="m_2")._answer("GET", "/changes", {}).status == 303


def test_categories_of_three_stores_that_go_to_one_account_are_said_once(synced, visitor):
    assert len(synced.profile.active_locations) == 3

    page = visitor.open("/changes")

    assert page.words.count("Sales: Food is now: Food sales") == 1
