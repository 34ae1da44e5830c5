"""Wiring of `connect`: the merchant comes from talech, consents at Intuit, and returns."""

from functools import cache
from pathlib import Path

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.shared.cookies import Cookie, SameSite
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2
from botocore.exceptions import BotoCoreError, ClientError

from daybook.adapters.aws.failures import AWS_REFUSALS, refused_by_aws
from daybook.adapters.aws.tables import unconfirmed_grants  # noqa: F401 - every visit needs it: loaded while Lambda starts
from daybook.adapters.talech import launch  # noqa: F401 - as above
from daybook.adapters.web.connecting.pages import ConnectPages
from daybook.adapters.web.connecting.visits import ConnectVisits
from daybook.adapters.web.http.cookies import SESSION_COOKIE, SessionCookies
from daybook.adapters.web.http.page import Page
from daybook.bootstrap import quickbooks, talech  # noqa: F401 - as above
from daybook.bootstrap.app_keys import session_secret
from daybook.bootstrap.environment import PLAN_SYNCS_FUNCTION_ARN, setting
from daybook.bootstrap.observability import logger
from daybook.bootstrap.public_address import address_at
from daybook.bootstrap.systems import Systems
from daybook.domain.errors import DaybookError, RetriableError

CALLBACK_PATH = "/connect/callback"
# Errors that have a page for the visitor: see `error_response`.
TOLD = [DaybookError, *AWS_REFUSALS]


def public_url(request: APIGatewayProxyEventV2) -> str:
    """The address of this API for browsers: the deployed setting, else the domain name of the API Gateway request.

    Intuit's redirect address depends on it, so the Host header, which a browser can forge, is never used.
    """
    return address_at(request.request_context.domain_name)


@cache
def systems_at(base_url: str) -> Systems:
    """The systems for an API at this address, to which Intuit sends browsers back."""
    return Systems(callback=f"{base_url}{CALLBACK_PATH}", planner=setting(PLAN_SYNCS_FUNCTION_ARN))


@cache
def session_cookies() -> SessionCookies:
    """Signs and reads the session cookie."""
    return SessionCookies(session_secret)


def connect_visits(templates: Path, request: APIGatewayProxyEventV2) -> ConnectVisits:
    """The steps of connecting, with pages from the templates beside the function."""
    return visits_at(templates, public_url(request))


@cache
def visits_at(templates: Path, base_url: str) -> ConnectVisits:
    """The same for the address that the browser used; an API has one address, or two while its domain changes."""
    return ConnectVisits(systems_at(base_url), ConnectPages(templates), session_cookies())


def to_response(page: Page) -> Response[str]:
    """The page as a response of Powertools."""
    answer: Response[str] = Response(status_code=page.status, body=page.body, headers=page.headers)
    if page.cookie:
        answer.cookies.append(
            Cookie(SESSION_COOKIE, page.cookie, path="/", secure=True, http_only=True, same_site=SameSite.LAX_MODE)
        )
    return answer


def error_response(error: Exception, templates: Path, request: APIGatewayProxyEventV2) -> Response[str]:
    """Answer an error: a log line for the operator, and a page in the merchant's language.

    If AWS refuses a call, a permission or a setting is wrong: the log has the traceback, and the page says to try again
    later. Both work without tables, keys and session.

    Raises:
        Exception: a bug, which no page may hide.
    """
    refused = refused_by_aws(error)
    told = refused or error
    if not isinstance(told, DaybookError):
        raise error
    if refused is not None:
        logger().exception("visit broke")
    else:
        logger().warning("visit refused", extra={"error": type(error).__name__, "why": str(error)})
    return to_response(ConnectPages(templates).for_error(told, _language(templates, request)))


def _language(templates: Path, request: APIGatewayProxyEventV2) -> str:
    """The visitor's language, read without tables, because the page may be about tables that do not answer."""
    accepted: str = request.headers.get("accept-language", "")
    try:
        visits = connect_visits(templates, request)
        return visits.language(request.cookies, request.query_string_parameters.get("token", ""), accepted)
    except (RetriableError, BotoCoreError, ClientError):
        return accepted
