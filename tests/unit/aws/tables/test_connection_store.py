"""What every connection store promises, kept by the one in memory and the one in DynamoDB alike."""

from datetime import date

import pytest

from daybook.adapters.aws.tables.connections import DynamoConnectionStore
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from fakes.connection_store import FakeConnectionStore
from unit.aws.builders import MERCHANT, REALM, connection, mapping, profile, references


@pytest.fixture(params=["fake", "aws"])
def store(request):
    if request.param == "fake":
        return FakeConnectionStore()
    table, aws = request.getfixturevalue("table"), request.getfixturevalue("aws")
    return DynamoConnectionStore(aws.dynamodb, table("ConnectionTable"))


def test_a_connection_comes_back_as_it_was_saved(store):
    store.save_connection(connection())

    assert store.connection(MERCHANT) == connection()
    assert store.merchant_of_realm(REALM) == MERCHANT


def test_a_merchant_who_never_connected_has_nothing(store):
    assert store.connection(MERCHANT) is None
    assert store.profile(MERCHANT) is None
    assert store.mapping_on(MERCHANT, date(2026, 11, 23)) is None
    assert store.merchant_of_realm(REALM) is None


def test_a_company_belongs_to_one_merchant(store):
    store.save_connection(connection("first"))

    with pytest.raises(NeedsAttentionError, match="another merchant") as refused:
        store.save_connection(connection("second"))

    assert refused.value.reason is HoldReason.COMPANY_IN_USE
    assert store.connection("second") is None
    assert store.merchant_of_realm(REALM) == "first"


def test_saving_again_keeps_the_company(store):
    store.save_connection(connection())

    store.save_connection(connection(status=ConnectionStatus.NEEDS_RECONNECT))

    assert store.connection(MERCHANT).status is ConnectionStatus.NEEDS_RECONNECT
    assert store.merchant_of_realm(REALM) == MERCHANT


def test_a_disconnected_merchant_lets_the_company_go(store):
    store.save_connection(connection("first"))
    store.save_connection(connection("first", status=ConnectionStatus.DISCONNECTED))

    store.save_connection(connection("second"))

    assert store.merchant_of_realm(REALM) == "second"


def test_disconnecting_late_does_not_take_the_company_from_its_new_owner(store):
    store.save_connection(connection("first"))
    store.save_connection(connection("first", status=ConnectionStatus.DISCONNECTED))
    store.save_connection(connection("second"))

    store.save_connection(connection("first", status=ConnectionStatus.DISCONNECTED))

    assert store.merchant_of_realm(REALM) == "second"


def test_a_merchant_who_changes_company_lets_the_old_one_go(store):
    store.save_connection(connection(realm_id="1"))

    store.save_connection(connection(realm_id="2"))

    assert store.merchant_of_realm("1") is None
    assert store.merchant_of_realm("2") == MERCHANT


def test_operators_see_every_connection_in_order(store):
    for merchant_id, realm_id in (("b", "2"), ("a", "1"), ("c", "3")):
        store.save_connection(connection(merchant_id, realm_id=realm_id))
        store.save_profile(profile(merchant_id))

    assert [known.merchant_id for known in store.connections()] == ["a", "b", "c"]


def test_a_profile_comes_back_with_the_history_of_its_business_day(store):
    store.save_profile(profile())

    assert store.profile(MERCHANT) == profile()


def test_a_profile_is_replaced(store):
    store.save_profile(profile())
    store.save_connection(connection())

    store.save_profile(profile())

    assert store.profile(MERCHANT) == profile()
    assert store.connection(MERCHANT) == connection()


@pytest.mark.parametrize(
    ("business_date", "version"),
    [
        (date(2026, 1, 31), 1),
        (date(2026, 2, 1), 2),
        (date(2026, 12, 31), 2),
    ],
)
def test_the_mapping_of_a_day_is_the_one_in_force_then(store, business_date, version):
    store.save_mapping(MERCHANT, mapping(1, effective_from=date(2020, 1, 1)))
    store.save_mapping(MERCHANT, mapping(2, effective_from=date(2026, 2, 1)))

    assert store.mapping_on(MERCHANT, business_date) == mapping(
        version, effective_from=date(2020, 1, 1) if version == 1 else date(2026, 2, 1)
    )


def test_a_newer_version_that_reaches_further_back_replaces_the_older_one(store):
    """Closing a gap re-classes every affected day, so the last word counts from its date on."""
    store.save_mapping(MERCHANT, mapping(1, effective_from=date(2026, 2, 1)))
    store.save_mapping(MERCHANT, mapping(2, effective_from=date(2026, 1, 1)))

    assert store.mapping_on(MERCHANT, date(2026, 3, 1)).version == 2


def test_before_the_first_mapping_there_is_none(store):
    store.save_mapping(MERCHANT, mapping(1, effective_from=date(2026, 2, 1)))

    assert store.mapping_on(MERCHANT, date(2026, 1, 31)) is None


def test_a_version_is_written_once(store):
    store.save_mapping(MERCHANT, mapping(1))

    with pytest.raises(RetriableError, match="version 1"):
        store.save_mapping(MERCHANT, mapping(1))


def save(store, known):
    store.save_references(MERCHANT, known)
    store.save_tracking(MERCHANT, classes=known.classes, departments=known.departments)


def test_references_are_empty_at_first_and_come_back_as_they_were_saved(store):
    assert store.references(MERCHANT) == CompanyReferences()

    save(store, references())

    assert store.references(MERCHANT) == references()
    assert store.references("999") == CompanyReferences()


def test_a_slower_writer_with_an_older_view_makes_no_reference_forgotten(store):
    save(store, references(items={"79": "5", "80": "6"}))

    store.save_references(MERCHANT, CompanyReferences(items={"81": "7"}, payment_methods={"Cash": "1"}))

    assert store.references(MERCHANT) == references(
        items={"79": "5", "80": "6", "81": "7"}, payment_methods={"VISA": "3", "Cash": "1"}
    )


def test_a_reference_that_was_made_anew_replaces_the_older_one(store):
    save(store, references())

    store.save_references(MERCHANT, CompanyReferences(customer_id="13"))

    assert store.references(MERCHANT) == references(customer_id="13")


def test_a_class_that_was_taken_out_does_not_come_back_with_a_worker_that_read_before(store):
    save(store, references())
    as_the_worker_read = store.references(MERCHANT)
    store.save_tracking(MERCHANT, classes={}, departments={"304267:1": "9"})

    store.save_references(MERCHANT, as_the_worker_read.including(CompanyReferences(items={"81": "7"})))

    assert store.references(MERCHANT) == references(
        items={"79": "5", "81": "7"}, classes={}, departments={"304267:1": "9"}
    )


def test_a_merchant_who_changes_company_starts_without_references(store):
    """An id of one company means something else, or nothing, in another."""
    store.save_connection(connection(realm_id="1"))
    save(store, references())

    store.save_connection(connection(realm_id="2"))

    assert store.references(MERCHANT) == CompanyReferences()


def test_a_merchant_who_comes_back_to_their_company_finds_the_references(store):
    store.save_connection(connection())
    save(store, references())
    store.save_connection(connection(status=ConnectionStatus.DISCONNECTED))

    store.save_connection(connection())

    assert store.references(MERCHANT) == references()


@pytest.fixture
def rivals(aws, table, monkeypatch):
    """Two stores on one table; the first loses the moment between reading and writing to the second."""
    name = table("ConnectionTable")
    slow, quick = DynamoConnectionStore(aws.dynamodb, name), DynamoConnectionStore(aws.dynamodb, name)
    put_if = slow._references.put_if

    def lose_the_moment(times):
        numbers = iter(range(times))

        def put_late(*arguments):
            if (number := next(numbers, None)) is not None:
                quick.save_references(MERCHANT, CompanyReferences(items={f"quick-{number}": "1"}))
            return put_if(*arguments)

        monkeypatch.setattr(slow._references, "put_if", put_late)

    return slow, lose_the_moment


@pytest.mark.parametrize("times", [1, 4])
def test_two_workers_who_save_references_at_once_keep_both(rivals, times):
    slow, lose_the_moment = rivals
    lose_the_moment(times)

    slow.save_references(MERCHANT, CompanyReferences(items={"slow": "2"}))

    assert set(slow.references(MERCHANT).items) == {"slow", *(f"quick-{number}" for number in range(times))}


def test_a_worker_who_never_gets_the_moment_comes_back_later(rivals):
    slow, lose_the_moment = rivals
    lose_the_moment(5)

    with pytest.raises(RetriableError, match="others kept changing the references"):
        slow.save_references(MERCHANT, CompanyReferences(items={"slow": "2"}))
