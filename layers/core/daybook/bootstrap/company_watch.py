"""What is known of companies beside the books: for whoever posts, shows pages, or is told something by QuickBooks."""

from functools import cache

from daybook.adapters.aws.company_watch import DynamoCompanyWatch
from daybook.bootstrap.environment import CONNECTION_TABLE, setting
from daybook.bootstrap.foundation import AWS


@cache
def company_watch() -> DynamoCompanyWatch:
    """Which documents are ours, and what changed in companies."""
    return DynamoCompanyWatch(AWS.dynamodb, setting(CONNECTION_TABLE))
