"""Rows beside the days: what a merchant chose, what is known of the company, what they were told; and the messages."""

from dataclasses import replace
from datetime import timedelta

from connected_merchant import MERCHANT, MONDAY, QUEEN, day
from daybook.adapters.aws.queues.change_queue import SqsChangeQueue
from daybook.adapters.aws.queues.sync_queue import SqsSyncQueue
from daybook.adapters.aws.tables.notify_store import DynamoNotifyStore
from daybook.adapters.aws.tables.setups import DynamoSetupStore
from daybook.application.ports import Lane
from daybook.domain.chart.accounts import ChartOfAccounts
from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.company.changes import ChangedEntry, ChangeNotice, ChangeVerb, CompanyChanges, CompanyEntity
from daybook.domain.company.connection import (
    ClosedBooksPolicy,
    Connection,
    LocationMode,
    PostingChoice,
    UntiedPolicy,
)
from daybook.domain.company.lists import CompanyLists, ListEntry
from daybook.domain.company.setup import CREATE_PROPOSED, Setup, SetupStep, SyncRun
from daybook.domain.day.sales import SalesDay
from daybook.domain.errors import HoldReason
from daybook.domain.merchant.books import BooksMove
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxRateRef
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from daybook.domain.telling.notify import DAILY_SUMMARY, Notice, NotifyPreference
from released.rows import plain
from released.shop import CANADA, COMBINED, KING, mapping

SECOND_BOOKS = f"{MERCHANT}@2"
TOLD_OF = (HoldReason.NOT_TIED, DAILY_SUMMARY)


def keep_everything(merchant):
    """Every row that a merchant can have beside their days, each field with something in it."""
    company = replace(CANADA.company, tracks_classes=True, book_close_date=MONDAY - timedelta(days=53))
    merchant.open_books(
        company=company,
        document_kind=DocumentKind.SALES_RECEIPT,
        location_mode=LocationMode.COMBINED,
        untied_policy=UntiedPolicy.POST_AND_FLAG,
        language="fr",
        closed_books_policy=ClosedBooksPolicy.DELTA,
        changes=(PostingChoice(MONDAY + timedelta(days=8), DocumentKind.INVOICE, LocationMode.SEPARATE),),
    )
    later = replace(mapping(CANADA, coded=True), version=3, effective_from=MONDAY, customers={"84": "12"})
    merchant.connections.save_mapping(MERCHANT, later)
    merchant.connections.save_references(
        MERCHANT,
        CompanyReferences("12", {"1": "5"}, {"VISA": "3"}),
    )
    merchant.connections.save_tracking(MERCHANT, classes={QUEEN: "2"}, departments={QUEEN: "1"})
    merchant.connections.add_moves(MERCHANT, (), (BooksMove(KING, MONDAY, SECOND_BOOKS),))
    _company_rows(merchant)
    _setup_rows(DynamoSetupStore(merchant.dynamodb, "ConnectionTable"), merchant)
    _told_rows(DynamoNotifyStore(merchant.dynamodb, "ConnectionTable"), merchant.clock.now())


def values(merchant):
    """What today's readers make of these rows, by name."""
    connections, realm = merchant.connections, CANADA.company.realm_id
    setups = DynamoSetupStore(merchant.dynamodb, "ConnectionTable")
    notify = DynamoNotifyStore(merchant.dynamodb, "ConnectionTable")
    return {
        "connection": plain(Connection, connections.connection(MERCHANT)),
        "owner": connections.merchant_of_realm(realm),
        "profile": plain(MerchantProfile, connections.profile(MERCHANT)),
        "mapping_before": plain(AccountMapping, connections.mapping_on(MERCHANT, MONDAY - timedelta(days=1))),
        "mapping": plain(AccountMapping, connections.mapping_on(MERCHANT, MONDAY)),
        "references": plain(CompanyReferences, connections.references(MERCHANT)),
        "moves": plain(tuple[BooksMove, ...], connections.moves(MERCHANT)),
        "changes": plain(CompanyChanges, merchant.watch.changes(MERCHANT)),
        "setup": plain(Setup, setups.setup(MERCHANT)),
        "lists": plain(CompanyLists, setups.lists(MERCHANT)),
        "sample": plain(tuple[SalesDay, ...], setups.sample(MERCHANT)),
        "preference": plain(NotifyPreference, notify.preference(MERCHANT)),
        "notices": [plain(Notice, notify.notice(MERCHANT, cause)) for cause in TOLD_OF],
    }


def sync_messages(sqs, now):
    """One message of every cause, as it lies in the queue."""
    requests = [SyncRequest(where, cause, now) for cause in SyncCause for where in (day(), COMBINED)]
    url = sqs.create_queue(QueueName="LocationDayQueue")["QueueUrl"]
    SqsSyncQueue(sqs, dict.fromkeys(Lane, url)).send(requests)
    return _bodies(sqs, url)


def change_messages(sqs, now):
    """Messages of everything that QuickBooks may tell of."""
    realm = CANADA.company.realm_id
    notices = [
        ChangeNotice(f"5c0f3a1e-{entity}-{verb}", realm, entity, "79", verb, now)
        for entity in CompanyEntity
        for verb in ChangeVerb
    ]
    url = sqs.create_queue(QueueName="QuickBooksChangeQueue")["QueueUrl"]
    SqsChangeQueue(sqs, url).send(notices)
    return _bodies(sqs, url)


def _company_rows(merchant):
    now = merchant.clock.now()
    entries = (
        ChangedEntry(CompanyEntity.ACCOUNT, "1", now),
        ChangedEntry(CompanyEntity.CLASS, "", now),
        ChangedEntry(CompanyEntity.TAX_CODE, "7", now, lost=True),
    )
    realm = CANADA.company.realm_id
    merchant.watch.save_changes(MERCHANT, CompanyChanges(realm, now - timedelta(days=1), entries, version=1))


def _setup_rows(setups, merchant):
    now = merchant.clock.now()
    answers = Setup(
        realm_id=CANADA.company.realm_id,
        location_mode=LocationMode.COMBINED,
        document_kind=DocumentKind.INVOICE,
        one_revenue_account=True,
        accounts={"revenue": "1", "tip": CREATE_PROPOSED},
        departments={QUEEN: "d1"},
        classes={QUEEN: "c1"},
        untaxed_code="4",
        tax_codes={"gst+qst": "7"},
        answered=frozenset({SetupStep.STORES, SetupStep.REST, SetupStep.TAXES}),
        finished_at=now,
        last_run=SyncRun(MONDAY - timedelta(days=29), MONDAY, now, QUEEN),
    )
    codes = (TaxCodeCandidate("7", "GST/QST", (TaxRateRef("11", "GST", "5"), TaxRateRef("12", "QST", "9.975"))),)
    chart = ChartOfAccounts(tuple(merchant.ledger.accounts))
    lists = CompanyLists(chart, (ListEntry("c1", "Salle"),), (ListEntry("d1", "Laval"),), now, answers.realm_id, codes)
    merchant.post()
    setups.save_setup(MERCHANT, answers)
    setups.save_lists(MERCHANT, lists)
    (sold,) = merchant.proofs.get(day()).sales_days
    # A row of figures has no room for the untaxed set: a map's key in DynamoDB is not empty.
    setups.save_sample(MERCHANT, (replace(sold, tax_sets={"revenue:food": {"gst+qst": 1000}}),))


def _told_rows(notify, now):
    notify.save_preference(
        MERCHANT, NotifyPreference("owner@example.com", "fr", "stop-1", alerts=False, daily_summary=True)
    )
    for cause in TOLD_OF:
        notify.save_notice(MERCHANT, Notice(cause, now, frozenset({MONDAY}), now + timedelta(hours=1), version=1))


def _bodies(sqs, url):
    bodies = []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        bodies += [message["Body"] for message in messages]
        for message in messages:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return sorted(bodies)
