"""What vendors answered: heard by both adapters, kept for one invocation, published with what was counted."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import SimpleNamespace

import pytest
import requests

from connected_merchant import MERCHANT, MONDAY
from contract.quickbooks_adapter.conftest import Connected
from daybook.adapters.talech.http.transport import Transport
from daybook.application.ports.circuits import AnswerClass
from daybook.bootstrap import quickbooks, talech
from daybook.bootstrap.foundation import CLOCK
from daybook.bootstrap.observing.metric_names import Metric
from daybook.bootstrap.observing.vendor_answers import QUICKBOOKS, TALECH, VENDOR_ANSWERS, VendorAnswers, sample
from daybook.domain.errors import RetriableError
from factories import location
from fakes.app_keys import FixedKeys
from fakes.quickbooks.call_budget import FakeCallBudget
from fakes.token_vaults import FakeSalesTokenVault
from quickbooks_simulator import QuickBooksSimulator
from unit.aws.builders import tokens
from unit.talech.scripted import SETTINGS, ScriptedTalech, answer

HEAR_TALECH = VENDOR_ANSWERS.hearing(Metric.TALECH_ANSWERED, TALECH)
HEAR_QUICKBOOKS = VENDOR_ANSWERS.hearing(Metric.QUICKBOOKS_ANSWERED, QUICKBOOKS)
OK = AnswerClass.OK


@pytest.fixture
def worker(function_with, merchant):
    ports = {
        "systems.systems": lambda: merchant.posting,
        "functions.posting.message_delay": lambda: SimpleNamespace(seconds=lambda **_: 30, hide=lambda *_: None),
        "foundation.CLOCK": merchant.clock,
    }
    return function_with("post_location_day", ports)


def heard_by(replies):
    """What a transport tells of calls that are answered so."""
    heard = []
    transport = Transport(SETTINGS.base_url, ScriptedTalech({"p": replies}).session(), lambda *told: heard.append(told))
    for _ in range(len(replies)) if isinstance(replies, list) else [replies]:
        with suppress(RetriableError):
            transport.post("p", {})
    return heard


def test_talech_tells_how_long_each_reply_took_and_of_what_class_it_was():
    heard = heard_by([answer(), (500, "<html>", {}), (429, "", {}), (403, "", {}), (302, "", {})])

    assert [answered for answered, _, _ in heard] == ["ok", "failed", "throttled", "refused", "refused"]
    assert all(0 <= milliseconds < 10_000 for _, milliseconds, _ in heard)


def test_a_call_that_breaks_off_failed_and_has_no_time():
    assert heard_by(requests.ConnectionError("gone")) == [(AnswerClass.FAILED, None, "")]


def test_eight_threads_lose_no_answer():
    answers = VendorAnswers()
    hear = answers.hearing(Metric.TALECH_ANSWERED, TALECH)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda milliseconds: hear(OK, milliseconds, ""), range(8000)))

    times, counts = answers.take()
    assert sorted(times[Metric.TALECH_ANSWERED]) == list(range(8000))
    assert counts == {Metric.TALECH_OK: 8000}
    assert answers.take() == ({}, {})


def test_a_process_that_never_publishes_forgets_the_oldest():
    answers = VendorAnswers()
    hear = answers.hearing(Metric.TALECH_ANSWERED, TALECH)

    for milliseconds in range(20_001):
        hear(OK, milliseconds, f"tid-{milliseconds}")

    kept = answers.take()[0][Metric.TALECH_ANSWERED]
    ids = answers.take_ids()
    assert (len(kept), kept[-1]) == (10_000, 20_000)
    assert (len(ids), ids[-1]) == (20, "tid-20000")


@pytest.mark.parametrize("count", [1, 2, 98, 99, 100, 101, 930, 10_000])
def test_a_sample_has_the_percentiles_of_all(count):
    """The dashboard plots p50 and p95, an operator looks for the slowest."""
    times = [float(number) for number in range(count)]

    kept = sample(reversed(times))

    assert len(kept) == min(count, 99)
    assert (kept[0], kept[-1]) == (0.0, count - 1.0)
    for share in (0.5, 0.95):
        assert kept[round(share * (len(kept) - 1))] == pytest.approx(share * (count - 1), abs=max(1.0, count / 99))


@pytest.mark.usefixtures("merchant")
def test_the_worker_publishes_them_in_the_line_of_its_other_metrics(worker, event):
    for milliseconds in (12.04, 512.55):
        HEAR_TALECH(OK, milliseconds, "")
    HEAR_QUICKBOOKS(OK, 340.0, "")

    worker(event("location_day_message"))

    (line,) = [line for line in worker.written.lines if "_aws" in line]
    units = {metric["Name"]: metric["Unit"] for metric in line["_aws"]["CloudWatchMetrics"][0]["Metrics"]}
    assert line[Metric.TALECH_ANSWERED] == [12.0, 512.5]
    assert line[Metric.QUICKBOOKS_ANSWERED] == [340.0]
    assert units[Metric.TALECH_ANSWERED] == units[Metric.QUICKBOOKS_ANSWERED] == "Milliseconds"


@pytest.mark.parametrize("answered", AnswerClass)
@pytest.mark.parametrize(("vendor", "hear"), [("Talech", HEAR_TALECH), ("QuickBooks", HEAR_QUICKBOOKS)])
def test_every_class_of_answer_is_counted_by_the_function_that_heard_it(worker, event, vendor, hear, answered):
    hear(answered, 9.0, "")

    worker(event("location_day_message"))

    assert worker.written.metrics[f"{vendor}{answered.title()}"] == [1.0]


@pytest.mark.parametrize(("answers", "metric"), [(True, "TokenRefreshed"), (False, "TokenRefreshFailed")])
def test_refreshes_are_counted_by_the_function_that_made_them(worker, event, monkeypatch, answers, metric):
    def refresh(tokens):
        if not answers:
            raise RetriableError("Intuit did not answer")
        return tokens

    monkeypatch.setattr(quickbooks, "authorizer", lambda _: SimpleNamespace(refresh=refresh))
    with suppress(RetriableError):
        quickbooks.CountedRefresher().refresh(tokens())

    worker(event("location_day_message"))

    assert worker.written.metrics[metric] == [1.0]


def test_a_day_of_a_thousand_calls_stays_one_line_within_cloudwatchs_limits(worker, event):
    for milliseconds in range(1000):
        HEAR_TALECH(OK, milliseconds, "")
        HEAR_QUICKBOOKS(OK, milliseconds, "")

    worker(event("location_day_message"))

    (line,) = [line for line in worker.written.lines if "_aws" in line]
    assert (len(line[Metric.TALECH_ANSWERED]), len(line[Metric.QUICKBOOKS_ANSWERED])) == (99, 99)
    assert line["LocationDayPosted"] == [1.0]


def test_an_invocation_does_not_publish_the_answers_of_the_one_before(worker, event):
    HEAR_TALECH(OK, 12.0, "")
    worker(event("location_day_message"))
    worker.written  # noqa: B018  looking empties it

    worker(event("location_day_message"))

    assert Metric.TALECH_ANSWERED not in worker.written.metrics


def test_connect_which_counts_nothing_publishes_them_too(connect, visitor):
    HEAR_TALECH(OK, 12.0, "")

    visitor.get("/connect")

    assert connect.written.metrics == {"TalechAnswered": [12.0], "TalechOk": [1.0]}


def test_the_source_that_bootstrap_opens_is_heard(monkeypatch):
    vault = FakeSalesTokenVault()
    vault.save(MERCHANT, "refresh")
    scripted = ScriptedTalech()
    session = scripted.session()
    monkeypatch.setattr(talech, "talech_settings", lambda: FixedKeys(SETTINGS))
    monkeypatch.setattr(talech, "sales_tokens", lambda: vault)
    monkeypatch.setattr(talech, "talech_session", lambda: session)
    VENDOR_ANSWERS.take()

    talech._source.__wrapped__(MERCHANT).day_activity(location(), MONDAY)

    assert len(VENDOR_ANSWERS.take()[0][Metric.TALECH_ANSWERED]) == len(scripted.calls) > 5


@pytest.mark.loopback
def test_the_ledger_that_bootstrap_opens_is_heard(monkeypatch):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("SESSION_TABLE", "sessions")
    monkeypatch.setattr(quickbooks, "AWS", SimpleNamespace(dynamodb=None))
    monkeypatch.setattr(quickbooks, "DynamoCallBudget", lambda *_: FakeCallBudget(CLOCK))
    VENDOR_ANSWERS.take()
    with QuickBooksSimulator(throttled=False) as simulator:
        books = Connected(simulator, simulator.add_company("ca_plus", name="Harbour Street Coffee"))
        monkeypatch.setenv("INTUIT_API_BASE_URL", simulator.base_url)
        monkeypatch.setattr(quickbooks, "token_vault", lambda: books.vault)
        monkeypatch.setattr(quickbooks, "authorizer", lambda _: books.authorizer)

        quickbooks.ledger_of_company.__wrapped__(MERCHANT, books.company.realm).company()

    assert len(VENDOR_ANSWERS.take()[0][Metric.QUICKBOOKS_ANSWERED]) == 2
