"""daybook forget: where the facts of a merchant lie."""

from functools import cache

from daybook.adapters.aws.merchant_rows import DynamoMerchantRows
from daybook.application.forget_merchant import ErasurePorts
from daybook.bootstrap.environment import CONNECTION_TABLE, PROOF_TABLE, SYNC_LOG_TABLE, setting
from daybook.bootstrap.foundation import AWS, connections
from daybook.bootstrap.planning import ending_schedules, expected_closings
from daybook.bootstrap.quickbooks import authorizer, token_vault


@cache
def erasure_ports() -> ErasurePorts:
    """Everything that erasing a merchant takes."""
    rows = DynamoMerchantRows(AWS.dynamodb, setting(CONNECTION_TABLE), setting(SYNC_LOG_TABLE), setting(PROOF_TABLE))
    return ErasurePorts(
        connections=connections(),
        tokens=token_vault(),
        authorizer=authorizer(""),
        schedules=ending_schedules(),
        expected=expected_closings(),
        rows=rows,
    )
