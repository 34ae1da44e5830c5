"""portal: the JSON API. Apart from the pages, because its framework costs what no browser should wait for."""

from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.adapters.web.api import Api
from daybook.bootstrap.portal import tell, visit_desk


@cache
def api() -> Api:
    """The API behind the same desk as the pages."""
    return Api(visit_desk(), tell)


def answer_call(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """The answer to one call."""
    return api().answer(event, context)
