"""What happens to a merchant apart from their days: grants that idle, end or seem lost; closings that move; mails."""

from datetime import timedelta

import boto3
import pytest
from botocore.config import Config

from daybook_local.aws.clients import ACCESS_KEY, REGION, SECRET_KEY
from daybook_local.demo.merchant.browser import Browser
from daybook_local.inbox.sent_mails import MAIL_FROM, sent_mails
from e2e.watching.clocked_bar import (
    ask_for_mails_at,
    change_row,
    launched,
    logged,
    look,
    lose,
    owner_of,
    settled,
    unplan,
)
from local_stack import eventually

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("clocked-bar")]

TOKENS = "QUICKBOOKS_TOKENS"
A_DAY = timedelta(days=1)


def in_days(system, days):
    return {"S": (system.clock.now() + timedelta(days=days)).isoformat(timespec="microseconds")}


def mails_about(system, words, address=None):
    """The mails to the owner, or to another address, whose subject holds these words."""
    to = address or owner_of(system)
    return [mail for mail in sent_mails(system.aws.endpoint) if mail.to == to and words in mail.subject]


def grant_events(system):
    return {line["event"] for line in logged(system, "Watchdog") if line["message"] == "grant watched"}


def posted_once(system, on):
    system.daybook.sync(system.sample.merchant_id, on, on)
    assert settled(system, [on])


@pytest.fixture
def verified_domain(clocked_bar):
    """The sender's domain is verified at SES in place of the address."""
    system, _ = clocked_bar
    options = {"endpoint_url": system.aws.endpoint, "config": Config(proxies={}, retries={"max_attempts": 0})}
    ses = boto3.Session(ACCESS_KEY, SECRET_KEY, region_name=REGION).client("sesv2", **options)
    domain = MAIL_FROM.partition("@")[2]
    ses.delete_email_identity(EmailIdentity=MAIL_FROM)
    ses.create_email_identity(EmailIdentity=domain)
    yield domain
    ses.delete_email_identity(EmailIdentity=domain)
    ses.create_email_identity(EmailIdentity=MAIL_FROM)


def test_an_idle_grant_is_refreshed_for_its_own_sake(clocked_bar):
    """Nothing was posted for a month."""
    system, _ = clocked_bar
    change_row(system, TOKENS, "SET access_expires_at = :idle", {":idle": in_days(system, -31)})

    look(system)

    assert "kept_alive" in grant_events(system)


def test_the_end_of_a_grant_is_told_before_it_comes(clocked_bar):
    """The merchant consented nearly five years ago."""
    system, _ = clocked_bar
    change_row(system, TOKENS, "SET hard_expires_at = :end", {":end": in_days(system, 6)})

    look(system)

    assert "ending" in grant_events(system)
    assert mails_about(system, "Reconnect QuickBooks before"), sent_mails(system.aws.endpoint)


def test_a_grant_taken_for_lost_is_asked_again_told_and_taken_up_with_the_days_that_nobody_planned(
    clocked_bar, verified_domain
):
    system, dates = clocked_bar
    known, unplanned = dates.first + A_DAY, dates.first + 2 * A_DAY
    posted_once(system, known)
    unplan(system, unplanned)
    lose(system)
    system.quickbooks.arm(fault="oauth_error", code="invalid_grant", path="oauth2/v1/tokens/bearer")

    look(system)
    told = mails_about(system, "QuickBooks is disconnected")
    system.clock.advance(hours=24)
    look(system)

    assert told, (verified_domain, sent_mails(system.aws.endpoint))
    assert system.daybook.connection(system.sample.merchant_id)["status"] == "connected"
    assert settled(system, [unplanned])[unplanned] == "posted"


def test_a_due_day_whose_message_was_lost_goes_back_into_the_lane_of_closes(clocked_bar):
    """A date long before those of the other tests, that was due on the morning after it."""
    system, dates = clocked_bar
    lost = dates.first - timedelta(days=60)
    due_at = f"{lost + A_DAY}T03:35:00.000000+00:00"
    location = system.sample.location_ids[0]
    item = {
        "merchant_id": system.sample.merchant_id,
        "day": f"{lost}#{location}",
        "business_date": str(lost),
        "location": location,
        "state": "due",
        "due_at": due_at,
        "updated_at": due_at,
        "merchant_state": f"{system.sample.merchant_id}#due",
        "unsettled_shard": "00",
    }
    table = system.deployment.outputs["SyncLogTableName"]
    system.aws.dynamodb.put_item(TableName=table, Item={name: {"S": value} for name, value in item.items()})

    assert look(system)["requeued"] >= 1

    assert settled(system, [lost]) == {lost: "empty"}


def test_a_held_day_is_told_by_the_sender_of_a_verified_domain(clocked_bar, verified_domain):
    """The first date is this test's own: its month is closed by now, and nothing of it was posted before."""
    system, dates = clocked_bar
    system.quickbooks.close_books(dates.first)

    system.daybook.sync(system.sample.merchant_id, dates.first, dates.first)

    assert settled(system, [dates.first]) == {dates.first: "held"}
    assert eventually(lambda: mails_about(system, "closed"), within=30), (
        verified_domain,
        sent_mails(system.aws.endpoint),
    )


def test_a_new_address_is_asked_by_the_sender_of_a_verified_domain(clocked_bar, verified_domain):
    system, _ = clocked_bar
    address = "books@last-tram.example"

    ask_for_mails_at(system, address)

    assert mails_about(system, "confirm your e-mail address", address), (
        verified_domain,
        sent_mails(system.aws.endpoint),
    )


def test_a_page_that_is_opened_hours_later_renews_the_access_to_quickbooks(clocked_bar):
    """An access token lives for an hour, and pages ask QuickBooks too."""
    system, _ = clocked_bar
    # The clock, and not the row: a warm function knows the token of its last call.
    system.clock.advance(hours=2)
    system.quickbooks.create_account("Tips that wait", "Other Current Liability")

    with Browser(system.sample.language) as browser:
        launched(browser, system)
        browser.submit(browser.open(f"{system.public_url}/mapping"), "/mapping/refresh")
        page = browser.open(f"{system.public_url}/accounts/pick?role=tip&back=mapping")

    assert "Tips that wait" in page.words
