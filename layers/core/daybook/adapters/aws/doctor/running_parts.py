"""Checks of what runs by itself: schedules, dead letters, and the workers' room in the account."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from daybook.adapters.aws.closings.schedules import schedule_name
from daybook.adapters.aws.doctor.deployment import Deployment, code_of
from daybook.application.operating.findings import Finding, ok, wrong
from daybook.domain.sync.closing import ExpectedClosing
from daybook.domain.words import noted

SCHEDULES = noted("schedules")
DEAD_LETTERS = noted("dead letters")
CONCURRENCY = noted("concurrency")
_ABSENT = "ResourceNotFoundException"
_WORKERS_OF_A_POLLER = 10
_LANES = ("LocationDayQueueArn", "BackfillQueueArn", "RereadQueueArn")
_DEAD_LETTER_QUEUES = {
    "daily": "LocationDayDeadLetterQueueUrl",
    "backfill": "BackfillDeadLetterQueueUrl",
    "reread": "RereadDeadLetterQueueUrl",
    "closings": "PlanSyncsDeadLetterQueueUrl",
    "notices": "QuickBooksChangeDeadLetterQueueUrl",
    "watchdog": "WatchdogDeadLetterQueueUrl",
}


class ScheduleChecks:
    """Compares the schedules at Scheduler with the closings that are expected next."""

    def __init__(self, expected: Callable[[Deployment], Iterable[ExpectedClosing]]) -> None:
        """`expected` reads the next closing of every merchant."""
        self._expected = expected

    def schedules(self, deployment: Deployment) -> Iterator[Finding]:
        """The watchdog's schedule and one for each closing of every merchant are there and enabled."""
        watchdog = tuple(_of_the_watchdog(deployment))
        yield from watchdog
        group = deployment.outputs["ScheduleGroupName"]
        pages = deployment.clients.scheduler.get_paginator("list_schedules").paginate(GroupName=group)
        found = {each["Name"]: each.get("State", "") for page in pages for each in page["Schedules"]}
        off = [name for name, state in found.items() if state != "ENABLED"]
        step = noted("Scheduler console, group {group}: enable it")
        for name in off:
            yield wrong(SCHEDULES, noted("a closing's schedule {name} is off"), step, name=name, group=group)
        gone = [
            each for each in self._expected(deployment) if schedule_name(each.merchant_id, each.closing) not in found
        ]
        for each in gone:
            told = {"merchant": each.merchant_id, "at": f"{each.closing.at:%H:%M}", "zone": each.closing.zone}
            step = noted("wait for the next look of the watchdog, which makes it; then see its newest error")
            yield wrong(SCHEDULES, noted("{merchant} has no schedule at {at} {zone}"), step, **told)
        if not (watchdog or off or gone):
            count = 1 + len(found)
            yield ok(SCHEDULES, noted("the watchdog's and those of closings are enabled: {count}"), count=count)


def _of_the_watchdog(deployment: Deployment) -> Iterator[Finding]:
    name = deployment.physical_id("WatchdogSchedule").rpartition("/")[2]
    try:
        is_enabled = deployment.clients.scheduler.get_schedule(Name=name)["State"] == "ENABLED"
    except ClientError as error:
        if code_of(error) != _ABSENT:
            raise
        is_enabled = False
    if not is_enabled:
        step = noted("Scheduler console: enable it; if it is gone, deploy again")
        yield wrong(SCHEDULES, noted("the watchdog's schedule {name} is not enabled"), step, name=name)


def dead_letters(deployment: Deployment) -> Iterator[Finding]:
    """No queue of dead letters holds one."""
    waiting = {name: _waiting(deployment, output) for name, output in _DEAD_LETTER_QUEUES.items()}
    for name, count in waiting.items():
        if count:
            step = noted("daybook replay list --queue {queue}")
            yield wrong(DEAD_LETTERS, noted("{count} in {queue}"), step, count=count, queue=name)
    if not any(waiting.values()):
        yield ok(DEAD_LETTERS, noted("none in {count} queues"), count=len(waiting))


def concurrency(deployment: Deployment) -> Iterator[Finding]:
    """The lanes of the worker are on, and together leave room for the pages in the account's quota."""
    functions: Any = deployment.clients.functions
    worker = deployment.outputs["PostLocationDayFunctionName"]
    # By their queues: triggers are those of an alias of the worker, and are not listed by the worker's name.
    asked = (functions.list_event_source_mappings(EventSourceArn=deployment.outputs[queue]) for queue in _LANES)
    mappings = [mapping for answer in asked for mapping in answer["EventSourceMappings"]]
    off = [each for each in mappings if each.get("State") not in {"Enabled", "Enabling", "Updating"}]
    for each in off:
        queue = each["EventSourceArn"].rpartition(":")[2]
        step = noted("Lambda console, {worker}, triggers: enable it")
        yield wrong(CONCURRENCY, noted("the trigger of {queue} is off"), step, queue=queue, worker=worker)
    if not mappings:
        yield wrong(CONCURRENCY, noted("{worker} has no trigger"), noted("deploy this release again"), worker=worker)
    quota = functions.get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    lanes = sum(_most_of(mapping) for mapping in mappings)
    told = {"lanes": lanes, "quota": quota}
    if lanes >= quota:
        step = noted("lower DailyMaximumConcurrency and its neighbours, or ask AWS for a higher quota")
        yield wrong(CONCURRENCY, noted("the lanes take {lanes} of {quota}: no page is left any"), step, **told)
    elif mappings and not off:
        yield ok(CONCURRENCY, noted("the lanes take {lanes} of {quota} invocations at once"), **told)


def _most_of(mapping: Any) -> int:
    """The most workers of a lane: its limit, or ten for each of its provisioned pollers (Lambda Developer Guide)."""
    pollers = mapping.get("ProvisionedPollerConfig", {}).get("MaximumPollers", 0)
    limit = mapping.get("ScalingConfig", {}).get("MaximumConcurrency", 0)
    return int(limit or pollers * _WORKERS_OF_A_POLLER)


def _waiting(deployment: Deployment, output: str) -> int:
    sqs, url = deployment.clients.sqs, deployment.outputs[output]
    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    return int(answer["Attributes"]["ApproximateNumberOfMessages"])
