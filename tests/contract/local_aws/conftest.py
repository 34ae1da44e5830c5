"""One emulator with the sample application for the whole suite; tests tell their items apart by name."""

from __future__ import annotations

import functools
import uuid

import boto3
import pytest
from botocore.config import Config

from contract.local_aws import sample_application
from contract.local_aws.policies import policy
from daybook_local.aws.clients import ACCESS_KEY, REGION, SECRET_KEY
from daybook_local.aws.gateway.gateway import Gateway
from local_stack import LOOPBACK, running_aws, running_stack

_ANY_ACCOUNT = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
_KEYS = ("AccessKeyId", "SecretAccessKey", "SessionToken")


def pytest_itemcollected(item):
    """Open loopback before the fixtures of a test are set up: session fixtures here talk to the emulator."""
    item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample-application")
    with running_stack(folder, sample_application.write(folder), parameters={"Greeting": "hello"}) as stack:
        yield stack


@pytest.fixture
def aws(stack):
    return stack.aws


@pytest.fixture(scope="session")
def gateway(stack):
    with Gateway(stack.aws, stack.outputs["ApiId"]) as gateway:
        yield gateway


@pytest.fixture(scope="session")
def client(tmp_path_factory):
    """Makes clients of one local AWS: of its root, or with the keys of a role."""
    made = boto3.Session(region_name=REGION)
    config = Config(proxies={}, retries={"max_attempts": 0})
    with running_aws(tmp_path_factory.mktemp("roles")) as aws:

        @functools.cache
        def client(service, key=ACCESS_KEY, secret=SECRET_KEY, token=None):
            who = {"aws_access_key_id": key, "aws_secret_access_key": secret, "aws_session_token": token}
            return made.client(service, endpoint_url=aws.endpoint, config=config, **who)

        yield client


@pytest.fixture
def allowed(client):
    """Makes a role whose one policy holds the statements, and a client with the keys of that role."""

    def role_client(service, *statements):
        name = f"role-{uuid.uuid4()}"
        role = client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=policy(_ANY_ACCOUNT))["Role"]
        client("iam").put_role_policy(RoleName=name, PolicyName="only", PolicyDocument=policy(*statements))
        keys = client("sts").assume_role(RoleArn=role["Arn"], RoleSessionName="test")["Credentials"]
        return client(service, *(keys[part] for part in _KEYS))

    return role_client
