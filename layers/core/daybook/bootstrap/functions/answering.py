"""From an event of API Gateway to its answer, for the portal's pages, connect and the API alike."""

from functools import cache
from typing import Any

from daybook.adapters.aws.failures import refused_by_aws
from daybook.adapters.web.http.cookies import SessionCookies
from daybook.adapters.web.http.gateway import answer_of, request_of
from daybook.adapters.web.http.requests import Request
from daybook.adapters.web.http.router import Router
from daybook.bootstrap.app_keys import session_secret
from daybook.bootstrap.observing.metric_names import Metric
from daybook.bootstrap.observing.observability import count, logger, publish_metrics
from daybook.bootstrap.public_address import remember_address
from daybook.domain.errors import DaybookError, RetriableError


@cache
def session_cookies() -> SessionCookies:
    """Signs and reads the session cookie."""
    return SessionCookies(session_secret)


def answer_event(event: dict[str, Any], router: Router) -> dict[str, Any]:
    """The answer to one request; what breaks is logged and answered in words, without a table, a key or a session.

    A refusal of AWS is a mistake of ours in a right or a setting: the operator gets its traceback, the visitor is
    told to ask again later.
    """
    request = request_of(event)
    remember_address(event)
    try:
        return answer_of(router.answer(request))
    except RetriableError as away:
        tell(away)
        return answer_of(router.broken(request, away))
    except Exception as error:  # noqa: BLE001 - logged with its traceback, counted for the alarm, answered as what it is
        _record_broken(router, request)
        return answer_of(router.broken(request, refused_by_aws(error)))


def tell(error: DaybookError) -> None:
    """A line for the operator about a visit that could not go on."""
    logger().warning("visit refused", extra={"error": type(error).__name__, "why": str(error)})


def _record_broken(router: Router, request: Request) -> None:
    """Log the error that is being handled with its traceback, and count it for the alarm."""
    about = {"method": request.method, "path": router.address_to_log(request)}
    logger().exception("page broke", extra=about)
    count(Metric.PAGE_BROKE)
    publish_metrics()
