"""Wiring of the operator's command line: the systems of a deployed stack, found by its outputs."""

import os
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import get_session

from daybook.bootstrap import environment as names
from daybook.bootstrap.stores import LOG_GROUPS
from daybook.bootstrap.systems import Systems, systems

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient

STACK_VARIABLE = "DAYBOOK_STACK"
DEFAULT_STACK = "daybook"
_LOG_GROUPS = ("PlanSyncsLogGroupName", "PostLocationDayLogGroupName", "WatchdogLogGroupName", "PortalLogGroupName")

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
    names.QUICKBOOKS_CHANGE_QUEUE_URL: "QuickBooksChangeQueueUrl",
    names.QUICKBOOKS_CHANGE_DEAD_LETTER_QUEUE_URL: "QuickBooksChangeDeadLetterQueueUrl",
    names.PLAN_SYNCS_DEAD_LETTER_QUEUE_URL: "PlanSyncsDeadLetterQueueUrl",
    names.PLAN_SYNCS_FUNCTION_ARN: "PlanSyncsFunctionArn",
    names.WATCHDOG_DEAD_LETTER_QUEUE_URL: "WatchdogDeadLetterQueueUrl",
    names.WATCHDOG_FUNCTION_NAME: "WatchdogFunctionName",
    names.TOKEN_KEY_ARN: "TokenKeyArn",
    names.INTUIT_SECRET_ID: "IntuitSecretId",
    names.TALECH_SECRET_ID: "TalechSecretId",
    names.INTUIT_DISCOVERY_URL: "IntuitDiscoveryUrl",
    names.INTUIT_API_BASE_URL: "IntuitApiBaseUrl",
    names.TALECH_BASE_URL: "TalechBaseUrl",
}
# Without these no command works.
NEEDED_OUTPUTS = frozenset(_OUTPUTS.values())


class StackUnavailableError(RuntimeError):
    """The stack cannot be read: it is not deployed, is in another region or account, or AWS does not answer."""


def default_stack() -> str:
    """The default name of the stack."""
    return os.environ.get(STACK_VARIABLE, DEFAULT_STACK)


def open_stack(stack: str) -> Systems:
    """Set the environment from the outputs of a deployed stack, and return its systems.

    Raises:
        StackUnavailableError: it cannot be read; the text names the stack and what to check.
    """
    outputs = _outputs_of(stack)
    missing = sorted(NEEDED_OUTPUTS - outputs.keys())
    if missing:
        raise StackUnavailableError(f"stack {stack!r} has no output {', '.join(missing)}: deploy this release first")
    os.environ.update({setting: outputs[output] for setting, output in _OUTPUTS.items()})
    os.environ[LOG_GROUPS] = ",".join(outputs[name] for name in _LOG_GROUPS if name in outputs)
    return systems()


def _outputs_of(stack: str) -> dict[str, str]:
    try:
        client: CloudFormationClient = get_session().create_client("cloudformation")  # type: ignore[assignment]
        described = client.describe_stacks(StackName=stack)["Stacks"][0]
    except (BotoCoreError, ClientError) as error:
        raise StackUnavailableError(
            f"cannot read stack {stack!r}: {error}. Check --stack, your AWS region and credentials; "
            "for the local system paste the exports that `daybook-local run` prints"
        ) from error
    return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}
