"""What the worker counts: each day once, by what became of it, history apart from closes."""

from datetime import date

import pytest

from connected_merchant import MONDAY, day
from daybook.application.telling import notify
from daybook.domain.telling.mail import MailNotSentError


def test_the_metrics_are_one_line_of_the_embedded_format(worker, event, merchant):
    merchant.clock.advance(seconds=90)

    worker(event("location_day_message"))

    (line,) = [line for line in worker.written.lines if "_aws" in line]
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert (directive["Namespace"], directive["Dimensions"], line["service"]) == ("Daybook", [["service"]], "daybook")
    assert directive["Metrics"] == [
        {"Name": "LocationDayPosted", "Unit": "Count"},
        {"Name": "CloseToPosted", "Unit": "Seconds"},
    ]
    assert (line["LocationDayPosted"], line["CloseToPosted"]) == ([1.0], [90.0])


def test_history_counts_apart_from_closes_and_says_nothing_of_how_long_they_took(worker, messages, merchant):
    long_ago = {"business_date": "2026-10-23", "cause": "first_sync"}
    merchant.trade(date(2026, 10, 23))

    worker(messages(long_ago))

    assert worker.written.metrics == {"HistoryDaySettled": [1.0]}


@pytest.mark.parametrize(
    ("cause", "metric"),
    [("schedule", "LocationDayResynced"), ("recheck", "LocationDayReread"), ("resync", "LocationDayResynced")],
)
def test_a_day_is_counted_as_posted_once_however_often_its_message_comes(worker, event, messages, cause, metric):
    """Every closing reads seven posted days again: if they counted as posted, no standstill would be heard."""
    worker(event("location_day_message"))
    assert "LocationDayPosted" in worker.written.metrics

    worker(messages({"cause": cause}))

    assert worker.written.metrics == {metric: [1.0]}


@pytest.mark.parametrize(
    ("closed", "tender", "metric"),
    [("2026-11-22", "CASH", "LocationDayEmpty"), ("2026-11-23", "CCRD", "LocationDayPostedWithGaps")],
)
def test_a_close_counts_as_what_became_of_it(worker, messages, merchant, closed, tender, metric):
    """Card payments are not mapped, and on the Sunday nothing was sold."""
    merchant.trade(MONDAY, tender=tender)

    worker(messages({"business_date": closed}))

    assert worker.written.metrics[metric] == [1.0]


@pytest.mark.parametrize(("sent", "metric"), [(2, "MailSent"), (None, "MailFailed")])
def test_mails_of_an_outcome_are_counted_with_it(worker, event, monkeypatch, sent, metric):
    def tell(*_):
        if sent is None:
            raise MailNotSentError("SES refused")
        return sent

    monkeypatch.setenv("MAIL_FROM", "books@daybook.example")
    monkeypatch.setattr(notify, "tell_outcome", tell)

    worker(event("location_day_message"))

    assert worker.written.metrics[metric] == [sent or 1.0]


def test_a_change_of_talech_counts_as_a_correction(worker, event, messages, merchant):
    worker(event("location_day_message"))
    merchant.trade(MONDAY, tender="CHECK")
    assert worker.written.metrics

    worker(messages({"cause": "recheck"}))

    assert worker.written.metrics == {"LocationDayCorrected": [1.0]}


def test_a_day_that_is_held_again_for_the_same_reason_is_held_once(worker, event, merchant):
    for _ in range(2):
        merchant.ledger.close_before_next_send(date(2026, 12, 31))
        worker(event("location_day_message"))

    assert worker.written.metrics == {"LocationDayHeld": [1.0], "LocationDayResynced": [1.0]}


def test_a_day_that_was_replayed_days_later_counts_among_the_slowest(worker, messages, merchant):
    """What is posted late must not look as if it had never been late."""
    merchant.sync_log.plan(day(), merchant.clock.now())
    merchant.clock.advance(hours=30)

    worker(messages({"cause": "replay"}))

    assert worker.written.metrics["CloseToPosted"] == [30 * 3600.0]
