"""What AWS and Intuit charge: a list to be renewed, with the date on which it was written down.

AWS: the public on-demand list of us-east-1, first tier, without free tiers, taxes, savings plans or credits, whose
source is the pricing page of each service (aws.amazon.com/<service>/pricing). It was written down from what is known of
that list; only Lambda and DynamoDB were compared with what others publish. Intuit: the tiers of docs/quickbooks.md 2.9,
of which those above the first have one source only. To renew it: open each page, choose US East (N. Virginia), correct
the figures, `AS_OF` and the list in `test_bill.py`, and run `make cost`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

AS_OF = "2026-11-30"
_MILLION = 1_000_000


class Unit(StrEnum):
    """What is charged, by the name of its service."""

    LAMBDA_INVOCATION = "Lambda: invocations"
    LAMBDA_GB_SECOND = "Lambda: GB-seconds, arm64"
    WRITE_UNIT = "DynamoDB: write units"
    READ_UNIT = "DynamoDB: read units"
    STORED_GB_MONTH = "DynamoDB: GB-months, with point-in-time recovery"
    SQS_REQUEST = "SQS: requests"
    KMS_REQUEST = "KMS: requests"
    KMS_KEY_MONTH = "KMS: key-months"
    SECRET_READ = "Secrets Manager: reads"
    SECRET_MONTH = "Secrets Manager: secret-months"
    SCHEDULE_FIRED = "Scheduler: calls"
    API_REQUEST = "API Gateway: requests"
    METRIC_MONTH = "CloudWatch: custom metrics"
    ALARM_METRIC_MONTH = "CloudWatch: metrics of alarms"
    DASHBOARD_MONTH = "CloudWatch: dashboards"
    LOG_GB = "CloudWatch: GB of log lines"
    SENT_GB = "Data transfer: GB to vendors"

    @property
    def service(self) -> str:
        """The service whose bill it is on."""
        return self.partition(":")[0]


DOLLARS: Mapping[Unit, float] = {
    Unit.LAMBDA_INVOCATION: 0.20 / _MILLION,
    Unit.LAMBDA_GB_SECOND: 0.0000133334,
    Unit.WRITE_UNIT: 0.625 / _MILLION,
    Unit.READ_UNIT: 0.125 / _MILLION,
    # The table 0.25, its recovery 0.20.
    Unit.STORED_GB_MONTH: 0.45,
    Unit.SQS_REQUEST: 0.40 / _MILLION,
    Unit.KMS_REQUEST: 0.03 / 10_000,
    Unit.KMS_KEY_MONTH: 1.00,
    Unit.SECRET_READ: 0.05 / 10_000,
    Unit.SECRET_MONTH: 0.40,
    Unit.SCHEDULE_FIRED: 1.00 / _MILLION,
    Unit.API_REQUEST: 1.00 / _MILLION,
    Unit.METRIC_MONTH: 0.30,
    Unit.ALARM_METRIC_MONTH: 0.10,
    Unit.DASHBOARD_MONTH: 3.00,
    Unit.LOG_GB: 0.50,
    Unit.SENT_GB: 0.09,
}


@dataclass(frozen=True)
class Tier:
    """One of Intuit's tiers: reads a month, dollars a month, and dollars for each thousand reads more, if sold."""

    name: str
    reads: int
    dollars: float
    per_thousand_more: float | None = None


TIERS = (
    Tier("Builder", 500_000, 0.0),
    Tier("Silver", 1_000_000, 300.0),
    Tier("Gold", 10_000_000, 1_700.0),
    Tier("Platinum", 75_000_000, 4_500.0, per_thousand_more=0.25),
)


def intuit_fee(reads: float) -> tuple[str, float]:
    """The first tier that so many metered reads a month fit into, and its dollars."""
    for tier in TIERS:
        if reads <= tier.reads:
            return tier.name, tier.dollars
    last = TIERS[-1]
    return last.name, last.dollars + (reads - last.reads) / 1000 * (last.per_thousand_more or 0.0)
