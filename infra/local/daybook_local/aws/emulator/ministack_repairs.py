"""Knows ministack from the inside: the repairs of what it does are here, refused on any version but the one they fit.

``ministack_authorization`` repairs how it checks roles, ``ministack_deployments`` what it makes of a deployment.
Everything else speaks public AWS calls. On an upgrade read the places named in the three files first.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from daybook_local.clock import SharedClock

from daybook_local.aws.emulator import ministack_authorization, ministack_deployments
from daybook_local.aws.emulator.function_processes import FunctionProcesses
from daybook_local.aws.metrics.log_patterns import parse_pattern

SUPPORTED_VERSION = "1.5.33"
_WAYS_TO_ANSWER = 2
_END_OF_LOG = "~~ end of the log of this call ~~"
# Seconds within which a line that was written arrives, on the busiest machine.
_LOG_WITHIN = 30


class UnsupportedEmulatorError(RuntimeError):
    """The installed ministack is not the one these repairs were written for."""


def check_version() -> None:
    """Refuse an emulator that the repairs do not fit.

    Raises:
        UnsupportedEmulatorError: install the version named in the message.
    """
    try:
        installed = importlib.metadata.version("ministack")
    except importlib.metadata.PackageNotFoundError:
        installed = "none"
    if installed != SUPPORTED_VERSION:
        raise UnsupportedEmulatorError(
            f"The local AWS needs ministack {SUPPORTED_VERSION}; installed: {installed}. "
            f"Run: python -m pip install ministack=={SUPPORTED_VERSION}"
        )


def apply() -> None:
    """Repair the emulator in this process. The environment must be set: ministack reads it while imported.

    Raises:
        UnsupportedEmulatorError: another version of ministack is installed.
    """
    check_version()
    _read_each_calls_log_to_its_end()
    _copy_a_process_for_each_function()
    _leave_schedules_to_us()
    _add_dead_letter_redrive()
    _filter_log_events_by_their_fields()
    _measure_every_invocation()
    ministack_authorization.apply()
    ministack_deployments.apply()


def follow(clock: SharedClock) -> None:
    """Let queues, retries and the end of items go by a clock that can be moved; to be called after ``apply``.

    The emulator itself, its logs and its waits stay with the machine's.
    """
    for service in ("sqs", "lambda_svc", "dynamodb"):
        module: Any = importlib.import_module(f"ministack.services.{service}")
        module.time = _ClockedTime(clock)
    _accept_signatures_of_both_clocks(clock)


class _ClockedTime:
    """The module ``time`` for a service of the emulator, with another present."""

    def __init__(self, clock: SharedClock) -> None:
        self._clock = clock

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)

    def time(self) -> float:
        return time.time() + self._clock.offset.total_seconds()


def _accept_signatures_of_both_clocks(clock: SharedClock) -> None:
    # Functions sign by the clock that was moved, a caller from outside signs by the machine's.
    sigv4: Any = importlib.import_module("ministack.core.sigv4")
    failure = sigv4.request_time_failure

    def of_both(signature: Any) -> Any:
        return failure(signature) and failure(signature, now=clock.now())

    sigv4.request_time_failure = of_both


def serve() -> None:
    """Serve until SIGTERM or SIGINT."""
    importlib.import_module("ministack.app").main()


def _read_each_calls_log_to_its_end() -> None:
    # It waits some milliseconds for what a handler logged: a call pays them in vain, or its lines come with the next
    # call's. The worker says where a call's log ends instead; of a worker that died, the log ends with its stream.
    runtime: Any = importlib.import_module("ministack.core.lambda_runtime")
    answers = '            _real_stdout.write(json.dumps({"status": '
    if runtime._PYTHON_WORKER_SCRIPT.count(answers) != _WAYS_TO_ANSWER:  # noqa: SLF001
        raise UnsupportedEmulatorError("The emulator's worker answers in another way than the repair of its log knows.")
    ends = f"            sys.stderr.write({_END_OF_LOG!r} + chr(10)); sys.stderr.flush()\n"
    runtime._PYTHON_WORKER_SCRIPT = runtime._PYTHON_WORKER_SCRIPT.replace(answers, ends + answers)  # noqa: SLF001

    def drain(worker: Any) -> str:
        if worker._proc is None:  # noqa: SLF001
            worker._stderr_thread.join(_LOG_WITHIN)  # noqa: SLF001
            return str(worker._drain_stderr()).removesuffix(_END_OF_LOG)  # noqa: SLF001
        lines = []
        while not (line := worker._stderr_queue.get(timeout=_LOG_WITHIN)).endswith(_END_OF_LOG):  # noqa: SLF001
            lines.append(line)
        return "\n".join([*lines, line.removesuffix(_END_OF_LOG)]).removesuffix("\n")

    runtime.Worker._drain_stderr_bounded = drain  # noqa: SLF001


def _copy_a_process_for_each_function() -> None:
    runtime: Any = importlib.import_module("ministack.core.lambda_runtime")
    runtime.subprocess = FunctionProcesses()


def _leave_schedules_to_us() -> None:
    # Its ticker reads every expression as UTC and knows no context attribute; ``schedules`` fires them instead.
    scheduler: Any = importlib.import_module("ministack.services.scheduler")
    scheduler.start_scheduler = lambda: None


def _filter_log_events_by_their_fields() -> None:
    # It takes every line for one that a pattern in braces selects, lines that are no JSON included.
    logs: Any = importlib.import_module("ministack.services.cloudwatch_logs")
    others = logs._compile_filter_pattern  # noqa: SLF001

    def compiled(pattern: str) -> Callable[[str], bool]:
        return parse_pattern(pattern).matches if pattern.strip().startswith("{") else others(pattern)

    logs._compile_filter_pattern = compiled  # noqa: SLF001


def _measure_every_invocation() -> None:
    # It counts what a caller waited for. What a queue or an event started has errors too, and a worker may be killed.
    functions: Any = importlib.import_module("ministack.services.lambda_svc")
    run, emit = functions._execute_function_dispatch, functions._emit_lambda_metrics  # noqa: SLF001

    def measured(function: Any, config: Any, event: Any, request_id: str, started: float) -> Any:
        began = time.monotonic()
        result = run(function, config, event, request_id, started)
        milliseconds = (time.monotonic() - began) * 1000
        emit(config["FunctionName"], duration_ms=milliseconds, error=bool(result.get("error")), throttle=False)
        return result

    def refusals_alone(name: str, duration_ms: float, *, error: bool, throttle: bool) -> None:
        if throttle:
            emit(name, duration_ms=duration_ms, error=error, throttle=throttle)

    functions._execute_function_dispatch, functions._emit_lambda_metrics = measured, refusals_alone  # noqa: SLF001


def _add_dead_letter_redrive() -> None:
    sqs = importlib.import_module("ministack.services.sqs")
    wake = importlib.import_module("ministack.core.concurrency").esm_wake
    redrive = _Redrive(sqs, wake)
    sqs._HANDLERS["StartMessageMoveTask"] = redrive.start  # noqa: SLF001
    sqs._HANDLERS["ListMessageMoveTasks"] = redrive.tasks  # noqa: SLF001
    sqs._HANDLERS["ListDeadLetterSourceQueues"] = redrive.sources  # noqa: SLF001


class _Redrive:
    """The dead-letter calls of SQS that the emulator lacks. A task is over when its call returns."""

    def __init__(self, sqs: Any, wake: Any) -> None:
        self._sqs = sqs
        self._wake = wake
        self._tasks: list[dict[str, Any]] = []

    def start(self, request: dict[str, Any], _url: str) -> dict[str, str]:
        """StartMessageMoveTask: every visible message goes to the destination, or back where it came from."""
        origin = self._queue(request["SourceArn"])
        sources = self._sources_of(request["SourceArn"])
        destination = self._queue(request["DestinationArn"]) if request.get("DestinationArn") else None
        if destination is None and not sources:
            raise self._sqs._Err(  # noqa: SLF001
                "InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue."
            )
        with self._sqs._queues_lock:  # noqa: SLF001
            now = time.time()
            moving = [message for message in origin["messages"] if message["visible_at"] <= now]
            for message in moving:
                came_from = str((message.get("sys") or {}).get("DeadLetterQueueSourceArn"))
                target = destination or sources.get(came_from) or next(iter(sources.values()))
                origin["messages"].remove(message)
                message.update(receive_count=0, receipt_handle=None, first_receive_at=None, visible_at=now)
                target["messages"].append(message)
        self._wake.set()
        return {"TaskHandle": self._record(request, len(moving))}

    def tasks(self, request: dict[str, Any], _url: str) -> dict[str, Any]:
        """ListMessageMoveTasks: newest first, ten at most."""
        mine = [task for task in reversed(self._tasks) if task["SourceArn"] == request["SourceArn"]]
        return {"Results": mine[: int(request.get("MaxResults", 1))]}

    def sources(self, request: dict[str, Any], url: str) -> dict[str, Any]:
        """ListDeadLetterSourceQueues."""
        arn = self._sqs._get_q(request.get("QueueUrl", url))["attributes"]["QueueArn"]  # noqa: SLF001
        return {"queueUrls": [queue["url"] for queue in self._sources_of(arn).values()]}

    def _record(self, request: dict[str, Any], moved: int) -> str:
        task = {
            "TaskHandle": f"move-task-{len(self._tasks) + 1}",
            "Status": "COMPLETED",
            "SourceArn": request["SourceArn"],
            "ApproximateNumberOfMessagesMoved": moved,
            "ApproximateNumberOfMessagesToMove": moved,
            "StartedTimestamp": int(time.time() * 1000),
        }
        if request.get("DestinationArn"):
            task["DestinationArn"] = request["DestinationArn"]
        self._tasks.append(task)
        return str(task["TaskHandle"])

    def _queue(self, arn: str) -> dict[str, Any]:
        queue: dict[str, Any] | None = self._sqs._queue_by_arn(arn)  # noqa: SLF001
        if queue is None:
            raise self._sqs._Err("ResourceNotFoundException", f"The queue {arn} does not exist.")  # noqa: SLF001
        return queue

    def _sources_of(self, dead_letter_arn: str) -> dict[str, dict[str, Any]]:
        """Queues by ARN whose messages die into ``dead_letter_arn``."""
        sources = {}
        for queue in self._sqs._queues.values():  # noqa: SLF001
            policy = json.loads(queue["attributes"].get("RedrivePolicy", "{}"))
            if policy.get("deadLetterTargetArn") == dead_letter_arn:
                sources[queue["attributes"]["QueueArn"]] = queue
        return sources
