"""connect: the merchant's way from talech to Intuit and back."""

from functools import cache
from pathlib import Path

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.shared.cookies import Cookie, SameSite
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2
from botocore.exceptions import BotoCoreError, ClientError

from daybook.adapters.aws.failures import AWS_REFUSALS, refused_by_aws
from daybook.adapters.aws.one_time_tokens import DynamoOneTimeTokens
from daybook.adapters.aws.unconfirmed_grants import KmsUnconfirmedGrants
from daybook.adapters.talech.launch import TalechLaunch
from daybook.adapters.web.cookies import SESSION_COOKIE, SessionCookies
from daybook.adapters.web.pages import ConnectPages, Page
from daybook.adapters.web.visits import ConnectVisits
from daybook.application.connect_merchant import ConnectPorts
from daybook.bootstrap.answer_times import ANSWER_TIMES, TALECH_ANSWERED
from daybook.bootstrap.app_keys import session_secret
from daybook.bootstrap.environment import (
    PLAN_SYNCS_FUNCTION_ARN,
    SESSION_TABLE,
    setting,
)
from daybook.bootstrap.foundation import AWS, CLOCK, audit_trail, cipher, connections, settle_delay, sync_log
from daybook.bootstrap.mailing import notify_store
from daybook.bootstrap.observability import logger
from daybook.bootstrap.planning import expected_closings, merchant_schedules, sync_queue
from daybook.bootstrap.public_address import address_at
from daybook.bootstrap.quickbooks import authorizer, company_of, ledger_of_company, token_vault
from daybook.bootstrap.talech import sales_of, sales_tokens, talech_session, talech_settings
from daybook.domain.errors import DaybookError, RetriableError

CALLBACK_PATH = "/connect/callback"
# Errors that a visitor is told of: `error_response` has their pages.
TOLD = [DaybookError, *AWS_REFUSALS]


def public_url(request: APIGatewayProxyEventV2) -> str:
    """Where the browser reached this API: as it was deployed, else by the domain name that API Gateway answered under.

    Intuit's redirect address follows from it, so it is never the Host header, in which a browser writes what it likes.
    """
    return address_at(request.request_context.domain_name)


@cache
def connect_ports(base_url: str) -> ConnectPorts:
    """Everything the flow needs, for an API that browsers reach at this address."""
    one_time = DynamoOneTimeTokens(AWS.dynamodb, setting(SESSION_TABLE), CLOCK)
    return ConnectPorts(
        launches=TalechLaunch(talech_settings(), talech_session(), CLOCK, ANSWER_TIMES.hearing(TALECH_ANSWERED)),
        authorizer=authorizer(f"{base_url}{CALLBACK_PATH}"),
        tokens=token_vault(),
        sales_tokens=sales_tokens(),
        connections=connections(),
        notify_store=notify_store(),
        unconfirmed=KmsUnconfirmedGrants(one_time, cipher()),
        one_time=one_time,
        audit=audit_trail(),
        schedules=merchant_schedules(setting(PLAN_SYNCS_FUNCTION_ARN)),
        expected=expected_closings(),
        sync_log=sync_log(),
        queue=sync_queue(),
        sales_of=sales_of,
        ledger_of=ledger_of_company,
        company_of=company_of,
        clock=CLOCK,
        settle_delay=settle_delay(),
    )


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
    return ConnectVisits(connect_ports(base_url), ConnectPages(templates), session_cookies())


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
