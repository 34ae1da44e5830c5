"""Wiring of `daybook doctor`: the checks of a deployed stack, in the order in which a deployment is set up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from botocore.exceptions import BotoCoreError, ClientError

from daybook.adapters.aws.closings.expected_closings import DynamoExpectedClosings
from daybook.adapters.aws.days.proofs import DynamoProofStore
from daybook.adapters.aws.days.sync_log import DynamoSyncLog
from daybook.adapters.aws.doctor import running_parts
from daybook.adapters.aws.doctor.alarm_mails import ALARM_MAILS, AlarmMailChecks
from daybook.adapters.aws.doctor.deployment import Check, Deployment, carried_out
from daybook.adapters.aws.doctor.domain_and_mail import DOMAIN, MAILS, DomainChecks, mails
from daybook.adapters.aws.doctor.restored_tables import RESTORED, RestoreChecks
from daybook.adapters.aws.doctor.rights import RIGHTS, rights
from daybook.adapters.aws.doctor.secrets_and_addresses import (
    ADDRESSES,
    SECRETS,
    WEBHOOK_SECRET,
    SecretChecks,
    addresses,
)
from daybook.adapters.aws.doctor.tables import TABLES, tables
from daybook.adapters.aws.tables.connections import DynamoConnectionStore
from daybook.application.operating.findings import Finding, ok, wrong
from daybook.application.operating.restored_log import UnrepairedDays, unrepaired_days
from daybook.bootstrap.command_line.operating import NEEDED_OUTPUTS
from daybook.bootstrap.foundation import AWS, CLOCK
from daybook.domain.errors import RetriableError
from daybook.domain.sync.closing import ExpectedClosing
from daybook.domain.words import noted

STACK = noted("stack")
# The next closing of a merchant, and the look at it, are never further away.
_EVERY_CLOSING_WITHIN = timedelta(days=7)
# Beside the outputs that every command needs.
_MORE_OUTPUTS = ("ApiUrl", "SessionSecretId", "WebhookSecretId", "PostLocationDayFunctionName", "AlarmTopicArn")
_DEPLOYED = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"})


def examine(stack: str) -> tuple[Finding, ...]:
    """Every check of a stack; where it cannot be read, or lacks outputs, that alone. Nothing is changed."""
    try:
        deployment = Deployment.read(AWS, stack)
    except (BotoCoreError, ClientError, RetriableError) as error:
        step = noted("see --stack, AWS region and credentials; docs/deploying.md, 3")
        return (wrong(STACK, noted("{stack} cannot be read: {why}"), step, stack=stack, why=str(error)),)
    found = _of_the_stack(deployment)
    missing = found.values.get("missing")
    return (found,) if missing else (found, *_of_its_parts(deployment))


def _of_the_stack(deployment: Deployment) -> Finding:
    stack, status = deployment.stack, deployment.status
    outputs = sorted({*NEEDED_OUTPUTS, *_MORE_OUTPUTS} - deployment.outputs.keys())
    if outputs:
        told = noted("{stack} has no output {missing}")
        return wrong(STACK, told, noted("deploy this release"), stack=stack, missing=", ".join(outputs))
    if status not in _DEPLOYED:
        step = noted("CloudFormation console, *Events*: settle the first failure, deploy again")
        return wrong(STACK, noted("{stack} is {status}"), step, stack=stack, status=status)
    count = len(deployment.outputs)
    return ok(STACK, noted("{stack} is {status}, with {count} outputs"), stack=stack, status=status, count=count)


def _of_its_parts(deployment: Deployment) -> tuple[Finding, ...]:
    secrets = SecretChecks(CLOCK)
    checks: tuple[tuple[str, Check], ...] = (
        (SECRETS, secrets.keys),
        (WEBHOOK_SECRET, secrets.webhook),
        (ADDRESSES, addresses),
        (DOMAIN, DomainChecks(CLOCK).domain),
        (MAILS, mails),
        (ALARM_MAILS, AlarmMailChecks(CLOCK).alarm_mails),
        (running_parts.SCHEDULES, running_parts.ScheduleChecks(_expected).schedules),
        (running_parts.DEAD_LETTERS, running_parts.dead_letters),
        (running_parts.CONCURRENCY, running_parts.concurrency),
        (TABLES, tables),
        (RESTORED, RestoreChecks(_unrepaired, CLOCK).restored_records),
        (RIGHTS, rights),
    )
    return tuple(finding for name, check in checks for finding in carried_out(name, check, deployment))


def _expected(deployment: Deployment) -> Iterable[ExpectedClosing]:
    closings = DynamoExpectedClosings(deployment.clients.dynamodb, deployment.outputs["ClosingTableName"])
    return closings.looked_at_by(CLOCK.now() + _EVERY_CLOSING_WITHIN)


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of a stack that a restore is found by."""

    connections: DynamoConnectionStore
    sync_log: DynamoSyncLog
    proofs: DynamoProofStore


def _unrepaired(deployment: Deployment, first: date, last: date) -> Iterable[UnrepairedDays]:
    dynamodb, outputs = deployment.clients.dynamodb, deployment.outputs
    tables = _Tables(
        DynamoConnectionStore(dynamodb, outputs["ConnectionTableName"]),
        DynamoSyncLog(dynamodb, outputs["SyncLogTableName"], CLOCK),
        DynamoProofStore(dynamodb, outputs["ProofTableName"]),
    )
    return unrepaired_days(first, last, tables)
