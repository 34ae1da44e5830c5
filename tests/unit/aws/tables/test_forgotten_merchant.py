"""A merchant who is forgotten: no table holds a row of theirs, their schedules are gone, another merchant has all."""

from datetime import date, time

import pytest

from accountants import ADDRESS, with_an_accountant
from daybook.adapters.aws.accountants.accountants import DynamoAccountantStore
from daybook.adapters.aws.closings.expected_closings import DynamoExpectedClosings
from daybook.adapters.aws.closings.schedules import MerchantSchedules, ScheduleTarget
from daybook.adapters.aws.days.proofs import DynamoProofStore
from daybook.adapters.aws.days.sync_log import DynamoSyncLog
from daybook.adapters.aws.tables.company_watch import DynamoCompanyWatch
from daybook.adapters.aws.tables.connections import DynamoConnectionStore
from daybook.adapters.aws.tables.merchant_rows import DynamoMerchantRows
from daybook.adapters.aws.tables.notify_store import DynamoNotifyStore
from daybook.adapters.aws.tables.setups import DynamoSetupStore
from daybook.adapters.aws.vaults.sales_token_vault import KmsSalesTokenVault
from daybook.adapters.aws.vaults.token_cipher import TokenCipher
from daybook.adapters.aws.vaults.token_vault import KmsTokenVault
from daybook.application.connecting.forget_merchant import forget_merchant, kept_of
from daybook.application.ports import Closing, Kept
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.company.setup import Setup
from daybook.domain.errors import RetriableError
from daybook.domain.merchant.books import BooksMove
from daybook.domain.sync.closing import first_expected
from daybook.domain.sync.date_sums import DateSums
from daybook.domain.sync.location_day import LocationDay
from daybook.domain.telling.notify import NotifyPreference
from fakes.quickbooks.authorizer import FakeAuthorizer
from fakes.systems import FakeSystems
from unit.aws.builders import MERCHANT, REALM, connection, mapping, profile, tokens
from unit.aws.day_builders import document, intent, proof, sent_call

OTHER, OTHER_REALM = "999", "9341453000000009"
FURTHER, FURTHER_REALM = f"{MERCHANT}@2", "9341453000000002"
TORONTO = Closing("America/Toronto", time(4, 5))
TABLES = ("ConnectionTable", "SyncLogTable", "ProofTable", "ClosingTable")
TARGET = ScheduleTarget("closings", "arn:aws:lambda:x:1:function:p", "arn:aws:iam::1:role/s", "arn:aws:sqs:x:1:d")


class Stores:
    """Everything that is stored, with two merchants in it; one of them has further books."""

    def __init__(self, aws, table, clock, token_key):
        connections, days, proofs, closings = map(table, TABLES)
        dynamodb, cipher = aws.dynamodb, TokenCipher(aws.kms, token_key)
        aws.scheduler.create_schedule_group(Name=TARGET.group)
        self.aws, self.clock = aws, clock
        self.connections = DynamoConnectionStore(dynamodb, connections)
        self.sync_log = DynamoSyncLog(dynamodb, days, clock)
        self.proofs = DynamoProofStore(dynamodb, proofs)
        self.setups = DynamoSetupStore(dynamodb, connections)
        self.mails = DynamoNotifyStore(dynamodb, connections)
        self.sales_tokens = KmsSalesTokenVault(dynamodb, connections, cipher)
        self.watch = DynamoCompanyWatch(dynamodb, connections)
        self.accountants = DynamoAccountantStore(dynamodb, connections)
        self.erasure = FakeSystems(
            accountants=self.accountants,
            connections=self.connections,
            tokens=KmsTokenVault(dynamodb, connections, cipher, clock),
            authorizer=FakeAuthorizer(clock),
            schedules=MerchantSchedules(aws.scheduler, TARGET, dynamodb, connections),
            expected=DynamoExpectedClosings(dynamodb, closings),
            rows=DynamoMerchantRows(dynamodb, connections, days, proofs),
        )
        for books, realm in ((MERCHANT, REALM), (FURTHER, FURTHER_REALM), (OTHER, OTHER_REALM)):
            self.fill(books, realm)
        for merchant in (MERCHANT, OTHER):
            self.connections.save_profile(profile(merchant))
            self.sales_tokens.save(merchant, "talech")
            self.erasure.schedules.reconcile(merchant, frozenset({TORONTO}))
            self.erasure.expected.reconcile(merchant, first_expected(merchant, frozenset({TORONTO}), clock.now()))
        self.connections.add_moves(MERCHANT, (), (BooksMove("304267:1", date(2026, 12, 1), FURTHER),))

    def fill(self, books, realm):
        self.connections.save_connection(connection(books, realm_id=realm))
        self.connections.save_mapping(books, mapping())
        self.erasure.tokens.save(books, tokens(realm_id=realm))
        self.setups.save_setup(books, Setup())
        self.mails.save_preference(books, NotifyPreference(f"owner-{books}@example.com", "fr", "secret"))
        self.accountants.save_accountants(books, with_an_accountant())
        for number in range(1, 29):
            place = LocationDay(books, date(2026, 11, number), "304267:1")
            self.sync_log.plan(place, self.clock.now())
        self.sync_log.claim(place, "worker")
        self.sync_log.record_intent(place, "worker", intent(), sent_call())
        self.sync_log.keep_sums(books, DateSums(place.business_date, ()), 0)
        self.proofs.save(proof(place))
        self.watch.watch(realm, place, [document()], self.clock.now())

    def rows_of(self, *owners):
        """The rows whose key names one of them: a merchant, further books, or a company."""
        rows = [row for name in TABLES for row in self.aws.dynamodb.scan(TableName=name)["Items"]]
        return sorted(repr(row) for row in rows if _owner(row) in owners)


def _owner(row):
    key = row["pk"]["S"] if "pk" in row else row["merchant_id"]["S"]
    return key.removeprefix("MERCHANT#").removeprefix("REALM#").removesuffix("#sent").removesuffix("#dates")


@pytest.fixture
def stores(aws, table, clock, token_key):
    return Stores(aws, table, clock, token_key)


def test_no_row_of_the_merchant_is_left_and_the_other_merchant_has_all(stores):
    others = stores.rows_of(OTHER, OTHER_REALM)
    kept = kept_of(MERCHANT, stores.erasure)

    erased = forget_merchant(MERCHANT, stores.erasure)

    assert stores.rows_of(MERCHANT, FURTHER, REALM, FURTHER_REALM) == []
    assert stores.rows_of(OTHER, OTHER_REALM) == others
    assert (erased[Kept.DAYS], erased[Kept.PROOFS], erased[Kept.DOCUMENTS]) == (60, 2, 2)
    assert {kind: erased[kind] for kind in kept if kind is not Kept.CHOICES} == {
        kind: kept[kind] for kind in kept if kind is not Kept.CHOICES
    }
    names = [each["Name"] for each in stores.aws.scheduler.list_schedules(GroupName=TARGET.group)["Schedules"]]
    assert len(names) == 1
    assert len(stores.erasure.authorizer.revoked) == 2
    assert tuple(stores.accountants.clients(ADDRESS)) == (OTHER,)


def test_an_erasure_that_was_interrupted_goes_on_where_it_ended(stores, monkeypatch):
    with monkeypatch.context() as away:
        away.setattr(stores.erasure.rows, "_delete_batch", _away)
        with pytest.raises(RetriableError):
            forget_merchant(MERCHANT, stores.erasure)
    assert stores.connections.connection(MERCHANT).status is ConnectionStatus.DISCONNECTED

    forget_merchant(MERCHANT, stores.erasure)

    assert not any(kept_of(MERCHANT, stores.erasure).values())
    assert len(stores.erasure.authorizer.revoked) == 2


def _away(*_):
    raise RetriableError("DynamoDB is away")


def test_rows_that_dynamodb_leaves_are_asked_for_again(stores, monkeypatch):
    pauses, whole = [], stores.aws.dynamodb.batch_write_item
    rows = DynamoMerchantRows(stores.aws.dynamodb, *TABLES[:3], sleep=pauses.append)

    def half(*, RequestItems):  # noqa: N803 - AWS' own name
        ((name, requests),) = RequestItems.items()
        whole(RequestItems={name: requests[: len(requests) // 2 + 1]})
        left = requests[len(requests) // 2 + 1 :]
        return {"UnprocessedItems": {name: left} if left else {}}

    monkeypatch.setattr(stores.aws.dynamodb, "batch_write_item", half)

    rows.erase(MERCHANT, REALM)

    assert pauses
    assert not any(rows.count(MERCHANT, REALM).values())
