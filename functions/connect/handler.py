"""connect: takes the merchant from talech to Intuit's consent page and back, one route per step."""

from pathlib import Path
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.bootstrap.functions.connecting import answer_step
from daybook.bootstrap.observing.observability import begin, publish_metrics

FOLDER = Path(__file__).parent


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request of a merchant's browser."""
    begin("connect", context)
    answer = answer_step(event, FOLDER)
    publish_metrics()
    return answer
