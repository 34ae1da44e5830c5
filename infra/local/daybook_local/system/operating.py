"""The operator's pages of a running system, with what keeps them up to date."""

from collections.abc import Iterator
from contextlib import contextmanager

from daybook_local.aws.metrics.metrics import MetricsCollector, run_metrics
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.places import TEMPLATE
from daybook_local.watching.operations import watched
from daybook_local.watching.server import OperationsPages


@contextmanager
def operations_pages(system: LocalSystem) -> Iterator[OperationsPages]:
    """Serve them for as long as the block lasts; what the functions have logged before it counts too."""
    operations = watched(system.aws, system.deployment, TEMPLATE, system.clock.now)
    collector = MetricsCollector(system.aws, operations.hear, operations.now)
    with run_metrics(collector), OperationsPages(operations) as pages:
        yield pages
