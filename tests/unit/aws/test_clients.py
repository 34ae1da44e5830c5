"""Which answers of AWS are worth another try."""

import pytest
from botocore.exceptions import ClientError
from botocore.hooks import HierarchicalEmitter
from botocore.stub import Stubber

from daybook.adapters.aws.clients import watched
from daybook.domain.errors import RetriableError


class Answering:
    """Stands for a botocore client that has just received an answer."""

    def __init__(self):
        self.meta = type("Meta", (), {"events": HierarchicalEmitter()})()

    def answer(self, parsed):
        service = type("ServiceModel", (), {"service_name": "dynamodb"})
        model = type("OperationModel", (), {"name": "UpdateItem", "service_model": service})
        self.meta.events.emit("after-call.dynamodb.UpdateItem", parsed=parsed, model=model, http_response=None)


@pytest.mark.parametrize(
    "code",
    ["ThrottlingException", "ProvisionedThroughputExceededException", "InternalServerError", "RequestThrottled"],
)
def test_a_throttle_that_outlives_botocore_is_retriable(code):
    with pytest.raises(RetriableError, match=f"dynamodb UpdateItem answered {code}"):
        watched(Answering()).answer({"Error": {"Code": code, "Message": "slow down"}})


def test_a_transaction_that_met_another_one_is_retriable():
    cancelled = {
        "Error": {"Code": "TransactionCanceledException"},
        "CancellationReasons": [{"Code": "None"}, {"Code": "TransactionConflict"}],
    }

    with pytest.raises(RetriableError):
        watched(Answering()).answer(cancelled)


@pytest.mark.parametrize(
    "parsed",
    [
        {"Item": {}},
        {"Error": {"Code": "ConditionalCheckFailedException"}},
        {"Error": {"Code": "AccessDeniedException"}},
        {
            "Error": {"Code": "TransactionCanceledException"},
            "CancellationReasons": [{"Code": "ConditionalCheckFailed"}, {"Code": "TransactionConflict"}],
        },
    ],
)
def test_every_other_answer_reaches_the_adapter(parsed):
    watched(Answering()).answer(parsed)


def test_a_wrong_deployment_stays_a_client_error(aws):
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        aws.dynamodb.get_item(TableName="missing", Key={"pk": {"S": "1"}})


def test_a_throttle_of_a_real_client_arrives_as_retriable(aws):
    """The hook sits behind botocore's retries and in front of its exception."""
    with Stubber(aws.dynamodb) as dynamodb:
        dynamodb.add_client_error("get_item", "ThrottlingException", "slow down")

        with pytest.raises(RetriableError, match="ThrottlingException: slow down"):
            aws.dynamodb.get_item(TableName="any", Key={"pk": {"S": "1"}})
