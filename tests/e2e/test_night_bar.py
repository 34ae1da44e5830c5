"""A merchant that none of the samples resembles, through the whole system; and then the same range again."""

import json
from collections import defaultdict
from datetime import date

import pytest
from intuitlib.client import AuthClient
from quickbooks import QuickBooks
from quickbooks.objects.journalentry import JournalEntry

from daybook_local.cli import main
from daybook_local.demo.books.booked_documents import read_documents
from daybook_local.demo.days.settling import messages_under_way
from local_stack import eventually

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("local-system")]


def test_every_date_is_in_the_books_to_the_cent_the_one_with_the_missing_hour_too(night_bar):
    _, dates, told = night_bar

    assert told.examination.problems == []
    assert {record.business_date: record.state for record in told.examination.records} == dict.fromkeys(dates, "posted")
    assert dates.last == date(2026, 3, 29)


def test_the_last_date_came_from_the_schedule_and_the_history_from_the_request(night_bar):
    """The closing of the last date reads the week before it again, which posts nothing."""
    system, dates, _ = night_bar

    causes = causes_by_date(system)

    assert "schedule" in causes[str(dates.last)]
    assert "resync" in causes[str(dates.first)] <= {"resync", "recheck"}


def test_the_same_range_again_adds_no_document_and_calls_nobody(night_bar):
    system, dates, _ = night_bar
    before = system.quickbooks.meter()

    queued = system.daybook.sync(system.sample.merchant_id, dates.first, dates.last)

    assert queued == len(dates)
    assert eventually(lambda: messages_under_way(system) == 0)
    after = system.quickbooks.meter().since(before)
    assert (after.documents, after.writes, after.reads) == (0, 0, 0)


def test_another_client_reads_a_posted_entry_with_what_env_prints(night_bar, capsys, monkeypatch):
    """python-quickbooks and intuit-oauth, told nothing but the six exports."""
    system, _, told = night_bar
    assert main(["env", "--work", str(system.work.root)]) == 0
    names = dict(line.removeprefix("export ").split("=", 1) for line in capsys.readouterr().out.splitlines())
    monkeypatch.setattr(QuickBooks, "api_url_v3", names["QBO_BASE"])
    # That client speaks through oauthlib, which wants to be told that loopback is http.
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    auth = AuthClient(
        names["CLIENT_ID"], names["CLIENT_SECRET"], "http://127.0.0.1/unused", environment=names["DISCOVERY_URL"]
    )
    client = QuickBooks(
        auth_client=auth, refresh_token=names["REFRESH_TOKEN"], company_id=names["COMPANY_ID"], minorversion=75
    )

    entry = JournalEntry.get(told.examination.documents[0].id, qb=client)

    assert entry.DocNumber == told.examination.documents[0].doc_number
    debits = [line.Amount for line in entry.Line if line.JournalEntryLineDetail.PostingType == "Debit"]
    assert round(sum(debits) * 100) == told.examination.documents[0].debit_minor


def test_documents_read_back_later_are_those_that_were_examined(night_bar):
    system, _, told = night_bar

    now = read_documents(system.quickbooks, system.sample.currency)

    assert {document.id for document in now} == {document.id for document in told.examination.documents}


def causes_by_date(system):
    """Why each business date was posted, from the worker's own log."""
    groups = [group["logGroupName"] for group in system.aws.logs.describe_log_groups()["logGroups"]]
    name = next(group for group in groups if "PostLocationDay" in group)
    causes = defaultdict(set)
    for event in system.aws.logs.filter_log_events(logGroupName=name)["events"]:
        if '"location-day settled"' in event["message"]:
            told = json.loads(event["message"])
            causes[told["business_date"]].add(told["cause"])
    return causes
