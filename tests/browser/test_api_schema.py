"""The OpenAPI document against the running system: a call of each kind is answered within it.

What else may be asked within the document is asked without the emulator (`tests/unit/portal/api/test_api_schema.py`).
"""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from unit.portal.api_promises import DOCUMENT, PROMISES

pytest_plugins = ["schemathesis.pytest.plugin"]
pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("browser-api")]

EXAMPLES = 2
# Disconnecting would end what the other calls are about.
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT).exclude(method="DELETE")
SCHEMA.config.phases.coverage.enabled = False


@pytest.fixture(scope="module")
def credentials(connected):
    """The cookie of a page visit, and its token for writes."""
    owner, _ = connected
    cookies = {each["name"]: each["value"] for each in owner.context.cookies() if each["name"].startswith("__Host-")}
    return cookies, {"x-csrf-token": owner.page.locator("input[name=csrf_token]").first.input_value()}


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_call_is_answered_as_the_document_says(case, credentials, system):
    cookies, headers = credentials
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())

    case.call_and_validate(base_url=system.public_url, headers={**headers, "Cookie": cookie}, checks=PROMISES)
