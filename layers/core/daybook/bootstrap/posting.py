"""post_location_day: from a queue message to an outcome."""

from functools import cache

from daybook.adapters.aws.message_delay import MessageDelay
from daybook.application.ports import Lane
from daybook.application.posting_target import PostingPorts
from daybook.bootstrap.company_watch import company_watch
from daybook.bootstrap.environment import BACKFILL_QUEUE_URL, LOCATION_DAY_QUEUE_URL, setting
from daybook.bootstrap.foundation import AWS, CLOCK, connections, proofs, sync_log
from daybook.bootstrap.quickbooks import ledger_of
from daybook.bootstrap.talech import sales_of


@cache
def posting_ports() -> PostingPorts:
    """Everything a location-day needs."""
    return PostingPorts(connections(), sync_log(), proofs(), sales_of, ledger_of, CLOCK, company_watch())


@cache
def message_delay() -> MessageDelay:
    """How a message is kept back until its next try makes sense."""
    urls = {Lane.DAILY: setting(LOCATION_DAY_QUEUE_URL), Lane.BACKFILL: setting(BACKFILL_QUEUE_URL)}
    return MessageDelay(AWS.sqs, urls)
