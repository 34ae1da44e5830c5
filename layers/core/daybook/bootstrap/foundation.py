"""Clock, AWS clients and stores for all functions, each made once per process when first used."""

from datetime import UTC, datetime, timedelta
from functools import cache

from daybook.adapters.aws.app_secrets import AppSecrets
from daybook.adapters.aws.clients import AwsClients
from daybook.adapters.aws.days.proofs import DynamoProofStore
from daybook.adapters.aws.days.sync_log import DynamoSyncLog
from daybook.adapters.aws.tables.audit_trail import DynamoAuditTrail
from daybook.adapters.aws.tables.connections import DynamoConnectionStore
from daybook.adapters.aws.vaults.grant_times import DynamoGrantRegister
from daybook.adapters.aws.vaults.token_cipher import TokenCipher
from daybook.bootstrap.environment import (
    AUDIT_RETENTION_DAYS,
    CONNECTION_TABLE,
    PROOF_TABLE,
    SETTLE_DELAY_MINUTES,
    SYNC_LOG_TABLE,
    TOKEN_KEY_ARN,
    optional_setting,
    setting,
)
from daybook.bootstrap.observing.observability import logger
from daybook.contracts.contract import LaterContractError


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The current instant in UTC."""
        return datetime.now(UTC)


CLOCK = SystemClock()
AWS = AwsClients()


@cache
def secrets() -> AppSecrets:
    """The app's own keys, read once per process and then cached."""
    return AppSecrets(AWS.secretsmanager, CLOCK)


@cache
def connections() -> DynamoConnectionStore:
    """Connections, profiles and mappings."""
    return DynamoConnectionStore(AWS.dynamodb, setting(CONNECTION_TABLE))


@cache
def audit_trail() -> DynamoAuditTrail:
    """The audit records; each is kept for so many days, or for as long as its merchant is known."""
    return DynamoAuditTrail(AWS.dynamodb, setting(CONNECTION_TABLE), kept_for=audit_retention())


def audit_retention() -> timedelta | None:
    """How long the trail of who did what is kept; None where the operator has set no days."""
    days = int(optional_setting(AUDIT_RETENTION_DAYS) or 0)
    return timedelta(days=days) if days else None


@cache
def grant_register() -> DynamoGrantRegister:
    """The times of merchants' grants at Intuit."""
    return DynamoGrantRegister(AWS.dynamodb, setting(CONNECTION_TABLE))


@cache
def sync_log() -> DynamoSyncLog:
    """The record of every location-day."""
    return DynamoSyncLog(AWS.dynamodb, setting(SYNC_LOG_TABLE), CLOCK, on_unreadable=_left_out)


def _left_out(day: str, later: LaterContractError) -> None:
    """Log a day that a list leaves out, because another release wrote it during a deployment."""
    logger().warning("day of a later release left out", extra={"day": day, "why": str(later)})


@cache
def proofs() -> DynamoProofStore:
    """The proof of every posted location-day."""
    return DynamoProofStore(AWS.dynamodb, setting(PROOF_TABLE))


@cache
def cipher() -> TokenCipher:
    """The cipher for merchants' tokens."""
    return TokenCipher(AWS.kms, setting(TOKEN_KEY_ARN))


@cache
def settle_delay() -> timedelta:
    """The time between Report End Time and the reading of a day."""
    return timedelta(minutes=int(setting(SETTLE_DELAY_MINUTES)))
