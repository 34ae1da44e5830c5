"""Wiring of `portal` for the merchant's pages."""

from functools import cache
from pathlib import Path
from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from daybook.adapters.aws.failures import refused_by_aws
from daybook.adapters.aws.tables import (
    company_watch,  # noqa: F401 - every page needs them: loaded while Lambda starts
    setups,  # noqa: F401 - every page needs them: loaded while Lambda starts
)
from daybook.adapters.web.dispatch import address_to_log, dispatch
from daybook.adapters.web.error_pages import page_of_bug, page_of_silence
from daybook.adapters.web.http.cookies import SessionCookies
from daybook.adapters.web.http.gateway import answer_of, request_of
from daybook.adapters.web.http.reception import Reception
from daybook.adapters.web.http.rendering import Renderer
from daybook.adapters.web.http.requests import Request
from daybook.adapters.web.portal import Portal
from daybook.bootstrap import quickbooks, talech  # noqa: F401 - as above
from daybook.bootstrap.app_keys import session_secret
from daybook.bootstrap.observability import logger, metrics
from daybook.bootstrap.public_address import remember_address
from daybook.bootstrap.systems import systems
from daybook.domain.errors import DaybookError, RetriableError


@cache
def reception() -> Reception:
    """The reception, which checks every request."""
    return Reception(systems(), SessionCookies(session_secret))


@cache
def portal(folder: Path) -> Portal:
    """The pages, with templates and static files beside the function."""
    return Portal(reception(), Renderer(folder), tell)


def answer_page(event: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The answer to a browser; an error is logged and gives a page without tables, keys and session."""
    request = request_of(event)
    remember_address(event)
    try:
        return answer_of(dispatch(portal(folder), request))
    except RetriableError as away:
        tell(away)
        return answer_of(page_of_silence(Renderer(folder), away, request.accept_language))
    except Exception as error:  # noqa: BLE001 - logged with its traceback, counted for the alarm, answered as what it is
        record_broken(request)
        refused = refused_by_aws(error)
        if refused is not None:
            return answer_of(page_of_silence(Renderer(folder), refused, request.accept_language))
        return answer_of(page_of_bug(Renderer(folder), request.accept_language))


def record_broken(request: Request) -> None:
    """Log the present error with its traceback, and count it for the alarm."""
    logger().exception("page broke", extra={"method": request.method, "path": address_to_log(request)})
    metrics().add_metric("PageBroke", MetricUnit.Count, 1)
    metrics().flush_metrics()


def tell(error: DaybookError) -> None:
    """Log for the operator a refused launch, session or consent."""
    logger().warning("visit refused", extra={"error": type(error).__name__, "why": str(error)})
