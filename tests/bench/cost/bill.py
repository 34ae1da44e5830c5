"""From what was counted to cents a location and month, by AWS service."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bench.cost.prices import DOLLARS, Unit
from bench.cost.stack import StackMonth
from bench.one_day.spent import Invocation, Shares, Use, weighed

DAYS_A_MONTH = 365.25 / 12
DAYS_KEPT = 365
_GB = 1e9
_FULL_CORE_MB = 1769
"""With so much memory a function has one whole processor (AWS Lambda Developer Guide, *Configure memory*)."""
_LINE_BYTES, _PLATFORM_LINES, _PLATFORM_BYTES = 26, 3, 300
"""CloudWatch adds 26 bytes to each line; Lambda writes START, END and REPORT around each invocation."""
_PLAIN = {
    "sqs": Unit.SQS_REQUEST,
    "kms": Unit.KMS_REQUEST,
    "secretsmanager": Unit.SECRET_READ,
    "apigateway": Unit.API_REQUEST,
}


@dataclass(frozen=True)
class Waiting:
    """How long what is waited for takes, in seconds: an answer of a vendor, and one of AWS."""

    vendor: float = 0.3
    aws: float = 0.005


def busy_seconds(use: Use | Invocation, memory_mb: int, waiting: Waiting) -> float:
    """How long the invocations take on Lambda: what they wait for, and their own work on a part of a processor."""
    own = use.cpu_seconds * max(1.0, _FULL_CORE_MB / memory_mb)
    return use.round_trips * waiting.vendor + use.aws_calls * waiting.aws + own


def units_of(use: Use, memory_mb: int, waiting: Waiting) -> dict[Unit, float]:
    """What a use is charged for."""
    runs = sum(use.runs.values())
    lines = (use.log_lines + _PLATFORM_LINES * runs) * _LINE_BYTES
    units = {
        Unit.LAMBDA_INVOCATION: runs,
        Unit.LAMBDA_GB_SECOND: busy_seconds(use, memory_mb, waiting) * memory_mb / 1024,
        Unit.WRITE_UNIT: use.write_units,
        Unit.READ_UNIT: use.read_units,
        Unit.SCHEDULE_FIRED: use.requests.get(("scheduler", "Firing"), 0.0),
        Unit.LOG_GB: (use.log_bytes + _PLATFORM_BYTES * runs + lines) / _GB,
        Unit.SENT_GB: use.sent_bytes / _GB,
    }
    return units | {unit: use.of_service(service) for service, unit in _PLAIN.items()}


def units_of_stack(month: StackMonth) -> dict[Unit, float]:
    """What a stack is charged for in a month without a single merchant."""
    return {
        Unit.METRIC_MONTH: month.metrics,
        Unit.ALARM_METRIC_MONTH: month.alarm_metrics,
        Unit.DASHBOARD_MONTH: month.dashboards,
        Unit.SECRET_MONTH: month.secrets,
        Unit.KMS_KEY_MONTH: month.keys,
        Unit.SQS_REQUEST: month.idle_polls_a_day * DAYS_A_MONTH,
    }


def location_month(
    parts: Iterable[Shares], stack: StackMonth, stored_bytes: float, locations: int, waiting: Waiting
) -> dict[Unit, float]:
    """What one location of a stack is charged for in a month; its rows are those of a year."""
    day = weighed((1.0, part.per_location(locations)) for part in parts)
    units = {unit: number * DAYS_A_MONTH for unit, number in units_of(day, stack.memory_mb, waiting).items()}
    for unit, number in units_of_stack(stack).items():
        units[unit] = units.get(unit, 0.0) + number / locations
    units[Unit.STORED_GB_MONTH] = stored_bytes * DAYS_KEPT / _GB
    return units


def cents(units: Mapping[Unit, float]) -> dict[Unit, float]:
    """What units cost, in cents."""
    return {unit: 100 * number * DOLLARS[unit] for unit, number in units.items()}


def by_service(costs: Mapping[Unit, float]) -> dict[str, float]:
    """The same by service, the dearest first."""
    sums: dict[str, float] = {}
    for unit, cost in costs.items():
        sums[unit.service] = sums.get(unit.service, 0.0) + cost
    return dict(sorted(sums.items(), key=lambda each: -each[1]))
