"""Checks which of the rights that `daybook` needs the operator has; IAM simulates them, nothing is done."""

from collections.abc import Iterator, Mapping

from daybook.adapters.aws.doctor.deployment import Deployment
from daybook.application.operating.findings import Finding, not_checked, ok, wrong
from daybook.domain.words import noted

RIGHTS = noted("your rights")
_TABLES = ("ConnectionTableName", "SyncLogTableName", "ProofTableName", "ClosingTableName", "SessionTableName")
_LANES = ("LocationDayQueueUrl", "BackfillQueueUrl", "RereadQueueUrl")
_LETTERS = (
    "LocationDayDeadLetterQueueUrl",
    "BackfillDeadLetterQueueUrl",
    "RereadDeadLetterQueueUrl",
    "PlanSyncsDeadLetterQueueUrl",
    "WatchdogDeadLetterQueueUrl",
    "QuickBooksChangeDeadLetterQueueUrl",
)
_OF_TABLES = ("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:Query")
_OF_LANES = ("sqs:SendMessage",)
_OF_LETTERS = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
_OF_THE_KEY = ("kms:Encrypt", "kms:Decrypt")
_OF_SCHEDULES = ("scheduler:ListSchedules", "scheduler:DeleteSchedule")


def rights(deployment: Deployment) -> Iterator[Finding]:
    """What the operator's commands do to tables, queues, key, secrets and schedules is allowed to the operator."""
    caller = deployment.clients.of_operators("sts").get_caller_identity()
    arn = caller["Arn"]
    if arn.endswith(":root"):
        yield ok(RIGHTS, noted("you are {who}, who may do everything"), who=arn)
        return
    principal = _principal(arn)
    if principal is None:
        yield not_checked(RIGHTS, noted("IAM simulates no rights of {who}"), who=arn)
        return
    iam = deployment.clients.of_operators("iam")
    missing: list[str] = []
    for actions, resources in _needed(deployment, arn, caller["Account"]).items():
        asked = {"PolicySourceArn": principal, "ActionNames": list(actions), "ResourceArns": list(resources)}
        pages = iam.get_paginator("simulate_principal_policy").paginate(**asked)
        results = [result for page in pages for result in page["EvaluationResults"]]
        missing += [result["EvalActionName"] for result in results if result["EvalDecision"] != "allowed"]
    if missing:
        told = ", ".join(sorted(set(missing)))
        step = noted("docs/deploying.md, 8: ask for the stack's OperatorPolicy")
        yield wrong(RIGHTS, noted("{who} lacks {actions}"), step, who=arn, actions=told)
    else:
        yield ok(RIGHTS, noted("{who} may do what the commands do"), who=arn)


def _principal(arn: str) -> str | None:
    """Whose policies IAM simulates: a user's own, or those of the role behind a session; None for any other."""
    head, _, name = arn.rpartition(":")
    kind, _, rest = name.partition("/")
    if kind == "user":
        return arn
    if kind != "assumed-role":
        return None
    return f"{head.replace(':sts:', ':iam:')}:role/{rest.partition('/')[0]}"


def _needed(deployment: Deployment, arn: str, account: str) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    outputs, partition = deployment.outputs, arn.split(":")[1]
    region = outputs["TokenKeyArn"].split(":")[3]
    place = f"{region}:{account}"
    tables = (f"arn:{partition}:dynamodb:{place}:table/{outputs[name]}" for name in _TABLES)

    def queues(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"arn:{partition}:sqs:{place}:{outputs[name].rpartition('/')[2]}" for name in names)

    group = f"arn:{partition}:scheduler:{place}:schedule/{outputs['ScheduleGroupName']}/*"
    return {
        _OF_TABLES: tuple(tables),
        _OF_LANES: queues(_LANES),
        _OF_LETTERS: queues(_LETTERS),
        _OF_THE_KEY: (outputs["TokenKeyArn"],),
        ("secretsmanager:GetSecretValue",): (outputs["IntuitSecretId"], outputs["TalechSecretId"]),
        _OF_SCHEDULES: (group,),
    }
