"""The arithmetic of `make cost`, worked by hand."""

import pytest

from bench.cost.__main__ import goals
from bench.cost.bill import DAYS_A_MONTH, Waiting, busy_seconds, by_service, cents, location_month, units_of
from bench.cost.prices import DOLLARS, Unit, intuit_fee
from bench.cost.stack import ROOT, StackMonth, stack_month
from bench.one_day.counted import Counted
from bench.one_day.spent import Shares, Use

MILLION = 1_000_000
# As the pages of AWS say it: so many for so much.
LISTED = {
    Unit.LAMBDA_INVOCATION: (MILLION, 0.20),
    Unit.LAMBDA_GB_SECOND: (7_500, 0.10),
    Unit.WRITE_UNIT: (MILLION, 0.625),
    Unit.READ_UNIT: (MILLION, 0.125),
    Unit.STORED_GB_MONTH: (1, 0.25 + 0.20),
    Unit.SQS_REQUEST: (MILLION, 0.40),
    Unit.KMS_REQUEST: (10_000, 0.03),
    Unit.KMS_KEY_MONTH: (1, 1.00),
    Unit.SECRET_READ: (10_000, 0.05),
    Unit.SECRET_MONTH: (1, 0.40),
    Unit.SCHEDULE_FIRED: (MILLION, 1.00),
    Unit.API_REQUEST: (MILLION, 1.00),
    Unit.METRIC_MONTH: (1, 0.30),
    Unit.ALARM_METRIC_MONTH: (10, 1.00),
    Unit.DASHBOARD_MONTH: (1, 3.00),
    Unit.LOG_GB: (1, 0.50),
    Unit.SENT_GB: (1, 0.09),
}
STACK = StackMonth(
    memory_mb=1769,
    metrics=10,
    defined_metrics=45,
    alarm_metrics=20,
    dashboards=1,
    secrets=4,
    keys=2,
    idle_polls_a_day=1_000,
)
WAITING = Waiting(vendor=0.3, aws=0.005)


@pytest.mark.parametrize("unit", Unit)
def test_each_price_is_that_of_the_list(unit):
    many, dollars = LISTED[unit]

    assert DOLLARS[unit] * many == pytest.approx(dollars, rel=1e-4)


def test_an_invocation_takes_what_it_waits_for_and_its_own_work_on_its_share_of_a_processor():
    use = Use(round_trips=10.0, aws_calls=20.0, cpu_seconds=0.2)

    assert busy_seconds(use, 1769, WAITING) == pytest.approx(3.0 + 0.1 + 0.2)
    assert busy_seconds(use, 512, WAITING) == pytest.approx(3.0 + 0.1 + 0.2 * 1769 / 512)
    assert busy_seconds(use, 3538, WAITING) == pytest.approx(3.3), "one thread has no use for a second processor"


def test_a_use_becomes_units():
    use = Use(
        requests={
            ("dynamodb", "GetItem"): 5.0,
            ("sqs", "SendMessageBatch"): 2.0,
            ("sqs", "DeleteMessage"): 1.0,
            ("kms", "Decrypt"): 4.0,
            ("secretsmanager", "GetSecretValue"): 1.0,
            ("scheduler", "Firing"): 1.0,
            ("scheduler", "GetSchedule"): 9.0,
            ("apigateway", "Request"): 3.0,
        },
        runs={"post_location_day": 2.0},
        round_trips=10.0,
        read_units=2.5,
        write_units=7.0,
        sent_bytes=2e9,
        log_bytes=1e9,
        log_lines=100.0,
    )

    assert units_of(use, 1024, WAITING) == pytest.approx(
        {
            Unit.LAMBDA_INVOCATION: 2.0,
            Unit.LAMBDA_GB_SECOND: 3.0,
            Unit.WRITE_UNIT: 7.0,
            Unit.READ_UNIT: 2.5,
            Unit.SQS_REQUEST: 3.0,
            Unit.KMS_REQUEST: 4.0,
            Unit.SECRET_READ: 1.0,
            Unit.SCHEDULE_FIRED: 1.0,
            Unit.API_REQUEST: 3.0,
            Unit.LOG_GB: 1.0 + (2 * 300 + (100 + 2 * 3) * 26) / 1e9,
            Unit.SENT_GB: 2.0,
        }
    )


def test_a_location_month_is_a_month_of_days_and_its_share_of_the_stack():
    day = Shares(each=Use(write_units=100.0), anyway=Use(requests={("sqs", "SendMessage"): 2_000.0}))

    units = location_month([day, day], STACK, 2e6, 1_000, WAITING)

    assert units[Unit.WRITE_UNIT] == pytest.approx(200 * 30.4375)
    assert units[Unit.SQS_REQUEST] == pytest.approx((2 * 2_000 + 1_000) / 1_000 * 30.4375)
    assert units[Unit.STORED_GB_MONTH] == pytest.approx(2e6 * 365 / 1e9)
    costs = cents(units)
    assert costs[Unit.WRITE_UNIT] == pytest.approx(100 * 6087.5 * 0.625 / MILLION)
    assert by_service(costs)["CloudWatch"] == pytest.approx(100 * (10 * 0.30 + 20 * 0.10 + 3.00) / 1_000)
    assert by_service(costs)["KMS"] == pytest.approx(100 * 2 / 1_000)
    assert sum(by_service(costs).values()) == pytest.approx(sum(costs.values()))
    assert DAYS_A_MONTH == 30.4375


def test_services_stand_with_the_dearest_first():
    costs = {Unit.SQS_REQUEST: 1.0, Unit.WRITE_UNIT: 2.0, Unit.READ_UNIT: 2.0}

    assert list(by_service(costs).items()) == [("DynamoDB", 4.0), ("SQS", 1.0)]


@pytest.mark.parametrize(
    ("reads", "tier", "dollars"),
    [
        (0, "Builder", 0),
        (500_000, "Builder", 0),
        (500_001, "Silver", 300),
        (1_000_001, "Gold", 1_700),
        (75_000_000, "Platinum", 4_500),
        (76_000_000, "Platinum", 4_500 + 250),
    ],
)
def test_intuit_takes_the_fee_of_the_first_tier_that_the_reads_fit_into(reads, tier, dollars):
    assert intuit_fee(reads) == (tier, dollars)


def test_a_missed_goal_is_said_and_names_its_largest_part():
    parts = {
        "planning": Shares(Use(requests={("dynamodb", "GetItem"): 4.0, ("sqs", "SendMessage"): 2.0}), Use()),
        "seven re-reads": Shares(Use(requests={("dynamodb", "GetItem"): 12.0}), Use()),
    }
    day = Counted(parts, {}, frozenset(), 0.0)
    costs = {
        1_000: {Unit.WRITE_UNIT: 0.75, Unit.METRIC_MONTH: 0.25},
        100_000: {Unit.WRITE_UNIT: 0.2, Unit.READ_UNIT: 0.1, Unit.SQS_REQUEST: 0.25},
    }

    told = {goal.what: goal for goal in goals(day, STACK, costs)}

    assert told["AWS cents per location-month, 1,000 merchants"].met
    dear = told["AWS cents per location-month, 100,000 merchants"]
    assert (dear.figure, dear.goal, dear.met) == (0.55, 0.4, False)
    assert dear.note == "DynamoDB: 0.3 cents of 0.55; write units: 0.2"
    requests = told["DynamoDB requests per location-day, 1,000 merchants"]
    assert (requests.figure, requests.goal, requests.met) == (16.0, 15, False)
    assert requests.note.startswith("seven re-reads: 12 ")
    assert told["SQS requests per location-day, 1,000 merchants"].met
    assert told["custom metrics"].figure == 45


def test_what_a_stack_has_is_read_from_its_templates():
    text = "".join(path.read_text("utf-8") for path in (ROOT / "template.yaml", *(ROOT / "infra/aws").glob("*.yaml")))
    stack = stack_month(frozenset({"LocationDayPosted"}))

    assert stack.secrets == text.count("Type: AWS::SecretsManager::Secret\n")
    assert stack.keys == text.count("Type: AWS::KMS::Key\n")
    assert stack.metrics == 1
    assert stack.alarm_metrics == (ROOT / "infra/aws/alarms.yaml").read_text("utf-8").count("MetricName:")
    assert stack.idle_polls_a_day == text.count("Type: SQS\n") * 5 * 3 * 60 * 24
