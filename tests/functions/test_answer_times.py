"""The dashboard’s vendor latency: heard by both adapters, kept for one invocation, published with what was counted."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests

from connected_merchant import MERCHANT, MONDAY
from contract.quickbooks_adapter.conftest import Connected
from daybook.adapters.talech.transport import Transport
from daybook.bootstrap import quickbooks, talech
from daybook.bootstrap.answer_times import ANSWER_TIMES, QUICKBOOKS_ANSWERED, TALECH_ANSWERED, AnswerTimes, sample
from daybook.bootstrap.foundation import CLOCK
from daybook.domain.errors import RetriableError
from factories import location
from fakes.call_budget import FakeCallBudget
from fakes.token_vaults import FakeSalesTokenVault
from quickbooks_simulator import QuickBooksSimulator
from unit.talech.scripted import SETTINGS, ScriptedTalech, answer

ROOT = Path(__file__).parents[2]


@pytest.fixture
def worker(function_with, merchant):
    ports = {
        "systems.systems": lambda: merchant.posting,
        "functions.posting.message_delay": lambda: SimpleNamespace(seconds=lambda **_: 30, hide=lambda *_: None),
        "foundation.CLOCK": merchant.clock,
    }
    return function_with("post_location_day", ports)


def test_talech_tells_how_long_each_reply_took_whatever_its_status():
    heard, scripts = [], {"reference/tenders": [answer(), (500, "<html>", {})]}
    transport = Transport(SETTINGS.base_url, ScriptedTalech(scripts).session(), heard.append)

    for _ in range(2):
        transport.post("reference/tenders", {})

    assert len(heard) == 2
    assert all(0 <= milliseconds < 10_000 for milliseconds in heard)


def test_a_call_that_breaks_off_is_no_answer():
    heard, scripts = [], {"reference/tenders": requests.ConnectionError("gone")}
    transport = Transport(SETTINGS.base_url, ScriptedTalech(scripts).session(), heard.append)

    with pytest.raises(RetriableError):
        transport.post("reference/tenders", {})

    assert heard == []


def test_eight_threads_lose_no_answer():
    times = AnswerTimes()
    hear = times.hearing(TALECH_ANSWERED)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(hear, range(8000)))

    assert sorted(times.take()[TALECH_ANSWERED]) == list(range(8000))
    assert times.take() == {}


def test_a_process_that_never_publishes_forgets_the_oldest():
    times = AnswerTimes()
    hear = times.hearing(TALECH_ANSWERED)

    for milliseconds in range(20_001):
        hear(milliseconds)

    kept = times.take()[TALECH_ANSWERED]
    assert (len(kept), kept[-1]) == (10_000, 20_000)


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
        ANSWER_TIMES.hearing(TALECH_ANSWERED)(milliseconds)
    ANSWER_TIMES.hearing(QUICKBOOKS_ANSWERED)(340.0)

    worker(event("location_day_message"))

    (line,) = [line for line in worker.written.lines if "_aws" in line]
    units = {metric["Name"]: metric["Unit"] for metric in line["_aws"]["CloudWatchMetrics"][0]["Metrics"]}
    assert line[TALECH_ANSWERED] == [12.0, 512.5]
    assert line[QUICKBOOKS_ANSWERED] == [340.0]
    assert units[TALECH_ANSWERED] == units[QUICKBOOKS_ANSWERED] == "Milliseconds"


def test_a_day_of_a_thousand_calls_stays_one_line_within_cloudwatchs_limits(worker, event):
    for milliseconds in range(1000):
        ANSWER_TIMES.hearing(TALECH_ANSWERED)(milliseconds)
        ANSWER_TIMES.hearing(QUICKBOOKS_ANSWERED)(milliseconds)

    worker(event("location_day_message"))

    (line,) = [line for line in worker.written.lines if "_aws" in line]
    assert (len(line[TALECH_ANSWERED]), len(line[QUICKBOOKS_ANSWERED])) == (99, 99)
    assert line["LocationDayPosted"] == [1.0]


def test_an_invocation_does_not_publish_the_answers_of_the_one_before(worker, event):
    ANSWER_TIMES.hearing(TALECH_ANSWERED)(12.0)
    worker(event("location_day_message"))
    worker.written  # noqa: B018  looking empties it

    worker(event("location_day_message"))

    assert TALECH_ANSWERED not in worker.written.metrics


def test_connect_which_counts_nothing_publishes_them_too(connect, visitor):
    ANSWER_TIMES.hearing(TALECH_ANSWERED)(12.0)

    visitor.get("/connect")

    assert connect.written.metrics == {TALECH_ANSWERED: [12.0]}


@pytest.mark.parametrize("metric", [TALECH_ANSWERED, QUICKBOOKS_ANSWERED])
def test_the_dashboard_plots_them_by_these_names(metric):
    assert f'["Daybook", "{metric}", "service"' in (ROOT / "infra/aws/observability.yaml").read_text("utf-8")


def test_the_source_that_bootstrap_opens_is_heard(monkeypatch):
    vault = FakeSalesTokenVault()
    vault.save(MERCHANT, "refresh")
    scripted = ScriptedTalech()
    session = scripted.session()
    monkeypatch.setattr(talech, "talech_settings", lambda: SETTINGS)
    monkeypatch.setattr(talech, "sales_tokens", lambda: vault)
    monkeypatch.setattr(talech, "talech_session", lambda: session)
    ANSWER_TIMES.take()

    talech._source.__wrapped__(MERCHANT).day_activity(location(), MONDAY)

    assert len(ANSWER_TIMES.take()[TALECH_ANSWERED]) == len(scripted.calls) > 5


@pytest.mark.loopback
def test_the_ledger_that_bootstrap_opens_is_heard(monkeypatch):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("SESSION_TABLE", "sessions")
    monkeypatch.setattr(quickbooks, "AWS", SimpleNamespace(dynamodb=None))
    monkeypatch.setattr(quickbooks, "DynamoCallBudget", lambda *_: FakeCallBudget(CLOCK))
    ANSWER_TIMES.take()
    with QuickBooksSimulator(throttled=False) as simulator:
        books = Connected(simulator, simulator.add_company("ca_plus", name="Harbour Street Coffee"))
        monkeypatch.setenv("INTUIT_API_BASE_URL", simulator.base_url)
        monkeypatch.setattr(quickbooks, "token_vault", lambda: books.vault)
        monkeypatch.setattr(quickbooks, "authorizer", lambda _: books.authorizer)

        quickbooks.ledger_of_company.__wrapped__(MERCHANT, books.company.realm).company()

    assert len(ANSWER_TIMES.take()[QUICKBOOKS_ANSWERED]) == 2
