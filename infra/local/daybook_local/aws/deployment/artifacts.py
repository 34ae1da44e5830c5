"""Code and templates in the emulator's S3, named by their content: what did not change is not deployed again."""

from __future__ import annotations

import enum
import hashlib
import io
import sys
import zipfile
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from pathlib import Path

    from daybook_local.aws.clients import LocalAws

_NEVER_PACKED = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"})


class LayerSource(enum.Enum):
    """Where functions find what a layer carries."""

    WORKING_TREE = "working tree"
    """Sources are imported in place; their dependencies come from the environment the emulator runs in."""
    AS_BUILT = "as built"
    """The layer folder as it is: the output of ``sam build``, made for the emulator's own Python version."""


class ArtifactBucket:
    """A bucket of the emulator that a stack is deployed from."""

    def __init__(self, aws: LocalAws, stack_name: str) -> None:
        self.name = f"{stack_name}-artifacts"
        self._aws = aws
        self._known: set[str] = set()

    def prepare(self) -> None:
        """Create the bucket unless an earlier deployment did."""
        try:
            self._aws.s3.create_bucket(Bucket=self.name)
        except ClientError as error:
            if not error.response["Error"]["Code"].startswith("BucketAlready"):
                raise

    def put(self, content: bytes, suffix: str) -> str:
        """Store ``content`` and return its key, the same key for the same content."""
        key = f"{hashlib.sha256(content).hexdigest()[:32]}{suffix}"
        if key not in self._known:
            self._aws.s3.put_object(Bucket=self.name, Key=key, Body=content)
            self._known.add(key)
        return key

    def url(self, key: str) -> str:
        """The address CloudFormation reads a template from."""
        return f"{self._aws.endpoint}/{self.name}/{key}"


def function_archive(folder: Path) -> bytes:
    """A function's folder as Lambda wants it."""
    return _archive({path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder)})


def layer_archive(folder: Path, source: LayerSource) -> bytes:
    """A layer's folder as Lambda wants it, or, for the working tree, a pointer to the folder."""
    if source is LayerSource.AS_BUILT:
        prefix = "" if (folder / "python").is_dir() else "python/"
        return _archive({prefix + path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder)})
    # The digest makes an edit to the sources a new layer version, which restarts the functions that use it.
    entries = {"python/working-tree.sha256": _digest(folder).encode()}
    if any(path.suffix == ".py" for path in _files(folder)):
        minor = f"python{sys.version_info.major}.{sys.version_info.minor}"
        entries[f"python/lib/{minor}/site-packages/working-tree.pth"] = f"{folder.resolve()}\n".encode()
    return _archive(entries)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not _NEVER_PACKED & set(path.parts))


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in _files(folder):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _archive(entries: dict[str, bytes]) -> bytes:
    """A zip whose bytes depend on names and contents alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()
