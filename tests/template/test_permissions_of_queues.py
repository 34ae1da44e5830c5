"""Which queues each function sends to and takes from."""

import pytest

from template.references import as_list, mentions, output_of


def test_the_webhook_reaches_no_queue_of_location_days(statements):
    queues = {
        output_of(resource)
        for role, statement in statements
        if role == "WebhooksRole"
        for resource in as_list(statement["Resource"])
        if mentions(resource, "Queue")
    }

    assert queues == {"Queues.QuickBooksChangeQueueArn"}


def test_a_queue_that_a_function_sends_to_or_takes_from_is_one_it_knows(statements, functions):
    """The worker knows its queues from its event sources, plan_syncs its dead letters from its invoke configuration."""
    for name, properties in functions.items():
        reached = {
            output_of(resource).removesuffix("Arn")
            for role, statement in statements
            if role == name.replace("Function", "Role")
            for resource in as_list(statement["Resource"])
            if mentions(resource, "Queues")
        }
        assert all(mentions(properties, queue.partition(".")[2]) for queue in reached), name


LANES = {"LocationDay", "Backfill", "Reread"}


@pytest.mark.parametrize(
    ("role", "queues"),
    [
        # What people ask for on the pages is history; a merchant who comes back too.
        ("ConnectRole", {"BackfillQueue"}),
        ("PortalRole", {"BackfillQueue"}),
        ("PlanSyncsRole", {"LocationDayQueue", "RereadQueue", "PlanSyncsDeadLetterQueue"}),
        ("WatchdogRole", {"LocationDayQueue", "BackfillQueue", "WatchdogDeadLetterQueue"}),
        # The worker makes no work: it can only give up what it has.
        ("PostLocationDayRole", {f"{lane}DeadLetterQueue" for lane in LANES}),
        ("ReplayDeadLettersRole", {f"{lane}Queue" for lane in LANES} | {"QuickBooksChangeQueue"}),
        ("WebhooksRole", {"QuickBooksChangeQueue"}),
    ],
)
def test_a_function_sends_to_the_lanes_of_its_causes_and_to_no_other(statements, role, queues):
    sent_to = {
        output_of(resource).removeprefix("Queues.").removesuffix("Arn")
        for owner, statement in statements
        if owner == role and "sqs:SendMessage" in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
    }

    assert sent_to == queues
