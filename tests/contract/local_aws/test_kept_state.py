"""A local AWS with a folder for its state is, after a kill, what it was a moment before: all services of one moment."""

import time
from contextlib import closing, contextmanager

import boto3
import pytest

from daybook_local.aws.clients import ACCESS_KEY, REGION, SECRET_KEY, LocalAws
from daybook_local.aws.emulator.emulator import Emulator, EmulatorError
from daybook_local.aws.emulator.ministack_state import KEPT_AT
from daybook_local.inbox.sent_mails import MAIL_FROM, allow_sender, sent_mails
from loopback_service import StateFile

pytestmark = pytest.mark.loopback

WITHIN_SECONDS = 60


@contextmanager
def running(folder, port=None):
    with (
        Emulator(folder / "aws.log", port=port, state=folder / "state") as emulator,
        closing(LocalAws(emulator.endpoint)) as aws,
    ):
        yield emulator, aws


def wait_until_kept(folder):
    asked_at, file = time.time(), folder / "state" / KEPT_AT
    while not file.exists() or float(file.read_text()) < asked_at:
        assert time.time() < asked_at + WITHIN_SECONDS, "nothing was kept"
        time.sleep(0.05)


def test_items_messages_and_mails_outlive_a_kill(tmp_path):
    with running(tmp_path) as (emulator, aws):
        aws.dynamodb.create_table(
            TableName="days",
            KeySchema=[{"AttributeName": "day", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "day", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        aws.dynamodb.put_item(TableName="days", Item={"day": {"S": "2026-03-29"}})
        queue = aws.sqs.create_queue(QueueName="days")["QueueUrl"]
        aws.sqs.send_message(QueueUrl=queue, MessageBody="2026-03-29")
        allow_sender(emulator.endpoint)
        send_mail(emulator.endpoint)
        wait_until_kept(tmp_path)
        emulator._process.kill()
        emulator._process.wait()

    with running(tmp_path, emulator.port) as (again, aws):
        assert aws.dynamodb.get_item(TableName="days", Key={"day": {"S": "2026-03-29"}})["Item"]
        assert aws.sqs.receive_message(QueueUrl=queue)["Messages"][0]["Body"] == "2026-03-29"
        assert [mail.subject for mail in sent_mails(again.endpoint)] == ["Posted"]


def test_a_state_that_is_not_its_own_is_refused_with_what_to_do(tmp_path):
    StateFile(tmp_path / "state" / "aws.state", "QuickBooks simulator").close()

    with pytest.raises(
        EmulatorError, match="holds the state of the QuickBooks simulator, not of the local AWS: remove"
    ):
        Emulator(tmp_path / "aws.log", state=tmp_path / "state").start()


def send_mail(endpoint):
    session = boto3.Session(ACCESS_KEY, SECRET_KEY, region_name=REGION)
    with closing(session.client("sesv2", endpoint_url=endpoint)) as client:
        client.send_email(
            FromEmailAddress=MAIL_FROM,
            Destination={"ToAddresses": ["owner@daybook.example"]},
            Content={"Simple": {"Subject": {"Data": "Posted"}, "Body": {"Text": {"Data": "All days are posted."}}}},
        )
