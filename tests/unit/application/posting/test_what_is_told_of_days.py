"""What a day's record tells pages: figures, the accepted difference, the age of the proof, what waits."""

from dataclasses import replace

import pytest

from daybook.application.days.read_month import read_month
from daybook.application.days.settle_holds import release_day
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.errors import RetriableError
from daybook.domain.posting.documents import CHOSEN_KINDS
from daybook.domain.sync.day_story import Lies, story_of
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import SyncState
from factories import order, payment
from unit.application.posting.tries import resync


@pytest.fixture
def tells(sales, day, activity):
    """talech tells of the day with one more sale, or with a report of its own that says something else."""

    def tell(*, gross=1000, more=False):
        at = activity.orders[0].closed_at
        sale = order(closed_at=at, lines=[("food", 500)], payments=[payment(500, at=at)])
        orders = (*activity.orders, sale) if more else activity.orders
        control = ControlTotals({"grossRevenue": gross + (500 if more else 0)})
        sales.days[day.location, day.business_date] = replace(activity, orders=orders, control=control)

    return tell


@pytest.fixture
def released(day, ports, sync_log, queue):
    """What holds the day was looked at, and is posted as it is."""

    def release():
        release_day(day, sync_log, queue, ports.clock.now())
        return resync(day, ports)

    return release


@pytest.fixture
def found(day, ports, ledger, it_shows):
    """The next call is carried out, its answer is lost, and a look-up finds what it did."""

    def look():
        ledger.lose_next_answer()
        with pytest.raises(RetriableError):
            resync(day, ports)
        it_shows()
        return resync(day, ports)

    return look


def edit(ledger, document_id):
    entry = ledger.documents[document_id]
    doubled = tuple(replace(line, amount_minor=2 * line.amount_minor) for line in entry.lines)
    ledger.edit(document_id, replace(entry, lines=doubled))


def test_a_first_posting_that_is_found_has_its_accepted_difference_and_its_age(
    day, ports, sync_log, queue, tells, found
):
    tells(gross=1002)
    resync(day, ports)
    release_day(day, sync_log, queue, ports.clock.now())

    outcome = found()

    assert outcome.accepted_minor == -2
    assert outcome.proved_at is not None


def test_an_amendment_that_is_found_ends_the_difference_before(day, ports, tells, released, found):
    tells(gross=1002)
    resync(day, ports)
    assert released().accepted_minor == -2
    tells(more=True)

    outcome = found()

    assert outcome.accepted_minor is None
    assert outcome.figures.net_sales_minor == 1500


def test_the_proof_of_an_amendment_that_is_found_is_as_old_as_its_answer(day, ports, tells, found):
    before = resync(day, ports).proved_at
    tells(more=True)

    assert found().proved_at > before


def test_a_report_that_talech_corrects_ends_the_accepted_difference(day, ports, tells, released):
    tells(gross=1002)
    resync(day, ports)
    released()
    tells()

    assert resync(day, ports).accepted_minor is None


@pytest.mark.parametrize("kind", CHOSEN_KINDS)
def test_an_edit_of_a_day_that_emptied_meanwhile_can_be_kept(
    kind, day, ports, ledger, sales, sync_log, connections, released
):
    connections.save_connection(replace(connections.connection("m_1"), document_kind=kind))
    posted = resync(day, ports)
    ledger.touch(posted.document.id)
    drift = Drift(DriftKind.EDITED, posted.document.id, ports.clock.now())
    sync_log.note_drift(day, drift, settled_at=sync_log.get(day).settled_at)
    sales.days[day.location, day.business_date] = DayActivity()

    assert released().state is SyncState.POSTED


def test_a_day_that_an_earlier_release_kept_as_edited_has_no_figures_of_talech(
    day, ports, ledger, sync_log, tells, released
):
    edit(ledger, resync(day, ports).document.id)
    tells(more=True)
    resync(day, ports)
    released()
    sync_log.forget_what_is_told(day)

    assert resync(day, ports).figures is None


def test_a_correction_that_a_person_edited_and_keeps_is_not_told_as_talech_has_it(
    day, ports, ledger, connections, tells, released, it_shows
):
    connection = replace(connections.connection("m_1"), closed_books_policy=ClosedBooksPolicy.DELTA)
    connections.save_connection(connection)
    resync(day, ports)
    ledger.close_books(day.business_date)
    connections.save_connection(replace(connection, company=ledger.company()))
    tells(more=True)
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        resync(day, ports)
    edit(ledger, max(ledger.documents, key=int))
    it_shows()
    resync(day, ports)

    outcome = released()

    assert (outcome.state, outcome.figures, outcome.accepted_minor) == (SyncState.POSTED, None, 0)


def test_a_document_that_quickbooks_told_to_be_gone_is_not_in_the_books(day, ports, ledger, sync_log):
    posted = resync(day, ports)
    ledger.take_away(posted.document.id)
    drift = Drift(DriftKind.REMOVED, posted.document.id, ports.clock.now())
    sync_log.note_drift(day, drift, settled_at=sync_log.get(day).settled_at)

    story = story_of(sync_log.get(day))

    assert (story.lies, story.booked, story.is_proof_current) == (Lies.OUTSIDE, None, False)


def test_a_month_names_a_day_that_is_in_the_books_and_in_no_figure(day, ports, ledger, connections, tells, released):
    edit(ledger, resync(day, ports).document.id)
    tells(more=True)
    resync(day, ports)
    released()
    ports.clock.advance(days=1)

    month = read_month(connections.connection("m_1"), connections.profile("m_1"), day.business_date, ports)

    assert (month.held, month.figures.net_sales_minor) == (1, 0)
    assert [record.day for record in month.edited] == [day]


def test_a_month_holds_a_day_whose_last_look_failed(day, ports, sync_log, connections):
    resync(day, ports)
    sync_log.claim(day, "worker")
    sync_log.fail(day, "worker", "a bug")
    ports.clock.advance(days=1)

    month = read_month(connections.connection("m_1"), connections.profile("m_1"), day.business_date, ports)

    assert (month.held, month.figures.net_sales_minor) == (1, 1000)
