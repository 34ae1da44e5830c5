"""How QuickBooks says no: two layers with two spellings, both reproduced (docs/quickbooks.md 3.1)."""

from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from quickbooks_simulator.clock import wire_time_with_milliseconds
from quickbooks_simulator.faults.fault_texts import FAULT_TEXTS, UNKNOWN
from quickbooks_simulator.wire import Body

_FIRST_SYSTEM_CODE = 10000


@dataclass(frozen=True, slots=True)
class Problem:
    """One error of a fault: a code, what is wrong, and the element it concerns."""

    code: str
    detail: str
    element: str = ""


class ApiFault(Exception):  # noqa: N818 -- QuickBooks calls it a fault
    """The application layer refuses: capitalised keys, usually HTTP 400."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.code}: {problem.detail}" for problem in problems))
        self.problems = problems

    @property
    def status(self) -> int:
        """The HTTP status of the first problem's code."""
        return FAULT_TEXTS.get(self.problems[0].code, UNKNOWN).status

    @property
    def kind(self) -> str:
        """The fault type that goes with the code."""
        code = int(self.problems[0].code)
        if code in {100, 110}:
            return "AuthenticationFault"
        if code in {120, 5020}:
            return "AuthorizationFault"
        return "SystemFault" if code >= _FIRST_SYSTEM_CODE else "ValidationFault"

    def body(self, language: str) -> Body:
        """The `Fault` object, its messages in the language of the company."""
        return {"Fault": {"Error": [_error(problem, language) for problem in self.problems], "type": self.kind}}


def _error(problem: Problem, language: str) -> Body:
    text = FAULT_TEXTS.get(problem.code, UNKNOWN)
    message = text.french if language == "fr" else text.english
    return {
        "Message": message,
        "Detail": f"{message} : {problem.detail}",
        "code": problem.code,
        "element": problem.element,
    }


def refusal(code: str, detail: str, element: str = "") -> ApiFault:
    """A fault with a single problem, ready to raise."""
    return ApiFault(Problem(code, detail, element))


def with_time(body: Body, now: datetime) -> Body:
    """An answer of the application layer with its `time`."""
    return {**body, "time": wire_time_with_milliseconds(now)}


@dataclass(frozen=True, slots=True)
class GatewayFault(Exception):  # noqa: N818 -- QuickBooks calls it a fault
    """The gateway refuses before the application has looked: lower-case keys, or XML whatever was accepted."""

    status: int
    code: str
    message: str
    detail: str
    kind: str
    as_xml: bool = False

    def json(self, now: datetime) -> Body:
        """The lower-case JSON body."""
        error = {
            "message": f"message={self.message}; errorCode={self.code:0>6}; statusCode={self.status}",
            "detail": self.detail,
            "code": self.code,
            "element": None,
        }
        return {
            "warnings": None,
            "intuitObject": None,
            "fault": {"error": [error], "type": self.kind},
            "report": None,
            "queryResponse": None,
            "batchItemResponse": [],
            "attachableResponse": [],
            "syncErrorResponse": None,
            "requestId": None,
            "time": int(now.timestamp() * 1000),
            "status": None,
            "cdcresponse": [],
        }

    def xml(self, now: datetime) -> str:
        """The same as XML, which is how throttling arrives."""
        message = f"message={self.message}; errorCode={self.code:0>6}; statusCode={self.status}"
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            '<IntuitResponse xmlns="http://schema.intuit.com/finance/v3" '
            f'time="{wire_time_with_milliseconds(now)}">'
            f'<Fault type="{self.kind}"><Error code="{self.code}">'
            f"<Message>{escape(message)}</Message><Detail>{escape(self.detail)}</Detail>"
            "</Error></Fault></IntuitResponse>"
        )


def token_refused(detail: str = "Token expired") -> GatewayFault:
    """401: the bearer token is missing, expired, malformed or revoked."""
    return GatewayFault(401, "3200", "AuthenticationFailed", detail, "AUTHENTICATION")


def realm_refused(realm: str) -> GatewayFault:
    """403: the token belongs to another company, or the company is unknown here."""
    return GatewayFault(
        403, "3100", "ApplicationAuthorizationFailed", f"Not authorised for company {realm}", "AUTHORIZATION"
    )


def throttled(*, as_xml: bool = True) -> GatewayFault:
    """429: too many requests for this company; wait a minute."""
    return GatewayFault(429, "3001", "ThrottleExceeded", "The request limit was reached", "SERVICE", as_xml)
