"""boto3 clients of one emulator endpoint: built once, shared by threads, never aimed at a real account."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

from boto3.session import Session
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient

REGION = "us-east-1"
ACCOUNT = "000000000000"
# The emulator takes any pair of keys. These two are its root when it enforces IAM.
ACCESS_KEY = ACCOUNT
SECRET_KEY = "test"

_CONFIG = Config(
    connect_timeout=5,
    read_timeout=60,
    # A repeated call would hide a failure of the emulator and call a function twice.
    retries={"max_attempts": 0},
    max_pool_connections=64,
    s3={"addressing_style": "path"},
    # No proxy of the machine stands between two processes on loopback.
    proxies={},
)


# Attribute of LocalAws -> name of the service at boto3. ``lambda`` is a word of the language.
_SERVICES = {
    "apigatewayv2": "apigatewayv2",
    "cloudformation": "cloudformation",
    "cloudwatch": "cloudwatch",
    "dynamodb": "dynamodb",
    "functions": "lambda",
    "kms": "kms",
    "logs": "logs",
    "s3": "s3",
    "scheduler": "scheduler",
    "secretsmanager": "secretsmanager",
    "sqs": "sqs",
}


class LocalAws:
    """The services of the emulator at ``endpoint`` (``http://127.0.0.1:PORT``), each client made at first use."""

    apigatewayv2: Any
    cloudformation: CloudFormationClient
    cloudwatch: CloudWatchClient
    dynamodb: DynamoDBClient
    functions: LambdaClient
    kms: KMSClient
    logs: CloudWatchLogsClient
    s3: S3Client
    scheduler: EventBridgeSchedulerClient
    secretsmanager: SecretsManagerClient
    sqs: SQSClient

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._session = Session(aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET_KEY, region_name=REGION)
        # boto3 clients may be shared by threads, but a session may not make two at the same time.
        self._making = threading.Lock()

    def __getattr__(self, name: str) -> Any:
        if name not in _SERVICES:
            raise AttributeError(f"LocalAws has no service {name!r}; it has {', '.join(_SERVICES)}")
        with self._making:
            if name not in vars(self):
                make = cast("Any", self._session.client)
                setattr(self, name, make(_SERVICES[name], endpoint_url=self.endpoint, config=_CONFIG))
        return vars(self)[name]

    def close(self) -> None:
        """Close the connections of every client made so far."""
        for name in _SERVICES:
            if name in vars(self):
                vars(self)[name].close()
