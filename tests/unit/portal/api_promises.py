"""The OpenAPI document, and what a client of it relies on."""

import json

from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from daybook_local.system.places import CHECKOUT

DOCUMENT = json.loads((CHECKOUT / "schemas" / "openapi.json").read_text("utf-8"))
# What a client relies on. That a value may be of the right shape and still refused (a name in use) is said by the 422.
PROMISES = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
