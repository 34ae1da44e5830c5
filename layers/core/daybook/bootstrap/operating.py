"""The operator's command line: the same systems as the functions, found through the outputs of a deployed stack."""

import os
from collections.abc import Callable
from dataclasses import dataclass

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from daybook.adapters.aws.dead_letters import SqsDeadLetters
from daybook.application.audit import AuditPorts
from daybook.application.disconnect import DisconnectPorts
from daybook.application.forget_merchant import ErasurePorts
from daybook.application.ports import (
    AuditTrail,
    Clock,
    ConnectionStore,
    GrantRegister,
    Ledger,
    NotifyStore,
    ProofStore,
    SyncLog,
    SyncQueue,
)
from daybook.application.posting.ports import PostingPorts
from daybook.bootstrap import environment as names
from daybook.bootstrap.erasing import disconnect_ports, erasure_ports
from daybook.bootstrap.foundation import CLOCK, audit_trail, connections, grant_register, proofs, sync_log
from daybook.bootstrap.mailing import notify_store
from daybook.bootstrap.planning import sync_queue
from daybook.bootstrap.posting import posting_ports
from daybook.bootstrap.replaying import dead_letters
from daybook.domain.connection import Connection

STACK_VARIABLE = "DAYBOOK_STACK"
DEFAULT_STACK = "daybook"

_OUTPUTS = {
    names.CONNECTION_TABLE: "ConnectionTableName",
    names.SESSION_TABLE: "SessionTableName",
    names.SYNC_LOG_TABLE: "SyncLogTableName",
    names.PROOF_TABLE: "ProofTableName",
    names.CLOSING_TABLE: "ClosingTableName",
    names.SCHEDULE_GROUP: "ScheduleGroupName",
    names.LOCATION_DAY_QUEUE_URL: "LocationDayQueueUrl",
    names.BACKFILL_QUEUE_URL: "BackfillQueueUrl",
    names.REREAD_QUEUE_URL: "RereadQueueUrl",
    names.LOCATION_DAY_DEAD_LETTER_QUEUE_URL: "LocationDayDeadLetterQueueUrl",
    names.BACKFILL_DEAD_LETTER_QUEUE_URL: "BackfillDeadLetterQueueUrl",
    names.REREAD_DEAD_LETTER_QUEUE_URL: "RereadDeadLetterQueueUrl",
    names.TOKEN_KEY_ARN: "TokenKeyArn",
    names.INTUIT_SECRET_ID: "IntuitSecretId",
    names.TALECH_SECRET_ID: "TalechSecretId",
    names.INTUIT_DISCOVERY_URL: "IntuitDiscoveryUrl",
    names.INTUIT_API_BASE_URL: "IntuitApiBaseUrl",
    names.TALECH_BASE_URL: "TalechBaseUrl",
}


class StackUnavailableError(RuntimeError):
    """The stack cannot be read: not deployed, another region or account, or no AWS at all."""


@dataclass(frozen=True, slots=True)
class OperatorSystem:
    """What the commands work on."""

    connections: ConnectionStore
    sync_log: SyncLog
    proofs: ProofStore
    queue: SyncQueue
    dead_letters: SqsDeadLetters
    clock: Clock

    @property
    def grants(self) -> GrantRegister:
        """Until when merchants have given access."""
        return grant_register()

    @property
    def ledger_of(self) -> Callable[[Connection], Ledger]:
        """The company behind a connection."""
        return self.posting.ledger_of

    @property
    def auditing(self) -> AuditPorts:
        """Where commands that change something leave their record."""
        return auditing_ports()

    @property
    def ending(self) -> DisconnectPorts:
        """What a merchant's access is made of, for the command that ends it."""
        return disconnect_ports()

    @property
    def erasure(self) -> ErasurePorts:
        """Where a merchant's facts lie, for the command that erases them."""
        return erasure_ports()

    @property
    def posting(self) -> PostingPorts:
        """The merchant's own systems, for commands that read talech or write to QuickBooks themselves."""
        return posting_ports()


@dataclass(frozen=True, slots=True)
class Auditing:
    """What a record of a command is made of."""

    connections: ConnectionStore
    notify_store: NotifyStore
    audit: AuditTrail
    clock: Clock


def auditing_ports() -> Auditing:
    """The trail that the merchant reads in their settings."""
    return Auditing(connections(), notify_store(), audit_trail(), CLOCK)


def default_stack() -> str:
    """The stack that is meant when none is named."""
    return os.environ.get(STACK_VARIABLE, DEFAULT_STACK)


def open_stack(stack: str) -> OperatorSystem:
    """The system behind a deployed stack.

    Raises:
        StackUnavailableError: it cannot be read; the text says which stack and what to check.
    """
    outputs = _outputs_of(stack)
    missing = sorted(output for output in _OUTPUTS.values() if output not in outputs)
    if missing:
        raise StackUnavailableError(f"stack {stack!r} has no output {', '.join(missing)}: deploy this release first")
    os.environ.update({setting: outputs[output] for setting, output in _OUTPUTS.items()})
    return OperatorSystem(connections(), sync_log(), proofs(), sync_queue(), dead_letters(), CLOCK)


def _outputs_of(stack: str) -> dict[str, str]:
    try:
        described = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    except (BotoCoreError, ClientError) as error:
        raise StackUnavailableError(
            f"cannot read stack {stack!r}: {error}. Check --stack, your AWS region and credentials; "
            "for the local system paste the exports that `daybook-local run` prints"
        ) from error
    return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}
