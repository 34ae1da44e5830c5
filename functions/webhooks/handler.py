"""webhooks: receives QuickBooks' notices and answers at once; processes them later from a queue."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.application.watching.notice_changes import notice_changes
from daybook.bootstrap.functions import webhooks
from daybook.bootstrap.observing.metric_names import Metric
from daybook.bootstrap.observing.observability import begin, count, logger, publish_metrics
from daybook.bootstrap.systems import systems
from daybook.contracts.change_notices_message import ChangeNoticesMessage
from daybook.domain.errors import RetriableError

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord


def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    """Answer QuickBooks with a status, or the queue with the messages to hand back."""
    begin("webhooks", context)
    answer = webhooks.each(event, context, _work_off) if "Records" in event else {"statusCode": _receive(event).value}
    publish_metrics()
    return answer


def _receive(event: dict[str, Any]) -> HTTPStatus:
    """Acknowledge every signed body, because sending it again would not correct an error in it."""
    verifier_token = webhooks.verifier_token()
    if not verifier_token:
        logger().warning("notices refused: this deployment has no verifier token")
        return HTTPStatus.NOT_FOUND
    body = webhooks.body_of(event, verifier_token)
    if body is None:
        count(Metric.NOTICES_REFUSED)
        return HTTPStatus.UNAUTHORIZED
    try:
        webhooks.change_queue().send([notice for notice in body.notices if not notice.means_nothing])
    except RetriableError as busy:
        logger().warning("notices not taken: QuickBooks sends them again", extra={"why": str(busy)})
        return HTTPStatus.SERVICE_UNAVAILABLE
    if body.unreadable:
        logger().error("notices unreadable", extra={"what": body.unreadable})
    webhooks.count_some(Metric.NOTICES_RECEIVED, len(body.notices))
    webhooks.count_some(Metric.NOTICES_UNREADABLE, len(body.unreadable))
    return HTTPStatus.OK


def _work_off(record: "SQSRecord") -> None:
    try:
        notices = ChangeNoticesMessage.parse(record.body).to_domain()
        webhooks.count_effects(notice_changes(notices, systems()))
    except Exception:
        logger().exception("notices not worked off", extra={"message_id": record.message_id})
        raise
