"""Which queues each function sends to and takes from."""

import pytest

from template.references import mentions, outputs_in, role_of, statements_of


def test_the_webhook_reaches_no_queue_of_location_days(statements):
    assert outputs_in(statements_of(statements, "WebhooksRole"), "Queue") == {"Queues.QuickBooksChangeQueueArn"}


def test_a_queue_that_a_function_sends_to_or_takes_from_is_one_it_knows(statements, functions):
    """The worker knows its queues from its event sources, plan_syncs its dead letters from its invoke configuration."""
    for name, properties in functions.items():
        reached = outputs_in(statements_of(statements, role_of(name)), "Queues")
        assert all(mentions(properties, queue.partition(".")[2].removesuffix("Arn")) for queue in reached), name


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
    sent_to = outputs_in(statements_of(statements, role, action="sqs:SendMessage"))

    assert sent_to == {f"Queues.{queue}Arn" for queue in queues}
