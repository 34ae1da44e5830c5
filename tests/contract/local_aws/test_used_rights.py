"""Every allowed call of a role is noted with the statement that allowed it, and compared with the template."""

import json

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

import rights_both_ways
from contract.local_aws.policies import policy
from daybook_local.aws.clients import ACCESS_KEY, REGION, SECRET_KEY
from daybook_local.aws.used_rights import FOLDER, Right, granted_by, used_in
from daybook_local.system.places import TEMPLATE
from local_stack import running_aws

pytestmark = pytest.mark.loopback

_TRUST = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}


def _written(folder, rights):
    lines = [json.dumps([right.role, right.statement, right.action, right.resource]) for right in rights]
    (folder / "1.jsonl").write_text("\n".join(lines))


@pytest.fixture
def aws(tmp_path, monkeypatch):
    notes = tmp_path / "notes"
    notes.mkdir()
    monkeypatch.setenv(FOLDER, str(notes))
    with running_aws(tmp_path) as aws:
        yield aws, notes


def test_an_allowed_call_is_noted_once_with_its_statement_and_resource(aws):
    local, notes = aws
    made = boto3.Session(region_name=REGION)
    reach = {"endpoint_url": local.endpoint, "config": Config(proxies={}, retries={"max_attempts": 0})}
    root = {"aws_access_key_id": ACCESS_KEY, "aws_secret_access_key": SECRET_KEY}
    iam, sts = (made.client(service, **reach, **root) for service in ("iam", "sts"))
    first, second = (local.sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("first", "second"))
    arns = [f"arn:aws:sqs:{REGION}:000000000000:{name}" for name in ("third", "first")]
    role = iam.create_role(RoleName="shop-WorkerRole-0A1B2C", AssumeRolePolicyDocument=policy(_TRUST))["Role"]
    reads = {"Effect": "Allow", "Action": ["sqs:ReceiveMessage"], "Resource": arns}
    sends = {"Effect": "Allow", "Action": ["sqs:ReceiveMessage", "sqs:SendMessage"], "Resource": arns}
    iam.put_role_policy(RoleName=role["RoleName"], PolicyName="only", PolicyDocument=policy(reads, sends))
    keys = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="test")["Credentials"]
    names = ("AccessKeyId", "SecretAccessKey", "SessionToken")
    own = dict(zip(("aws_access_key_id", "aws_secret_access_key", "aws_session_token"), names, strict=True))
    worker = made.client("sqs", **reach, **{option: keys[name] for option, name in own.items()})

    for _ in range(2):
        worker.send_message(QueueUrl=first, MessageBody="hello")
    with pytest.raises(ClientError, match="AccessDenied"):
        worker.send_message(QueueUrl=second, MessageBody="hello")

    assert used_in(notes) == {Right("WorkerRole", 1, "sqs:SendMessage", 1)}


def test_a_right_that_nothing_used_is_named_unless_others_do_that_work(tmp_path):
    granted = granted_by(TEMPLATE)
    proofs = next(right for right, words in granted.items() if words.startswith("PostLocationDayRole KeepProofs: dyn"))
    logs = next(right for right in granted if right.action == "logs:PutLogEvents")
    _written(tmp_path, granted.keys() - {proofs, logs})

    assert rights_both_ways.unused(tmp_path) == [granted[proofs]]


def test_a_policy_of_its_own_counts_for_each_of_its_roles():
    words = granted_by(TEMPLATE).values()

    assert {each.split(" ")[0] for each in words if "ses:SendEmail" in each} == {"PostLocationDayRole", "WatchdogRole"}
