"""Every class of error that botocore has, and every code of a service, has a group: it passes, or it is ours."""

import inspect

import botocore.endpoint
import botocore.exceptions
import pytest
import urllib3
from botocore.httpsession import URLLib3Session
from botocore.retries.standard import ThrottledRetryableChecker, TransientRetryableChecker

from daybook.adapters.aws import clients
from daybook.adapters.aws.failures import PASSING_CODES, answer_passes, passes
from daybook.domain.errors import Condition, RetriableError

PASS = """
CapacityNotAvailableError ChecksumError ConnectTimeoutError ConnectionClosedError ConnectionError
CredentialRetrievalError EndpointConnectionError FlexibleChecksumError HTTPClientError IncompleteReadError
MetadataRetrievalError ProxyConnectionError ReadTimeoutError ResponseStreamingError SSLError TokenRetrievalError
"""
# ClientError and EventStreamError carry a code, and the code decides.
BY_CODE = "ClientError EventStreamError"
OURS = """
AliasConflictParameterError ApiVersionNotFoundError AwsChunkedWrapperError BaseEndpointResolverError BotoCoreError
ConfigNotFound ConfigParseError DataNotFoundError EndpointProviderError EndpointResolutionError EndpointVariantError
InfiniteLoopConfigError InvalidChecksumConfigError InvalidConfigError InvalidDNSNameError InvalidDefaultsMode
InvalidEndpointConfigurationError InvalidEndpointDiscoveryConfigurationError InvalidExpressionError
InvalidHostLabelError InvalidIMDSEndpointError InvalidIMDSEndpointModeError InvalidMaxRetryAttemptsError
InvalidProxiesConfigError InvalidRegionError InvalidRetryConfigurationError InvalidRetryModeError
InvalidS3AddressingStyleError InvalidS3UsEast1RegionalEndpointConfigError InvalidSTSRegionalEndpointsConfigError
LoginAuthorizationCodeError LoginError LoginInsufficientPermissions LoginRefreshRequired LoginTokenLoadError
MD5UnavailableError MissingDependencyException MissingParametersError MissingServiceIdError NoAuthTokenError
NoCredentialsError NoRegionError OperationNotPageableError PaginationError ParamValidationError
PartialCredentialsError ProfileNotFound RangeError RefreshWithMFAUnsupportedError SSOError SSOTokenLoadError
ServiceNotInRegionError StubAssertionError StubResponseError UnStubbedResponseError UnauthorizedSSOTokenError
UndefinedModelAttributeError UnknownClientMethodError UnknownCredentialError UnknownEndpointError
UnknownEndpointResolutionBuiltInName UnknownFIPSEndpointError UnknownKeyError UnknownParameterError
UnknownRegionError UnknownServiceError UnknownServiceStyle UnknownSignatureVersionError UnknownTokenProviderError
UnseekableStreamError UnsupportedOutpostResourceError UnsupportedS3AccesspointConfigurationError UnsupportedS3ArnError
UnsupportedS3ConfigurationError UnsupportedS3ControlArnError UnsupportedS3ControlConfigurationError
UnsupportedServiceProtocolsError UnsupportedSignatureVersionError ValidationError WaiterConfigError WaiterError
"""
GROUPS = {name: group for group, names in (("pass", PASS), ("code", BY_CODE), ("ours", OURS)) for name in names.split()}
CLASSES = {
    name: found
    for name, found in vars(botocore.exceptions).items()
    if inspect.isclass(found)
    and issubclass(found, Exception)
    and not issubclass(found, Warning)
    and found.__module__ == "botocore.exceptions"
}

PASSING_ANSWERS = [
    ("ThrottlingException", 400),
    ("ProvisionedThroughputExceededException", 400),
    ("RequestLimitExceeded", 400),
    ("InternalServerError", 500),
    ("KMSInternalException", 500),
    ("KeyUnavailableException", 500),
    ("DependencyTimeoutException", 503),
    ("RequestThrottled", 403),
    ("OverLimit", 403),
    ("KmsThrottled", 400),
    ("TooManyRequestsException", 429),
    ("ServiceException", 500),
    ("InternalServiceError", 500),
    ("InternalServerException", 500),
    ("TransactionInProgressException", 400),
    ("ExpiredTokenException", 400),
    ("ACodeOfTomorrow", 503),
    ("", 502),
    ("ACodeOfTomorrow", 429),
]
OUR_ANSWERS = [
    ("AccessDeniedException", 400),
    ("ValidationException", 400),
    ("ResourceNotFoundException", 400),
    ("ConditionalCheckFailedException", 400),
    ("KMSInvalidStateException", 400),
    ("DisabledException", 409),
    ("InvalidCiphertextException", 400),
    ("UnrecognizedClientException", 400),
    ("QueueDoesNotExist", 400),
    ("ItemCollectionSizeLimitExceededException", 400),
    ("ACodeOfTomorrow", 400),
]
CALLS = {
    "dynamodb": lambda aws: aws.dynamodb.get_item(TableName="t", Key={"pk": {"S": "1"}}),
    "kms": lambda aws: aws.kms.decrypt(CiphertextBlob=b"x"),
    "sqs": lambda aws: aws.sqs.send_message(QueueUrl="https://sqs.us-east-1.amazonaws.com/1/q", MessageBody="m"),
}


def answer(code, status, *reasons):
    parsed = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return parsed | {"CancellationReasons": [{"Code": reason} for reason in reasons]} if reasons else parsed


def test_every_class_of_botocore_has_a_group():
    """A release of botocore that brings a new class makes this fail: say here, and in `failures`, what it is."""
    assert set(CLASSES) == set(GROUPS)


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_is_treated_as_its_group_says(name):
    error = CLASSES[name].__new__(CLASSES[name])

    assert passes(error) is (GROUPS.get(name) == "pass")


@pytest.mark.parametrize(("code", "status"), PASSING_ANSWERS)
def test_a_throttle_or_an_outage_of_any_service_passes(code, status):
    assert answer_passes(answer(code, status))


@pytest.mark.parametrize(("code", "status"), OUR_ANSWERS)
def test_a_wrong_request_or_a_missing_right_is_ours(code, status):
    assert not answer_passes(answer(code, status))


def test_whatever_botocore_itself_repeats_passes():
    repeated = {*ThrottledRetryableChecker._THROTTLED_ERROR_CODES, *TransientRetryableChecker._TRANSIENT_ERROR_CODES}

    assert repeated <= PASSING_CODES


@pytest.mark.parametrize(
    ("reasons", "passing"),
    [
        (("None", "ThrottlingError"), True),
        (("None", "ProvisionedThroughputExceeded"), True),
        (("TransactionConflict", "None"), True),
        (("ConditionalCheckFailed", "TransactionConflict"), False),
        (("ValidationError", "ThrottlingError"), False),
        (("ItemCollectionSizeLimitExceeded", "None"), False),
        (("None", "None"), False),
    ],
)
def test_a_cancelled_transaction_passes_unless_a_part_of_it_was_answered(reasons, passing):
    assert answer_passes(answer("TransactionCanceledException", 400, *reasons)) is passing


@pytest.mark.parametrize(
    "trouble",
    [
        urllib3.exceptions.NewConnectionError(None, "refused"),
        urllib3.exceptions.ConnectTimeoutError(None, "slow"),
        urllib3.exceptions.ReadTimeoutError(None, "/", "slow"),
        urllib3.exceptions.SSLError("certificate"),
        urllib3.exceptions.ProtocolError("closed"),
        urllib3.exceptions.ProxyError("proxy", OSError()),
        OSError("of a kind that botocore does not know"),
    ],
)
@pytest.mark.parametrize("service", ["dynamodb", "kms", "sqs"])
def test_a_call_without_an_answer_names_aws_and_may_be_repeated(monkeypatch, unanswered, service, trouble):
    """Behind the retries of a real client: what the pool raises arrives as botocore's class, and then as ours."""

    def broken(self, request_url):  # noqa: ARG001 - the form of the method it stands for
        raise trouble

    monkeypatch.setattr(URLLib3Session, "_get_connection_manager", broken)

    with pytest.raises(RetriableError, match="AWS is away or busy") as caught:
        CALLS[service](unanswered)

    assert caught.value.condition is Condition.AWS_UNAVAILABLE


def test_a_wrong_parameter_is_not_taken_for_an_outage(unanswered):
    with pytest.raises(botocore.exceptions.ParamValidationError):
        unanswered.dynamodb.get_item(TableName="t")


@pytest.fixture(scope="module")
def unanswered():
    """Real clients whose retries follow one another at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(botocore.endpoint.time, "sleep", lambda _seconds: None)
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_ACCESS_KEY_ID", "key")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        patch.delenv("AWS_ENDPOINT_URL", raising=False)
        patch.setattr(clients, "CONFIG", clients.CONFIG.merge(clients.Config(retries={"total_max_attempts": 1})))
        aws = clients.AwsClients()
        for service in CALLS:
            getattr(aws, service)
        yield aws
