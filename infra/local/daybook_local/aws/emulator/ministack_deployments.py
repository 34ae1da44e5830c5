"""What ministack makes of a deployment by sam: change sets, nested stacks, and functions that work meanwhile.

Applied by ``ministack_repairs``, which refuses any version but the one that these repairs fit.
"""

from __future__ import annotations

import copy
import importlib
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from daybook_local.aws.deployment.template import SAM_TRANSFORM, carry, leave_out_canaries, translated

if TYPE_CHECKING:
    from collections.abc import Callable


def apply() -> None:
    """Repair deployments in this process."""
    _carry_every_template()
    _take_limits_for_numbers()
    _let_invocations_end()


def _carry_every_template() -> None:
    # It drops routes of HTTP APIs without a word, refuses metric math, saved queries and CodeDeploy, and lets the SAM
    # transform know no parameter, so that a function is published once and never again.
    engine: Any = importlib.import_module("ministack.services.cloudformation.engine")
    for name in ("handlers", "changesets"):
        module: Any = importlib.import_module(f"ministack.services.cloudformation.{name}")
        own = _carried(module._apply_transforms)  # noqa: SLF001
        module._apply_transforms = _translated(own, engine._transform_parameters)  # noqa: SLF001
    # A nested stack is no request of its own: its template is read here.
    engine._parse_template = _carried(engine._parse_template)  # noqa: SLF001


def _translated(others: Callable[..., Any], values_of: Callable[..., Any]) -> Callable[..., Any]:
    def transformed(sent: Any, *given: Any) -> Any:
        template = copy.deepcopy(sent)
        if template.get("Transform") == SAM_TRANSFORM:
            leave_out_canaries(template)
            template = translated(template, values_of(template, *given))
        return others(template, *given)

    return transformed


def _carried(read: Callable[..., Any]) -> Callable[..., Any]:
    def carried(*given: Any) -> Any:
        template = read(*given)
        carry(template)
        return template

    return carried


def _take_limits_for_numbers() -> None:
    # A limit that comes from a template parameter stays text, and its poller cannot compare texts.
    provisioners: Any = importlib.import_module("ministack.services.cloudformation.provisioners")
    handlers = provisioners._RESOURCE_HANDLERS["AWS::Lambda::EventSourceMapping"]  # noqa: SLF001
    create, update = handlers["create"], handlers["update"]
    handlers["create"] = lambda name, wanted, stack: create(name, _limited(wanted), stack)
    handlers["update"] = lambda name, had, wanted, stack: update(name, had, _limited(wanted), stack)


def _limited(wanted: dict[str, Any]) -> dict[str, Any]:
    limit = (wanted.get("ScalingConfig") or {}).get("MaximumConcurrency")
    return wanted if limit is None else wanted | {"ScalingConfig": {"MaximumConcurrency": int(limit)}}


def _let_invocations_end() -> None:
    # It ends the process of every invocation under way when a function is updated. On AWS these end by themselves.
    runtime: Any = importlib.import_module("ministack.core.lambda_runtime")
    functions: Any = importlib.import_module("ministack.services.lambda_svc")
    invalidate, release, kill = runtime.invalidate_worker, runtime.release_worker, runtime.kill_workers
    is_update: ContextVar[bool] = ContextVar("is_update", default=False)
    outdated: set[Any] = set()

    def end(workers: list[Any]) -> None:
        outdated.update(worker for worker in workers if is_update.get() and worker.in_use)
        kill([worker for worker in workers if worker not in outdated])

    def replace(*function: Any, **narrowed: Any) -> None:
        token = is_update.set(True)
        try:
            invalidate(*function, **narrowed)
        finally:
            is_update.reset(token)

    def release_or_end(worker: Any) -> None:
        release(worker)
        if worker in outdated:
            outdated.discard(worker)
            kill([worker])

    runtime.kill_workers = end
    for module in (runtime, functions):
        module.invalidate_worker, module.release_worker = replace, release_or_end
