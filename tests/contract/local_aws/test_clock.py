"""One clock for the local system: when it is moved, functions, queues, schedules and simulators know it at once."""

import io
import json
import os
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
import pytest_socket
import requests

from daybook_local.aws.clients import ACCESS_KEY, REGION, SECRET_KEY, LocalAws
from daybook_local.aws.emulator.emulator import Emulator
from daybook_local.aws.schedules.schedules import Schedules, run_schedules
from daybook_local.clock import SharedClock, followed
from daybook_local.demo.sequels.passing_time import PassingTime
from daybook_local.system.child import Child
from local_stack import LOOPBACK, eventually

pytestmark = pytest.mark.loopback

A_MOMENT = timedelta(minutes=2)
FUNCTION = """
import time
from datetime import date, datetime, timezone
import boto3

def handler(event, context):
    told = {
        "time.time": time.time(),
        "time.time_ns": time.time_ns() / 1e9,
        "time.gmtime": datetime(*time.gmtime()[:6], tzinfo=timezone.utc).timestamp(),
        "datetime.now": datetime.now(timezone.utc).timestamp(),
        "datetime.utcnow": datetime.utcnow().replace(tzinfo=timezone.utc).timestamp(),
        "datetime.today": datetime.today().timestamp(),
    }
    account = boto3.client("sts").get_caller_identity()["Account"]
    return {"told": told, "today": str(date.today()), "account": account}
"""
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    return SharedClock.begin(tmp_path_factory.mktemp("clock") / "clock")


@pytest.fixture(scope="module")
def aws(clock, tmp_path_factory):
    """A local AWS that checks signatures, so that one signed at another time would be refused."""
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)
    log = tmp_path_factory.mktemp("clocked-aws") / "emulator.log"
    with Emulator(log, clock=clock.file) as emulator, closing(LocalAws(emulator.endpoint)) as aws:
        yield aws


@pytest.fixture(scope="module")
def ask(aws):
    """What a function says of the time; the second call meets the process of the first."""
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("handler.py", FUNCTION)
    keys: Any = {"aws_access_key_id": ACCESS_KEY, "aws_secret_access_key": SECRET_KEY, "region_name": REGION}
    with closing(boto3.client("iam", endpoint_url=aws.endpoint, **keys)) as iam:
        role = iam.create_role(RoleName="clock", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    runtime = f"python{sys.version_info.major}.{sys.version_info.minor}"
    aws.functions.create_function(
        FunctionName="clock",
        Runtime=runtime,
        Role=role,
        Handler="handler.handler",
        Code={"ZipFile": code.getvalue()},
        Timeout=30,
    )

    def ask():
        answer = aws.functions.invoke(FunctionName="clock")
        told = json.loads(answer["Payload"].read())
        assert "FunctionError" not in answer, told
        return told

    return ask


@pytest.fixture
def queue(aws):
    url = aws.sqs.create_queue(QueueName="clocked")["QueueUrl"]
    yield url
    aws.sqs.delete_queue(QueueUrl=url)


def received(aws, url, **how):
    return [message["Body"] for message in aws.sqs.receive_message(QueueUrl=url, **how).get("Messages", [])]


def test_the_clock_is_the_machines_until_it_is_moved_and_never_goes_back(tmp_path):
    clock = SharedClock.begin(tmp_path / "clock")
    assert abs(clock.now() - datetime.now(UTC)) < A_MOMENT

    clock.advance(hours=3)
    clock.advance(days=1, minutes=5)

    assert clock.offset == SharedClock(clock.file).offset == timedelta(days=1, hours=3, minutes=5)
    with pytest.raises(ValueError, match="forward only"):
        clock.advance(hours=-1)


def test_a_running_function_lives_in_the_moved_time_and_its_calls_are_taken(ask, clock):
    before = ask()
    for name, told in before["told"].items():
        assert abs(told - clock.now().timestamp()) < A_MOMENT.total_seconds(), name

    clock.advance(hours=30)

    after = ask()
    for name, told in after["told"].items():
        assert abs(told - clock.now().timestamp()) < A_MOMENT.total_seconds(), name
    assert after["today"] > before["today"]
    assert after["account"] == before["account"]


def test_a_delayed_message_becomes_visible_when_its_time_has_passed(aws, queue, clock):
    aws.sqs.send_message(QueueUrl=queue, MessageBody="later", DelaySeconds=900)
    assert received(aws, queue) == []

    clock.advance(minutes=15)

    assert received(aws, queue) == ["later"]


def test_a_hidden_message_becomes_visible_when_its_time_has_passed(aws, queue, clock):
    aws.sqs.send_message(QueueUrl=queue, MessageBody="again")
    assert received(aws, queue, VisibilityTimeout=600) == ["again"]
    assert received(aws, queue) == []

    clock.advance(minutes=10)

    assert received(aws, queue) == ["again"]


def closes_in_two_hours(aws, queue, clock, name):
    """A schedule that writes into the queue."""
    due = clock.now() + timedelta(hours=2)
    arn = aws.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    aws.scheduler.create_schedule(
        Name=name,
        ScheduleExpression=f"cron({due.minute} {due.hour} * * ? *)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": arn, "RoleArn": "arn:aws:iam::000000000000:role/any", "Input": "closed"},
    )


def test_a_schedule_fires_when_the_clock_is_moved_past_its_time(aws, queue, clock):
    closes_in_two_hours(aws, queue, clock, "closing")
    with run_schedules(Schedules(aws, wait=True), clock.now, every=0.02) as ticking:
        assert ticking
        assert not eventually(lambda: received(aws, queue), within=0.5)

        clock.advance(hours=2)

        assert eventually(lambda: received(aws, queue)) == ["closed"]


def test_what_a_step_made_due_has_happened_when_the_step_ends(aws, queue, clock):
    time_passing = PassingTime(SimpleNamespace(aws=aws, clock=clock))
    closes_in_two_hours(aws, queue, clock, "another-closing")

    time_passing.passes(timedelta(hours=3), workers_run=False)

    assert received(aws, queue) == ["closed"]


def test_a_simulator_dates_what_it_does_by_the_moved_clock(tmp_path):
    clock = SharedClock.begin(tmp_path / "clock")
    arguments = ["quickbooks", "--port", "8700", "--public-url", "http://127.0.0.1:1"]
    arguments += ["--variant", "us_plus", "--company", "Clock Inc.", "--currency", "USD"]
    simulator = Child(
        "the QuickBooks simulator",
        "daybook_local.system.vendors.simulator_process",
        arguments,
        tmp_path / "log",
        environment=followed(clock.file, os.environ),
    )
    simulator.start()
    try:
        url = simulator.ready()["url"]
        clock.advance(days=2)
        told = datetime.fromisoformat(requests.get(f"{url}/_control/clock", timeout=10).json()["now"])
    finally:
        simulator.stop()

    assert abs(told - clock.now()) < A_MOMENT


IN_A_MOVED_PROCESS = """
import copy, json, sys
from datetime import UTC, date, datetime, timedelta, timezone
import jwt
from pydantic import AwareDatetime, BaseModel, ConfigDict

class Row(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)
    at: AwareDatetime
    plain: datetime

now = datetime.now(UTC)
row = Row.model_validate_json(Row(at=now, plain=now).model_dump_json())
token = jwt.encode({"iat": now, "exp": now + timedelta(minutes=5)}, "s" * 32, algorithm="HS256")
jwt.decode(token, "s" * 32, algorithms=["HS256"], options={"require": ["iat", "exp"]})
stale = jwt.encode({"exp": now - timedelta(minutes=5)}, "s" * 32, algorithm="HS256")
try:
    jwt.decode(stale, "s" * 32, algorithms=["HS256"])
    sys.exit("a token of the past was taken")
except jwt.ExpiredSignatureError:
    pass
assert row.at == now == copy.deepcopy(row).at
assert isinstance(row.at, datetime) and isinstance(datetime(2026, 1, 1), date)
assert not isinstance(date.today(), datetime)
assert datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=1) == datetime.fromisoformat("2026-01-02T00:00:00+00:00")
assert issubclass(datetime, date)
print(now.isoformat())
"""


def test_tokens_rows_and_dates_work_in_a_moved_process_as_in_any_other(tmp_path):
    clock = SharedClock.begin(tmp_path / "clock")
    clock.advance(days=40)
    command = [sys.executable, "-c", IN_A_MOVED_PROCESS]

    ran = subprocess.run(  # noqa: S603  our own interpreter and text
        command, env={**os.environ, **followed(clock.file, {})}, capture_output=True, text=True, timeout=60, check=False
    )

    assert ran.returncode == 0, ran.stderr
    assert abs(datetime.fromisoformat(ran.stdout.strip()) - clock.now()) < A_MOMENT
