"""The AWS clients of one process: one per service, made when first used.

A throttle, an outage or a lost connection that continues after botocore's own retries is raised as `RetriableError`
(`failures`). Every other error of AWS is raised unchanged, because it is a bug or a wrong deployment. The clients are
botocore's: boto3 would add sixty modules to every cold start, and nothing of it is needed.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.session import Session, get_session

from daybook.adapters.aws.failures import answer_passes, aws_unavailable, passes

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient

CONFIG = Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 4})
MAIL_CONFIG = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 2})


class AwsClients:
    """Makes clients; region, endpoint and credentials come from the standard AWS environment."""

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        """Tables."""
        client: DynamoDBClient = self._client("dynamodb")
        return client

    @cached_property
    def functions(self) -> "LambdaClient":
        """The client of Lambda, for functions that call each other."""
        client: LambdaClient = self._client("lambda")
        return client

    @cached_property
    def kms(self) -> "KMSClient":
        """The token key."""
        client: KMSClient = self._client("kms")
        return client

    @cached_property
    def logs(self) -> Any:
        """The client of CloudWatch Logs, for operators alone: a function writes its lines without it."""
        return self._client("logs")

    @cached_property
    def sqs(self) -> "SQSClient":
        """Queues and dead-letter queues."""
        client: SQSClient = self._client("sqs")
        return client

    @cached_property
    def scheduler(self) -> "EventBridgeSchedulerClient":
        """The client of EventBridge Scheduler."""
        client: EventBridgeSchedulerClient = self._client("scheduler")
        return client

    @cached_property
    def secretsmanager(self) -> "SecretsManagerClient":
        """The client of Secrets Manager."""
        client: SecretsManagerClient = self._client("secretsmanager")
        return client

    @cached_property
    def sesv2(self) -> Any:
        """The client of SES. Its time-out is short, because a day never waits for a mail."""
        return self._client("sesv2", MAIL_CONFIG)

    def of_operators(self, service: str) -> Any:
        """A client of a service that no function asks, made anew at each call: for an operator's checks."""
        return self._client(service)

    @cached_property
    def _session(self) -> Session:
        return get_session()

    def _client(self, service: str, config: Config = CONFIG) -> Any:
        try:
            client = self._session.create_client(service, config=config)
        except Exception as error:
            # The first client fetches the credentials; if that fails for the moment, the next try may succeed.
            if passes(error):
                raise aws_unavailable(f"no client of {service}: {type(error).__name__}") from error
            raise
        return watched(client)


def watched(client: Any) -> Any:
    """The same client; a throttle, an outage or a lost connection is raised as `RetriableError`."""
    client.meta.events.register("after-call", _raise_if_answer_passes)
    client.meta.events.register("after-call-error", _raise_if_error_passes)
    return client


def _raise_if_answer_passes(*, parsed: dict[str, Any], model: Any, **_: Any) -> None:
    error = parsed.get("Error")
    if error and answer_passes(parsed):
        where = f"{model.service_model.service_name} {model.name}"
        raise aws_unavailable(f"{where} answered {error.get('Code')}: {error.get('Message', '')}")


def _raise_if_error_passes(*, exception: Exception, event_name: str, **_unused: Any) -> None:
    if passes(exception):
        call = event_name.partition(".")[2]
        raise aws_unavailable(f"{call} failed with {type(exception).__name__}") from exception
