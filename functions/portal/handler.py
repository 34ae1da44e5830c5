"""portal: serves the merchant's pages, and the JSON API for the same actions."""

from pathlib import Path
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.bootstrap.functions.portal import answer_page
from daybook.bootstrap.observing.observability import begin

FOLDER = Path(__file__).parent
API_PREFIX = "/api/"


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request. The API's calls are loaded when their first caller comes; browsers never wait for them."""
    begin("portal", context)
    if event["rawPath"].startswith(API_PREFIX):
        from daybook.bootstrap.functions.portal_api import answer_call  # noqa: PLC0415

        return answer_call(event)
    return answer_page(event, FOLDER)
