"""The counts of a business date, counted once more at another place."""

from collections import Counter

import pytest

from bench.one_day import meter, run
from bench.one_day.clients import ClientCosts, client_costs
from bench.one_day.counted import CLOSINGS
from bench.one_day.spent import Invocation, Shares, Spent, Use, use_of, weighed
from chaos.days import vendors
from chaos.days.aws.aws_client import InProcessClient

OF_LAMBDA = {("sqs", "ReceiveMessage"), ("sqs", "DeleteMessage"), ("scheduler", "Firing"), ("apigateway", "Request")}


@pytest.fixture
def seen(monkeypatch):
    """What clients and simulators were asked, beside the meter."""
    asked, call, ask = Counter(), InProcessClient.call, vendors.ask

    def called(client, operation, *more):
        asked[client.service, operation] += 1
        return call(client, operation, *more)

    def told(app, method, url, *more):
        asked["quickbooks" if url.startswith(vendors.QUICKBOOKS) else "talech", "call"] += 1
        return ask(app, method, url, *more)

    monkeypatch.setattr(InProcessClient, "call", called)
    monkeypatch.setattr(vendors, "ask", told)
    return asked


@pytest.fixture
def a_date(seen):
    """The first closing after which seven days are read again, of a shop with four orders a day."""
    with run.running(merchants=1, orders=4, dates=CLOSINGS + 3) as running:
        for _ in range(CLOSINGS - 1):
            running.closing()
        running.meter.taken()
        seen.clear()
        reads = running.world.quickbooks.state.meter
        realm = running.world.books["m0"].realm
        before = reads.of(realm).writes
        running.closing()
        return running.meter.taken(), Counter(seen), reads.of(realm).writes - before


def test_every_request_is_counted_once(a_date):
    parts, seen, _ = a_date
    counted = sum((part.requests for part in parts.values()), Counter())
    of_vendors = sum((part.vendor_calls for part in parts.values()), Counter())

    assert {key: number for key, number in counted.items() if key not in OF_LAMBDA} == {
        key: number for key, number in seen.items() if key[1] != "call"
    }
    assert of_vendors == {"talech": seen["talech", "call"], "QuickBooks": seen["quickbooks", "call"]}


def test_a_closing_is_one_plan_one_close_with_one_write_and_one_look_at_seven_days(a_date):
    parts, _, writes = a_date

    assert {name: len(part.invocations) for name, part in parts.items() if name != run.NOTICES} == {
        run.PLANNING: 1,
        run.CLOSE: 1,
        run.FIRST_SYNC: 0,
        run.REREADS: 1,
    }
    assert writes == 1
    assert parts[run.CLOSE].metered_reads == 0
    for operation in ("ReceiveMessage", "DeleteMessage"):
        assert (parts[run.CLOSE].requests["sqs", operation], parts[run.REREADS].requests["sqs", operation]) == (1, 1)
    assert parts[run.PLANNING].requests["scheduler", "Firing"] == 1
    assert parts[run.NOTICES].requests["apigateway", "Request"] == writes
    assert parts[run.CLOSE].write_units > 0
    assert "LocationDayPosted" in parts[run.CLOSE].metrics
    assert parts[run.CLOSE].log_bytes > 0


def test_a_close_waits_for_vendors_far_less_often_than_it_calls_them(a_date):
    parts, _, _ = a_date
    (close,) = parts[run.CLOSE].invocations

    assert 3 <= close.round_trips < parts[run.CLOSE].vendor_calls.total()


def test_processor_time_of_stand_ins_is_set_aside(monkeypatch):
    seconds = iter([10.0, 12.5])
    monkeypatch.setattr(meter.time, "process_time", lambda: next(seconds))
    counting = meter.Meter()

    assert counting.without(lambda: "answer") == "answer"
    assert counting.aside == 2.5


def test_shares_are_what_each_location_adds_and_what_is_asked_anyway():
    one = Use(requests={("dynamodb", "Query"): 10.0}, runs={"watchdog": 4.0}, read_units=7.0, cpu_seconds=2.0)
    three = Use(requests={("dynamodb", "Query"): 14.0}, runs={"watchdog": 4.0}, read_units=13.0, cpu_seconds=1.0)

    shares = Shares.of(one, three, 3)

    assert shares.each.requests == {("dynamodb", "Query"): 2.0}
    assert shares.each.cpu_seconds == 0.0
    assert shares.per_location(1_000).requests == {("dynamodb", "Query"): 2.0 + 8.0 / 1_000}
    assert shares.per_location(1_000).read_units == pytest.approx(3.0 + 4.0 / 1_000)
    assert shares.per_location(1_000).runs == {"watchdog": 4.0 / 1_000}


def test_a_part_becomes_plain_figures_and_parts_are_weighed():
    spent = Spent(sent_bytes=5, log_lines=3, metered_reads=1)
    spent.requests["kms", "Decrypt"] = 2
    spent.invocations += [Invocation("post", 4, 2, 0.5), Invocation("post", 6, 1, 0.25)]

    use = weighed([(2.0, use_of(spent)), (1.0, Use(round_trips=1.0, requests={("kms", "Encrypt"): 1.0}))])

    assert (use.round_trips, use.aws_calls, use.cpu_seconds, use.runs) == (21.0, 6.0, 1.5, {"post": 4.0})
    assert (use.sent_bytes, use.log_lines, use.metered_reads, use.of_service("kms")) == (10.0, 6.0, 2.0, 5.0)


@pytest.mark.loopback
def test_client_libraries_add_to_each_request_and_each_call():
    """A second of each cannot be missed: the rest of a close takes milliseconds."""
    with run.running(merchants=1, orders=4, dates=3, clients=ClientCosts(aws=1.0, http=1_000.0)) as running:
        running.first_sync(1)
        part = running.meter.taken()[run.FIRST_SYNC]
    (synced,) = part.invocations

    assert synced.cpu_seconds // 1_000 == part.vendor_calls.total()
    assert synced.cpu_seconds % 1_000 // 1 == synced.aws_calls
    assert min(client_costs().aws, client_costs().http) > 0
