"""While a vendor does not answer, tries cost it no call; one probe at a time finds out that it is back."""

from datetime import timedelta

import pytest

from daybook.application.posting.behind_circuits import behind_circuits
from daybook.application.posting.circuit_breaker import CircuitBreaker
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.posted_documents import OutcomeUnknownError
from daybook.domain.sync.circuit import LONGEST_PAUSE, OPENS_AT, PROBE_WITHIN, Party
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest, SyncState
from fakes.circuits import FakeCircuits

QUICKBOOKS, TALECH = Party("QuickBooks"), Party("talech")
CUT_BY_TALECH = RetriableError("timeout", condition=Condition.TALECH_UNAVAILABLE)
CUT_BY_QUICKBOOKS = OutcomeUnknownError("cut line", condition=Condition.QUICKBOOKS_UNAVAILABLE)
THROTTLED = RetriableError("429", condition=Condition.QUICKBOOKS_UNAVAILABLE, fault_code=3001, of_one_account=True)


@pytest.fixture
def circuits():
    return FakeCircuits()


@pytest.fixture
def worker(ports, circuits, clock):
    """Another worker process, behind the same circuits."""
    return lambda: behind_circuits(ports, CircuitBreaker(circuits, clock, chance=lambda: 0.0))


@pytest.fixture
def guarded(worker):
    return worker()


@pytest.fixture
def days(day):
    """Other dates have no sale, and are read all the same."""
    return [LocationDay(day.merchant_id, day.business_date + timedelta(days=n), day.location) for n in range(40)]


@pytest.fixture
def talech(sales):
    """talech's switch: `talech.error`, and the calls it was asked for."""

    class Switch:
        error = CUT_BY_TALECH
        calls = 0

    answer = sales.day_activity

    def asked(location, business_date):
        Switch.calls += 1
        if Switch.error:
            raise Switch.error
        return answer(location, business_date)

    sales.day_activity = asked
    return Switch


@pytest.fixture
def post(guarded, clock):
    def posted(day):
        return post_location_day(SyncRequest(day, SyncCause.SCHEDULE, clock.now()), f"worker:{day}", guarded)

    return posted


def refused(post, day):
    with pytest.raises(RetriableError) as refusal:
        post(day)
    return refusal.value


@pytest.fixture
def talech_is_out(talech, post, days):
    """Five days of five workers found talech silent, one after the other."""
    for one in days[:OPENS_AT]:
        refused(post, one)
    return talech


def test_a_try_costs_a_silent_vendor_no_call_and_its_day_tells_since_when(talech_is_out, post, days, sync_log, clock):
    began = clock.now()
    clock.advance(seconds=5)

    errors = [refused(post, one) for one in days[OPENS_AT:]]

    assert talech_is_out.calls == OPENS_AT
    assert {error.condition for error in errors} == {Condition.TALECH_UNAVAILABLE}
    assert {error.after_seconds for error in errors} == {10}
    waiting = sync_log.get(days[-1])
    assert (waiting.vendor_wait.condition, waiting.vendor_wait.since) == (Condition.TALECH_UNAVAILABLE, began)
    assert (waiting.state, waiting.tries) == (SyncState.DUE, 0)


def test_one_probe_at_a_time_goes_through_and_its_answer_lets_all_through(talech_is_out, post, days, clock):
    clock.advance(seconds=15)
    refused(post, days[0])
    assert talech_is_out.calls == OPENS_AT + 1, "the pause was over for the first try after it"
    for one in days[1:]:
        refused(post, one)
    assert talech_is_out.calls == OPENS_AT + 1

    talech_is_out.error = None
    clock.advance(minutes=1)

    assert [post(one).state for one in days[:3]] == [SyncState.POSTED, SyncState.EMPTY, SyncState.EMPTY]


def test_nothing_is_tried_often_while_talech_is_away_for_three_hours(talech_is_out, post, days, clock):
    for minute in range(180):
        clock.advance(minutes=1)
        refused(post, days[minute % len(days)])

    probes = talech_is_out.calls - OPENS_AT
    longest = timedelta(hours=3) / LONGEST_PAUSE
    assert longest <= probes <= 2 * longest, "chance halves every pause here"


def test_a_worker_that_dies_with_the_probe_leaves_it_to_another(talech_is_out, circuits, post, worker, days, clock):
    clock.advance(minutes=1)
    worker().sales_of(days[0].merchant_id)  # it takes the probe and never asks
    refused(post, days[1])
    talech_is_out.error = None

    clock.advance(seconds=PROBE_WITHIN.total_seconds())

    assert post(days[0]).state is SyncState.POSTED
    assert not circuits.now(TALECH).is_open


def test_quickbooks_that_is_away_costs_talech_no_call_either(talech, ledger, guarded, connection, post, days):
    ledger.company = _raising(CUT_BY_QUICKBOOKS)
    for _ in range(OPENS_AT):
        with pytest.raises(OutcomeUnknownError):
            guarded.ledger_of(connection).company()

    errors = [refused(post, one) for one in days]

    assert talech.calls == 0
    assert {error.condition for error in errors} == {Condition.QUICKBOOKS_UNAVAILABLE}


def test_a_call_that_quickbooks_does_not_hold_is_looked_up_with_probes_alone_while_talech_is_away(
    talech, ledger, post, day, days, clock, it_shows
):
    talech.error = None
    ledger.fail_next(CUT_BY_QUICKBOOKS)
    refused(post, day)
    it_shows()
    talech.error = CUT_BY_TALECH
    for one in days[1 : OPENS_AT + 1]:
        refused(post, one)
    looked_up, look_up, before = [], ledger.look_up, talech.calls
    ledger.look_up = lambda *asked: looked_up.append(asked) or look_up(*asked)

    for _ in range(20):
        refused(post, day)
        refused(post, days[1])
        clock.advance(seconds=10)

    probes = talech.calls - before
    assert 1 <= len(looked_up) <= 1 + probes < 6
    talech.error = None
    clock.advance(minutes=10)
    assert post(day).state is SyncState.POSTED


@pytest.mark.parametrize("asks_talech_first", [True, False])
def test_a_company_that_is_throttled_stops_nobody_else(circuits, guarded, connection, ledger, asks_talech_first):
    ledger.company = _raising(THROTTLED)
    for _ in range(OPENS_AT):
        with pytest.raises(RetriableError):
            guarded.ledger_of(connection).company()

    assert not circuits.now(QUICKBOOKS).is_open
    assert circuits.now(Party("QuickBooks", connection.company.realm_id)).is_open
    with pytest.raises(RetriableError, match="serves no call of"):
        guarded.gate(connection, asks_talech_first)


@pytest.mark.parametrize(
    "error",
    [
        RetriableError("no free call slot", after_seconds=60),
        RetriableError("AWS is away", condition=Condition.AWS_UNAVAILABLE),
        RetriableError("401", condition=Condition.QUICKBOOKS_SIGN_IN_REFUSED),
        NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "the grant ended"),
    ],
)
def test_what_says_nothing_of_a_vendor_opens_and_closes_nothing(error, circuits, guarded, connection, ledger):
    ledger.company = _raising(error)
    for _ in range(2 * OPENS_AT):
        with pytest.raises(type(error)):
            guarded.ledger_of(connection).company()

    assert circuits.writes == 0


def test_a_refusal_is_an_answer(circuits, guarded, connection, ledger):
    hold = NeedsAttentionError(HoldReason.REFUSED_BY_QUICKBOOKS, "a business rule")
    for error in [*[CUT_BY_QUICKBOOKS] * (OPENS_AT - 1), hold, CUT_BY_QUICKBOOKS]:
        ledger.company = _raising(error)
        with pytest.raises(type(error)):
            guarded.ledger_of(connection).company()

    assert not circuits.now(QUICKBOOKS).is_open


def test_an_ordinary_day_writes_no_circuit(talech, post, day, circuits):
    talech.error = None

    assert post(day).state is SyncState.POSTED
    assert circuits.writes == 0


def test_circuits_that_cannot_be_written_hide_no_error_and_undo_no_answer(circuits, guarded, connection, ledger):
    answer, line = ledger.company, guarded.ledger_of(connection)
    ledger.company = _raising(CUT_BY_QUICKBOOKS)
    circuits.away = RetriableError("AWS is away", condition=Condition.AWS_UNAVAILABLE)

    with pytest.raises(OutcomeUnknownError):
        line.company()
    ledger.company = answer
    assert line.company() == answer()


def test_a_lease_that_cannot_be_given_back_hides_no_error(talech, post, day, sync_log):
    talech.error = CUT_BY_TALECH

    def away(*_args, **_kwargs):
        raise RetriableError("AWS is away", condition=Condition.AWS_UNAVAILABLE)

    sync_log.release = away

    assert refused(post, day) is CUT_BY_TALECH


def _raising(error):
    def raises(*_):
        raise error

    return raises
