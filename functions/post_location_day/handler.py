"""One queue message is one location-day: bring it into the books, and hand back what could not be finished."""

from functools import partial
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.application.post_location_day import post_location_day
from daybook.bootstrap.foundation import CLOCK
from daybook.bootstrap.mailing import tell_merchant
from daybook.bootstrap.observability import count_failed, publish_metrics, record_outcome, record_unfinished
from daybook.bootstrap.posting import message_delay, posting_ports
from daybook.contracts.sync_message import MAX_TRIES, SyncMessage
from daybook.domain.errors import RetriableError


def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    """Answer with the messages to hand back; one that fails never takes its neighbours along."""
    answer = process_partial_response(
        event=event,
        record_handler=partial(_post, worker=context.aws_request_id),
        processor=BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False),
        context=context,
    )
    publish_metrics()
    return answer


def _post(record: SQSRecord, worker: str) -> None:
    tries = int(record.attributes.approximate_receive_count)
    last_try = tries >= MAX_TRIES
    try:
        request = SyncMessage.parse(record.body).to_domain()
        owner = f"{worker}:{record.message_id}"
        outcome = post_location_day(request, owner, posting_ports(), last_try=last_try)
        record_outcome(request, outcome, CLOCK.now())
    except Exception as error:
        if last_try:
            count_failed()
        after = error.after_seconds if isinstance(error, RetriableError) else None
        hidden = message_delay().hide(record.event_source_arn, record.receipt_handle, tries=tries, after_seconds=after)
        record_unfinished(error, tries=tries, again_in_seconds=hidden)
        raise
    tell_merchant(request, outcome)
