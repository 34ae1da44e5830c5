"""Decides which failures of AWS are temporary, by class and by code.

A temporary failure becomes a `RetriableError` that names AWS: no connection, no answer, an unreadable answer, a
throttle, an outage, credentials that could not be fetched. Every other error is raised as botocore raises it: an answer
that an adapter reads, or our mistake in a request, a permission or the deployment.
"""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import (
    BotoCoreError,
    CapacityNotAvailableError,
    ChecksumError,
    ClientError,
    ConnectionError,  # noqa: A004 - botocore's own, base of what keeps a connection from being made
    CredentialRetrievalError,
    FlexibleChecksumError,
    HTTPClientError,
    IncompleteReadError,
    MetadataRetrievalError,
    TokenRetrievalError,
)
from botocore.parsers import ResponseParserError

from daybook.domain.errors import Condition, RetriableError

# All error classes of botocore; the temporary ones are in `PASSING_ERRORS`.
AWS_REFUSALS: tuple[type[Exception], ...] = (BotoCoreError, ClientError)
PASSING_ERRORS: tuple[type[Exception], ...] = (
    CapacityNotAvailableError,
    ChecksumError,
    ConnectionError,
    CredentialRetrievalError,
    FlexibleChecksumError,
    HTTPClientError,
    IncompleteReadError,
    MetadataRetrievalError,
    ResponseParserError,
    TokenRetrievalError,
)
PASSING_CODES = frozenset(
    {
        "BandwidthLimitExceeded",
        "DependencyTimeoutException",
        "EC2ThrottledException",
        "ExpiredToken",
        "ExpiredTokenException",
        "InternalError",
        "InternalFailure",
        "InternalServerError",
        "InternalServerException",
        "InternalServiceError",
        "KMSInternalException",
        "KeyUnavailableException",
        "KmsThrottled",
        "LimitExceededException",
        "OverLimit",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "ReplicatedWriteConflictException",
        "RequestExpired",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestTimeout",
        "RequestTimeoutException",
        "ServiceException",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingError",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)
# If a transaction fails with one of these and a conflict or throttle, this code decides.
ANSWERING_CODES = frozenset({"ConditionalCheckFailed", "ConditionalCheckFailedException", "ValidationError"})
_TOO_MANY_REQUESTS = 429
_FIRST_SERVER_STATUS = 500


def passes(error: Exception) -> bool:
    """Whether an error without an answer is temporary."""
    return isinstance(error, PASSING_ERRORS)


def answer_passes(parsed: Mapping[str, Any]) -> bool:
    """Whether an answer with an error is temporary: a throttle, an outage, a conflict with another transaction."""
    reasons = parsed.get("CancellationReasons") or ()
    codes = {parsed["Error"].get("Code", ""), *(reason.get("Code", "") for reason in reasons)}
    if codes & ANSWERING_CODES:
        return False
    status = parsed.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return bool(codes & PASSING_CODES) or status == _TOO_MANY_REQUESTS or status >= _FIRST_SERVER_STATUS


def aws_unavailable(what: str) -> RetriableError:
    """The error to raise for a temporary failure."""
    return RetriableError(f"AWS is away or busy: {what}", condition=Condition.AWS_UNAVAILABLE)


def refused_by_aws(error: Exception) -> RetriableError | None:
    """The error for a visitor after an error of botocore: try again later. None for any other error.

    The error is not temporary (a permission or a setting is wrong), so the log has it with its traceback.
    """
    return aws_unavailable(str(error)) if isinstance(error, AWS_REFUSALS) else None
