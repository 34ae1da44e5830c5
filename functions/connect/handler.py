"""The merchant's way from talech to Intuit and back: one route per step of a visit."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.bootstrap.functions.connecting import TOLD, connect_visits, error_response, to_response
from daybook.bootstrap.observability import publish_metrics

TEMPLATES = Path(__file__).parent / "templates"
app = APIGatewayHttpResolver()


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request of a merchant's browser."""
    response = app.resolve(event, context)
    publish_metrics()
    return response


@app.get("/launch")
def launch() -> Response[str]:
    token = app.current_event.query_string_parameters.get("token", "")
    return to_response(connect_visits(TEMPLATES, app.current_event).launch(token))


@app.get("/connect")
def connect() -> Response[str]:
    return to_response(connect_visits(TEMPLATES, app.current_event).connect(app.current_event.cookies))


@app.post("/connect/authorize")
def authorize() -> Response[str]:
    form = parse_qs(app.current_event.decoded_body)
    return to_response(connect_visits(TEMPLATES, app.current_event).authorize(app.current_event.cookies, form))


@app.get("/connect/callback")
def callback() -> Response[str]:
    query = app.current_event.query_string_parameters
    return to_response(connect_visits(TEMPLATES, app.current_event).callback(app.current_event.cookies, query))


@app.route("/connect/confirm", method=["GET", "POST"])
def confirm() -> Response[str]:
    form = parse_qs(app.current_event.decoded_body or "")
    return to_response(connect_visits(TEMPLATES, app.current_event).confirm(app.current_event.cookies, form))


@app.get("/connected")
def connected() -> Response[str]:
    return to_response(connect_visits(TEMPLATES, app.current_event).connected(app.current_event.cookies))


@app.exception_handler(TOLD)  # type: ignore[untyped-decorator]
def refused(error: Exception) -> Response[str]:
    return error_response(error, TEMPLATES, app.current_event)
