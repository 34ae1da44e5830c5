"""The OpenAPI document of the API, from the table of its calls: `python -m daybook.adapters.web.api.openapi FILE`.

Powertools writes it from the signatures; no request waits for that.
"""

import inspect
import sys
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

from daybook.adapters.web.api.answers import JSON
from daybook.adapters.web.api.calls import CALLS, PREFIX
from daybook.contracts.http.problem import ProblemBody

TITLE, VERSION = "Daybook", "1"
DESCRIPTION = (
    "Posts a talech merchant's business days into QuickBooks Online. Money is in minor units. Every call belongs to "
    "the session of a merchant or of their accountant: there are no keys for partners."
)
_ALWAYS = (
    HTTPStatus.FORBIDDEN,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.SERVICE_UNAVAILABLE,
)


def openapi_text() -> str:
    """The OpenAPI document, as its file holds it."""
    app = APIGatewayHttpResolver(enable_validation=True)
    for call in CALLS:
        described = app.route(
            f"{PREFIX}{call.path}", method=call.method, tags=[call.noun], responses=_responses(call.refusals)
        )
        described(_without_visit(call.function))
    return app.get_openapi_json_schema(title=TITLE, version=VERSION, description=DESCRIPTION) + "\n"


def _responses(refusals: tuple[HTTPStatus, ...]) -> dict[int, OpenAPIResponse]:
    """What a call may answer; the model of success is what it returns."""
    described: dict[int, OpenAPIResponse] = {HTTPStatus.OK.value: {"description": HTTPStatus.OK.phrase}}
    described |= {
        status.value: {"description": status.phrase, "content": {JSON: {"model": ProblemBody}}}
        for status in sorted({*_ALWAYS, *refusals})
    }
    return described


def _without_visit(call: Callable[..., Any]) -> Callable[..., Any]:
    """The call as a caller sees it: a stand-in of the same name, sentence and signature, the visit aside."""

    def described() -> None:
        """Has no body: the document is written from its signature."""

    hints = get_type_hints(call, include_extras=True)
    _, *taken = inspect.signature(call).parameters.values()
    described.__name__, described.__doc__ = call.__name__, call.__doc__
    described.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # functions have no such field by type
        [each.replace(annotation=_as_query(hints[each.name])) for each in taken], return_annotation=hints["return"]
    )
    return described


def _as_query(hint: Any) -> Any:
    """A field with a description is part of the query."""
    if not hasattr(hint, "__metadata__"):
        return hint
    kind, field = get_args(hint)
    return Annotated[kind, Query(description=field.description)]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(openapi_text(), encoding="utf-8")
