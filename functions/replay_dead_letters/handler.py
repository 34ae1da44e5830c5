"""replay_dead_letters: sends dead letters again, as `daybook replay` does, from a console or another function."""

from datetime import timedelta
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.application.operating.replay_letters import LetterChoice, replay_letters
from daybook.application.ports.dead_letters import DeadLetter, LetterDeed, LetterQueue
from daybook.bootstrap.observing.observability import begin, logger
from daybook.bootstrap.systems import systems
from daybook.contracts.replay_request import ReplayRequest


def _told(letter: DeadLetter) -> dict[str, str | None]:
    day = str(letter.request.day) if letter.request else letter.merchant_id
    return {"queue": letter.queue, "id": letter.message_id, "day": day}


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Replay the letters that the request chooses, in all queues; a dry run, the default, only lists them."""
    begin("replay_dead_letters", context)
    request = ReplayRequest.parse(event)
    deed = LetterDeed.DROP if request.drop_because else LetterDeed.REDRIVE
    choice = LetterChoice(
        ids=request.letters,
        queue=LetterQueue(request.queue) if request.queue else None,
        merchant_id=request.merchant_id,
        location=request.location,
        business_date=request.business_date,
        code=request.code,
        older_than=None if request.older_than_minutes is None else timedelta(minutes=request.older_than_minutes),
        everything=request.everything,
    )
    replayed = replay_letters(choice, deed, systems(), reason=request.drop_because, dry_run=request.dry_run)
    answer = {
        "dry_run": request.dry_run,
        "deed": deed.value,
        "letters": [_told(letter) for letter in replayed.done],
        "unreadable": [letter.message_id for letter in replayed.unreadable],
    }
    logger().info("dead letters replayed", extra=answer | {"why": request.drop_because})
    return answer
