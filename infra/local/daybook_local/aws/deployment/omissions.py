"""Properties that the emulator's CloudFormation drops without a word, set once more by a call of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from daybook_local.aws.deployment.template import LocalTemplate
from daybook_local.aws.deployment.template_file import TemplateError
from daybook_local.aws.gateway.http_api import API

if TYPE_CHECKING:
    from collections.abc import Mapping

    from daybook_local.aws.clients import LocalAws

_TABLE = "AWS::DynamoDB::Table"
_SCHEDULE = "AWS::Scheduler::Schedule"
# What GetSchedule answers and UpdateSchedule takes back.
_SCHEDULE_FIELDS = ("Name", "GroupName", "ScheduleExpression", "State", "Description", "Target", "FlexibleTimeWindow")
_SCHEDULE_DROPPED = ("ScheduleExpressionTimezone", "StartDate", "EndDate", "ActionAfterCompletion")


def supply_omissions(
    aws: LocalAws, template: LocalTemplate, ids: Mapping[str, str], parameters: Mapping[str, str]
) -> None:
    """Set CORS of HTTP APIs, TTL and recovery of tables, zone and dates of schedules. ``ids``: logical -> physical."""
    for logical_id, properties in template.resources_of(API):
        if logical_id in ids and properties.get("CorsConfiguration"):
            cors = _plain(properties["CorsConfiguration"], parameters)
            aws.apigatewayv2.update_api(ApiId=ids[logical_id], CorsConfiguration=cors)
    for logical_id, properties in template.resources_of(_TABLE):
        if logical_id in ids and properties.get("TimeToLiveSpecification"):
            _set_time_to_live(aws, ids[logical_id], properties["TimeToLiveSpecification"])
        if logical_id in ids and properties.get("PointInTimeRecoverySpecification"):
            wanted = _plain(properties["PointInTimeRecoverySpecification"], parameters)
            _set_recovery(aws, ids[logical_id], wanted)
    for logical_id, properties in template.resources_of(_SCHEDULE):
        dropped = {key: properties[key] for key in _SCHEDULE_DROPPED if key in properties}
        if logical_id in ids and dropped:
            group = _plain(properties.get("GroupName", "default"), parameters, ids)
            _set_schedule(aws, ids[logical_id], group, _plain(dropped, parameters))


def _set_time_to_live(aws: LocalAws, table: str, wanted: dict[str, Any]) -> None:
    status = aws.dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]["TimeToLiveStatus"]
    if wanted.get("Enabled") in (True, "true") and status == "DISABLED":
        aws.dynamodb.update_time_to_live(
            TableName=table,
            TimeToLiveSpecification={"Enabled": True, "AttributeName": wanted["AttributeName"]},
        )


def _set_recovery(aws: LocalAws, table: str, wanted: dict[str, Any]) -> None:
    days = {key: int(value) for key, value in wanted.items() if key == "RecoveryPeriodInDays"}  # a parameter is text
    specification: Any = {**wanted, **days}
    aws.dynamodb.update_continuous_backups(TableName=table, PointInTimeRecoverySpecification=specification)


def _set_schedule(aws: LocalAws, name: str, group: str, dropped: dict[str, Any]) -> None:
    schedule: dict[str, Any] = dict(aws.scheduler.get_schedule(Name=name, GroupName=group))
    kept = {key: schedule[key] for key in _SCHEDULE_FIELDS if key in schedule}
    aws.scheduler.update_schedule(**(kept | dropped))


def _plain(value: Any, parameters: Mapping[str, str], ids: Mapping[str, str] | None = None) -> Any:
    """``value`` with Refs replaced; any other intrinsic function is for CloudFormation alone."""
    if isinstance(value, list):
        return [_plain(inner, parameters, ids) for inner in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Ref"}:
        known = {**parameters, **(ids or {})}
        if value["Ref"] in known:
            return known[value["Ref"]]
    if any(key == "Ref" or key.startswith("Fn::") for key in value):
        raise TemplateError(f"The local AWS can only follow a Ref to a parameter or a resource here, not {value}")
    return {key: _plain(inner, parameters, ids) for key, inner in value.items()}
