"""post_location_day, the worker: posts the location-day of each queue message, and returns unfinished messages."""

from functools import partial
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.bootstrap.collector import relax_collector
from daybook.bootstrap.foundation import CLOCK
from daybook.bootstrap.functions import posting
from daybook.bootstrap.mailing import tell_merchant
from daybook.bootstrap.observing.observability import about, begin, publish_metrics, record_outcome
from daybook.bootstrap.systems import systems
from daybook.bootstrap.worker_time import WORKER_TIME
from daybook.contracts.contract import ContractError, LaterContractError
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.errors import DayGivenUpError

relax_collector()


def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    """Process a batch and return the failed messages; a failed message does not affect the others."""
    WORKER_TIME.begins(context.get_remaining_time_in_millis)
    begin("post_location_day", context)
    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    answer = process_partial_response(event, partial(_post, worker=context.aws_request_id), processor, context)
    publish_metrics()
    return answer


def _post(record: SQSRecord, worker: str) -> None:
    with about(**posting.about_message(record)):
        try:
            _post_or_give_up(record, worker)
        except Exception as error:
            posting.hand_back(record, error, systems())
            raise


def _post_or_give_up(record: SQSRecord, worker: str) -> None:
    """Process one message; a message that is given up goes to the dead letters and counts as done."""
    try:
        request = SyncMessage.parse(record.body).to_domain()
    except LaterContractError:
        raise  # a worker of the release that wrote the record will read it
    except ContractError as unreadable:
        return posting.give_up(record, unreadable, systems())
    for each in posting.tries_for(request, systems(), posting.receives_of(record)):
        try:
            outcome = posting.outcome_of(each, f"{worker}:{record.message_id}", systems())
        except DayGivenUpError as error:
            posting.give_up(record, error, systems(), each)
            continue
        if outcome is not None:
            record_outcome(each, outcome, CLOCK.now())
            tell_merchant(each, outcome, systems())
    return None
