"""replay_dead_letters: queues dead letters again, like `daybook replay redrive`, from a console or another function."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.application.ports import Lane
from daybook.bootstrap.functions.replaying import dead_letters
from daybook.bootstrap.observability import logger
from daybook.contracts.replay_request import ReplayRequest


def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Replay the letters that the request chooses, in all lanes; a dry run, the default, only lists them."""
    request = ReplayRequest.parse(event)
    answer: dict[str, Any] = {"dry_run": request.dry_run}
    for lane in Lane:
        replay = dead_letters().replay(
            lane,
            lambda letter: letter.request is not None and request.wants(letter.request.day),
            dry_run=request.dry_run,
        )
        moved = [str(letter.request.day) for letter in replay.moved if letter.request]
        answer[lane.value] = {"moved": moved, "kept": len(replay.kept)}
    logger().info("dead letters replayed", extra=answer)
    return answer
