"""A local AWS that takes mails, and the inbox in front of it."""

import boto3
import pytest

from daybook_local.aws.clients import ACCESS_KEY, REGION, SECRET_KEY
from daybook_local.inbox.sent_mails import allow_sender
from daybook_local.inbox.server import Inbox
from local_stack import LOOPBACK, running_aws


def pytest_itemcollected(item):
    """Open loopback before the fixtures of a test are set up."""
    item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory):
    with running_aws(tmp_path_factory.mktemp("inbox-aws")) as aws:
        allow_sender(aws.endpoint)
        allow_sender(aws.endpoint)
        yield aws.endpoint


@pytest.fixture(scope="session")
def ses(endpoint):
    client = boto3.Session(ACCESS_KEY, SECRET_KEY, region_name=REGION).client("sesv2", endpoint_url=endpoint)
    yield client
    client.close()


@pytest.fixture
def inbox(endpoint):
    with Inbox(endpoint, port=0) as inbox:
        yield inbox
