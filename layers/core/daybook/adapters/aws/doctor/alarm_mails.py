"""Checks that operators get the mails of alarms: each of them carries a link that ends the subscription."""

from collections.abc import Iterator
from datetime import timedelta

from daybook.adapters.aws.doctor.deployment import Deployment
from daybook.application.operating.findings import Finding, ok, wrong
from daybook.application.ports import Clock
from daybook.domain.words import noted

ALARM_MAILS = noted("mails of alarms")
# In the place of an address of the subscription, as SNS lists it.
_PENDING = "PendingConfirmation"
_LOOKED_BACK = timedelta(days=1)
_SUBSCRIBE = noted("aws sns subscribe --topic-arn {topic} --protocol email --notification-endpoint {address}")


class AlarmMailChecks:
    """Reads who has subscribed to the alarms, and how many of their mails failed of late."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def alarm_mails(self, deployment: Deployment) -> Iterator[Finding]:
        """AlarmEmail and every other subscriber have confirmed, and no mail failed of late."""
        topic = deployment.outputs["AlarmTopicArn"]
        pages = deployment.clients.of_operators("sns").get_paginator("list_subscriptions_by_topic")
        listed = [each for page in pages.paginate(TopicArn=topic) for each in page["Subscriptions"]]
        arns = {each["Endpoint"]: each["SubscriptionArn"] for each in listed}
        wanted = deployment.parameters.get("AlarmEmail", "")
        found = [*_unheard(arns, wanted, topic), *self._failed(deployment, topic)]
        yield from found
        if not found and not arns:
            yield ok(ALARM_MAILS, noted("none are sent: AlarmEmail is empty, and no address has subscribed"))
        elif not found:
            yield ok(ALARM_MAILS, noted("confirmed by {who}"), who=", ".join(sorted(arns)))

    def _failed(self, deployment: Deployment, topic: str) -> Iterator[Finding]:
        now = self._clock.now()
        told = deployment.clients.of_operators("cloudwatch").get_metric_statistics(
            Namespace="AWS/SNS",
            MetricName="NumberOfNotificationsFailed",
            Dimensions=[{"Name": "TopicName", "Value": topic.rpartition(":")[2]}],
            StartTime=now - _LOOKED_BACK,
            EndTime=now,
            Period=int(_LOOKED_BACK.total_seconds()),
            Statistics=["Sum"],
        )
        count = int(sum(each["Sum"] for each in told["Datapoints"]))
        if count:
            step = noted("see that the mailbox takes mails; name another with AlarmEmail and deploy again")
            yield wrong(ALARM_MAILS, noted("{count} failed within a day"), step, count=count)


def _unheard(arns: dict[str, str], wanted: str, topic: str) -> Iterator[Finding]:
    for address, arn in arns.items():
        if arn == _PENDING:
            step = noted("click the link in the mail of AWS to {address}; it is good for two days")
            yield wrong(ALARM_MAILS, noted("{address} has not confirmed them and gets none"), step, address=address)
    if wanted and wanted not in arns:
        told = noted("{address} has ended them, or let the confirmation lapse, and gets none")
        yield wrong(ALARM_MAILS, told, _SUBSCRIBE, address=wanted, topic=topic)
