"""From what a caller sent to the arguments of a call: its signature says what the address and the body may hold."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_type_hints

from pydantic import BaseModel, ValidationError, create_model

from daybook.adapters.web.http.requests import Request
from daybook.adapters.web.http.visit import PortalSystems, Visit
from daybook.application.access.sessions import Session

BODY = "body"


class ArgumentsRefusedError(ValueError):
    """What was sent is not what the call takes: which field is wrong, and why."""

    def __init__(self, error: ValidationError) -> None:
        """Tell of the first fault."""
        fault = error.errors(include_url=False)[0]
        place = fault["loc"][1:] if fault["loc"][0] == BODY else fault["loc"]
        self.field = ".".join(map(str, place))
        super().__init__(f"{self.field or BODY}: {fault['msg']}")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who calls while no books are open: the session, and the systems that answer."""

    session: Session
    systems: PortalSystems


def bound(call: Callable[..., BaseModel]) -> Callable[..., BaseModel]:
    """The call as a page is called: with a visit and the values of its address.

    Its model is made when it is first called, so that a cold start pays for one call.
    """

    def answer(visit: Visit, **values: str) -> BaseModel:
        return call(visit, **_arguments(call, {**visit.request.query, **values}, visit.said))

    return answer


def bound_to_session(call: Callable[..., BaseModel]) -> Callable[..., BaseModel]:
    """The same of a call that needs a session and no open books."""

    def answer(request: Request, session: Session, systems: PortalSystems, **values: str) -> BaseModel:
        return call(Asker(session, systems), **_arguments(call, {**request.query, **values}, None))

    return answer


def _arguments(call: Callable[..., BaseModel], address: Mapping[str, str], body: Any) -> dict[str, Any]:
    """The arguments by name.

    Raises:
        ArgumentsRefusedError: one is missing or wrong.
    """
    sent = {name: value for name, value in address.items() if name != BODY}
    model = _model(call)
    try:
        read = model.model_validate(sent if body is None else {**sent, BODY: body})
    except ValidationError as error:
        raise ArgumentsRefusedError(error) from error
    return {name: getattr(read, name) for name in model.model_fields}


@cache
def _model(call: Callable[..., BaseModel]) -> type[BaseModel]:
    """What the call takes, the visit aside."""
    hints = get_type_hints(call, include_extras=True)
    _, *taken = inspect.signature(call).parameters.values()
    fields = {each.name: (hints[each.name], ... if each.default is each.empty else each.default) for each in taken}
    return create_model(call.__name__, **fields)  # type: ignore[call-overload, no-any-return]
