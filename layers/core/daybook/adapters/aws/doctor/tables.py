"""Checks that the tables that cannot be had again are safe. A restored table is not: its settings are lost."""

from collections.abc import Iterator

from daybook.adapters.aws.doctor.deployment import Deployment
from daybook.application.operating.findings import Finding, ok, wrong
from daybook.domain.words import noted

TABLES = noted("tables")
_KEPT = ("ConnectionTableName", "SyncLogTableName", "ProofTableName")


def tables(deployment: Deployment) -> Iterator[Finding]:
    """Connections, records and proofs are protected from deletion, and can be restored to any second."""
    names = [deployment.outputs[output] for output in _KEPT]
    found = [finding for name in names for finding in _unsafe(name, deployment)]
    yield from found
    if not found:
        told = noted("connections, records and proofs are protected from deletion and can be restored to any second")
        yield ok(TABLES, told)


def _unsafe(name: str, deployment: Deployment) -> Iterator[Finding]:
    dynamodb = deployment.clients.of_operators("dynamodb")
    if not dynamodb.describe_table(TableName=name)["Table"].get("DeletionProtectionEnabled"):
        step = noted("aws dynamodb update-table --table-name {name} --deletion-protection-enabled")
        yield wrong(TABLES, noted("one call can delete {name}"), step, name=name)
    kept = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    if kept.get("PointInTimeRecoveryDescription", {}).get("PointInTimeRecoveryStatus") != "ENABLED":
        step = noted(
            "aws dynamodb update-continuous-backups --table-name {name} "
            "--point-in-time-recovery-specification PointInTimeRecoveryEnabled=true"
        )
        yield wrong(TABLES, noted("{name} cannot be restored to an earlier instant"), step, name=name)
