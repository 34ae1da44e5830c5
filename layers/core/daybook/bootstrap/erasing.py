"""daybook forget and daybook disconnect: where the facts of a merchant lie, and what their access is made of."""

from functools import cache

from daybook.adapters.aws.merchant_rows import DynamoMerchantRows
from daybook.adapters.aws.one_time_tokens import DynamoOneTimeTokens
from daybook.application.disconnect import DisconnectPorts
from daybook.application.forget_merchant import ErasurePorts
from daybook.bootstrap.environment import CONNECTION_TABLE, PROOF_TABLE, SESSION_TABLE, SYNC_LOG_TABLE, setting
from daybook.bootstrap.foundation import AWS, CLOCK, connections
from daybook.bootstrap.planning import ending_schedules, expected_closings
from daybook.bootstrap.quickbooks import authorizer, token_vault
from daybook.bootstrap.talech import sales_tokens


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


@cache
def disconnect_ports() -> DisconnectPorts:
    """Everything that ending a connection takes."""
    return DisconnectPorts(
        connections=connections(),
        tokens=token_vault(),
        sales_tokens=sales_tokens(),
        authorizer=authorizer(""),
        one_time=DynamoOneTimeTokens(AWS.dynamodb, setting(SESSION_TABLE), CLOCK),
        schedules=ending_schedules(),
        expected=expected_closings(),
        clock=CLOCK,
    )
