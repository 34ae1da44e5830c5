"""What Daybook keeps at AWS: tables, vaults, queues, and the clock. Each is made when a use case first asks for it."""

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from daybook.adapters.aws.tables.notify_store import DynamoNotifyStore
from daybook.adapters.aws.tables.one_time_tokens import DynamoOneTimeTokens
from daybook.bootstrap import foundation
from daybook.bootstrap.environment import (
    CONNECTION_TABLE,
    OVERDUE_AFTER_HOURS,
    PLAN_SYNCS_FUNCTION_ARN,
    PROOF_TABLE,
    SESSION_TABLE,
    SYNC_LOG_TABLE,
    optional_setting,
    setting,
)
from daybook.bootstrap.foundation import AWS, CLOCK
from daybook.bootstrap.functions import planning

if TYPE_CHECKING:
    from daybook.adapters.aws.log_lines import LogLines
    from daybook.adapters.aws.tables.audit_trail import DynamoAuditTrail
    from daybook.application.ports import (
        Clock,
        CompanyWatch,
        ConnectionStore,
        DriftLog,
        ExpectedClosings,
        Firings,
        GrantRegister,
        MerchantRows,
        NotifyStore,
        OneTimeTokens,
        ProofStore,
        SyncLog,
        SyncQueue,
        UnconfirmedGrants,
    )
    from daybook.application.ports.balances import BalanceStore
    from daybook.application.ports.clearing import ClearingStore
    from daybook.application.ports.dead_letters import DeadLetters
    from daybook.application.ports.people.accountants import AccountantStore
    from daybook.application.ports.people.firms import FirmStore
    from daybook.application.ports.setups import SetupStore
    from daybook.application.ports.unusual import AnswerStore

# The log groups that a trace reads, with commas between them; the command line finds them in the stack's outputs.
LOG_GROUPS = "DAYBOOK_LOG_GROUPS"


class Stores:
    """Those of one process."""

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
    def drift_log(self) -> "DriftLog":
        """The record of every location-day, for what a person did to its document."""
        return foundation.sync_log()

    @property
    def proofs(self) -> "ProofStore":
        """The proof of every posted location-day."""
        return foundation.proofs()

    @property
    def audit(self) -> "DynamoAuditTrail":
        """Who changed what."""
        return foundation.audit_trail()

    @property
    def grants(self) -> "GrantRegister":
        """When merchants' grants at Intuit end."""
        return foundation.grant_register()

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
    def clearing(self) -> "ClearingStore":
        """What is kept for clearing pages."""
        from daybook.adapters.aws.tables.clearing_records import DynamoClearingStore  # noqa: PLC0415

        return DynamoClearingStore(AWS.dynamodb, setting(CONNECTION_TABLE), setting(SESSION_TABLE), CLOCK)

    @cached_property
    def answered(self) -> "AnswerStore":
        """What persons said of notices about unusual days."""
        from daybook.adapters.aws.tables.answered_notices import DynamoAnswerStore  # noqa: PLC0415

        return DynamoAnswerStore(AWS.dynamodb, setting(CONNECTION_TABLE))

    @cached_property
    def balances(self) -> "BalanceStore":
        """Balances that persons typed."""
        from daybook.adapters.aws.tables.typed_balances import DynamoBalanceStore  # noqa: PLC0415

        return DynamoBalanceStore(AWS.dynamodb, setting(CONNECTION_TABLE))

    @cached_property
    def accountants(self) -> "AccountantStore":
        """Which accountants may see which books."""
        from daybook.adapters.aws.accountants.accountants import DynamoAccountantStore  # noqa: PLC0415

        return DynamoAccountantStore(AWS.dynamodb, setting(CONNECTION_TABLE))

    @cached_property
    def firms(self) -> "FirmStore":
        """Accountants' firms and their people."""
        from daybook.adapters.aws.accountants.firms import DynamoFirmStore  # noqa: PLC0415

        return DynamoFirmStore(AWS.dynamodb, setting(CONNECTION_TABLE))

    @cached_property
    def firm_records(self) -> "DynamoAuditTrail":
        """Who did what in firms of accountants."""
        from daybook.adapters.aws.tables.audit_trail import OF_A_FIRM, DynamoAuditTrail  # noqa: PLC0415

        return DynamoAuditTrail(
            AWS.dynamodb, setting(CONNECTION_TABLE), OF_A_FIRM, kept_for=foundation.audit_retention()
        )

    @cached_property
    def watch(self) -> "CompanyWatch":
        """Which documents are ours, and what changed in companies."""
        from daybook.adapters.aws.tables.company_watch import DynamoCompanyWatch  # noqa: PLC0415

        return DynamoCompanyWatch(AWS.dynamodb, setting(CONNECTION_TABLE))

    @cached_property
    def rows(self) -> "MerchantRows":
        """Where the facts of a merchant lie, for erasing them."""
        from daybook.adapters.aws.tables.merchant_rows import DynamoMerchantRows  # noqa: PLC0415

        tables = (setting(CONNECTION_TABLE), setting(SYNC_LOG_TABLE), setting(PROOF_TABLE))
        return DynamoMerchantRows(AWS.dynamodb, *tables)

    @cached_property
    def unconfirmed(self) -> "UnconfirmedGrants":
        """Grants whose company the merchant has not confirmed yet."""
        from daybook.adapters.aws.vaults.unconfirmed_grants import KmsUnconfirmedGrants  # noqa: PLC0415

        return KmsUnconfirmedGrants(self.one_time, foundation.cipher())

    @property
    def queue(self) -> "SyncQueue":
        """All lanes; the cause of a request decides which it takes."""
        return planning.sync_queue()

    @property
    def dead_letters(self) -> "DeadLetters":
        """The dead letters of all queues."""
        from daybook.bootstrap.functions.replaying import dead_letters  # noqa: PLC0415

        return dead_letters()

    @property
    def log_lines(self) -> "LogLines":
        """What functions logged, for the operator's command line alone."""
        from daybook.adapters.aws.log_lines import LogLines  # noqa: PLC0415

        return LogLines(AWS.logs, [group for group in optional_setting(LOG_GROUPS).split(",") if group])

    @property
    def expected(self) -> "ExpectedClosings":
        """Which closing of each merchant is to be planned next."""
        return planning.expected_closings()

    @cached_property
    def firings(self) -> "Firings":
        """Fires plan_syncs in the place of a schedule."""
        from daybook.adapters.aws.closings.firings import LambdaFirings  # noqa: PLC0415

        return LambdaFirings(AWS.functions, setting(PLAN_SYNCS_FUNCTION_ARN))

    @property
    def settle_delay(self) -> timedelta:
        """How long after Report End Time a day is read."""
        return foundation.settle_delay()

    @property
    def patience(self) -> timedelta:
        """How long a due day may stay unsettled."""
        return timedelta(hours=int(setting(OVERDUE_AFTER_HOURS)))
