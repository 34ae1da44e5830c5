"""`Systems`: one object with every port. It makes an adapter when a use case first needs it, and keeps it.

A use case states its needs as a Protocol, and this object satisfies all of them. Properties import heavy modules
themselves, so that a function loads only what it uses.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING

from daybook.adapters.aws.tables.notify_store import DynamoNotifyStore
from daybook.adapters.aws.tables.one_time_tokens import DynamoOneTimeTokens
from daybook.bootstrap import foundation, mailing
from daybook.bootstrap.environment import (
    CONNECTION_TABLE,
    OVERDUE_AFTER_HOURS,
    PLAN_SYNCS_FUNCTION_ARN,
    PROOF_TABLE,
    SESSION_TABLE,
    SYNC_LOG_TABLE,
    setting,
)
from daybook.bootstrap.foundation import AWS, CLOCK
from daybook.bootstrap.functions import planning
from daybook.domain.company.connection import Company, Connection, TokenSet
from daybook.domain.merchant.books import BooksId

if TYPE_CHECKING:
    from daybook.adapters.aws.queues.dead_letters import SqsDeadLetters
    from daybook.adapters.aws.tables.audit_trail import DynamoAuditTrail
    from daybook.application.ports import (
        Clock,
        CompanyAuthorizer,
        CompanyWatch,
        ConnectionStore,
        DocumentWriter,
        DriftLog,
        ExpectedClosings,
        Firings,
        GrantRegister,
        LaunchGateway,
        Ledger,
        MailService,
        MerchantRows,
        NotifyStore,
        OneTimeTokens,
        ProofStore,
        SalesSource,
        SalesTokenVault,
        Schedules,
        SyncLog,
        SyncQueue,
        TokenVault,
        UnconfirmedGrants,
    )
    from daybook.application.ports.setups import CompanyTracking, SetupStore
    from daybook.application.posting.ports import PostingSystems


class Systems:
    """All ports, for functions and for the operator's command line."""

    def __init__(self, *, callback: str = "", planner: str = "") -> None:
        """`callback` is the redirect address for Intuit, `planner` the ARN of the function that schedules call.

        They are empty in a function that neither begins a consent nor creates schedules.
        """
        self._callback = callback
        self._planner = planner

    @property
    def clock(self) -> "Clock":
        """The machine's clock."""
        return CLOCK

    @property
    def connections(self) -> "ConnectionStore":
        """Connections, profiles and mappings."""
        return foundation.connections()

    @property
    def sync_log(self) -> "SyncLog":
        """The record of every location-day."""
        return foundation.sync_log()

    @property
    def proofs(self) -> "ProofStore":
        """The proof of every posted location-day."""
        return foundation.proofs()

    @property
    def audit(self) -> "DynamoAuditTrail":
        """The audit records."""
        return foundation.audit_trail()

    @property
    def grants(self) -> "GrantRegister":
        """The times of merchants' grants at Intuit."""
        return foundation.grant_register()

    @property
    def settle_delay(self) -> timedelta:
        """The time between Report End Time and the reading of a day."""
        return foundation.settle_delay()

    @property
    def queue(self) -> "SyncQueue":
        """The queues of all lanes; the cause of a request decides its lane."""
        return planning.sync_queue()

    @property
    def expected(self) -> "ExpectedClosings":
        """The next closing to plan of each merchant."""
        return planning.expected_closings()

    @property
    def schedules(self) -> "Schedules":
        """The schedules of all merchants; without a `planner` they can be deleted but not created."""
        return planning.merchant_schedules(self._planner) if self._planner else planning.ending_schedules()

    @cached_property
    def one_time(self) -> "OneTimeTokens":
        """Sessions, links and counters."""
        return DynamoOneTimeTokens(AWS.dynamodb, setting(SESSION_TABLE), CLOCK)

    @cached_property
    def notify_store(self) -> "NotifyStore":
        """Mail preferences and notices."""
        return DynamoNotifyStore(AWS.dynamodb, setting(CONNECTION_TABLE))

    @cached_property
    def setups(self) -> "SetupStore":
        """Answers of the setup, lists of companies, sample days."""
        from daybook.adapters.aws.tables.setups import DynamoSetupStore  # noqa: PLC0415

        return DynamoSetupStore(AWS.dynamodb, setting(CONNECTION_TABLE))

    @cached_property
    def watch(self) -> "CompanyWatch":
        """The documents of Daybook in companies, and changes there."""
        from daybook.adapters.aws.tables.company_watch import DynamoCompanyWatch  # noqa: PLC0415

        return DynamoCompanyWatch(AWS.dynamodb, setting(CONNECTION_TABLE))

    @property
    def drift_log(self) -> "DriftLog":
        """The records of location-days, for noting drift."""
        return foundation.sync_log()

    @cached_property
    def firings(self) -> "Firings":
        """Calls plan_syncs instead of a schedule."""
        from daybook.adapters.aws.closings.firings import LambdaFirings  # noqa: PLC0415

        return LambdaFirings(AWS.functions, setting(PLAN_SYNCS_FUNCTION_ARN))

    @property
    def patience(self) -> timedelta:
        """How long a due day may stay unsettled."""
        return timedelta(hours=int(setting(OVERDUE_AFTER_HOURS)))

    @cached_property
    def rows(self) -> "MerchantRows":
        """The stored rows of a merchant, for erasing them."""
        from daybook.adapters.aws.tables.merchant_rows import DynamoMerchantRows  # noqa: PLC0415

        tables = (setting(CONNECTION_TABLE), setting(SYNC_LOG_TABLE), setting(PROOF_TABLE))
        return DynamoMerchantRows(AWS.dynamodb, *tables)

    @property
    def dead_letters(self) -> "SqsDeadLetters":
        """The dead letters of all lanes."""
        from daybook.bootstrap.functions.replaying import dead_letters  # noqa: PLC0415

        return dead_letters()

    @property
    def mails(self) -> "MailService":
        """The mail service for outcomes; `mailing` counts its mails."""
        return mailing.outcome_mail_service()

    @property
    def mail_service(self) -> "Callable[[], MailService | None]":
        """The mail service for pages, which counts each mail."""
        return mailing.mail_service

    @property
    def tokens(self) -> "TokenVault":
        """Merchants' QuickBooks grants."""
        from daybook.bootstrap.quickbooks import token_vault  # noqa: PLC0415

        return token_vault()

    @property
    def authorizer(self) -> "CompanyAuthorizer":
        """The app at Intuit."""
        from daybook.bootstrap.quickbooks import authorizer  # noqa: PLC0415

        return authorizer(self._callback)

    def ledger_of(self, connection: Connection) -> "Ledger":
        """The ledger of a connected merchant."""
        from daybook.bootstrap.quickbooks import ledger_of  # noqa: PLC0415

        return ledger_of(connection)

    def ledger_of_company(self, merchant_id: BooksId, realm_id: str) -> "Ledger":
        """The ledger of a company that a merchant has just connected."""
        from daybook.bootstrap.quickbooks import ledger_of_company  # noqa: PLC0415

        return ledger_of_company(merchant_id, realm_id)

    def company_of(self, tokens: TokenSet) -> Company:
        """The company of a grant that is not stored yet."""
        from daybook.bootstrap.quickbooks import company_of  # noqa: PLC0415

        return company_of(tokens)

    def tracking_of(self, connection: Connection) -> "CompanyTracking":
        """Classes and locations of a connected company."""
        from daybook.bootstrap.quickbooks import tracking_of  # noqa: PLC0415

        return tracking_of(connection)

    def writer_of(self, connection: Connection) -> "DocumentWriter":
        """The document writer of a connected merchant, only for posting."""
        from daybook.bootstrap.quickbooks import writer_of  # noqa: PLC0415

        return writer_of(connection)

    def gate(self, _connection: Connection, _asks_talech_first: bool) -> None:  # noqa: FBT001 -- the form of the port
        """Admits every try; `posting` checks the circuits first."""

    @property
    def sales_tokens(self) -> "SalesTokenVault":
        """Merchants' long-lived talech tokens."""
        from daybook.bootstrap.talech import sales_tokens  # noqa: PLC0415

        return sales_tokens()

    def sales_of(self, merchant_id: BooksId) -> "SalesSource":
        """The sales behind a set of books."""
        from daybook.bootstrap.talech import sales_of  # noqa: PLC0415

        return sales_of(merchant_id)

    @cached_property
    def launches(self) -> "LaunchGateway":
        """Verifies the launch tokens that talech signs."""
        from daybook.bootstrap.talech import launches  # noqa: PLC0415

        return launches()

    @cached_property
    def unconfirmed(self) -> "UnconfirmedGrants":
        """Grants of companies that the merchant has not confirmed yet."""
        from daybook.adapters.aws.tables.unconfirmed_grants import KmsUnconfirmedGrants  # noqa: PLC0415

        return KmsUnconfirmedGrants(self.one_time, foundation.cipher())

    @cached_property
    def posting(self) -> "PostingSystems":
        """The same systems with circuit breakers, for posting a day."""
        from daybook.bootstrap.functions.posting import behind_circuits_of  # noqa: PLC0415

        return behind_circuits_of(self)

    def renew(self, merchant_id: BooksId) -> None:
        """Refresh an idle grant.

        Raises:
            NeedsAttentionError: the grant has ended.
            RetriableError: Intuit, or another worker's refresh, did not come to an end in time.
        """
        from daybook.bootstrap.quickbooks import renew  # noqa: PLC0415

        renew(merchant_id)

    def ask(self, connection: Connection) -> None:
        """Try a lost grant: one refresh, one read of the company.

        Raises:
            NeedsAttentionError: the grant has ended, or QuickBooks still refuses it after hours.
            RetriableError: Intuit does not answer.
        """
        from daybook.bootstrap.quickbooks import client_of_company  # noqa: PLC0415

        company = connection.company
        client_of_company(connection.merchant_id, company.realm_id, company.country).ask_anew()

    def resume(self, connection: Connection) -> None:
        """Queue the days that waited for the connection, and plan the days missed meanwhile."""
        from daybook.application.connecting.resume import plan_missed, resume  # noqa: PLC0415

        now, profile = self.clock.now(), self.connections.profile(connection.merchant_id)
        if profile is not None:
            plan_missed(connection, profile, sync_log=self.sync_log, now=now)
        resume(connection, sync_log=self.sync_log, queue=self.queue, now=now)

    def tell_lost(self, merchant_id: BooksId) -> None:
        """Send the mail about a lost connection that no day has met yet; never raises."""
        mailing.tell_lost(merchant_id, self)

    def tell_ending(self, merchant_id: BooksId, ends_at: datetime, days_left: int) -> None:
        """Send the mail that a grant is about to end; never raises."""
        mailing.tell_ending(merchant_id, ends_at, days_left, self)


@cache
def systems() -> Systems:
    """The systems of this process."""
    return Systems()
