"""Which failures of AWS pass by themselves, told apart by class and by code.

What passes becomes a `RetriableError` that names AWS: no connection, no answer, garbage for one, a throttle, an outage,
credentials that could not be fetched. Everything else stays as botocore raises it: an answer that an adapter reads, or
a mistake of ours in a request, a right or the deployment.
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

# Every error of botocore's own; those that pass by themselves are `PASSING_ERRORS`.
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
# Beside a conflict or a throttle of the same transaction, these are the answer that matters.
ANSWERING_CODES = frozenset({"ConditionalCheckFailed", "ConditionalCheckFailedException", "ValidationError"})
_TOO_MANY_REQUESTS = 429
_FIRST_SERVER_STATUS = 500


def passes(error: Exception) -> bool:
    """Whether an error that came in place of an answer passes by itself."""
    return isinstance(error, PASSING_ERRORS)


def answer_passes(parsed: Mapping[str, Any]) -> bool:
    """Whether an answer with an error passes by itself: a throttle, an outage, a conflict with another transaction."""
    reasons = parsed.get("CancellationReasons") or ()
    codes = {parsed["Error"].get("Code", ""), *(reason.get("Code", "") for reason in reasons)}
    if codes & ANSWERING_CODES:
        return False
    status = parsed.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return bool(codes & PASSING_CODES) or status == _TOO_MANY_REQUESTS or status >= _FIRST_SERVER_STATUS


def aws_unavailable(what: str) -> RetriableError:
    """The error for a failure that passes by itself."""
    return RetriableError(f"AWS is away or busy: {what}", condition=Condition.AWS_UNAVAILABLE)


def refused_by_aws(error: Exception) -> RetriableError | None:
    """What a visitor is told of an error that is botocore's own: ask again later. None for any other error.

    It does not pass by itself, a right or a setting is wrong: it stays in the log, with its traceback, as what it is.
    """
    return aws_unavailable(str(error)) if isinstance(error, AWS_REFUSALS) else None
