"""AWS in process: tables, queues and key as the real templates declare them."""

from pathlib import Path

import pytest
from moto import mock_aws

from daybook.adapters.aws.clients import AwsClients
from daybook.adapters.aws.days.sync_log import DynamoSyncLog
from daybook_local.aws.deployment.template_file import read_template
from fakes.clock import FakeClock
from fakes.sync_log import FakeSyncLog

INFRASTRUCTURE = Path(__file__).parents[3] / "infra" / "aws"
_CREATED_WITH = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture(scope="session")
def clients():
    """Clients for every test: to make one costs more than most tests do."""
    return AwsClients()


@pytest.fixture
def aws(monkeypatch, clients):
    """An account with nothing in it."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        yield clients


@pytest.fixture
def listen(aws):
    """Calls a listener at an event of the DynamoDB client, until the test ends."""
    events, listening = aws.dynamodb.meta.events, []

    def register(event, listener):
        events.register(event, listener)
        listening.append((event, listener))

    yield register
    for event, listener in listening:
        events.unregister(event, listener)


@pytest.fixture(scope="session")
def resources():
    """The tables of storage.yaml, by name."""
    return read_template(INFRASTRUCTURE / "storage.yaml")["Resources"]


@pytest.fixture
def table(aws, resources):
    """Creates a table of storage.yaml and returns its name."""

    def create(logical_id):
        properties = resources[logical_id]["Properties"]
        definition = {name: properties[name] for name in _CREATED_WITH if name in properties}
        aws.dynamodb.create_table(TableName=logical_id, **definition)
        return logical_id

    return create


@pytest.fixture
def token_key(aws):
    return aws.kms.create_key()["KeyMetadata"]["Arn"]


@pytest.fixture(params=["fake", "aws"])
def sync_log(request, clock):
    """Every claim about the sync log is made of the fake and of the real one."""
    if request.param == "fake":
        return FakeSyncLog(clock)
    table, aws = request.getfixturevalue("table"), request.getfixturevalue("aws")
    return DynamoSyncLog(aws.dynamodb, table("SyncLogTable"), clock)
