"""The AWS clients of one process: one per service, made when first used.

A throttle or an outage that outlives botocore's own retries arrives as `RetriableError`; every other answer of AWS
stays the ClientError that it is, because it is a bug or a wrong deployment. The clients are botocore's: boto3 around
them would add sixty modules to every cold start and nothing that is used here.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.session import Session, get_session

from daybook.domain.errors import RetriableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient

CONFIG = Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 4})
MAIL_CONFIG = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 2})
RETRIABLE_CODES = frozenset(
    {
        "InternalFailure",
        "InternalServerError",
        "KMSInternalException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "ServiceUnavailable",
        "Throttling",
        "ThrottlingError",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)


class AwsClients:
    """Region, endpoint and credentials come from the standard AWS environment."""

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        """Tables."""
        client: DynamoDBClient = self._client("dynamodb")
        return client

    @cached_property
    def functions(self) -> "LambdaClient":
        """Functions that call each other: the word lambda is taken."""
        client: LambdaClient = self._client("lambda")
        return client

    @cached_property
    def kms(self) -> "KMSClient":
        """The token key."""
        client: KMSClient = self._client("kms")
        return client

    @cached_property
    def sqs(self) -> "SQSClient":
        """Queues and dead-letter queues."""
        client: SQSClient = self._client("sqs")
        return client

    @cached_property
    def scheduler(self) -> "EventBridgeSchedulerClient":
        """Merchants' schedules."""
        client: EventBridgeSchedulerClient = self._client("scheduler")
        return client

    @cached_property
    def secretsmanager(self) -> "SecretsManagerClient":
        """The app's own secrets."""
        client: SecretsManagerClient = self._client("secretsmanager")
        return client

    @cached_property
    def sesv2(self) -> Any:
        """Mails. It gives up soon: a day never waits for a mail."""
        return self._client("sesv2", MAIL_CONFIG)

    @cached_property
    def _session(self) -> Session:
        return get_session()

    def _client(self, service: str, config: Config = CONFIG) -> Any:
        return watched(self._session.create_client(service, config=config))


def watched(client: Any) -> Any:
    """The same client; what it cannot get past a throttle or an outage is raised as `RetriableError`."""
    client.meta.events.register("after-call", _raise_if_retriable)
    return client


def _raise_if_retriable(*, parsed: dict[str, Any], model: Any, **_: Any) -> None:
    error = parsed.get("Error")
    if not error:
        return
    codes = {error.get("Code", "")} | {reason.get("Code", "") for reason in parsed.get("CancellationReasons", ())}
    # A condition that failed beside a conflict is the answer that matters.
    if codes & RETRIABLE_CODES and "ConditionalCheckFailed" not in codes:
        where = f"{model.service_model.service_name} {model.name}"
        raise RetriableError(f"AWS is busy: {where} answered {error.get('Code')}: {error.get('Message', '')}")
