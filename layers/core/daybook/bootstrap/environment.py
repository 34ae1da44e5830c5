"""The environment variables of a function: their names, and reading them, with an error if one is missing."""

import os

CONNECTION_TABLE = "CONNECTION_TABLE"
SYNC_LOG_TABLE = "SYNC_LOG_TABLE"
CLOSING_TABLE = "CLOSING_TABLE"
PROOF_TABLE = "PROOF_TABLE"
SESSION_TABLE = "SESSION_TABLE"
LOCATION_DAY_QUEUE_URL = "LOCATION_DAY_QUEUE_URL"
BACKFILL_QUEUE_URL = "BACKFILL_QUEUE_URL"
REREAD_QUEUE_URL = "REREAD_QUEUE_URL"
QUICKBOOKS_CHANGE_QUEUE_URL = "QUICKBOOKS_CHANGE_QUEUE_URL"
LOCATION_DAY_DEAD_LETTER_QUEUE_URL = "LOCATION_DAY_DEAD_LETTER_QUEUE_URL"
BACKFILL_DEAD_LETTER_QUEUE_URL = "BACKFILL_DEAD_LETTER_QUEUE_URL"
REREAD_DEAD_LETTER_QUEUE_URL = "REREAD_DEAD_LETTER_QUEUE_URL"
QUICKBOOKS_CHANGE_DEAD_LETTER_QUEUE_URL = "QUICKBOOKS_CHANGE_DEAD_LETTER_QUEUE_URL"
PLAN_SYNCS_DEAD_LETTER_QUEUE_URL = "PLAN_SYNCS_DEAD_LETTER_QUEUE_URL"
WATCHDOG_DEAD_LETTER_QUEUE_URL = "WATCHDOG_DEAD_LETTER_QUEUE_URL"
WATCHDOG_FUNCTION_NAME = "WATCHDOG_FUNCTION_NAME"
TOKEN_KEY_ARN = "TOKEN_KEY_ARN"  # noqa: S105 - the name of a setting
SCHEDULE_GROUP = "SCHEDULE_GROUP"
SCHEDULE_ROLE_ARN = "SCHEDULE_ROLE_ARN"
PLAN_SYNCS_FUNCTION_ARN = "PLAN_SYNCS_FUNCTION_ARN"
PLAN_SYNCS_DEAD_LETTER_QUEUE_ARN = "PLAN_SYNCS_DEAD_LETTER_QUEUE_ARN"
INTUIT_SECRET_ID = "INTUIT_SECRET_ID"  # noqa: S105 - the name of a setting
TALECH_SECRET_ID = "TALECH_SECRET_ID"  # noqa: S105 - the name of a setting
SESSION_SECRET_ID = "SESSION_SECRET_ID"  # noqa: S105 - the name of a setting
WEBHOOK_SECRET_ID = "WEBHOOK_SECRET_ID"  # noqa: S105 - the name of a setting
INTUIT_DISCOVERY_URL = "INTUIT_DISCOVERY_URL"
INTUIT_API_BASE_URL = "INTUIT_API_BASE_URL"
TALECH_BASE_URL = "TALECH_BASE_URL"
TALECH_CALLS_AT_ONCE = "TALECH_CALLS_AT_ONCE"
PUBLIC_BASE_URL = "PUBLIC_BASE_URL"
API_BASE_URL = "API_BASE_URL"
SETTLE_DELAY_MINUTES = "SETTLE_DELAY_MINUTES"
MAIL_FROM = "MAIL_FROM"
MAIL_CONFIGURATION_SET = "MAIL_CONFIGURATION_SET"
OVERDUE_AFTER_HOURS = "OVERDUE_AFTER_HOURS"
AUDIT_RETENTION_DAYS = "AUDIT_RETENTION_DAYS"


class MissingSettingError(RuntimeError):
    """A setting is missing in the deployment: no request can be served without it."""


def setting(name: str) -> str:
    """The value of a setting.

    Raises:
        MissingSettingError: it is not set; the text has its name and where to set it.
    """
    value = os.environ.get(name, "")
    if not value:
        raise MissingSettingError(f"{name} is not set: template.yaml gives it to the functions that use it")
    return value


def optional_setting(name: str) -> str:
    """The value of an optional setting; empty if it is not set."""
    return os.environ.get(name, "")
