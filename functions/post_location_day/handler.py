"""post_location_day, the worker: posts the location-day of each queue message, and returns unfinished messages."""

from functools import partial
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.application.posting.post_location_day import post_location_day
from daybook.bootstrap.foundation import CLOCK
from daybook.bootstrap.functions.posting import give_up, hand_back, is_forgotten
from daybook.bootstrap.mailing import tell_merchant
from daybook.bootstrap.observability import count_failed, publish_metrics, record_outcome
from daybook.bootstrap.systems import systems
from daybook.bootstrap.worker_time import WORKER_TIME
from daybook.contracts.contract import ContractError, LaterContractError
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.errors import DayGivenUpError


def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    """Process a batch and return the failed messages; a failed message does not affect the others."""
    WORKER_TIME.begins(context.get_remaining_time_in_millis)
    post = partial(_post, worker=context.aws_request_id)
    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    answer = process_partial_response(event=event, record_handler=post, processor=processor, context=context)
    publish_metrics()
    return answer


def _post(record: SQSRecord, worker: str) -> None:
    tries = int(record.attributes.approximate_receive_count)
    try:
        _post_or_give_up(record, worker, tries)
    except Exception as error:
        hand_back(record.event_source_arn, record.receipt_handle, error, tries=tries)
        raise


def _post_or_give_up(record: SQSRecord, worker: str, tries: int) -> None:
    """Process one message; a message that is given up goes to the dead letters and counts as done."""
    try:
        request = SyncMessage.parse(record.body).to_domain()
    except LaterContractError:
        raise  # a worker of the release that wrote the record will read it
    except ContractError as unreadable:
        give_up(record.event_source_arn, record.body, unreadable, tries=tries)
        return
    if is_forgotten(request, systems()):
        return
    try:
        outcome = post_location_day(request, f"{worker}:{record.message_id}", systems().posting)
        record_outcome(request, outcome, CLOCK.now())
    except DayGivenUpError as error:
        count_failed()
        give_up(record.event_source_arn, record.body, error, tries=tries)
        return
    tell_merchant(request, outcome, systems())
