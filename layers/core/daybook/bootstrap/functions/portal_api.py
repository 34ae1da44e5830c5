"""Wiring of `portal` for the JSON API, in its own module because its framework would delay pages."""

from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.adapters.aws.failures import refused_by_aws
from daybook.adapters.web.api.calls import Api, answer_of_silence
from daybook.adapters.web.http.gateway import request_of
from daybook.bootstrap.functions.portal import reception, record_broken, tell
from daybook.bootstrap.public_address import remember_address
from daybook.domain.errors import RetriableError


@cache
def api() -> Api:
    """The API, with the same reception as the pages."""
    return Api(reception(), tell)


def answer_call(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """The answer to one call; if AWS does not answer or refuses, a problem document made without tables.

    Raises:
        Exception: a bug, for the log and the alarm.
    """
    request = request_of(event)
    remember_address(event)
    try:
        return api().answer(event, context)
    except RetriableError as away:
        tell(away)
        return answer_of_silence(away, request.accept_language)
    except Exception as error:
        refused = refused_by_aws(error)
        if refused is None:
            raise
        record_broken(request)
        return answer_of_silence(refused, request.accept_language)
