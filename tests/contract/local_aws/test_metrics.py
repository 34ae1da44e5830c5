"""Log lines and queues become metrics, and alarms move with them."""

from datetime import UTC, datetime, timedelta

import pytest

from daybook_local.aws.metrics.metrics import MetricsCollector
from local_stack import eventually

pytestmark = pytest.mark.loopback


def total(aws, namespace, name, dimensions=()):
    now = datetime.now(UTC)
    answer = aws.cloudwatch.get_metric_statistics(
        Namespace=namespace,
        MetricName=name,
        Dimensions=[{"Name": key, "Value": value} for key, value in dimensions],
        StartTime=now - timedelta(hours=1),
        EndTime=now + timedelta(minutes=1),
        Period=3600,
        Statistics=["Sum"],
    )
    return sum(point["Sum"] for point in answer["Datapoints"])


def test_embedded_metrics_and_metric_filters_count_each_line_once(aws, stack):
    collector = MetricsCollector(aws)
    collector.collect()
    ticked, failed = total(aws, "Sample", "Ticked", [("Shop", "shop-1")]), total(aws, "Sample", "TickFailed")
    name = stack.outputs["TickFunctionName"]
    for payload in (b'{"level": "ERROR"}', b'{"level": "INFO"}'):
        aws.functions.invoke(FunctionName=name, Payload=payload)

    eventually(lambda: collector.collect() and total(aws, "Sample", "Ticked", [("Shop", "shop-1")]) == ticked + 2)
    collector.collect()

    assert total(aws, "Sample", "Ticked", [("Shop", "shop-1")]) == ticked + 2
    assert total(aws, "Sample", "TickFailed") == failed + 1


def test_what_a_queue_started_is_measured_as_what_a_caller_waited_for(aws, stack):
    """A body that is no JSON makes the function raise: on AWS that is an error of the function."""
    of_work = [("FunctionName", stack.deployment.resources["WorkFunction"])]
    of_tick = [("FunctionName", stack.outputs["TickFunctionName"])]
    failed, ticked = total(aws, "AWS/Lambda", "Errors", of_work), total(aws, "AWS/Lambda", "Invocations", of_tick)

    aws.sqs.send_message(QueueUrl=stack.outputs["WorkQueueUrl"], MessageBody="no JSON")
    aws.functions.invoke(FunctionName=stack.outputs["TickFunctionName"], Payload=b"{}")

    assert eventually(lambda: total(aws, "AWS/Lambda", "Errors", of_work) > failed)
    assert total(aws, "AWS/Lambda", "Invocations", of_tick) == ticked + 1
    # Other tests count what is buried: this message is, and goes.
    dead = stack.outputs["DeadLetterQueueUrl"]
    assert eventually(lambda: waiting(aws, dead) == 1, within=60)
    aws.sqs.purge_queue(QueueUrl=dead)


def waiting(aws, queue):
    name = "ApproximateNumberOfMessages"
    return int(aws.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=[name])["Attributes"][name])


def test_a_message_in_the_dead_letter_queue_raises_its_alarm(aws, stack):
    name = stack.deployment.resources["Observability.DeadLetterAlarm"]
    queue = stack.outputs["DeadLetterQueueUrl"]
    aws.sqs.send_message(QueueUrl=queue, MessageBody="dead")

    MetricsCollector(aws).collect()

    state = eventually(
        lambda: aws.cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]["StateValue"] == "ALARM"
    )
    aws.sqs.purge_queue(QueueUrl=queue)
    assert state


def test_a_message_is_as_old_as_the_clock_of_the_system_says(aws, stack):
    """Hours pass on that clock in seconds, and the alarm of a queue that is too old hears of it."""
    queue, times, heard = stack.outputs["DeadLetterQueueUrl"], [datetime.now(UTC)], []
    collector = MetricsCollector(aws, heard.extend, now=lambda: times[-1])
    aws.sqs.send_message(QueueUrl=queue, MessageBody="waits")
    collector.collect()
    times.append(times[-1] + timedelta(minutes=40))
    collector.collect()
    aws.sqs.purge_queue(QueueUrl=queue)
    collector.collect()

    name = queue.rsplit("/", 1)[1]
    of_queue = [each for each in heard if each.dimensions == {"QueueName": name}]
    ages = [each.value for each in of_queue if each.name == "ApproximateAgeOfOldestMessage"]

    assert ages == [0, 2400, 0]
