"""Why a stack failed, in the words of the resource that failed first, wherever it is nested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daybook_local.aws.deployment.template import NESTED_STACK

if TYPE_CHECKING:
    from daybook_local.aws.clients import LocalAws


def failures_of(aws: LocalAws, stack_name: str) -> list[str]:
    """One text per failed resource, oldest first, e.g. ``Storage.ConnectionTable (AWS::DynamoDB::Table): ...``."""
    found: list[str] = []
    for event in reversed(aws.cloudformation.describe_stack_events(StackName=stack_name)["StackEvents"]):
        logical_id = event.get("LogicalResourceId", "")
        if not event.get("ResourceStatus", "").endswith("_FAILED") or logical_id == stack_name:
            continue
        inner = _failures_inside(aws, stack_name, logical_id) if event["ResourceType"] == NESTED_STACK else []
        found += inner or [
            f"{logical_id} ({event['ResourceType']}): {event.get('ResourceStatusReason', 'no reason given')}"
        ]
    return list(dict.fromkeys(found))


def _failures_inside(aws: LocalAws, parent: str, logical_id: str) -> list[str]:
    # A failed child has no physical id in its parent, but its name begins with both names.
    children = [
        stack["StackName"]
        for stack in aws.cloudformation.list_stacks()["StackSummaries"]
        if stack["StackName"].startswith(f"{parent}-{logical_id}-")
    ]
    return [f"{logical_id}.{failure}" for child in children for failure in failures_of(aws, child)]
