"""How the vendors know Daybook on this machine: the same keys go to the simulators and into the template."""

from quickbooks_simulator import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, DEFAULT_VERIFIER_TOKEN
from talech_simulator import CLIENT_ID, CLIENT_SECRET

INTUIT_CLIENT_ID = DEFAULT_CLIENT_ID
INTUIT_CLIENT_SECRET = DEFAULT_CLIENT_SECRET
INTUIT_WEBHOOK_VERIFIER = DEFAULT_VERIFIER_TOKEN
TALECH_CLIENT_ID = CLIENT_ID
TALECH_CLIENT_SECRET = CLIENT_SECRET

SETTINGS_PATH = "/settings/apps/quickbooks"
"""The page of talech's back office from which a merchant launches Daybook."""

WEBHOOK_PATH = "/webhooks/quickbooks"
"""Where Daybook hears from QuickBooks."""

DISCOVERY_PATH = "/.well-known/openid_sandbox_configuration"

_VARIANTS = {"US": "us_plus", "CA": "ca_plus", "IE": "ie_plus", "GB": "gb_plus"}
_ANYWHERE_ELSE = "gb_plus"


def company_variant(country: str) -> str:
    """The QuickBooks company for a merchant's country; elsewhere the international one, in the merchant's currency."""
    return _VARIANTS.get(country, _ANYWHERE_ELSE)
