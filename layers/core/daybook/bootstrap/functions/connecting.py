"""connect: the merchant's way from talech to Intuit and back."""

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
# Errors that a visitor is told of: `error_response` has their pages.
TOLD: list[type[Exception]] = [DaybookError, *AWS_REFUSALS]


def public_url(request: APIGatewayProxyEventV2) -> str:
    """Where the browser reached this API: as it was deployed, else by the domain name that API Gateway answered under.

    Intuit's redirect address follows from it, so it is never the Host header, in which a browser writes what it likes.
    """
    return address_at(request.request_context.domain_name)


@cache
def systems_at(base_url: str) -> Systems:
    """Those of an API that browsers reach at this address: Intuit sends them back to it."""
    return Systems(callback=f"{base_url}{CALLBACK_PATH}", planner=setting(PLAN_SYNCS_FUNCTION_ARN))


@cache
def session_cookies() -> SessionCookies:
    """Signs and reads the session cookie."""
    return SessionCookies(session_secret)


def connect_visits(templates: Path, request: APIGatewayProxyEventV2) -> ConnectVisits:
    """The steps of a visit, with the pages rendered from the templates beside the function."""
    return visits_at(templates, public_url(request))


@cache
def visits_at(templates: Path, base_url: str) -> ConnectVisits:
    """The same for the address that the browser used; an API has one, or two while it gets a domain of its own."""
    return ConnectVisits(systems_at(base_url), ConnectPages(templates), session_cookies())


def to_response(page: Page) -> Response[str]:
    """The page as Powertools answers it."""
    answer: Response[str] = Response(status_code=page.status, body=page.body, headers=page.headers)
    if page.cookie:
        answer.cookies.append(
            Cookie(SESSION_COOKIE, page.cookie, path="/", secure=True, http_only=True, same_site=SameSite.LAX_MODE)
        )
    return answer


def error_response(error: Exception, templates: Path, request: APIGatewayProxyEventV2) -> Response[str]:
    """Why a visit ended: a line for the operator, a page in the merchant's language for the merchant.

    A refusal of AWS is a mistake of ours in a right or a setting: the operator gets its traceback, the merchant is told
    to ask again later. Neither needs a table, a key or a session.

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
    """The visitor's language, as far as it can be read: a page about tables that are away needs none of them."""
    accepted: str = request.headers.get("accept-language", "")
    try:
        visits = connect_visits(templates, request)
        return visits.language(request.cookies, request.query_string_parameters.get("token", ""), accepted)
    except (RetriableError, BotoCoreError, ClientError):
        return accepted
