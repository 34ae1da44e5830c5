"""A closing that is fired by hand reaches plan_syncs as its schedule would have fired it."""

from datetime import UTC, datetime, time

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from daybook.adapters.aws.clients import AwsClients
from daybook.adapters.aws.closings.firings import LambdaFirings
from daybook.application.ports import Closing
from daybook.contracts.plan_syncs_event import PlanSyncsEvent
from daybook.domain.errors import RetriableError

ARN = "arn:aws:lambda:ca-central-1:123456789012:function:plan-syncs"
AT = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
FOUR = Closing("America/Toronto", time(4, 5))


@pytest.fixture
def lambda_client(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ca-central-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    return AwsClients().functions


def test_the_event_is_the_schedules_own_and_the_call_does_not_wait(lambda_client):
    event = PlanSyncsEvent(merchant_id="m_1", zone=FOUR.zone, at="04:05", scheduled_time=AT)
    expected = {"FunctionName": ARN, "InvocationType": "Event", "Payload": event.text().encode()}

    with Stubber(lambda_client) as stub:
        stub.add_response("invoke", {"StatusCode": 202}, expected)
        LambdaFirings(lambda_client, ARN).fire("m_1", FOUR, AT)
        stub.assert_no_pending_responses()

    fired = PlanSyncsEvent.parse(event.text())
    assert (fired.merchant_id, fired.closing_time, fired.scheduled_time) == ("m_1", FOUR.at, AT)


@pytest.mark.parametrize(
    ("code", "status", "raised"),
    [("TooManyRequestsException", 429, RetriableError), ("AccessDeniedException", 403, ClientError)],
)
def test_a_call_that_is_refused_is_not_taken_for_one_that_was_made(lambda_client, code, status, raised):
    with Stubber(lambda_client) as stub:
        stub.add_client_error("invoke", code, http_status_code=status)
        with pytest.raises(raised):
            LambdaFirings(lambda_client, ARN).fire("m_1", FOUR, AT)
